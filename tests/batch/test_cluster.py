"""A real Dask scheduler and two workers on this machine, one of which is killed halfway."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.batch import cluster
from generator.batch.merge import merged
from generator.batch.output import opened
from generator.batch.plan import plan
from generator.batch.run import Runner
from generator.errors import OnepagerError, UsageError
from generator.project import load
from generator.requests import requests
from generator.workspace import init
from tests.starter import AS_OF

pytestmark = pytest.mark.slow

TABLE = "table:nih-projects-by-state"
PATIENCE_S = 60


class Cluster:
    """A scheduler, and workers that have this program and no disk in common with the workspace."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.scheduler = self._start("scheduler", "--host", self.address)
        self.workers = [self._start("worker", self.address, "--nthreads", "1", "--no-nanny") for _ in range(2)]

    def _start(self, what: str, *words: str) -> subprocess.Popen[bytes]:
        root = Path(__file__).resolve().parents[2]
        env = {**os.environ, "PYTHONPATH": str(root), "DASK_TEMPORARY_DIRECTORY": str(self.folder)}
        command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.dask_{what}", *words, "--no-dashboard"]
        return subprocess.Popen(command, cwd=self.folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        """Until both workers are there."""
        until = time.monotonic() + PATIENCE_S
        while True:
            try:
                if cluster.connect(self.address).jobs == len(self.workers):
                    return
            except OnepagerError:
                if time.monotonic() > until:
                    raise
            time.sleep(0.2)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(cluster, "PATIENCE_S", 5)
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder)
    try:
        made.wait()
        yield made
    finally:
        made.stop()


@pytest.mark.filterwarnings("ignore")  # of distributed's own: what it leaves open when its processes are killed
def test_a_worker_killed_halfway_loses_and_doubles_nothing(running: Cluster, tmp_path: Path) -> None:
    root = init(tmp_path / "office").root
    project = load(root)
    wanted = merged(project, requests(project, ("nih-funding",), ("constituent", "press"), None, AS_OF), TABLE)
    with opened(root / "here", root) as output:
        list(Runner(project, output).run(plan(project, wanted, ("docx", "pdf"), output)))
    killed = False
    stems: list[str] = []
    with opened(root / "output", root) as output:
        for results in Runner(project, output, cluster.connect(running.address)).run(
            plan(project, wanted, ("docx", "pdf"), output)
        ):
            stems += [r.stem for r in results]
            assert not [r.failure for r in results if r.failure]
            if not killed:
                running.workers[0].send_signal(signal.SIGKILL)
                killed = True
    assert len(stems) == len(set(stems)) == len(wanted) == 100
    assert contents(root / "output") == contents(root / "here")


def contents(folder: Path) -> dict[str, bytes]:
    found = {p.name: p.read_bytes() for p in folder.glob("2*")}
    assert len(found) == 200
    return found


def test_an_address_where_nobody_answers_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_S", 1)
    with pytest.raises(OnepagerError, match="No Dask scheduler answers at tcp"):
        cluster.connect("tcp://127.0.0.1:9")


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"onepager\[cluster\]"):
        cluster.connect("tcp://127.0.0.1:9")
