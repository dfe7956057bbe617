"""The lock of an output folder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import OnepagerError
from generator.files.lock import LOCK, Busy, held

HOLDER = """
import sys, time
from pathlib import Path
from generator.files.lock import held
with held(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(600)
"""


def test_one_holds_it_at_a_time(tmp_path: Path) -> None:
    with held(tmp_path, 0), pytest.raises(Busy), held(tmp_path, 0):
        pass
    with held(tmp_path, 0):
        assert (tmp_path / LOCK).stat().st_size == 0
    assert [p.name for p in tmp_path.iterdir()] == [LOCK]


def test_it_is_given_back_when_its_holder_is_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE)
    with holder:
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            with pytest.raises(Busy), held(tmp_path, 0):
                pass
        finally:
            holder.kill()
    assert [p.name for p in tmp_path.iterdir()] == [LOCK]
    with held(tmp_path, 5.0):
        pass


def test_what_errors_inside_gives_it_back_and_is_no_trouble_with_the_lock(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="inside"), held(tmp_path, 0):
        raise ValueError("inside")
    with held(tmp_path, 0):
        pass


def test_a_lock_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / LOCK).mkdir()
    said = f"Could not use the lock {tmp_path / LOCK}: the folder does not let it be opened. Try again when"
    with pytest.raises(OnepagerError, match="Could not use the lock") as error, held(tmp_path, 0):
        pass
    assert str(error.value).startswith(said)
    (tmp_path / LOCK).rmdir()
    (tmp_path / LOCK).write_bytes(b"no database" * 100)
    with pytest.raises(OnepagerError, match="it is damaged"), held(tmp_path, 0):
        pass
