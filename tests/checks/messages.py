"""What the rules say in the cases, to the letter: `messages.yaml`, written anew with `--update`.

Read the difference before you keep it: the file is what staff will read.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml

from tests.checks.cases import conflicts, documents, echoes, facts, held_back, points
from tests.checks.workspace import Case

FILE = Path(__file__).with_name("messages.yaml")
CASES: list[Case] = [
    *facts.CASES, *conflicts.CASES, *points.CASES, *documents.CASES, *echoes.CASES, *held_back.CASES,
]  # fmt: skip


def expected() -> dict[str, dict[str, list[str]]]:
    """The messages by code and name of the case."""
    loaded: dict[str, dict[str, list[str]]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return loaded


def renew() -> None:
    """Write the messages of today."""
    found: dict[str, dict[str, list[str]]] = {}
    for case in CASES:
        if case.finds:
            with tempfile.TemporaryDirectory() as folder:
                found.setdefault(case.code, {})[case.name] = case.run(Path(folder))
    text = yaml.safe_dump(found, allow_unicode=True, width=115, sort_keys=False)
    FILE.write_text(f"# {(__doc__ or '').splitlines()[0]}\n\n{text}", encoding="utf-8")
