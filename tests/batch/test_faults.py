"""Some of the fault campaign (`make faults` runs all of it), and that it can fail."""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path

import pytest

from generator.batch import output
from generator.files.whole import write_new
from tests import faults

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes, which Windows has not"),
]


def test_nothing_is_lost_whatever_goes_wrong() -> None:
    counts = faults.run(number=8, every=14)
    assert counts["runs killed"] + counts["workers killed"] == 8
    assert counts["index refused"] >= 5
    assert counts["documents over which workers die"] == counts["documents that hang"] == 1


def test_nothing_of_the_records_is_lost_in_silence() -> None:
    counts = faults.run_records(12)
    assert counts["kills while lines were added"] == 12
    assert counts["lines confirmed, and all there"] > 12
    assert counts["files cut at a line"] == counts["lines altered"] == 20


def test_files_written_in_place_would_be_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEPAGER_CACHE", str(tmp_path / "cache"))
    campaign = faults.Campaign.prepare(tmp_path)

    def in_place(path: Path, data: bytes) -> FileIO:
        return write_new(path, data[: len(data) // 2])

    monkeypatch.setattr(output, "write_new", in_place)
    campaign.command("a")
    with pytest.raises(faults.Broken, match="half a file"):
        campaign.check_whole()
