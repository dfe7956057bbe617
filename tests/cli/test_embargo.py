"""The embargo of a hearing: its line on every public page, its hour, and what goes when that has come."""

from __future__ import annotations

import json
import re
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.cli import hearing as hearing_module
from generator.cli.helpers import options
from generator.errors import Exit
from tests.cli.conftest import Run
from tests.judged import pdf_pages

pytestmark = pytest.mark.slow

FILE = "talking_points/hearings/research-security.yaml"
UNTIL = "EMBARGOED UNTIL DECEMBER 3, 2026, 10:00 A.M. ET"
PUBLIC = {"press", "constituent"}
BEFORE = ("2026-12-03", "2026-12-03 09:59", "2026-12-03 9:59 a.m. ET", "2026-12-03T14:59Z")
AFTER = ("2026-12-03 10:00", "2026-12-03 10:00 a.m. ET", "2026-12-04")


@pytest.fixture
def embargoed(office: Path) -> Path:
    file = office / FILE
    file.write_text(f"{file.read_text(encoding='utf-8')}embargo: 2026-12-03 10:00 ET\n", encoding="utf-8")
    return office


def pages(path: Path) -> list[str]:
    """What every page says; a Word file and a text are one."""
    match path.suffix:
        case ".pdf":
            said = pdf_pages(path.read_bytes())[0]
        case ".docx":
            with zipfile.ZipFile(path) as package:
                parts = [n for n in package.namelist() if re.match(r"word/(document|header|footer)", n)]
                said = [" ".join(re.findall(r">([^<]+)<", package.read(n).decode())) for n in parts]
            return [" ".join(" ".join(said).split())]
        case _:
            said = [path.read_text(encoding="utf-8")]
    return [" ".join(page.split()) for page in said]


def made(onepager: Run, *words: str) -> dict[str, list[Path]]:
    """The files of each audience."""
    result = onepager(*words, "--json")
    assert result.exit_code == Exit.OK, result.output
    found: dict[str, list[Path]] = {}
    for document in json.loads(result.stdout)["documents"]:
        found.setdefault(document["audience"], []).extend(Path(f["path"]) for f in document["files"])
    return found


@pytest.mark.parametrize("moment", [*BEFORE, *AFTER])
def test_the_line_stands_on_every_public_page_of_the_hearing_until_its_hour(
    embargoed: Path, onepager: Run, moment: str
) -> None:
    files = made(onepager, "hearing", "research-security", "--as-of", moment)
    for path in (p for audience in PUBLIC for p in files[audience]):
        for page in pages(path):
            assert (UNTIL in page) == (moment in BEFORE), (path.name, page[:200])
            assert ("FOR PUBLIC RELEASE" in page.upper()) == (moment in AFTER)
    for path in files["press"]:
        [note] = re.findall(r"Not for release before .*?ET\.*|For immediate release\.", " ".join(pages(path)))
        ends = "Not for release before December 3, 2026, 10:00 a.m. ET."
        assert note == (ends if moment in BEFORE else "For immediate release.")
    assert not [p for p in files["staff"] for page in pages(p) if UNTIL in page]


@pytest.mark.parametrize("format_", ["docx", "pdf", "txt"])
@pytest.mark.parametrize(("audience", "is_of_it"), [("press", True), ("constituent", False)])
def test_another_public_paper_has_it_if_it_speaks_of_the_hearing(
    embargoed: Path, onepager: Run, audience: str, is_of_it: bool, format_: str
) -> None:
    words = ("build", "nih-funding", "-a", audience, "--format", format_, "--as-of", "2026-12-03 09:00")
    for page in pages(made(onepager, *words)[audience][0]):
        assert (UNTIL in page) == is_of_it


@pytest.mark.parametrize("words", [("build", "nih-funding", "-a", "press"), ("hearing", "research-security")])
def test_it_goes_at_the_next_run_after_the_hour_and_only_what_it_touches_is_made(
    embargoed: Path, onepager: Run, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is typed but the command: the clock alone has gone on."""

    class Clock(datetime):
        hour_of_day = 14

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 12, 3, cls.hour_of_day, 59, tzinfo=UTC)

    monkeypatch.setattr(options, "datetime", Clock)
    before = made(onepager, *words)
    assert all(UNTIL in page for path in before["press"] for page in pages(path))
    monkeypatch.setattr(Clock, "hour_of_day", 15)
    result = json.loads(onepager(*words, "--json").stdout)
    changed = {d["audience"] for d in result["documents"] if any(f["changed"] for f in d["files"])}
    assert changed == ({"press"} if words[0] == "build" else PUBLIC | {"binder"})
    assert not any(UNTIL in page for path in before["press"] for page in pages(path))


def test_watching_makes_anew_what_bore_the_line_when_its_hour_comes(
    embargoed: Path, onepager: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in the store changes: the clock alone goes on, between the second look and the third."""
    hours = iter([14, 15, 15])
    marked: list[bool] = []

    class Clock(datetime):
        hour_of_day = 14

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 12, 3, cls.hour_of_day, 59, tzinfo=UTC)

    def sleep(seconds: float) -> None:
        marked.append(any(UNTIL in page for path in papers() for page in pages(path)))
        if (hour := next(hours, None)) is None:
            raise KeyboardInterrupt
        monkeypatch.setattr(Clock, "hour_of_day", hour)

    def papers() -> list[Path]:
        return [*(embargoed / "output" / "research-security").glob("*Press*.pdf")]

    monkeypatch.setattr(options, "datetime", Clock)
    monkeypatch.setattr(hearing_module, "time", SimpleNamespace(sleep=sleep, monotonic=time.monotonic))
    result = onepager("hearing", "research-security", "--watch", "--format", "pdf")
    assert result.exit_code == Exit.OK
    assert marked == [True, True, False, False]
    assert result.stdout.count("Watching for changes") == 2


@pytest.mark.parametrize("typed", ["2026-12-03 25:00", "tomorrow", "2026-12-03 10:00 Mars", "12/03/2026 10:00"])
def test_a_moment_that_is_none_is_refused_in_words(office: Path, onepager: Run, typed: str) -> None:
    result = onepager("build", "nih-funding", "--as-of", typed)
    assert result.exit_code == Exit.USAGE
    assert "2026-11-23" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["build", "hearing"])
def test_no_final_says_ahead_of_its_hour_what_is_under_embargo(office: Path, onepager: Run, command: str) -> None:
    words = ["build", "sta-renewal", "-a", "press"] if command == "build" else ["hearing", "research-security"]
    file = office / FILE
    said = file.read_text(encoding="utf-8")
    file.write_text(f"{said}embargo: 2099-12-03 10:00 ET\n", encoding="utf-8")
    refused = onepager(*words, "--as-of", "2099-12-03 10:00", "--final")
    assert refused.exit_code == Exit.USAGE
    assert "embargo: that of the hearing research-security ends on December 3, 2099, 10:00 a.m. ET." in refused.stderr
    assert list((office / "output").rglob("*.pdf")) == []
    assert onepager("build", "sta-renewal", "-a", "press", "--as-of", "2099-12-03 10:00").exit_code == Exit.OK
    early = onepager("build", "nih-funding", "-a", "press", "--as-of", "2026-11-24", "--final")
    assert early.exit_code == Exit.OK, "before the hour it waits"
