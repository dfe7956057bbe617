"""How long words take to say, and how that is written."""

from __future__ import annotations

WORDS_A_SECOND = 2.5
"""Speaking rate: 150 words a minute."""


def seconds(words: int) -> int:
    """Speaking time of so many words, in seconds: at least one if there are any."""
    return max(1, round(words / WORDS_A_SECOND)) if words else 0


def spoken_time(total: int) -> str:
    """Seconds as staff would say them: `12 s`, `1 min 5 s`, with no-break spaces."""
    minutes, rest = divmod(total, 60)
    if not minutes:
        return f"{rest}\u00a0s"
    return f"{minutes}\u00a0min {rest}\u00a0s" if rest else f"{minutes}\u00a0min"
