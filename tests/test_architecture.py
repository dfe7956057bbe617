"""The house: which room may import which, and that the words of its story are the names of its rooms."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator"

ORDER = (
    "errors",
    "units",
    "workspace",
    "files",
    "values",
    "reading",
    "tables",
    "store",
    "selection",
    "document",
    "compose",
    "layout",
    "writers",
    "office",
    "inspection",
    "checks",
    "testimony",
    "project",
    "pipeline",
    "dependencies",
    "requests",
    "checking",
    "receipts",
    "records",
    "batch",
    "hearing",
    "cli",
    "__main__",
)
"""Each room may import those before it."""

NEVER = {"inspection": {"compose", "layout", "writers", "office"}}
"""A guard that shares code with what it guards shares its mistakes."""


def part_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def module_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported_modules(source: str, known: set[str]) -> Iterator[str]:
    """The modules of the package that a module imports, wherever in it, `TYPE_CHECKING` aside."""
    tree = ast.parse(source)
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else node.module for name in inner]
        for name in names:
            if name.startswith("generator."):
                yield name


def violations(part: str, source: str, known: set[str] | None = None) -> list[str]:
    """The rooms that `part` imports and may not."""
    allowed = set(ORDER[: ORDER.index(part)]) - NEVER.get(part, set())
    found = [name.split(".")[1] for name in imported_modules(source, known or set(map(module_of, modules())))]
    return [name for name in found if name not in (part, "__version__") and name not in allowed]


def modules() -> list[Path]:
    return [p for p in sorted(PACKAGE.rglob("*.py")) if p != PACKAGE / "__init__.py"]


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_run_downward_only(path: Path) -> None:
    assert violations(part_of(path), path.read_text(encoding="utf-8")) == []


def circles(imports: dict[str, set[str]]) -> list[list[str]]:
    """Every set of modules that import one another, directly or through others (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in imports.get(name, ()):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            circle = stack[stack.index(name) :]
            del stack[stack.index(name) :]
            if len(circle) > 1:
                found.append(sorted(circle))

    for name in sorted(imports):
        if name not in index:
            visit(name)
    return found


def test_no_files_import_in_a_circle() -> None:
    known = set(map(module_of, modules()))
    imports = {
        module_of(p): set(imported_modules(p.read_text(encoding="utf-8"), known)) - {module_of(p)} for p in modules()
    }
    assert circles(imports) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_the_check_looks_at_the_whole_package_and_finds_a_planted_violation() -> None:
    assert len(modules()) > 150
    assert {part_of(p) for p in modules()} == set(ORDER)
    assert violations("document", "from generator.layout.laid_out import Para") == ["layout"]
    assert violations("store", "def f():\n    import generator.pipeline") == ["pipeline"]
    assert violations("inspection", "from generator.layout import fonts") == ["layout"]


# --- what can be read ---------------------------------------------------------------------------------------------

LINES, ARGUMENTS, FILES, LINES_OF_A_FILE = 40, 5, 25, 400
"""At the most: of a function, of a function, in a folder, and of a file."""

LONG = {
    "cli/source_sheet.py source_sheet_command",
}
"""Functions that are longer. The list may only get shorter."""

MANY_ARGUMENTS = {
    "cli/build.py build_command",
    "cli/hearing.py hearing_command",
    "cli/release.py release_command",
    "cli/review.py review_command",
    "cli/source_sheet.py source_sheet_command",
    "cli/tables.py import_tables",
    "compose/template_objects.py _points",
}
"""Functions that take more. Those of `cli` are commands, whose options click hands over one by one. The list may only
get shorter."""


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Each function of a module: its name, its lines, and how many arguments it takes, `self` and `cls` aside."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            given = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield node.name, lines, len([name for name in given if name not in ("self", "cls")])


def test_functions_stay_short_and_take_few_arguments() -> None:
    long, many = set(), set()
    for path in modules():
        for name, lines, arguments in functions(path.read_text(encoding="utf-8")):
            full = f"{path.relative_to(PACKAGE).as_posix()} {name}"
            if lines > LINES:
                long.add(full)
            if arguments > ARGUMENTS:
                many.add(full)
    assert (long, many) == (LONG, MANY_ARGUMENTS), "a function grew, or the list is to be shortened"
    planted = "class A:\n    def f(self, a, b, /, c, *, d, e, f):\n" + "        a = 1\n" * 40
    assert list(functions(planted)) == [("f", 41, 6)]


def test_files_and_folders_stay_readable() -> None:
    long = {
        p.relative_to(PACKAGE).as_posix()
        for p in modules()
        if p.read_text(encoding="utf-8").count("\n") > LINES_OF_A_FILE
    }
    folders = Counter(p.parent for p in PACKAGE.rglob("*.py"))
    assert long == set()
    assert [str(folder) for folder, files in folders.items() if files > FILES] == []


CACHES = 28
"""Functions that remember what they gave. The number may only get smaller."""


def test_every_cache_is_over_values_and_says_what_it_saves() -> None:
    lines = [line for p in modules() for line in p.read_text(encoding="utf-8").splitlines()]
    caches = [line for line in lines if re.search(r"(@|= )(lru_)?cache\b", line)]
    assert [line for line in caches if "# saves" not in line] == []
    assert len(caches) == CACHES
