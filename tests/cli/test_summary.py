"""What every summary says: whose letterhead was used, and how many points readers could have had and do not find."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
DAY = ("--as-of", "2026-11-24")
BUILD = ("build", "fentanyl", "-a", "press", "--format", "txt", *DAY)
OURS = "Letterhead: Representative Jane Q. Example"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (BUILD, f"{OURS}\n"),
        ((*BUILD, "--office", "sen-example"), "Letterhead: Senator Samuel T. Example\n"),
        ((*BUILD, "--each", "offices"), f"{OURS} (1 document); Senator Samuel T. Example (1 document)\n"),
        (("hearing", "research-security", *DAY), f"{OURS}\n"),
    ],
    ids=["a build", "another office", "a batch", "a hearing"],
)
@pytest.mark.usefixtures("office")
def test_every_summary_says_which_letterhead_was_used(onepager: Run, words: tuple[str, ...], said: str) -> None:
    for _ in ("made", "nothing to do"):
        assert said in onepager(*words).stdout


@pytest.mark.usefixtures("office")
def test_so_does_the_short_one_of_many_documents_of_which_none_is_new(
    onepager: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    onepager(*BUILD)
    monkeypatch.setattr("generator.cli.build.MOST_ROWS", 0)
    assert f"{OURS}\n" in onepager(*BUILD).stdout


def test_left_out_is_every_point_that_the_readers_could_have_had(onepager: Run, office: Path) -> None:
    def left_out() -> int:
        [document] = json.loads(onepager(*BUILD, "--json").stdout)["documents"]
        return int(document["left_out"])

    before = left_out()
    topic = office / "talking_points" / "topics" / "fentanyl.yaml"
    text = topic.read_text(encoding="utf-8")
    points = "points:\n"
    for name, clearance in (("one", "public"), ("secret", "office")):
        body = "\n    kind: background\n    full: Some words that press points have no place for."
        points += f"  no-place-{name}:{body}\n    clearance: {clearance}\n"
    topic.write_text(text.replace("points:\n", points, 1), encoding="utf-8")
    assert left_out() == before + 1, "what they may not see is not left out"
