"""Drafts made by hand or at random, without a store."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

from generator.document.blocks import (
    Callout,
    Heading,
    Kicker,
    Letterhead,
    ListItem,
    Meta,
    QuestionAnswer,
    Sources,
    Stat,
    StatRow,
)
from generator.document.draft import Draft, DraftBlock, Option, Variant, VariantList
from generator.document.inlines import Inlines, NoteMark, Strong, Text
from generator.layout.theme import Theme
from generator.reading.yaml import read_yaml, validate

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = """research grants support jobs in every state and cities where labs train the next generation of
scientists U.S.-China cooperation on flu earthquakes even—or and/or 2008–09 billion percent agreement
a of to we it an the for"""
WORDS = tuple(VOCABULARY.split())


def theme(name: str = "capitol") -> Theme:
    node = read_yaml(ROOT / "templates" / "themes" / f"{name}.yaml", f"templates/themes/{name}.yaml")
    return validate(Theme, node.data, node)


def text(words: str) -> Inlines:
    return (Text(words),)


def sentence(rng: random.Random, words: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(words)).capitalize() + "."


def bullet(lead: str, words: str, *sources: str) -> ListItem:
    marks = (NoteMark(tuple(sources)),) if sources else ()
    return ListItem((Strong(text(lead)), Text(" " + words), *marks))


def variant(
    key: int,
    priority: int,
    wordings: dict[str, str],
    *,
    extra: bool = False,
    required: bool = False,
    group: int = 0,
    at_least: int = 0,
) -> Variant:
    options = tuple(Option(w, bullet(f"Lead {key}.", t, "a"), len(t.split())) for w, t in wordings.items())
    return Variant(key, f"topic/p{key}", "message", f"Point {key}", priority, options, required, extra, group, at_least)


def draft(blocks: tuple[DraftBlock, ...], *, pages: int = 1, scale: str = "", words: int = 0) -> Draft:
    return Draft(
        meta=Meta(
            "Topic: Audience", "Office", "Topic", (), date(2026, 11, 24), "topic", "audience", "office", "public"
        ),
        letterhead=Letterhead("Representative Jane Q. Example", ("1 Example Street", "(202) 555-0100")),
        markings=(),
        blocks=blocks,
        notes={"a": text("Publisher A, title, 2025."), "b": text("Publisher B, title, 2026.")},
        footer=("As of November 24, 2026",),
        theme="capitol",
        scale=scale,
        pages=pages,
        words=words,
    )


def one_pager(items: tuple[Variant, ...], **more: int) -> Draft:
    return draft(
        (
            Kicker(text("LEAVE-BEHIND · FOR PUBLIC RELEASE")),
            Heading(1, text("Protect research")),
            Callout(
                "bottom-line", (), (text("One sentence that says it all, and a second one that says why it matters."),)
            ),
            Heading(2, text("Why it matters")),
            VariantList(items),
            Callout("ask", text("The ask."), (text("Please support it."),)),
            Sources(),
        ),
        **more,
    )


def random_draft(seed: int) -> Draft:
    """A plausible draft of any size: some fit as they are, some need cutting, some cannot fit."""
    rng = random.Random(seed)
    variants = []
    for key in range(rng.randint(0, 24)):
        full = rng.randint(5, 90)
        wordings = {"full": sentence(rng, full)}
        if rng.random() < 0.7:
            wordings["short"] = sentence(rng, max(3, full // 3))
        variants.append(
            variant(
                key,
                rng.randint(1, 9),
                wordings,
                extra=rng.random() < 0.15,
                required=rng.random() < 0.1,
                group=key % 3,
                at_least=rng.randint(0, 2),
            )
        )
    blocks: list[DraftBlock] = [Kicker(text("KICKER")), Heading(1, text(sentence(rng, rng.randint(2, 9))))]
    blocks.append(Callout("bottom-line", (), (text(sentence(rng, rng.randint(8, 40))),)))
    if rng.random() < 0.5:
        stats = tuple(Stat(f"${rng.randint(1, 99)} billion", text(sentence(rng, 6))) for _ in range(rng.randint(1, 4)))
        blocks.append(StatRow(stats))
    third = max(1, len(variants) // 3)
    for start in range(0, len(variants), third):
        blocks.append(Heading(2, text(sentence(rng, 3))))
        blocks.append(VariantList(tuple(variants[start : start + third])))
    for _ in range(rng.randint(0, 4)):
        blocks.append(QuestionAnswer(text(sentence(rng, 9)), text(sentence(rng, rng.randint(5, 40)))))
    blocks.append(Callout("ask", text("The ask."), (text(sentence(rng, rng.randint(5, 30))),)))
    blocks.append(Sources())
    return draft(tuple(blocks), pages=rng.choice((1, 1, 1, 2)), scale=rng.choice(("", "", "card")))
