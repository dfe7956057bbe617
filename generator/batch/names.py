"""Names of the files that are made: `2026-11-23_STA-Renewal_Member.docx`.

Only ASCII letters, digits, `-`, `_` and `.`; under 100 characters with the extension, 120 where they name a row;
different from one another even where upper and lower case are the same. They begin with the date, so they are never a
name that Windows keeps for itself, a hidden file, or a formula to a spreadsheet. A name depends on the whole store and
never on which documents are asked for, so that no build writes over another's.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

TOPIC_MAX, AUDIENCE_MAX, OFFICE_MAX = 32, 20, 16
ROW_MAX, ROW_NAME_MAX = 12, 20
TOPIC_BESIDE_ROW_MAX = TOPIC_MAX - ROW_MAX - 1
"""With the date, the separators, `_EXAMPLE_v99` and the longest extension these stay under 100 characters, and with the
name of a row, which comes after its key, under 120."""

_VERSION = re.compile(r"v\d+", re.IGNORECASE)
_DASHES = "‐‑‒–—―−/\\|:"
_LETTERS = {"ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
_LETTERS |= {"đ": "d", "Đ": "D", "ı": "i", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "&": " and "}
_PLAIN = str.maketrans({**dict.fromkeys(_DASHES, " "), **_LETTERS})


def label(text: str, at_most: int) -> str:
    """A title as a part of a file name: `STA renewal` → `STA-Renewal`. May be empty when nothing can be kept."""
    ascii_text = unicodedata.normalize("NFKD", text.translate(_PLAIN)).encode("ascii", "ignore").decode("ascii")
    kept = re.sub(r"[^A-Za-z0-9.\s_-]", "", ascii_text)
    kept = re.sub(r"(?<!\d)\.|\.(?!\d)", "", kept)  # `U.S.` → `US`, but `5.1` stays
    words = [f"{w[0].upper()}{w[1:]}" for w in re.split(r"[\s_-]+", kept) if w]
    name = words[0][:at_most] if words else ""
    for word in words[1:]:
        if len(name) + 1 + len(word) > at_most:
            break
        name = f"{name}-{word}"
    return name.strip(".")


def shortened(name_id: str, at_most: int) -> str:
    """An id as a part of a file name: itself, or its head and a digest of the whole when it would not do."""
    if len(name_id) <= at_most and not _VERSION.fullmatch(name_id):  # `_v2` ends the name of a second version
        return name_id
    return f"{name_id[: at_most - 9]}-{sha256(name_id.encode()).hexdigest()[:8]}"


def labels(texts: Mapping[str, str], at_most: int) -> dict[str, str]:
    """A label for each id. Those that would be alike but for case are named by their ids instead."""
    by_id = {i: shortened(i, at_most) for i in texts}
    chosen = {i: label(text, at_most) or by_id[i] for i, text in texts.items()}
    while alike := [i for i in _alike(chosen) if chosen[i] != by_id[i]]:
        chosen |= {i: by_id[i] for i in alike}
    return chosen


def _alike(chosen: Mapping[str, str]) -> set[str]:
    """The ids whose labels are not theirs alone."""
    count = Counter(name.casefold() for name in chosen.values())
    return {i for i, name in chosen.items() if count[name.casefold()] > 1}


class Names:
    """The names of everything a workspace can make. `topics` and `audiences` map ids to what they are called."""

    def __init__(
        self, topics: Mapping[str, str], audiences: Mapping[str, str], offices: Iterable[str], default_office: str
    ) -> None:
        self._topics = labels(topics, TOPIC_MAX)
        self._topics_beside_rows = labels(topics, TOPIC_BESIDE_ROW_MAX)
        self._audiences = labels(audiences, AUDIENCE_MAX)
        self._offices = {office: shortened(office, OFFICE_MAX) for office in offices}
        self._default_office = default_office

    def stem(self, topic: str, audience: str, office: str, as_of: date, row: str = "") -> str:
        """The name of a document without its extension, and without the word that `document.standing` puts at its
        end. The office is named unless it is the default one; `row` is what
        the row of a merge is called (see `rownames`)."""
        topics = self._topics_beside_rows if row else self._topics
        parts = [as_of.isoformat(), topics[topic], self._audiences[audience], *([row] if row else [])]
        if office != self._default_office:
            parts.append(self._offices[office])
        return "_".join(parts)
