"""Every text of every model is classed as printed or not, and what is printed is looked at, each kind at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import pytest

import generator.checking  # noqa: F401  (its imports are all models)
from generator.errors import ContentError
from generator.reading.fields import LINE, PROSE, UNPRINTED, Line, Model
from generator.selection.audience import read_audiences
from generator.store.library import read_library
from generator.store.printed_texts import printed_texts
from tests.store.factories import (
    PROJECTS_CSV,
    fact,
    hearing,
    office,
    point,
    source,
    table,
    topic,
    write_workspace,
)


def models(base: type[Model] = Model) -> Iterator[type[Model]]:  # all that are imported
    for model in base.__subclasses__():
        if model.__module__.startswith("generator."):
            yield model
        yield from models(model)


def unclassed(hint: Any, marks: frozenset[str] = frozenset()) -> Iterator[str]:
    """What of a type is a text that says neither that it is printed nor that it is not, or says both."""
    if get_origin(hint) is Annotated:
        yield from unclassed(get_args(hint)[0], marks | {m for m in hint.__metadata__ if isinstance(m, str)})
    elif hint is str:
        if len(marks & {LINE, PROSE, UNPRINTED}) != 1:
            yield f"{hint} is {sorted(marks)}"
    elif get_origin(hint) is not None and get_origin(hint).__class__.__name__ != "_LiteralGenericAlias":
        for inner in get_args(hint):
            if not isinstance(inner, str):
                yield from unclassed(inner, marks)


@pytest.mark.parametrize("model", sorted(set(models()), key=str), ids=str)
def test_every_text_of_every_model_says_whether_it_is_printed(model: type[Model]) -> None:
    hints = get_type_hints(model, include_extras=True)
    assert {name: list(unclassed(hints[name])) for name in model.model_fields if list(unclassed(hints[name]))} == {}


def test_a_text_that_says_nothing_is_found() -> None:
    assert list(unclassed(str))
    assert list(unclassed(dict[Line, str] | None))
    assert not list(unclassed(tuple[Line, ...]))
    assert len(set(models())) > 20


Store = dict[str, Any]


def with_table(cell: str = "", **changes: Any) -> Store:
    rows = PROJECTS_CSV + f"ZZ,{cell},1\n" if cell else PROJECTS_CSV
    return {"tables": {"projects": table(**changes)}, "csv": rows}


def with_fact(**changes: Any) -> Store:
    return {"topics": {"nih": topic(facts={"jobs": fact(**changes)})}}


def with_office(**changes: Any) -> Store:
    return {"offices": {"example": office(**changes)}}


def with_source(**changes: Any) -> Store:
    return {"sources": {"report": source(**changes)}}


def with_hearing(**changes: Any) -> Store:
    return {"topics": {"nih": topic()}, "hearings": {"one": hearing(**changes)}}


def with_witness(**changes: Any) -> Store:
    return with_hearing(witnesses={"doe": {"name": "Dr. Doe", **changes}})


def committee(**changes: Any) -> Store:
    return with_office(kind="committee", state=None, **changes)


PLACES: dict[str, Callable[[str], Store]] = {
    "measure": lambda text: with_fact(measure=text),
    "unit": lambda text: with_fact(unit=text),
    "label": lambda text: with_fact(label=text),
    "qualifier": lambda text: with_fact(qualifier=text),
    "basis": lambda text: with_fact(basis=text),
    "period": lambda text: with_fact(period=text),
    "value": lambda text: with_fact(value=text),
    "series": lambda text: with_fact(value=None, series={"2023": "1", text: "2"}),
    "speaker": lambda text: {"topics": {"nih": topic(points={"q": point(kind="quote", speaker=text)})}},
    "chart key": lambda text: {"topics": {"nih": topic(
        facts={"jobs": fact()}, charts={"c": {"kind": "bars", "finding": "Up.", "facts": {text: "jobs", "B": "jobs"}}}
    )}},
    "publisher": lambda text: with_source(publisher=text),
    "title": lambda text: with_source(title=text),
    "author": lambda text: with_source(author=text),
    "container": lambda text: with_source(container=text),
    "name": lambda text: with_office(name=text),
    "signature": lambda text: with_office(signature=text),
    "state": lambda text: with_office(kind="committee", state=text),
    "district": lambda text: with_office(district=text),
    "address": lambda text: with_office(address=text),
    "phone": lambda text: with_office(phone=text),
    "website": lambda text: with_office(website=text),
    "press name": lambda text: with_office(press={"name": text}),
    "press phone": lambda text: with_office(press={"name": "Pat", "phone": text}),
    "press email": lambda text: with_office(press={"name": "Pat", "email": text}),
    "subcommittee": lambda text: committee(subcommittee=text),
    "chair": lambda text: committee(chair=text),
    "clerk name": lambda text: committee(clerk={"name": text}),
    "hearing title": lambda text: with_hearing(title=text),
    "committee": lambda text: with_hearing(committee=text),
    "room": lambda text: with_hearing(room=text),
    "hearing chair": lambda text: with_hearing(chair=text),
    "ranking": lambda text: with_hearing(ranking=text),
    "member": lambda text: with_hearing(members={"fiction": {"name": text}}),
    "witness": lambda text: with_witness(name=text),
    "witness title": lambda text: with_witness(title=text),
    "organization": lambda text: with_witness(organization=text),
    "cell": with_table,
}  # fmt: skip


def refusals(root: Path, store: Store) -> list[str]:
    write_workspace(root, **store)
    with pytest.raises(ContentError) as raised:
        read_library(root)
    return list(map(str, raised.value.problems))


@pytest.mark.parametrize("place", list(PLACES))
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One <!-- ask counsel -->", "a comment"),
        ("R&amp;D here", "a character in HTML"),
        ("A <b>bold</b> one", "HTML"),
        ("The **big** one", "marked by asterisks"),
        ("About {{ jobs }} of us", "a figure, and only sentences"),
        ("See [here](https://example.gov)", "a link, and only sentences"),
        ("x" * 150, "has a word of 150 letters"),
    ],
    ids=["comment", "entity", "html", "bold", "figure", "link", "endless"],
)
def test_what_cannot_be_printed_is_refused_at_its_place(tmp_path: Path, place: str, text: str, said: str) -> None:
    found = refusals(tmp_path, PLACES[place](text))
    assert place == "value" or [problem for problem in found if said in problem] != []
    assert all(problem.split(":")[1].isdigit() for problem in found), found


@pytest.mark.parametrize("place", [p for p in PLACES if p not in ("value", "unit")])
@pytest.mark.parametrize(
    "text", ["AT&T; R&D", "3*4*5 by __init__", "Less < than > more", "Smith [sic] (ed.)", "C# & *"]
)
def test_what_is_right_passes(tmp_path: Path, place: str, text: str) -> None:
    write_workspace(tmp_path, **PLACES[place](text))
    assert read_library(tmp_path).topics


def test_the_list_has_every_kind(tmp_path: Path) -> None:
    for number, (place, store) in enumerate(PLACES.items()):
        if place not in ("cell", "value", "unit"):
            root = write_workspace(tmp_path / str(number), **store(f"Zanzibar {number}"))
            listed = [printed.text for printed in printed_texts(read_library(root))]
            assert [text for text in listed if text.endswith(f"Zanzibar {number}")] != [], place


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("kicker: A <b>big</b> one", "4:11: "),
        (f"kicker: {'Word ' * 50}", "letters; the limit is 200"),
        (f"kicker: {'x' * 150}", "has a word of 150 letters"),
        (f"---\n\n# {'Word ' * 50}", "5:1: has a heading of"),
        (f"---\n\nText {'x' * 150}", "5:1: has a word of 150 letters"),
    ],
)
def test_templates_are_looked_at_too(tmp_path: Path, template: str, said: str) -> None:
    (tmp_path / "templates").mkdir()
    end = "" if "---" in template else "\n---\n"
    text = f"---\nname: Test\nclearance: public\n{template}{end}\n"
    (tmp_path / "templates" / "test.md").write_text(text, encoding="utf-8", newline="\n")
    with pytest.raises(ContentError) as raised:
        read_audiences(tmp_path)
    assert said in "\n".join(map(str, raised.value.problems))
