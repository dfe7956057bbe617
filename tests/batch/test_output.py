"""Safe writing: nothing edited is overwritten, nothing is half written, nothing leaves the folder."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from io import FileIO
from pathlib import Path

import pytest

from generator.batch import output as module
from generator.batch import versions
from generator.batch.output import Output, opened
from generator.errors import OnepagerError
from generator.files import whole
from generator.files.lock import LOCK, held
from generator.files.whole import TEMPORARY, stale_temporaries
from generator.records.index import index_file
from generator.records.ledger import Origin

ORIGIN = Origin("nih-funding", "member", "rivera", date(2026, 11, 23), "docx", "ABCD-1234")
OWN = {LOCK}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "output"


@pytest.fixture
def output(folder: Path) -> Iterator[Output]:
    with opened(folder, folder.parent) as output:
        yield output


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder but the lock; temporary files too."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.name not in OWN}


# --- writing and writing again ---


def test_a_new_file_is_written_and_entered_in_the_ledger(output: Output, folder: Path) -> None:
    written = output.write("a.docx", b"one", ORIGIN)
    assert (written.path, written.outcome, written.changed, written.note) == (folder / "a.docx", "written", True, "")
    assert files(folder) == {"a.docx": b"one"}
    assert output.ledger.is_written("a.docx", sha256(b"one").hexdigest())


def test_identical_content_is_not_written_again(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    before = (folder / "a.docx").stat()
    assert output.write("a.docx", b"one", ORIGIN).outcome == "unchanged"
    after = (folder / "a.docx").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_our_own_file_is_replaced(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    assert output.write("a.docx", b"two", ORIGIN).outcome == "written"
    assert files(folder) == {"a.docx": b"two"}


def test_folders_in_a_name_are_made(output: Output, folder: Path) -> None:
    output.write("binder/tab/a.docx", b"one", ORIGIN)
    assert (folder / "binder" / "tab" / "a.docx").read_bytes() == b"one"


def test_permissions_follow_the_umask_as_for_any_new_file(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    (folder / "plain").write_bytes(b"")
    assert (folder / "a.docx").stat().st_mode == (folder / "plain").stat().st_mode


# --- what somebody edited ---


def test_an_edited_file_is_left_alone_and_the_new_one_becomes_v2(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    (folder / "a.docx").write_bytes(b"edited")
    written = output.write("a.docx", b"two", ORIGIN)
    assert written.outcome == "kept-edited"
    assert written.note == "a.docx was edited after it was made and was left alone; the new one is a_v2.docx"
    assert files(folder) == {"a.docx": b"edited", "a_v2.docx": b"two"}


def test_a_rerun_updates_our_own_v2_and_makes_no_v3(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    (folder / "a.docx").write_bytes(b"edited")
    output.write("a.docx", b"two", ORIGIN)
    again = output.write("a.docx", b"two", ORIGIN)
    assert (again.path.name, again.outcome, again.changed) == ("a_v2.docx", "kept-edited", False)
    newer = output.write("a.docx", b"three", ORIGIN)
    assert (newer.path.name, newer.changed) == ("a_v2.docx", True)
    assert files(folder) == {"a.docx": b"edited", "a_v2.docx": b"three"}


def test_an_edited_v2_is_left_alone_too(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    (folder / "a.docx").write_bytes(b"edited")
    output.write("a.docx", b"two", ORIGIN)
    (folder / "a_v2.docx").write_bytes(b"edited too")
    assert output.write("a.docx", b"three", ORIGIN).path.name == "a_v3.docx"
    assert files(folder) == {"a.docx": b"edited", "a_v2.docx": b"edited too", "a_v3.docx": b"three"}


def test_a_file_that_was_never_ours_is_left_alone(output: Output, folder: Path) -> None:
    (folder / "a.docx").write_bytes(b"hers")
    assert "was not made by onepager" in output.write("a.docx", b"one", ORIGIN).note
    assert files(folder) == {"a.docx": b"hers", "a_v2.docx": b"one"}


def test_without_its_ledger_an_output_is_taken_up_again_when_nothing_differs(folder: Path) -> None:
    with opened(folder, folder.parent) as output:
        output.write("a.docx", b"one", ORIGIN)
    index_file(folder.parent, folder).unlink()
    with opened(folder, folder.parent) as output:
        assert output.write("a.docx", b"one", ORIGIN).outcome == "unchanged"
        assert output.write("a.docx", b"two", ORIGIN).outcome == "written"


def test_a_v2_left_behind_is_pointed_out_once_the_file_has_its_place_again(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    (folder / "a.docx").write_bytes(b"edited")
    output.write("a.docx", b"two", ORIGIN)
    (folder / "a.docx").unlink()
    written = output.write("a.docx", b"three", ORIGIN)
    assert written.outcome == "written"
    assert written.note == "a_v2.docx is left from an earlier build; delete it, for a.docx is the newest"


def test_there_is_an_end_to_versions(output: Output, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MAX_VERSIONS", 2)
    for name in ("a.docx", "a_v2.docx"):
        (folder / name).write_bytes(b"hers")
    with pytest.raises(OnepagerError, match="Move some of them elsewhere"):
        output.write("a.docx", b"one", ORIGIN)


# --- pretending ---


def test_pretending_says_the_same_and_leaves_no_trace(output: Output, folder: Path) -> None:
    output.write("same.docx", b"one", ORIGIN)
    output.write("edited.docx", b"one", ORIGIN)
    (folder / "edited.docx").write_bytes(b"edited")
    before = {p: p.stat().st_mtime_ns for p in folder.iterdir()}
    with opened(folder, folder.parent, pretend=True) as pretending:
        assert pretending.write("same.docx", b"one", ORIGIN).outcome == "unchanged"
        assert pretending.write("new.docx", b"one", ORIGIN).outcome == "written"
        assert pretending.write("deep/new.docx", b"one", ORIGIN).outcome == "written"
        assert pretending.write("edited.docx", b"two", ORIGIN).path.name == "edited_v2.docx"
    assert {p: p.stat().st_mtime_ns for p in folder.iterdir()} == before


def test_pretending_makes_no_folder(folder: Path) -> None:
    with opened(folder, folder.parent, pretend=True) as pretending:
        assert pretending.write("a.docx", b"one", ORIGIN).outcome == "written"
    assert not folder.exists()


# --- links and other traps ---


def test_nothing_is_written_through_a_link(output: Output, folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.docx"
    outside.write_bytes(b"precious")
    (folder / "a.docx").symlink_to(outside)
    with pytest.raises(OnepagerError, match=r"output/a\.docx is a link to another place"):
        output.write("a.docx", b"one", ORIGIN)
    assert outside.read_bytes() == b"precious"
    assert (folder / "a.docx").is_symlink()


def test_a_dangling_link_is_refused_too(output: Output, folder: Path, tmp_path: Path) -> None:
    (folder / "a.docx").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OnepagerError, match="is a link"):
        output.write("a.docx", b"one", ORIGIN)
    assert not (tmp_path / "nowhere").exists()


def test_a_linked_folder_inside_the_output_is_refused(output: Output, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (folder / "binder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(OnepagerError, match="output/binder is a link that leads elsewhere"):
        output.write("binder/a.docx", b"one", ORIGIN)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_linked_lock_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").write_bytes(b"precious")
    folder.mkdir()
    (folder / LOCK).symlink_to(tmp_path / "precious")
    with pytest.raises(OnepagerError, match="is a link"), opened(folder, folder.parent):
        pass
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_an_output_folder_that_is_itself_a_link_is_the_users_choice(tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    (tmp_path / "output").symlink_to(tmp_path / "drive", target_is_directory=True)
    with opened(tmp_path / "output", tmp_path) as output:
        output.write("sub/a.docx", b"one", ORIGIN)
    assert (tmp_path / "drive" / "sub" / "a.docx").read_bytes() == b"one"


@pytest.mark.parametrize("name", ["../a.docx", "sub/../../a.docx", "/tmp/a.docx", "", "."])
def test_a_name_cannot_lead_out_of_the_folder(output: Output, name: str) -> None:
    with pytest.raises(OnepagerError, match="is not the name of a file"):
        output.write(name, b"one", ORIGIN)


def test_a_folder_in_the_way_is_said_in_words(output: Output, folder: Path) -> None:
    (folder / "a.docx").mkdir()
    with pytest.raises(OnepagerError, match=r"output/a\.docx is a folder, where a document has to go"):
        output.write("a.docx", b"one", ORIGIN)


def test_a_file_where_the_output_folder_should_be_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    with (
        pytest.raises(OnepagerError, match="is a file, where a folder is needed"),
        opened(tmp_path / "output", tmp_path),
    ):
        pass


# --- a disk that refuses ---

FAULTS = {
    errno.ENOSPC: "the disk is full",
    errno.EACCES: "you may not write there",
    errno.EIO: "the disk or network drive reports an error",
    errno.EROFS: "the disk is read-only",
}


@pytest.mark.parametrize("code", FAULTS)
@pytest.mark.parametrize("call", ["replace", "fsync", "write"])
def test_when_the_disk_refuses_the_old_file_is_whole_and_one_line_says_why(
    output: Output, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    output.write("a.docx", b"one", ORIGIN)

    def refuse(*args: object) -> None:
        raise OSError(code, os.strerror(code))

    class Refusing(FileIO):
        def write(self, data: object) -> int:
            super().write(b"tw")
            refuse()
            return 2

    with monkeypatch.context() as patch:
        if call == "write":
            patch.setattr(whole, "FileIO", Refusing)
        else:
            patch.setattr(os, call, refuse)
        with pytest.raises(OnepagerError) as caught:
            output.write("a.docx", b"two", ORIGIN)
    message = str(caught.value)
    assert message.startswith(f"Could not write output/a.docx: {FAULTS[code]}")
    assert "\n" not in message
    assert files(folder) == {"a.docx": b"one"}
    assert output.write("a.docx", b"two", ORIGIN).outcome == "written"  # and nothing stands in the way afterwards
    assert files(folder) == {"a.docx": b"two"}


def test_an_interrupted_write_leaves_no_temporary_file(
    output: Output, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        output.write("a.docx", b"one", ORIGIN)
    assert files(folder) == {}


# --- a file open in Word (Windows) ---


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "on_windows", lambda: True)
    monkeypatch.setattr(whole, "OPEN_PATIENCE_S", 0.3)


def refusing(name: str, times: float) -> Callable[[Path, Path], None]:
    """An `os.replace` that refuses the first `times` times to replace a file of this name."""
    calls = {"left": times}
    genuine = os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).name == name and calls["left"] > 0:
            calls["left"] -= 1
            raise PermissionError(errno.EACCES, "Access is denied")
        genuine(source, target)

    return replace


@pytest.mark.usefixtures("windows")
def test_a_file_open_in_word_is_tried_again(output: Output, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.write("a.docx", b"one", ORIGIN)
    monkeypatch.setattr(os, "replace", refusing("a.docx", 2))
    assert output.write("a.docx", b"two", ORIGIN).outcome == "written"
    assert files(folder) == {"a.docx": b"two"}


@pytest.mark.usefixtures("windows")
def test_one_that_stays_open_in_word_gets_a_v2_and_the_advice_to_close_it(
    output: Output, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output.write("a.docx", b"one", ORIGIN)
    monkeypatch.setattr(os, "replace", refusing("a.docx", float("inf")))
    written = output.write("a.docx", b"two", ORIGIN)
    assert (written.path.name, written.outcome) == ("a_v2.docx", "kept-open")
    assert "close it in Word" in written.note
    assert files(folder) == {"a.docx": b"one", "a_v2.docx": b"two"}


@pytest.mark.usefixtures("windows")
def test_one_that_may_not_even_be_read_counts_as_open(
    output: Output, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output.write("a.docx", b"one", ORIGIN)
    genuine = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "a.docx":
            raise PermissionError(errno.EACCES, "Permission denied")
        return genuine(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert output.write("a.docx", b"two", ORIGIN).outcome == "kept-open"


def test_elsewhere_a_refused_replacement_is_an_error_at_once(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", refusing("a.docx", 1))
    with pytest.raises(OnepagerError, match="you may not write there"):
        output.write("a.docx", b"one", ORIGIN)


# --- killed, and two at once ---

WRITER = """
import os, signal, sys
from datetime import date
from pathlib import Path
from generator.files import whole
from generator.batch import output as module
from generator.files.whole import TEMPORARY, stale_temporaries
from generator.records.ledger import Origin
from generator.batch.output import opened

folder, moment, content = Path(sys.argv[1]), sys.argv[2], sys.argv[3].encode()
genuine = os.replace

def replace(source, target):
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    genuine(source, target)
    if moment == "after":
        os.kill(os.getpid(), signal.SIGKILL)

os.replace = replace
origin = Origin("nih-funding", "member", "rivera", date(2026, 11, 23), "docx", "ABCD-1234")
with opened(folder, folder.parent) as output:
    for number in range(int(sys.argv[4])):
        output.write(f"{number}.docx", content * 2000, origin)
"""


def run_writer(folder: Path, moment: str, content: str, count: int = 1) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    return subprocess.Popen([sys.executable, "-c", WRITER, str(folder), moment, content, str(count)], env=environment)


@pytest.mark.skipif(os.name == "nt", reason="kills a process as POSIX does")
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_killed_run_leaves_files_whole_and_the_next_one_completes(folder: Path, moment: str) -> None:
    assert run_writer(folder, "", "old").wait() == 0
    assert run_writer(folder, moment, "new").wait() == -signal.SIGKILL
    survived = files(folder)
    assert survived.pop("0.docx") == (b"old" if moment == "before" else b"new") * 2000
    assert len(survived) == (1 if moment == "before" else 0)  # the temporary file
    with opened(folder, folder.parent) as output:
        assert output.write("0.docx", b"newest", ORIGIN).outcome == "written"  # known for ours, whenever it was killed
    assert files(folder) == {"0.docx": b"newest"}


def test_two_builds_at_once_on_one_output_are_safe(folder: Path) -> None:
    running = [run_writer(folder, "", content, 25) for content in ("aaa", "bbb", "ccc")]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert set(files(folder)) == {f"{n}.docx" for n in range(25)}  # no `_v2`: each knows the others' files for ours
    with opened(folder, folder.parent) as output:
        for name, content in files(folder).items():
            assert content in (b"aaa" * 2000, b"bbb" * 2000, b"ccc" * 2000)
            assert output.ledger.is_ours(name, sha256(content).hexdigest())


def test_one_that_waits_too_long_for_another_says_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOCK_PATIENCE_S", 0.05)
    said = pytest.raises(OnepagerError, match="Another onepager has been writing")
    with opened(folder, folder.parent) as output, held(folder, 0), said:
        output.write("a.docx", b"one", ORIGIN)


# --- temporary files left behind ---


def test_old_temporary_files_are_stale_and_swept(folder: Path) -> None:
    folder.mkdir()
    old = folder / f"{TEMPORARY}{os.getpid()}-0"
    old.write_bytes(b"half")
    os.utime(old, (1, 1))
    assert stale_temporaries(folder) == [old]
    with opened(folder, folder.parent) as output:
        output.write("a.docx", b"one", ORIGIN)
    assert files(folder) == {"a.docx": b"one"}


def test_what_was_left_behind_is_swept_when_there_is_nothing_to_write(folder: Path) -> None:
    folder.mkdir()
    old = folder / f"{TEMPORARY}{os.getpid()}-0"
    old.write_bytes(b"half")
    os.utime(old, (1, 1))
    with opened(folder, folder.parent, pretend=True):
        pass
    assert old.exists()
    with opened(folder, folder.parent):
        pass
    assert not old.exists()


def test_a_young_one_of_a_running_process_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    young = folder / f"{TEMPORARY}{os.getpid()}-0"
    young.write_bytes(b"half")
    with opened(folder, folder.parent) as output:
        output.write("a.docx", b"one", ORIGIN)
    assert young.exists()


@pytest.mark.skipif(os.name == "nt", reason="asks for a process as POSIX does")
def test_one_whose_process_is_gone_is_stale_at_once(folder: Path) -> None:
    folder.mkdir()
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    left = folder / f"{TEMPORARY}{process.pid}-0"
    left.write_bytes(b"half")
    assert stale_temporaries(folder) == [left]


def test_the_index_lies_outside_of_the_workspace_and_leaves_no_journal(output: Output, folder: Path) -> None:
    output.write("a.docx", b"one", ORIGIN)
    output.ledger.close()
    assert {p.name for p in folder.iterdir()} - {LOCK} == {"a.docx"}
    assert {p.name for p in folder.parent.iterdir()} == {folder.name}
    assert list(output.ledger.path.parent.iterdir()) == [output.ledger.path]
