"""Telling what is wrong with the records of a workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from generator.cli.helpers.console import problems_as_json
from generator.cli.helpers.session import Session

if TYPE_CHECKING:
    from generator.records.history import Evidence, History


def tell_of_records(
    session: Session, history: History, evidence: Evidence | None = None
) -> Sequence[Mapping[str, str | int]]:
    """Say what is wrong with the records, held against the `evidence` of finished files. Called before anything
    is entered: who goes on behind a damaged line has been told of it."""
    from generator.records.history import missing

    problems = [*history.problems(), *(missing(evidence, history) if evidence else ())]
    for problem in problems:
        session.console.warn(str(problem))
    return problems_as_json(problems)
