"""Why two figures for one thing differ: basis, period, vintage, status, source."""

from __future__ import annotations

import re

from generator.store.schema import Fact, Status

_KNOWN_PAIRS = (
    ("nominal", "real", "one counts dollars of the day, the other dollars of one year"),
    ("base", "program", "one is the base, the other the program level with other money in it"),
    ("direct", "indirect", "one counts direct effects only"),
    ("authoriz", "appropriat", "one is what may be spent, the other what is given"),
    ("gross", "net", "one is gross, the other net"),
    ("projection", "estimate", "one was projected from older data, the other estimated from newer"),
)


def differences(one: Fact, other: Fact) -> list[str]:
    """What is written in two facts that can make their values differ, in words; empty if nothing is."""
    found = []
    if _basis(one) != _basis(other):
        found.append(f"their basis differs (“{one.basis or 'not said'}” against “{other.basis or 'not said'}”)")
        found.extend(_known(one, other))
    first, second = one.current, other.current
    if first.period != second.period:
        found.append(
            f"they are for different periods ({first.period or 'not said'} against {second.period or 'not said'})"
        )
    if first.as_of != second.as_of:
        found.append(
            f"they are of different vintages (as of {first.as_of or 'no date'} against {second.as_of or 'no date'})"
        )
    if first.status != second.status and not (first.status.is_settled and second.status.is_settled):
        found.append(f"their status differs ({first.status} against {second.status})")
    return found


def explained(one: Fact, other: Fact, *, status: bool = True) -> str:
    """The reasons in one phrase, in the order in which they weigh; without `status` that one is taken as said."""
    found = [reason for reason in differences(one, other) if status or not reason.startswith("their status")]
    return "; ".join(found) if found else "nothing that is written in them says why they differ"


def decisive(one: Fact, other: Fact) -> bool:
    """Whether what is written explains a difference. A date alone does not: a newer one replaces, and should say so."""
    first, second = one.current, other.current
    statuses = {first.status, second.status}
    return (
        bool(one.basis and other.basis and _basis(one) != _basis(other))
        or bool(first.period and second.period and first.period != second.period)
        or not all(status.is_sound for status in statuses)
        or (Status.PROVISIONAL in statuses and Status.FINAL in statuses)
        or (Status.PROJECTED in statuses and len(statuses) > 1)
    )


def _known(one: Fact, other: Fact) -> list[str]:
    """Well-known pairs of bases, named by what sets them apart."""
    bases = (_basis(one), _basis(other))
    for left, right, words in _KNOWN_PAIRS:
        for first, second in (bases, bases[::-1]):
            if (
                re.search(rf"\b{left}", first)
                and re.search(rf"\b{right}", second)
                and not re.search(rf"\b{left}", second)
            ):
                return [words]
    return []


def _basis(fact: Fact) -> str:
    return re.sub(r"\W+", " ", fact.basis.lower()).strip()
