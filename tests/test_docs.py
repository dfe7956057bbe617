"""The documentation cannot drift: what is there is described, and what is described is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from generator.cli import app
from generator.cli.helpers.console import Console
from generator.cli.helpers.session import Session
from generator.compose.markdown_blocks import CONTAINERS
from generator.compose.template import FILTERS, FUNCTIONS, OBJECTS
from generator.reading.models import FILLED
from generator.selection.audience import Audience
from generator.store import schema
from generator.store.schema import Clearance, Kind, Model, Status
from generator.store.settings import Settings, WordLists
from generator.store.substitution import ATTRIBUTES, FORMATS
from generator.tables.schema import LEVELS, Above, Accepted, Column, Table
from tests.documented import DOCS, ROOT, commands, help_text, messages, with_help, with_messages

MODELS: dict[str, type[Model]] = {
    "point": schema.Point,
    "fact": schema.Fact,
    "period": schema.Vintage,
    "source": schema.Source,
    "sources": schema.Citation,
    "topic": schema.Topic,
    "chart": schema.ChartSpec,
    "table": Table,
    "column": Column,
    "accepted": Accepted,
    "above": Above,
    "office": schema.Office,
    "contact": schema.Contact,
    "hearing": schema.Hearing,
    "recipient": schema.Recipient,
    "witness": schema.Witness,
    "settings": Settings,
    "words": WordLists,
}
"""Every kind of entry, by the heading of its table in docs/write.md."""
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
_CODE = re.compile(r"`([^`]+)`")


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def keys(model: type[Model]) -> set[str]:
    """The keys that staff may write."""
    return set(model.model_fields) - (FILLED - {"rows"} if model is schema.Hearing else FILLED)


def tables(text: str) -> Iterator[tuple[str, dict[str, bool]]]:
    """The tables of keys of `write.md`: heading, and each key with whether it must be there."""
    for part in re.split(r"^#### ", text, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        rest = re.split(r"^#", rest, maxsplit=1, flags=re.MULTILINE)[0]
        name = _CODE.search(heading)
        rows = re.findall(r"^\| `([a-z_]+)` \| (yes)? ?\|", rest, re.MULTILINE)
        yield (name.group(1) if name else heading), {key: bool(must) for key, must in rows}


# --- the store ----------------------------------------------------------------------------------------------------


def test_every_model_of_the_store_has_its_table() -> None:
    there = {m for m in vars(schema).values() if isinstance(m, type) and issubclass(m, Model) and m is not Model}
    assert there <= set(MODELS.values())
    assert [name for name, _ in tables(read("write.md"))] == list(MODELS)


@pytest.mark.parametrize("name", MODELS)
def test_every_key_is_described_and_every_described_key_is_there(name: str) -> None:
    described = dict(tables(read("write.md")))[name]
    model = MODELS[name]
    assert set(described) == keys(model)
    # A point's clearance is filled in by its kind.
    must = {k for k in keys(model) if model.model_fields[k].is_required()} - {"clearance"}
    assert {k for k, needed in described.items() if needed} == must


def test_every_choice_is_named() -> None:
    text = read("write.md")
    for word in (*Kind, *Clearance, *Status, *LEVELS, "bars", "columns", "line", "comparison"):
        assert f"`{word}`" in text, word


def test_every_form_of_a_substitution_is_shown() -> None:
    shown = set(re.findall(r"\{\{ ?[\w/-]+(?:\.(\w+))?(?: *\\?\| *(\w+))? ?\}\}", read("write.md")))
    assert {part for part, _ in shown} >= set(ATTRIBUTES)
    assert {form for _, form in shown} >= set(FORMATS)


# --- templates ----------------------------------------------------------------------------------------------------


def test_every_box_is_described_with_what_it_takes() -> None:
    text = read("templates.md").split("## Boxes")[1]
    rows = {name: row for row in text.split("\n") if row.startswith("| `") for name in _CODE.findall(row.split("|")[1])}
    assert set(rows) == set(CONTAINERS)
    for name, attributes in CONTAINERS.items():
        assert set(re.findall(r"(\w+)=\"…\"", rows[name])) == set(attributes), name


def test_every_key_at_the_head_of_a_template_is_described() -> None:
    front = read("templates.md").split("```yaml")[1].split("```")[0]
    assert set(re.findall(r"^([a-z_]+):", front, re.MULTILINE)) == keys(Audience)


def test_every_object_function_and_filter_of_templates_is_described_and_no_other() -> None:
    text = re.sub(r"```.*?```", "", read("templates.md").split("## Boxes")[0], flags=re.DOTALL)
    code = " ".join(_CODE.findall(text))
    for name in FUNCTIONS:
        assert re.search(rf"\b{name}\(", code), name
    for name in OBJECTS:
        assert re.search(rf"\b{name}\b", code), name
    for name in FILTERS:
        assert f"`{name}`" in text, name
    assert set(re.findall(r"\b([a-z_]+)\(", code)) <= set(FUNCTIONS)
    loops = {"point", "chart", "witness", "fact"}
    assert set(re.findall(r"\{\{ (\w+)\.", code)) <= {*OBJECTS, *loops}


# --- commands -----------------------------------------------------------------------------------------------------


def as_it_should_be(name: str, renewed: Callable[[str], str], update: bool) -> str:
    """The text of a page that the program writes parts of; with `--update` those are written anew."""
    text = read(name)
    if update:
        text = renewed(text)
        (DOCS / name).write_text(text, encoding="utf-8")
    assert renewed(text) == text, 'run: make test ARGS="tests/test_docs.py tests/checks --update"'
    return text


def test_the_help_text_of_every_command_stands_in_the_page(update: bool) -> None:
    text = as_it_should_be("commands.md", with_help, update)
    missing = [path for path, _ in commands() if f"```text\n{help_text(path)}```" not in text and path[:1] != ("list",)]
    assert missing == []
    listed = {path for path, _ in commands() if path[:1] == ("list",)}
    assert {p for p in listed if f"`{' '.join(p)}`" not in text and len(p) > 1} == set()


def lines_to_type() -> Iterator[tuple[str, str]]:
    """Every command line that a page shows, or names in a sentence."""
    for page in PAGES:
        text = re.sub(r"```text\n.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for line in re.findall(r"^ {4,}(onepager [^\n#]*)", text, re.MULTILINE):
            yield page.name, re.sub(r"\s{2,}.*| \|.*", "", line)
        for code in _CODE.findall(text):
            if code.startswith("onepager ") and code.upper() != code:
                yield page.name, code


@pytest.mark.parametrize(("page", "line"), sorted(set(lines_to_type())))
def test_every_command_line_can_be_typed(page: str, line: str) -> None:
    if "COMMAND" in line:
        return
    assert _complaint(shlex.split(line)[1:]) == ""


def _complaint(words: list[str]) -> str:
    """What is wrong with a command line, but for files of the reader's, which are not here."""
    try:
        _parse(words)
    except click.BadParameter as error:
        return "" if error.param is not None and isinstance(error.param.type, click.Path) else error.format_message()
    except click.ClickException as error:
        return error.format_message()
    return ""


def _parse(words: list[str]) -> None:
    command: click.Command = app
    context = None
    given = list(words)
    while True:
        # A sentence may name a command without all that it needs.
        bare = not isinstance(command, click.Group) and _is_bare(words)
        context = command.make_context(command.name, given, context, obj=Session(Console()), resilient_parsing=bare)
        if not isinstance(command, click.Group):
            return
        rest = [*context._protected_args, *context.args]
        if not rest:
            return
        _, step, given = command.resolve_command(context, rest)
        assert step is not None
        command = step


def _is_bare(words: list[str]) -> bool:
    return not any(w.startswith("-") for w in words) and len(words) <= 2


def test_a_wrong_command_line_is_seen() -> None:
    with pytest.raises(click.UsageError, match="no command"):
        _parse(["biuld"])
    with pytest.raises(click.NoSuchOption):
        _parse(["build", "--al"])
    with pytest.raises(click.MissingParameter):
        _parse(["show", "nih-funding", "--quiet"])


# --- errors -------------------------------------------------------------------------------------------------------


def test_the_messages_shown_are_those_of_the_program(update: bool) -> None:
    text = as_it_should_be("errors.md", with_messages, update)
    assert text.count("```yaml") >= 15
    assert "```text\n```" not in text
    assert messages("") == ""


# --- the house ----------------------------------------------------------------------------------------------------


def test_every_part_of_the_program_is_told_of() -> None:
    rows = set(re.findall(r"^\| `(\w+)` \|", read("architecture.md"), re.MULTILINE))
    package = ROOT / "generator"
    parts = {p.stem for p in package.iterdir() if (p.is_dir() and (p / "__init__.py").is_file()) or p.suffix == ".py"}
    assert rows == parts - {"__init__"}


def test_files_that_the_pages_for_developers_name_are_there() -> None:
    for name in _CODE.findall(read("architecture.md")):
        if re.fullmatch(r"[\w/.-]+\.(py|md)", name):
            assert any((base / name).exists() for base in (ROOT, ROOT / "generator", ROOT / "tests")), name
        elif re.fullmatch(r"\w+(/\w+)+", name):
            assert any((base / name).exists() for base in (ROOT, ROOT / "generator")), name


def test_every_hop_of_a_fact_is_found_at_its_place() -> None:
    hops = re.findall(r"^\| \d+ \| `([\w/]+\.py)` `([\w.]+)`", read("architecture.md"), re.MULTILINE)
    assert len(hops) > 35
    for file, name in hops:
        text = (ROOT / "generator" / file).read_text(encoding="utf-8")
        for part in name.split("."):
            assert re.search(rf"^ *(?:def|class) {part}\b", text, re.MULTILINE), (file, name)


def test_hops_are_numbered_and_the_surprising_ones_counted() -> None:
    page = read("architecture.md")
    rows = re.findall(r"^\| (\d+) \| `[\w/]+\.py` `[\w.]+` \| (.*) \|$", page, re.MULTILINE)
    assert [int(number) for number, _ in rows] == [*range(1, len(rows) + 1)]
    surprising = sum(what.endswith("(**surprising**)") for _, what in rows)
    assert f"These are {len(rows)} hops; {surprising} of them are surprising." in page


def test_everything_written_by_hand_has_its_price_and_its_reason() -> None:
    _, _, section = read("architecture.md").partition("## What we write by hand, and why")
    rows = re.findall(r"^\|(.*)\|$", section.partition("**What plainness")[0], re.MULTILINE)
    assert len(rows) > 40
    for row in rows:
        assert all(cell.strip() for cell in row.split("|")), row


# --- links --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_link_within_the_project_leads_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            assert target.startswith("https://"), target
            continue
        file, _, anchor = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        assert path.exists(), f"{page.name}: {target}"
        assert path.is_relative_to(ROOT), target
        if anchor:
            assert anchor in anchors(path), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """The names under which the headings of a page can be linked to."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-") for h in headings}


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.is_file():
            continue
        reached.add(page)
        for target in re.findall(r"\]\(([^)#\s:]+)", page.read_text(encoding="utf-8")):
            waiting.append((page.parent / target).resolve())
    assert [str(p.relative_to(ROOT)) for p in PAGES if p not in reached] == []
