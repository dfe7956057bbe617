"""The house: which part may import which, and that the words of its story are the names of its parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"

ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "units": set(),
    "workspace": {"errors", "units"},
    "store": {"errors", "units", "workspace"},
    "selection": {"errors", "units", "workspace", "store"},
    "document": {"units"},
    "compose": {"errors", "units", "workspace", "store", "selection", "document"},
    "layout": {"errors", "units", "document"},
    "writers": {"errors", "units", "document", "layout"},
    # Never the writers: a guard that shares their code shares their mistakes.
    "inspection": {"errors", "units", "store", "selection", "document", "compose", "layout", "writers"},
    "checks": {"errors", "units", "workspace", "store", "selection", "document", "compose"},
    "stationery": {"errors", "units", "workspace", "store", "layout", "writers"},
}
LOWER = set(ALLOWED)
ALLOWED["pipeline"] = LOWER
ALLOWED["checking"] = LOWER | {"pipeline"}
ALLOWED["receipts"] = LOWER | {"pipeline"}
ALLOWED["batch"] = LOWER | {"pipeline", "checking", "receipts"}
ALLOWED["cli"] = LOWER | {"pipeline", "checking", "receipts", "batch"}
ALLOWED["__main__"] = {"cli"}
TOOLS = {"collector", "frozen", "same"}
"""Any part may use them; they use none."""
ALLOWED.update({tool: set() for tool in TOOLS})


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imported_parts(source: str) -> Iterator[str]:
    """The parts of the package that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "generator" else [f"generator.{a.name}" for a in node.names]
        for name in names:
            if name.startswith("generator.") and name != "generator.__version__":
                yield name.split(".")[1]


def violations(part: str, source: str) -> list[str]:
    allowed = ALLOWED.get(part, set()) | (set() if part in TOOLS else TOOLS)
    return [name for name in imported_parts(source) if name != part and name not in allowed]


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_downward_only(path: Path) -> None:
    assert violations(part_of(path), path.read_text(encoding="utf-8")) == []


def test_the_check_looks_at_the_whole_package_and_finds_a_planted_violation() -> None:
    assert len(modules()) > 30
    assert {part_of(p) for p in modules()} == set(ALLOWED)
    assert violations("document", "from generator.layout.flow import Para") == ["layout"]
    assert violations("frozen", "from generator.same import Same") == ["same"]
    assert violations("store", "def f():\n    import generator.pipeline") == ["pipeline"]


def test_files_and_functions_stay_readable() -> None:
    long_files = [p for p in modules() if p.read_text(encoding="utf-8").count("\n") > 450]
    long_functions = [
        f"{p.name}:{node.name}"
        for p in modules()
        for node in ast.walk(ast.parse(p.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]
    assert long_files == []
    assert long_functions == []
