"""Whether an ask, or a bottom line, says the opposite of what it said: another verb, a “not” more, or another bill.

What is compared are the words that tell for from against. It errs on the side of a reversal: then somebody looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.values.value import plain_spaces

_FOR = (
    "support backing back favor endorse pass adopt approve enact protect preserve defend keep maintain retain save "
    "raise increase expand extend restore fund cosponsor confirm ratify accept allow permit yes aye yea grow strengthen"
)
_AGAINST = (
    "oppose reject cut stop defeat repeal rescind eliminate kill delay postpone defund slash reduce decrease weaken "
    "veto decline refuse deny withdraw abandon undo ban forbid prevent"
)
_AGAINST_AS_VERBS = frozenset(("end", "table", "block", "lower", "drop", "strike"))
"""Words that are verbs only where a sentence begins with them, or after the words below."""
_BEFORE_VERBS = frozenset(("", "please", "to", "and", "or"))
_VERB = "to "
"""Stands before such a word among the words of a text where it is a verb."""
_NOT = ("not", "no", "nay", "never", "neither", "nor", "none", "cannot", "without", "against", "nobody", "nothing")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_BILL = re.compile(r"(?<![\w.])(H|S)\.?\s?(?:R\.?\s?)?((?:J|Con)\.?\s?)?(Res\.?\s?)?(\d{1,5})\b", re.IGNORECASE)
_ENDINGS = ("", "s", "es", "ed", "d", "ing", "ting", "ping", "ped", "ning")


def is_reversed(was: str, now: str) -> bool:
    """Whether whoever does what one text says acts against the other."""
    before, after = _words(was), _words(now)
    if _against(before) % 2 != _against(after) % 2:
        return True
    bills, bills_now = _bills(was), _bills(now)
    if bills and bills_now and not bills <= bills_now:
        return True
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    chunks = [(before[a:b], after[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind == "replace"]
    return any(
        _takes_sides(old) and _takes_sides(new) and _against(old) % 2 != _against(new) % 2 for old, new in chunks
    )


def _words(text: str) -> list[str]:
    words = [match[0].casefold().replace("’", "'") for match in _WORD.finditer(plain_spaces(text))]
    pairs = zip(["", *words], words, strict=False)
    return [_VERB + word if word in _AGAINST_AS_VERBS and before in _BEFORE_VERBS else word for before, word in pairs]


def _forms(words: str) -> frozenset[str]:
    return frozenset(form for word in words.split() for form in _forms_of(word))


def _forms_of(word: str) -> Iterator[str]:
    """`oppose`, `opposes`, `opposed`, `opposing`; some that are no words do no harm."""
    yield from (word + ending for ending in _ENDINGS)
    yield f"{word.removesuffix('e')}ing"
    if word.endswith("y"):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied")


_FOR_FORMS = _forms(_FOR)
_AGAINST_FORMS = _forms(_AGAINST) | {"opposition", "rejection", "repealing", "elimination", "reduction", "reductions"}


def _is_against(word: str) -> bool:
    return word in _AGAINST_FORMS or word in _NOT or word.endswith("n't") or word.startswith(_VERB)


def _against(words: Sequence[str]) -> int:
    return sum(map(_is_against, words))


def _takes_sides(words: Sequence[str]) -> bool:
    return any(_is_against(word) or word in _FOR_FORMS or word == "for" for word in words)


def _bills(text: str) -> set[str]:
    """The bills that a text names, however they are written: `H.R. 2871`, `HR 2871`."""
    return {"".join(filter(str.isalnum, match[0])).casefold() for match in _BILL.finditer(plain_spaces(text))}
