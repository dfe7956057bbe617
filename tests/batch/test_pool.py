"""Workers of this computer, and what becomes of them when nobody is left to end them."""

from __future__ import annotations

import subprocess
import sys

import psutil
import pytest

PARENT = """
import os
from generator.batch.pool import local

if __name__ == "__main__":
    with local(2)() as pool:
        print(*{pool.submit(os.getpid).result() for _ in range(2)}, flush=True)
        input()
"""


@pytest.mark.slow
def test_workers_end_with_their_parent(tmp_path) -> None:
    program = tmp_path / "parent.py"
    program.write_text(PARENT, encoding="utf-8")
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, program], stdin=pipe, stdout=pipe, text=True) as parent:
        parent.stdout.readline()  # they have begun
        children = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
    assert children
    _, left = psutil.wait_procs(children, timeout=60)
    for process in left:
        process.kill()
    assert not left
