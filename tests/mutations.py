"""Disables every rule and every guard in turn: for each, a test that passes must go red.

    python -m tests.mutations             # says what was disabled and how many tests noticed

`MUTATIONS` is the list; whoever adds a guard adds its mutation there. The tests are called in this process, so that all
of it takes seconds and can be part of every run (`tests/test_mutations.py`).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from generator.checks import RULES
from generator.checks import gate as gate_function
from generator.checks import run as run_function
from generator.checks.language import speller
from generator.checks.rule import Finding, Rule
from tests.checks import test_gate, test_rules, test_run
from tests.checks.language import test_speller
from tests.checks.messages import CASES, expected
from tests.checks.workspace import text

Test = Callable[[Path], None]
"""A test, given an empty folder."""

gate_module = sys.modules[gate_function.__module__]
run_module = sys.modules[run_function.__module__]


@dataclass(frozen=True)
class Mutation:
    """Something disabled while `disabled()` is open, and the tests of which one at least has to notice."""

    name: str
    disabled: Callable[[], AbstractContextManager[object]]
    tests: Sequence[Test]

    def noticed(self) -> int:
        """How many of the tests go red. They have to be green without the mutation."""
        for test in self.tests:
            assert not _red(test), f"{self.name}: a test fails although nothing is disabled"
        with self.disabled():
            return sum(_red(test) for test in self.tests)


def _red(test: Test) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            test(Path(folder))
        except (AssertionError, ValueError):  # a value that could not be unpacked is an assertion, too
            return True
    return False


# --- rules -----------------------------------------------------------------------------------------------------------


def _finds_nothing(subjects: object) -> Iterator[Finding]:
    return iter(())


def _without(code: str) -> Callable[[], AbstractContextManager[object]]:
    return lambda: patch.dict(RULES, {code: replace(RULES[code], look=_finds_nothing)})


def _of_rule(code: str) -> list[Test]:
    if code == "TP510":
        return [_spelling]
    return [
        lambda folder, case=case: test_rules.test_a_rule_finds_what_is_wrong_and_nothing_else(case, folder, expected())
        for case in CASES
        if case.code == code
    ]


def _spelling(folder: Path) -> None:
    program = folder / "codespell"
    program.write_text(test_speller.FAKE.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    with patch.object(speller, "command", lambda: str(program)):
        test_speller.test_misspelt_words_are_found_where_they_stand(program, folder)


# --- what makes findings count ---------------------------------------------------------------------------------------


@contextmanager
def _always_warnings() -> Iterator[None]:
    with patch.object(Rule, "gravity", lambda *_: "warning"):
        yield


@contextmanager
def _nothing_is_silenced() -> Iterator[None]:
    with patch.object(run_module, "silenced", lambda *_: False):
        yield


RUNNER = [
    Mutation(
        "severity by readers",
        _always_warnings,
        [lambda folder: test_run.test_a_finding_is_as_grave_as_its_readers_make_it("public", "error", folder)],
    ),
    Mutation("silences", _nothing_is_silenced, [test_run.test_a_silence_beside_a_point_hides_the_finding_there_alone]),
]


# --- the gate --------------------------------------------------------------------------------------------------------


def _gate_without(code: str) -> Callable[[], AbstractContextManager[object]]:
    kind = gate_module._Gate
    whole = kind.blockers
    return lambda: patch.object(kind, "blockers", lambda self: (r for r in whole(self) if r.code != code))


def _status(code: str, status: str) -> Test:
    said = f"{code}:nih/jobs this document states “nih/jobs”, 407,782, which is {status}"
    return lambda folder: test_gate.test_a_figure_that_cannot_be_stood_behind_is_refused(
        {"status": status}, said, folder
    )


GATE_TESTS: dict[str, Test] = {
    "TP101": test_gate.test_a_figure_from_a_source_nobody_filled_in_is_refused,
    "TP104": test_gate.test_an_expired_column_is_refused,
    "TP107": _status("TP107", "disputed"),
    "TP108": _status("TP108", "superseded"),
    "TP109": _status("TP109", "overtaken"),
    "TP301": test_gate.test_a_typed_figure_is_refused_where_it_is_typed,
    "TP302": test_gate.test_a_figure_of_the_template_is_refused_as_such,
    "TP404": test_gate.test_an_internal_source_is_refused,
    "TP208": test_gate.test_a_figure_that_stands_apart_is_refused_in_a_chart,
    "TP209": lambda folder: test_gate.test_no_row_of_a_table_with_guessed_letters_is_final("cp437", folder),
    "TP517": lambda folder: test_gate.test_a_figure_that_runs_into_what_stands_around_it_is_refused(
        (test_gate.FACT, text("th", "point", "nih/pays")), "TP517:nih/pays “407,782th” would be printed", folder
    ),
    "TP715": lambda folder: test_gate.test_a_half_written_text_is_refused_where_it_is_typed("More TK.", "TK", folder),
    "TP714": lambda folder: test_gate.test_a_plural_after_one_is_refused(
        "1", " projects wait.", ["TP714:projects/MA/projects"], folder
    ),
    **{
        code: lambda folder, parts=parts, code=code: test_gate.test_what_is_not_ready_to_leave_the_office_is_refused(
            parts, code, folder
        )
        for code, parts in test_gate.UNREADY.items()
    },
}


MUTATIONS: list[Mutation] = [
    *(Mutation(f"rule {code}", _without(code), _of_rule(code)) for code in sorted(RULES)),
    *RUNNER,
    *(Mutation(f"gate {code}", _gate_without(code), [test]) for code, test in GATE_TESTS.items()),
]


def main() -> int:
    """Print every mutation and how many tests noticed it; 1 if one went unnoticed."""
    unnoticed = 0
    for mutation in MUTATIONS:
        red = mutation.noticed()
        unnoticed += not red
        print(f"{mutation.name}: {red} of {len(mutation.tests)} tests red" if red else f"{mutation.name}: UNNOTICED")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
