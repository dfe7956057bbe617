"""The fault campaign: what becomes of an output folder when everything that can go wrong does, at every moment.

    python -m tests.faults                      (all of it: 300 kills; about ten minutes)
    python -m tests.faults --kills 12 --every 9 (some of it, as `make test` does)
    python -m tests.faults --only records       (200 kills while lines are added to the records, and more: a minute)

Two stores that differ in one figure are built in turn into one folder, as final documents. Whatever happens in between,
every file is the whole one or the other, the index is in order, the command says one clear line and ends with the right
code, a rerun gives the very bytes of an undisturbed run, and the records say of every final document that it was made.
It forks and kills, so it runs where there is `fork`.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.batch import output, time_limit
from generator.batch.earlier import EARLIER
from generator.cli.app import app
from generator.errors import Exit
from generator.files import whole
from generator.files.lock import LOCK
from generator.files.whole import TEMPORARY
from generator.records import index
from generator.records.events import read_events
from generator.records.index import CACHE, index_file
from generator.workspace import init
from tests.faults_of_records import Broken, check, lines_killed, records_harmed

DAY = "2026-11-24"
OWN = {LOCK}
WORDS = ("fentanyl", "--as-of", DAY, "--final")
DOCUMENTS = 7
MOST_TRIES = 5
"""How many runs are begun at the most for each kill that is to strike."""


@dataclass
class Campaign:
    """Two workspaces, one output folder, and what an undisturbed run makes of each."""

    folder: Path
    jobs: int = 1
    wholes: dict[str, dict[str, str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def prepare(cls, folder: Path) -> Campaign:
        campaign = cls(folder)
        for name in ("a", "b"):
            root = init(folder / name).root
            if name == "b":
                file = root / "talking_points" / "topics" / "fentanyl.yaml"
                text = file.read_text(encoding="utf-8")
                changed = text.replace("value: 70 percent", "value: 71 percent", 1)
                assert changed != text
                file.write_text(changed, encoding="utf-8")
            out = folder / f"whole-{name}"
            code, said = campaign.command(name, out)
            check(code == Exit.OK, f"an undisturbed run failed: {said}")
            campaign.wholes[name] = digests(out)
            check(len(campaign.wholes[name]) == 2 * DOCUMENTS, "an undisturbed run made too little")
        return campaign

    @property
    def output(self) -> Path:
        return self.folder / "output"

    def words(self, name: str, out: Path | None = None) -> list[str]:
        root, jobs = str(self.folder / name), str(self.jobs)
        return ["build", *WORDS, "--root", root, "--out", str(out or self.output), "--jobs", jobs]

    def command(self, name: str, out: Path | None = None) -> tuple[int, str]:
        """Run the command in this process; its exit code and what it said."""
        said = io.StringIO()
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
                app.main(self.words(name, out))
        except SystemExit as end:
            return int(end.code or 0), said.getvalue()
        raise Broken("the command returned")

    def begin(self, name: str) -> int:
        """Run it in a process of its own, which can be killed with all its workers; its number."""
        child = os.fork()
        if child:
            return child
        os.setpgid(0, 0)
        code = 99
        with (
            Path(os.devnull).open("w") as nothing,
            contextlib.redirect_stdout(nothing),
            contextlib.redirect_stderr(nothing),
        ):
            try:
                app.main(self.words(name))
            except SystemExit as end:
                code = int(end.code or 0)
            finally:
                os._exit(code)

    def fresh(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(os.environ[CACHE], ignore_errors=True)
        code, said = self.command("a")
        check(code == Exit.OK, said)

    def check_whole(self) -> None:
        """Every file is whole, old or new, under its own name; the indexes are in order, the records are whole."""
        known = {name: {w[name] for w in self.wholes.values()} for name in self.wholes["a"]}
        for name, digest in digests(self.output).items():
            check(name in known, f"a file that nobody asked for: {name}")
            check(digest in known[name], f"half a file: {name}")
        every = {digest for of in known.values() for digest in of}
        for name, digest in digests(self.output / EARLIER).items():
            check(digest in every, f"half a file is kept of an earlier final: {name}")
        for name in self.wholes:
            check_index(index_file(self.folder / name, self.output))
            read = read_events(self.folder / name)
            check(all("not written to its end" in p.what for p in read.problems), f"records harmed: {read.problems}")

    def check_complete(self, name: str) -> None:
        """A rerun makes the very bytes of an undisturbed run, and leaves nothing else."""
        code, said = self.command(name)
        check(code == Exit.OK, f"the rerun failed: {said}")
        check(digests(self.output) == self.wholes[name], "the rerun gave other bytes")
        left = [p.name for p in self.output.rglob(f"{TEMPORARY}*")]
        check(not left, f"temporary files are left: {left}")
        check_index(index_file(self.folder / name, self.output), complete=True)
        self.check_finals(name)

    def check_finals(self, name: str) -> None:
        """The records say of every document in the folder that it was made final, and of which files."""
        read = read_events(self.folder / name, "final")
        said = {entry for event in read.events for entry in event.data["files"].items()}
        check(set(self.wholes[name].items()) <= said, "the records do not know a final document")
        check(all("not written to its end" in p.what for p in read.problems), f"records harmed: {read.problems}")


def digests(folder: Path) -> dict[str, str]:
    """The files of a folder, but for those that were there earlier."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name not in OWN and not p.name.startswith(TEMPORARY)]
    files = [p for p in files if EARLIER not in p.relative_to(folder).parts]
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()).hexdigest() for p in files}


def check_index(path: Path, *, complete: bool = False) -> None:
    """The index is sound."""
    if not path.exists():
        check(not complete, "there is no index")
        return
    with contextlib.closing(sqlite3.connect(path)) as db:
        [(state,)] = db.execute("PRAGMA integrity_check").fetchall()
        check(state == "ok", f"the index is damaged: {state}")


# --- killed ------------------------------------------------------------------------------------------------------


def kills(campaign: Campaign, number: int, seed: int) -> None:
    """`kill -9` of the whole run at random moments, and of one worker while the rest goes on, until so many struck.

    A run that was done before its moment came is not counted, and the moments of those after it come a little sooner.
    """
    chance = random.Random(seed)
    campaign.fresh()
    began = time.monotonic()
    os.waitpid(campaign.begin("b"), 0)
    lasts = dict.fromkeys((False, True), time.monotonic() - began)
    now, struck = "a", 0
    for round_ in range(MOST_TRIES * number):
        if struck == number:
            break
        of_worker = round_ % 4 == 3
        campaign.jobs = 2 if of_worker else 1
        child = campaign.begin(now)
        if of_worker:
            wait_for_workers(child)
        time.sleep(chance.uniform(0.0, lasts[of_worker]))
        killed = kill_a_worker_of(child, chance) if of_worker else kill_run(child)
        struck += killed
        lasts[of_worker] *= 1.03 if killed else 0.9
        what = "workers" if of_worker else "runs"
        campaign.counts[f"{what} killed" if killed else f"{what} that were done already"] += 1
        campaign.jobs = 1
        campaign.check_whole()
        if round_ % 3 == 2:
            campaign.check_complete(now)
            campaign.counts["reruns with the very bytes"] += 1
        now = "a" if now == "b" else "b"
    campaign.check_complete(now)
    check(struck == number, f"only {struck} kills struck")


def kill_run(child: int) -> bool:
    """Kill a run; whether it was not done yet."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def kill_a_worker_of(child: int, chance: random.Random) -> bool:
    """Kill one worker of a run, which is to get along without; whether there was one."""
    killed = kill_worker(child, chance)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    check(code == Exit.OK, f"a run whose worker was killed ended with {code}")
    return killed


def kill_worker(parent: int, chance: random.Random) -> bool:
    """Kill one of the processes that a run has started."""
    if not (making := _workers(parent)):
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(making), signal.SIGKILL)
        return True
    return False


def wait_for_workers(parent: int, seconds: float = 5.0) -> None:
    """Wait until a run has workers, or is done."""
    until = time.monotonic() + seconds
    while not _workers(parent) and time.monotonic() < until and _called(parent):
        time.sleep(0.005)


def _workers(parent: int) -> list[int]:
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    except OSError:
        return []
    return [int(c) for c in children if b"spawn_main" in _called(int(c))]


def _called(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


# --- refused by the disk -----------------------------------------------------------------------------------------

CODES = {errno.ENOSPC: "the disk is full", errno.EACCES: "you may not write there", errno.EIO: "reports an error"}


@contextlib.contextmanager
def failing(owner: Any, name: str, at: int, error: Callable[[], BaseException]) -> Iterator[Counter[str]]:
    """The call number `at` (from 1) of a function fails; what it yields counts the calls."""
    original, counted = getattr(owner, name), Counter[str]()

    def called(*args: Any, **named: Any) -> Any:
        counted["calls"] += 1
        if counted["calls"] == at:
            raise error()
        return original(*args, **named)

    setattr(owner, name, called)
    try:
        yield counted
    finally:
        setattr(owner, name, original)


def refusals(campaign: Campaign, every: int) -> None:
    """ENOSPC, EACCES and EIO at each write, fsync and replace."""
    places: list[tuple[str, Any, str]] = [
        ("write", output, "write_new"),
        ("fsync", os, "fsync"),
        ("replace", os, "replace"),
    ]
    for what, owner, name in places:
        for at in range(1, 2 * DOCUMENTS + 1, every):
            for code, words in CODES.items():
                campaign.fresh()
                with failing(owner, name, at, lambda code=code: OSError(code, os.strerror(code))):
                    ended, said = campaign.command("b")
                check(ended == Exit.PARTIAL, f"{what} {at} refused with {code}: exit {ended}\n{said}")
                check(words in said and "Traceback" not in said, f"{what} {at}: {said}")
                campaign.check_whole()
                campaign.check_complete("b")
                campaign.counts[f"{what} refused"] += 1


class _Failing:
    """A connection one of whose statements fails as on a full disk."""

    def __init__(self, db: sqlite3.Connection, at: int, counted: Counter[str]) -> None:
        self._db, self._at, self._counted = db, at, counted

    def execute(self, *args: Any) -> Any:
        self._count()
        return self._db.execute(*args)

    def executemany(self, *args: Any) -> Any:
        self._count()
        return self._db.executemany(*args)

    def _count(self) -> None:
        self._counted["calls"] += 1
        if self._counted["calls"] == self._at:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorname = "SQLITE_FULL"
            raise error

    def __getattr__(self, name: str) -> Any:
        return getattr(self._db, name)


def index_refusals(campaign: Campaign, every: int) -> None:
    """The disk is full at each statement of the index."""
    original, at = index._connect, 1
    while True:
        campaign.fresh()
        counted = Counter[str]()
        index._connect = lambda path, at=at, c=counted: _Failing(original(path), at, c)  # type: ignore[assignment, misc]
        try:
            ended, said = campaign.command("b")
        finally:
            index._connect = original
        if counted["calls"] < at:
            return
        if ended == Exit.OK:  # all was done, and only the journal could not be taken away
            check(digests(campaign.output) == campaign.wholes["b"], f"statement {at} of the index refused: {said}")
        else:
            check(ended in (Exit.CONTENT, Exit.PARTIAL), f"statement {at} of the index refused: exit {ended}\n{said}")
            check("disk is full" in said and "Traceback" not in said, said)
        campaign.check_whole()
        campaign.check_complete("b")
        campaign.counts["index refused"] += 1
        at += every


def read_only(campaign: Campaign) -> None:
    """An output folder that nothing may be written into."""
    campaign.fresh()
    before = digests(campaign.output)
    refuse = OSError(errno.EROFS, os.strerror(errno.EROFS))

    def never(*args: Any, **named: Any) -> Any:
        raise refuse

    original, output.write_new = output.write_new, never  # type: ignore[assignment]
    try:
        ended, said = campaign.command("b")
    finally:
        output.write_new = original
    check(ended == Exit.CONTENT and "read-only" in said and digests(campaign.output) == before, said)
    check(said.count("error:") == 1, f"not one clear line: {said}")
    campaign.check_complete("b")
    campaign.counts["read-only output"] += 1


def held_open(campaign: Campaign) -> None:
    """On Windows, Word holds a file open: the new one stands beside it, and a rerun puts it in its place."""
    campaign.fresh()
    held = sorted(campaign.wholes["a"])[0]
    real_replace, real_windows, patience = os.replace, whole.on_windows, whole.OPEN_PATIENCE_S

    def replace(source: Any, target: Any) -> None:
        if Path(target).name == held:
            raise PermissionError(errno.EACCES, "in use")
        real_replace(source, target)

    os.replace, whole.on_windows, whole.OPEN_PATIENCE_S = replace, lambda: True, 0.2  # type: ignore[assignment]
    try:
        ended, said = campaign.command("b")
    finally:
        os.replace, whole.on_windows, whole.OPEN_PATIENCE_S = real_replace, real_windows, patience
    check(ended == Exit.OK and "close it in Word" in said, said)
    there = digests(campaign.output)
    stem, dot, suffix = held.rpartition(".")
    check(there[held] == campaign.wholes["a"][held], "the file that was open has changed")
    check(there[f"{stem}_v2{dot}{suffix}"] == campaign.wholes["b"][held], "the new file is not beside it")
    ended, said = campaign.command("b")
    check(ended == Exit.OK and digests(campaign.output)[held] == campaign.wholes["b"][held], said)
    campaign.counts["files held open"] += 1


# --- at once, out of time, out of memory -------------------------------------------------------------------------


def at_once(campaign: Campaign, number: int) -> None:
    """Two builds of two stores into one folder at the same time."""
    for _ in range(number):
        campaign.fresh()
        children = [campaign.begin(name) for name in ("a", "b")]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        check(codes == [Exit.OK, Exit.OK], f"two builds at once ended with {codes}")
        campaign.check_whole()
        campaign.check_complete("b")
        campaign.counts["builds at once"] += 1


def jumping_clock(campaign: Campaign, seed: int) -> None:
    """A clock that goes back and forth by years."""
    chance = random.Random(seed)
    real, real_ns = time.time, time.time_ns
    time.time = lambda: real() + chance.uniform(-1e8, 1e8)
    time.time_ns = lambda: real_ns() + int(chance.uniform(-1e17, 1e17))
    try:
        for name in ("a", "b", "a"):
            shutil.rmtree(campaign.output, ignore_errors=True) if name == "a" else None
            campaign.check_complete(name)
            campaign.counts["builds with a jumping clock"] += 1
    finally:
        time.time, time.time_ns = real, real_ns


def hanging(campaign: Campaign) -> None:
    """A document that never ends: it fails, the others are made."""
    from generator import pipeline

    original, seconds = pipeline.compose, time_limit.Watch.__init__.__defaults__

    def hang(setting: Any) -> Any:
        while setting.selection.audience.id == "press":
            pass
        return original(setting)

    campaign.fresh()
    pipeline.compose = hang
    time_limit.Watch.__init__.__defaults__ = (0.5,)
    try:
        ended, said = campaign.command("b")
    finally:
        pipeline.compose = original
        time_limit.Watch.__init__.__defaults__ = seconds
    check(ended == Exit.PARTIAL and "was not done after" in said and "fentanyl for press" in said, said)
    there = digests(campaign.output)
    new = sum(there[name] == campaign.wholes["b"][name] for name in there)
    check(new == 2 * (DOCUMENTS - 1), f"{new} files are new")
    campaign.check_complete("b")
    campaign.counts["documents that hang"] += 1


def out_of_memory(campaign: Campaign) -> None:
    """A document over which every worker dies: it alone fails, and is named."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    from generator import pipeline
    from generator.batch import pool

    original, real_local = pipeline.compose, pool.local

    def die(setting: Any) -> Any:
        if setting.selection.audience.id == "press":
            os.kill(os.getpid(), signal.SIGKILL)  # as the kernel does when memory runs out
        return original(setting)

    campaign.fresh()
    pipeline.compose = die
    # Forked workers have the trap in them; those of a real run are begun anew and have not.
    pool.local = lambda jobs: lambda: ProcessPoolExecutor(jobs, mp_context=get_context("fork"))
    campaign.jobs = 2
    try:
        ended, said = campaign.command("b")
    finally:
        pipeline.compose, pool.local, campaign.jobs = original, real_local, 1
    check(ended == Exit.PARTIAL and "fentanyl for press: the process that made it died" in said, said)
    there = digests(campaign.output)
    new = sum(there[name] == campaign.wholes["b"][name] for name in there)
    check(new == 2 * (DOCUMENTS - 1), f"{new} files are new")
    campaign.check_complete("b")
    campaign.counts["documents over which workers die"] += 1


def run(number: int = 300, every: int = 1, seed: int = 20261124) -> Counter[str]:
    """The campaign; what was tried, and how often. Raises `Broken` at the first thing that is lost."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, _cache_in(Path(folder) / "cache"):
        campaign = Campaign.prepare(Path(folder))
        refusals(campaign, every)
        index_refusals(campaign, every)
        read_only(campaign)
        held_open(campaign)
        hanging(campaign)
        out_of_memory(campaign)
        jumping_clock(campaign, seed)
        at_once(campaign, max(2, number // 20))
        kills(campaign, number, seed)
        return campaign.counts


def run_records(number: int = 200, seed: int = 20261124) -> Counter[str]:
    """What can happen to the records; what was tried, and how often. Raises `Broken` at the first silent loss."""
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, _cache_in(Path(folder) / "cache"):
        return lines_killed(Path(folder) / "killed", number, seed) + records_harmed(Path(folder) / "harmed")


@contextlib.contextmanager
def _cache_in(folder: Path) -> Iterator[None]:
    """Keep the indexes in a folder of the campaign's own."""
    before = os.environ.get(CACHE)
    os.environ[CACHE] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(CACHE)
        os.environ.update({CACHE: before} if before is not None else {})


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("--kills", type=int, help="how many; otherwise 300 of builds and 200 of the records")
    parser.add_argument("--every", type=int, default=1, help="try only every so many-th write, fsync and replace")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--only", choices=("builds", "records"), help="one half of the campaign")
    given = parser.parse_args()
    began = time.monotonic()
    counts = Counter[str]()
    if given.only != "builds":
        counts += run_records(given.kills or 200, given.seed)
    if given.only != "records":
        counts += run(given.kills or 300, given.every, given.seed)
    for what, number in counts.items():
        print(f"{number:5}  {what}")
    print(f"Nothing was lost in silence, nothing half written ({time.monotonic() - began:.0f} s).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
