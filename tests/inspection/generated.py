"""Stores made up by chance, with secrets of every kind, and the files made from them.

The maker of a store knows which of its sentences are secret for whom because it made them so: it asks nobody else.
Every sentence has words of its own, so that none is said twice.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from generator.batch.plan import names_of
from generator.document.receipt import encode
from generator.pipeline import FORMATS, Request, make, render
from generator.project import Project, load
from generator.receipts import receipt_of
from generator.requests import requests
from generator.selection import select
from tests.inspection.scanner import letters

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 24)
RANKS = {"public": 0, "congress": 1, "office": 2}
KINDS = ("message", "message", "message", "evidence", "quote", "ask", "background", "answer", "question", "caution")
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprst" for vowel in "aeo")
_COMMON = ("the", "of", "and", "to", "in", "is", "that", "for", "with", "be", "by", "this", "we", "will", "not", "more")
_LINKS = ("", "", "", " ([source](https://source.example/a))")


@dataclass
class Said:
    """A sentence of a store: its letters, and who may see it."""

    letters: str
    clearance: str
    embargoed: bool

    def is_secret_for(self, reader: str) -> bool:
        return self.embargoed or RANKS[self.clearance] > RANKS[reader]


@dataclass
class Store:
    """A store made up by chance; `said` is every sentence of its points."""

    chance: random.Random
    said: list[Said] = field(default_factory=list)

    def write(self, root: Path, topics: int) -> Path:
        for part in ("templates",):
            shutil.copytree(ROOT / part, root / part)
        store = root / "talking_points"
        (store / "topics").mkdir(parents=True)
        (store / "hearings").mkdir()
        _dump(store / "sources.yaml", {"report": {"publisher": "Publisher", "title": "Title of the report"}})
        _dump(store / "offices.yaml", {"rep": _OFFICE})
        ids = [f"topic-{n}" for n in range(topics)]
        for topic_id in ids:
            _dump(store / "topics" / f"{topic_id}.yaml", self._topic())
        _dump(store / "hearings" / "hearing.yaml", self._hearing(ids))
        return root

    def secrets_for(self, reader: str) -> list[str]:
        return [said.letters for said in self.said if said.is_secret_for(reader)]

    # --- parts -------------------------------------------------------------------------------------------------

    def _topic(self) -> dict[str, Any]:
        chance = self.chance
        numbers = {
            f"n{n}": {"measure": "things counted", "value": f"{chance.randint(1000, 999999):,}"} for n in range(4)
        }
        facts = {k: {**v, "source": "report", "as_of": "2026-01-01", "tags": ["headline"]} for k, v in numbers.items()}
        facts["n3"] |= {"clearance": "office", "note": self._sentence("office", False)}
        facts["n0"] |= {"note": self._sentence("office", False)}
        topic: dict[str, Any] = {"title": self._words(4), "short": self._words(2)}
        for name in ("bottom_line", "ask", "summary", "headline"):
            topic[name] = self._sentence("public", False)
        points = {f"{kind}-{n}": self._point(kind) for n, kind in enumerate(KINDS * 2)}
        # Of each kind that a template needs there is one that anybody may see, so that a document can be made.
        points |= {f"{kind}-open": self._point(kind, "public", open_=True) for kind in dict.fromkeys(KINDS)}
        return {**topic, "facts": facts, "points": points}

    def _point(self, kind: str, clearance: str = "", *, open_: bool = False) -> dict[str, Any]:
        chance = self.chance
        clearance = clearance or chance.choice(("public", "congress", "office", "office"))
        embargoed = not open_ and chance.random() < 0.2
        point: dict[str, Any] = {"kind": kind, "clearance": clearance, "priority": 9 if open_ else chance.randint(1, 4)}
        if embargoed:
            point["embargo"] = "2026-12-24 10:00 America/New_York"
        elif chance.random() < 0.1:
            point["embargo"] = "2026-11-01 10:00 America/New_York"

        def say() -> str:
            return self._sentence(clearance, embargoed)

        if chance.random() < 0.5:
            point["lead"] = say()
        if kind in ("answer", "question"):
            point["question"] = say()[:-1] + "?"
        if kind == "question" and chance.random() < 0.5:
            point["followup"] = [say()]
        if kind == "quote":
            point["speaker"] = "Representative Jane Q. Example"
        for wording in ("full", "short", "spoken"):
            point[wording] = " ".join(say() for _ in range(chance.randint(1, 2)))
        if chance.random() < 0.3:
            point["note"] = self._sentence("office", False)
        return point

    def _hearing(self, topics: list[str]) -> dict[str, Any]:
        expected = [self._sentence("congress", False, figures=False) for _ in range(2)]
        witness = {
            "name": "Dr. Ada Sample",
            "bio": self._sentence("public", False, figures=False),
            "expected": expected,
        }
        return {
            "title": "Hearing on examples",
            "committee": "Committee on Examples",
            "date": "2026-12-03 10:00 America/New_York",
            "purpose": self._sentence("public", False, figures=False),
            "topics": topics,
            "witnesses": {"sample": witness},
        }

    # --- words -------------------------------------------------------------------------------------------------

    def _word(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4)))

    def _words(self, count: int) -> str:
        return " ".join(self._word() for _ in range(count)).capitalize()

    def _sentence(self, clearance: str, embargoed: bool, *, figures: bool = True) -> str:
        """A sentence with a stretch of words of its own, and around it what prose has: markup, figures, marks."""
        chance = self.chance
        core = " ".join(chance.choice((chance.choice(_COMMON), self._word())) for _ in range(chance.randint(6, 12)))
        core += f" {self._word()}{self._word()} {self._word()}"
        self.said.append(Said(letters(core), clearance, embargoed))
        head, tail = core.split(" ", 1)
        shape = chance.randrange(6 if figures else 4)
        if shape == 0:
            tail = f"**{tail}**"
        elif shape == 1:
            tail = tail.replace(" ", "-", 1).replace(" ", " – ", 1)
        elif shape == 2:
            first, last = tail.rsplit(" ", 1)
            tail = f'{first} "{last}"'
        elif shape == 3:
            tail = f"*{tail}*{chance.choice(_LINKS)}"
        elif shape == 4:
            return f"Some {{{{ n{chance.randrange(3)} }}}} {core}."
        return f"{head.capitalize()} {tail}."


_OFFICE = {
    "name": "Representative Jane Q. Example",
    "signature": "Jane Q. Example",
    "chamber": "house",
    "state": "MA",
    "address": "1234 Example House Office Building, Washington, DC 20515",
    "press": {"name": "Pat Press", "phone": "(202) 555-0102", "email": "press@rep.example"},
}


def _dump(path: Path, content: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000), encoding="utf-8")


# --- files -------------------------------------------------------------------------------------------------------


@dataclass
class Case:
    """One file: for whom it is, and what it may not say."""

    project: Project
    request: Request
    reader: str
    name: str
    data: bytes
    secrets: list[str]


def store_of(seed: int, root: Path, topics: int) -> tuple[Project, Store]:
    store = Store(random.Random(seed))
    return load(store.write(root, topics)), store


def cases(project: Project, store: Store, formats: tuple[str, ...] = FORMATS) -> Iterator[Case]:
    """Every file for readers outside the office that a store makes."""
    names = names_of(project)
    audiences = [a for a in project.audiences.values() if a.clearance != "office"]
    for request in requests(project, (), [a.id for a in audiences], None, AS_OF):
        made = make(project, request)
        receipt = encode(receipt_of(project, made))
        reader = project.audiences[request.audience].clearance.value
        stem = names.stem(request.topic, request.audience, request.office, request.as_of)
        for format_ in formats:
            data = render(made, format_, receipt)
            yield Case(project, request, reader, f"{stem}.{format_}", data, store.secrets_for(reader))


@contextmanager
def broken_selection() -> Iterator[None]:
    """Selection that takes every point, whoever may see it and whenever."""
    with patch.multiple(select, _not_for=lambda *_: "", _missing=lambda *_: ""):
        yield
