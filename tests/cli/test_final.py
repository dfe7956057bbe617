"""`build --final`: the gates, what somebody accepts, and the guard over every finished file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from generator.compose import questions
from generator.document.receipt import decode
from generator.errors import Exit
from generator.inspection import receipt_in
from generator.records.history import History
from generator.selection.select import Selection, select
from generator.values.dates import start_of_day

Run = Callable[..., Result]
LATE = "2027-06-01"  # after every figure of the starter set was to be looked at again
EXPIRED = "TP104:nih-funding/jobs"


def built(office: Path, ending: str) -> Path:
    """The final: a draft has a name of its own."""
    [path] = (p for p in (office / "output").glob(f"*{ending}") if "_DRAFT" not in p.name)
    return path


def text(office: Path) -> str:
    return built(office, ".txt").read_text(encoding="utf-8")


def test_a_draft_is_marked_and_a_final_document_is_not(onepager: Run, office: Path) -> None:
    wanted = ("build", "nih-funding", "-a", "constituent", "--format", "txt", "--as-of", "2026-11-23")
    assert onepager(*wanted).exit_code == Exit.OK
    [draft] = (office / "output").glob("*.txt")
    assert draft.stem.endswith("_DRAFT")
    assert "DRAFT" in draft.read_text(encoding="utf-8")
    assert onepager(*wanted, "--final").exit_code == Exit.OK
    final = built(office, ".txt")
    assert final.stem == draft.stem.removesuffix("_DRAFT") + "_EXAMPLE"
    assert "EXAMPLE" in text(office)  # the offices of the starter are invented
    assert "DRAFT" not in text(office)


def test_a_final_document_is_refused_an_expired_figure_and_the_draft_is_not(onepager: Run, office: Path) -> None:
    wanted = ("build", "nih-funding", "-a", "constituent", "--as-of", LATE)
    assert onepager(*wanted).exit_code == Exit.OK
    drafts = {p: p.read_bytes() for p in (office / "output").glob("2*")}
    result = onepager(*wanted, "--final")
    assert result.exit_code == Exit.CONTENT
    assert "talking_points/topics/nih-funding.yaml" in result.output
    assert "was to be looked at again by 2027-03-31" in result.output
    assert f"--accept {EXPIRED} --by NAME --because REASON" in result.output
    assert {p: p.read_bytes() for p in (office / "output").glob("2*")} == drafts


def refusals(result: Result) -> list[str]:
    """Every CODE:ID that a build says it could be told to accept."""
    words = result.output.split()
    return sorted({words[i + 1] for i, word in enumerate(words) if word == "--accept" and ":" in words[i + 1]})


def accepting(wanted: tuple[str, ...], result: Result) -> tuple[str, ...]:
    accepts = [word for ref in refusals(result) for word in ("--accept", ref)]
    return (*wanted, *accepts, "--by", "A. Staff", "--because", "the new counts are due on Friday")


def test_what_somebody_accepts_is_printed_inside_the_office_and_kept_in_receipt_and_records(
    onepager: Run, office: Path
) -> None:
    # A staff memo refuses less than a public page does, so its gate is made as strict as that one.
    (office / "onepager.yaml").write_text("office: rep-example\nrules:\n  TP104: error\n", encoding="utf-8")
    wanted = ("build", "nih-funding", "-a", "staff", "--as-of", LATE, "--final", "--format", "txt,docx,pdf")
    refused = onepager(*wanted)
    assert refused.exit_code == Exit.CONTENT
    result = onepager(*accepting(wanted, refused))
    assert result.exit_code == Exit.OK, result.output
    assert "FIGURE USED BY DECISION" in text(office)
    assert "the new counts are due on Friday (A. Staff)" in " ".join(text(office).replace("|", " ").split())
    pdf = built(office, ".pdf")
    receipt = decode(receipt_in(pdf.name, pdf.read_bytes()))
    assert EXPIRED in [f"{a.code}:{a.ref}" for a in receipt.accepted]
    assert {a.by for a in History(office).accepted(receipt.number)} == {"A. Staff"}


def test_a_public_document_does_not_tell_what_was_accepted_and_the_records_do(onepager: Run, office: Path) -> None:
    wanted = ("build", "nih-funding", "-a", "constituent", "--as-of", LATE, "--final", "--format", "txt,pdf")
    assert onepager(*accepting(wanted, onepager(*wanted))).exit_code == Exit.OK
    assert "DECISION" not in text(office)
    assert "A. Staff" not in text(office)
    pdf = built(office, ".pdf")
    receipt = decode(receipt_in(pdf.name, pdf.read_bytes()))
    assert receipt.accepted == ()
    assert EXPIRED in [f"{a.code}:{a.ref}" for a in History(office).accepted(receipt.number)]


def test_a_decision_is_not_carried_to_the_next_build(onepager: Run, office: Path) -> None:
    wanted = ("build", "nih-funding", "-a", "constituent", "--as-of", LATE, "--final")
    refused = onepager(*wanted)
    assert onepager(*accepting(wanted, refused)).exit_code == Exit.OK
    assert onepager(*wanted).exit_code == Exit.CONTENT


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept", EXPIRED, "--by", "A", "--because", "b"), "add --final"),
        (("--final", "--accept", EXPIRED), "needs a name and a reason"),
        (("--final", "--accept", "TP104", "--by", "A", "--because", "b"), "is not CODE:ID"),
        (("--final", "--by", "A"), "say who accepts what"),
    ],
)
def test_what_is_missing_from_a_decision_is_said(
    onepager: Run, office: Path, words: tuple[str, ...], said: str
) -> None:
    result = onepager("build", "nih-funding", "-a", "constituent", *words)
    assert result.exit_code == Exit.USAGE
    assert said in result.output
    assert list((office / "output").glob("2*")) == []


def test_when_selection_fails_the_guard_stops_every_file(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_to_all(*given: object) -> Selection:
        selection = select(*given)  # type: ignore[arg-type]
        return replace(selection, decisions=tuple(replace(d, included=True) for d in selection.decisions))

    monkeypatch.setattr(questions, "select", open_to_all)
    template = office / "templates" / "constituent.md"
    body = template.read_text(encoding="utf-8").replace('points("message"', 'points("caution"')
    template.write_text(body, encoding="utf-8")
    result = onepager("--json", "build", "nih-funding", "fentanyl", "-a", "constituent", "--as-of", "2026-11-23")
    assert result.exit_code == Exit.CONTENT
    assert list((office / "output").glob("2*")) == []
    assert "dont-say" in result.output or "is for office" in result.output
    assert json.loads(result.stdout)


LINE = "The Member will trade the waffle amendment for a floor vote before the recess."


@pytest.mark.parametrize("silence", [False, True])
@pytest.mark.parametrize("format", ["docx", "pdf", "txt"])
def test_what_an_internal_text_says_is_in_no_final(onepager: Run, office: Path, format: str, silence: bool) -> None:
    """Drafts are made: somebody has to see it. A reason beside one of the two lets it be."""
    path = office / "talking_points" / "topics" / "nih-funding.yaml"
    deal = f"  deal:\n    kind: caution\n    lead: Say nothing.\n    full: {LINE}\n    clearance: office\n"
    reason = "    silence:\n      TP514: the Member said so on the floor\n" if silence else ""
    said = f"  open:\n    kind: message\n    lead: It is so.\n    full: {LINE}\n    priority: 1\n{reason}"
    store = path.read_text(encoding="utf-8").replace("points:\n", f"points:\n{deal}{said}", 1)
    path.write_text(store, encoding="utf-8")
    wanted = ("build", "nih-funding", "-a", "press", "--format", format, "--as-of", "2026-11-23")
    assert onepager(*wanted).exit_code == Exit.OK
    result = onepager(*wanted, "--final")
    assert result.exit_code == (Exit.OK if silence else Exit.CONTENT), result.output
    if not silence:
        said_of_it = " ".join(result.output.split())
        assert "talking_points/topics/nih-funding.yaml:" in said_of_it.partition(" is what ")[0]
        assert "is what talking_points/topics/nih-funding.yaml:" in said_of_it
        assert "which is for office" in said_of_it


TYPED = {
    "on a public page": ("press", "The talks stand at $41.7 million."),
    "in a letter to Members": ("colleague", "The talks stand at $41.7 million."),
    "money of two digits": ("colleague", "The talks stand at $3.8 billion."),
    "in words": ("colleague", "The talks stand at forty-one point seven million dollars."),
}


@pytest.mark.parametrize("silence", [False, True])
@pytest.mark.parametrize("format", ["docx", "pdf", "txt"])
@pytest.mark.parametrize("typed", TYPED)
def test_a_figure_that_only_an_internal_text_states_is_typed_in_no_final(
    onepager: Run, office: Path, typed: str, format: str, silence: bool
) -> None:
    """To type it makes it no less secret: `inspect` finds it in the draft."""
    audience, full = TYPED[typed]
    path = office / "talking_points" / "topics" / "nih-funding.yaml"
    value = "$3.8 billion" if "3.8" in full else "$41.7 million"
    whip = f"  whip:\n    value: {value}\n    measure: what they would settle for\n    source: umr-2025\n"
    deal = "  deal:\n    kind: caution\n    lead: Say nothing.\n    full: They would settle for {{ whip }}.\n"
    reason = "    silence:\n      TP301: the paper had it\n" + ("      TP514: the paper had it\n" if silence else "")
    said = f"  open:\n    kind: message\n    lead: It is so.\n    full: {full}\n    priority: 1\n{reason}"
    store = path.read_text(encoding="utf-8").replace("\nfacts:\n", f"\nfacts:\n{whip}", 1)
    path.write_text(store.replace("\npoints:\n", f"\npoints:\n{deal}{said}", 1), encoding="utf-8")
    wanted = ("build", "nih-funding", "-a", audience, "--format", format, "--as-of", "2026-11-23")
    assert onepager(*wanted).exit_code == Exit.OK
    [draft] = (office / "output").glob(f"*_DRAFT.{format}")
    reader = "public" if audience == "press" else "congress"
    found = onepager("inspect", str(draft), "--for", reader, "--as-of", "2026-11-23")
    assert ("nothing in it" in " ".join(found.output.split())) is silence, found.output
    result = onepager(*wanted, "--final")
    assert result.exit_code == (Exit.OK if silence else Exit.CONTENT), result.output
    if not silence:
        said_of_it = " ".join(result.output.split())
        assert "talking_points/topics/nih-funding.yaml:" in said_of_it.partition(" is what ")[0]
        assert "which is stated only by the point nih-funding/deal (for office)" in said_of_it
        assert "{{ whip }}" not in said_of_it


def test_embargoes_are_held_against_the_start_of_the_day_in_washington() -> None:
    moment = start_of_day(date(2026, 12, 3))
    assert moment.isoformat() == "2026-12-03T00:00:00-05:00"
