"""What was decided for one draft is taken for another only where it would have been decided again."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest

from generator.document.blocks import Heading, ListItem
from generator.document.draft import Draft, DraftBlock, Option, Variant, VariantList
from generator.document.inlines import NoteMark, Text
from generator.errors import OnepagerError
from generator.layout import alike
from generator.layout import fit as fitting
from generator.layout.alike import Asked, Outcome, answer, remember
from generator.layout.fit import fit
from generator.layout.theme import NORMAL
from tests.layout.drafts import one_pager, random_draft, sentence, text, theme, variant

LOOK = theme()
LONG = " ".join(["Grants support jobs in every state and in every city that has a laboratory."] * 4)
SHORT = "Grants support jobs."
WORDS = {"full": LONG, "short": SHORT}


def outcome(draft: Draft, memory: dict[Any, Any]) -> object:
    """What fitting makes of a draft that shares `memory` with others."""
    try:
        fitted = fit(replace(draft, alike=memory), LOOK)
    except OnepagerError as error:
        return str(error)
    return fitted.choice, fitted.density, fitted.decisions, fitted.laid.document


def points(number: int) -> Draft:
    return one_pager(tuple(variant(i, i + 1, WORDS, extra=i == 10) for i in range(number)))


BASE = replace(points(30), notes={"a": text("Publisher A, title, 2025."), "b": text("Publisher B, title. " * 60)})


def with_block(draft: Draft, change: Callable[[Any], DraftBlock], old: DraftBlock) -> Draft:
    at = next(n for n, block in enumerate(draft.blocks) if block is old)
    return replace(draft, blocks=(*draft.blocks[:at], change(draft.blocks[at]), *draft.blocks[at + 1 :]))


def with_item(draft: Draft, number: int, **changes: Any) -> Draft:
    def change(block: DraftBlock) -> DraftBlock:
        items = list(cast(VariantList, block).items)
        items[number] = replace(items[number], **changes)
        return VariantList(tuple(items))

    return with_block(draft, change, next(block for block in draft.blocks if isinstance(block, VariantList)))


def other_words(words: str, spoken: int = 2) -> dict[str, Any]:
    """The options of a point whose element says something else."""
    made = variant(3, 4, {"full": words, "short": SHORT})
    return {"options": tuple(replace(option, words=spoken) for option in made.options)}


def options_of(draft: Draft, number: int) -> tuple[Option, ...]:
    listed = next(block for block in draft.blocks if isinstance(block, VariantList))
    return cast(Variant, listed.items[number]).options


def renamed(draft: Draft, number: int) -> tuple[Option, ...]:
    return tuple(replace(option, wording=f"{option.wording}est") for option in options_of(draft, number))


def resting_on(draft: Draft, number: int, source: str) -> tuple[Option, ...]:
    return tuple(
        replace(o, element=replace(o.element, content=(*cast(ListItem, o.element).content[:-1], NoteMark((source,)))))
        for o in options_of(draft, number)
    )


DIFFERENT: dict[str, Draft] = {
    "a longer text": with_item(BASE, 3, **other_words(f"{LONG} {LONG}")),
    "a shorter text": with_item(BASE, 3, **other_words("Grants.")),
    "another priority": with_item(BASE, 3, priority=99),
    "a point that must stay": with_item(BASE, 29, required=True),
    "another title": with_item(BASE, 29, title="Another"),
    "a point of a group that must not be empty": with_item(BASE, 29, group=1, at_least=1),
    "other names of wordings": with_item(BASE, 0, options=renamed(BASE, 0)),
    "another source, in as much room": with_item(BASE, 3, options=resting_on(BASE, 3, "b")),
    "a point more": replace(points(31), notes=BASE.notes),
    "no list at the foot": replace(BASE, blocks=BASE.blocks[:-1]),
    "other sources": replace(BASE, notes={"a": text("Publisher. " * 60)}),
    "a source more": with_block(BASE, lambda b: replace(b, content=(*b.content, NoteMark(("b",)))), BASE.blocks[1]),
    "two pages": replace(BASE, pages=2),
    "another scale": replace(BASE, scale="card"),
    "a limit of words": replace(BASE, words=90),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_a_draft_that_differs_is_fitted_anew(what: str) -> None:
    memory: dict[Any, Any] = {}
    first = outcome(BASE, memory)
    assert outcome(DIFFERENT[what], memory) == outcome(DIFFERENT[what], {}) != first
    assert outcome(BASE, memory) == first


def test_words_count_where_there_is_a_limit_to_them() -> None:
    memory: dict[Any, Any] = {}
    few, many = (replace(with_item(BASE, 3, **other_words(LONG, n)), words=400) for n in (5, 300))
    assert outcome(few, memory) != outcome(many, memory) == outcome(many, {})


def test_the_same_question_is_answered_and_no_other() -> None:
    """However high everything may be: here all is of one height."""
    heading = next(block for block in BASE.blocks if isinstance(block, Heading) and block.level == 2)
    heights = {NORMAL: {id(block): 1.0 for block in BASE.blocks}}
    asked, decided = Asked(BASE, 600.0, 610.0), Outcome({}, NORMAL, ())
    remember(asked, "key", heights, decided)
    other = with_block(BASE, lambda b: replace(b, level=3), heading)

    def answered(asked: Asked, key: str = "key") -> object:
        return answer(asked, key, lambda element, density: 1.0)

    assert answered(asked) is decided
    assert answered(Asked(with_block(BASE, replace, heading), 600.0, 610.0)) is decided
    assert answered(Asked(other, 600.0, 610.0)) is None
    assert answered(asked._replace(room=590.0)) is None
    assert answered(asked._replace(brim=600.0)) is None
    assert answered(asked, "another key") is None


def test_a_draft_that_takes_the_same_room_is_not_fitted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    memory: dict[Any, Any] = {}
    first, other = BASE, with_item(BASE, 3, **other_words(LONG.replace("jobs", "bojs")))
    outcome(first, memory)
    alone = outcome(other, {})
    monkeypatch.setattr(fitting, "_Fitting", None)
    assert outcome(other, memory) == alone


@pytest.mark.parametrize("seed", range(60))
def test_drafts_changed_by_chance_come_out_as_each_does_alone(seed: int) -> None:
    rng = random.Random(seed)
    memory: dict[Any, Any] = {}
    draft = random_draft(seed)
    for _ in range(6):
        assert outcome(draft, memory) == outcome(draft, {})
        draft = changed(draft, rng)


def changed(draft: Draft, rng: random.Random) -> Draft:
    """With some of its texts a little different, as those of another row would be."""
    return replace(draft, blocks=tuple(_changed(block, rng) for block in draft.blocks))


def _changed(block: Any, rng: random.Random) -> Any:
    if isinstance(block, VariantList):
        return VariantList(tuple(_changed(item, rng) for item in block.items))
    if rng.random() < 0.7:
        return block
    if isinstance(block, Variant):
        return replace(block, options=tuple(replace(o, element=_changed(o.element, rng)) for o in block.options))
    if isinstance(block, ListItem):
        more = Text(" " + sentence(rng, rng.randint(1, 3)))
        return ListItem((*block.content[:1], more, *block.content[1:]))
    return block


def test_only_so_many_answers_are_remembered() -> None:
    memory: dict[Any, Any] = {}
    for words in ("a", LONG, f"{LONG} {LONG}", f"{LONG} {LONG} {LONG}", SHORT):
        outcome(with_item(BASE, 0, **other_words(words)), memory)
    assert [len(answers) for answers in memory.values()] == [alike.MOST_ALIKE]
