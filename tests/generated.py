"""Random whole workspaces, each from its seed: stores as staff might write them, with the starter's templates.

    store = random_store(7)
    root = store.write(folder)              # talking_points/, templates/ with its themes, onepager.yaml
    result = build(root, store)             # made, refused, or what went wrong

Most stores are sound; some carry one of `MISTAKES`. Texts run from one word to far too many, with markup, links,
figures and names from several languages.
"""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from generator.errors import ContentError
from generator.layout.theme import Theme, read_themes
from generator.pipeline import Made, make, render
from generator.project import load
from generator.requests import requests

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 24)

_VOCABULARY = (
    "the of and to in for with that will every our their research health trade science agreement people work family "
    "school county state Congress funding grants jobs cures safety talks partners farmers workers doctors patients "
    "evidence budget oversight cooperation competition prevention investment responsibility nevertheless "
    "international long-term cost-effective science-based and/or U.S.–China non-proliferation day-to-day well-being"
)
_WORDS = _VOCABULARY.split(" ")
_NAMES = (
    "José Núñez Ibáñez", "María Ángeles Peña", "Félix Agüero", "François Lefèvre", "Zoë Bézard-Château", "Anaïs Çelik",
    "Nguyễn Thị Hồng Nhung", "Trần Đức Thảo", "Phạm Quỳnh Như", "Lê Hữu Đạt", "Søren Østergård", "Łukasz Wójcik",
    "O’Brien-Smith", "D'Angelo", "Mary-Ann van der Berg",
)  # fmt: skip
_ENDS = (".", ".", ".", "!", "?", "—and more.", "…", " (so far).", ", they say.")
KINDS = ("message", "evidence", "answer", "question", "background", "ask", "quote", "story", "caution")
CLEARANCES = ("public", "congress", "office")
STATES = ("MA", "NM", "TX", "DC")
Entity = dict[str, Any]


@dataclass
class Store:
    """The files of a random workspace by their path, what was done wrong in it on purpose, and the document to make."""

    files: dict[str, str]
    mistake: str
    audience: str
    theme: str
    seed: int

    def write(self, folder: Path) -> Path:
        shutil.copytree(ROOT / "templates", folder / "templates")
        for template in sorted((folder / "templates").glob("*.md")):
            text = template.read_text(encoding="utf-8")
            template.write_text(text.replace("theme: capitol", f"theme: {self.theme}"), encoding="utf-8")
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        return folder


class Writer:
    """Writes the texts of one store; `facts` are the names that its substitutions may use, with their clearances."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.facts: dict[str, str] = {}
        self.columns: tuple[str, ...] = ()

    def some(self, chance: float) -> bool:
        return self.rng.random() < chance

    def word(self) -> str:
        return self.rng.choice(_NAMES) if self.some(0.03) else self.rng.choice(_WORDS)

    def words(self, least: int, most: int) -> str:
        text = " ".join(self.word() for _ in range(self.rng.randint(least, most)))
        return text[0].upper() + text[1:]

    def sentence(self, least: int = 3, most: int = 22) -> str:
        return self.words(least, most) + self.rng.choice(_ENDS)

    def prose(self, sentences: int, clearance: str = "public", figures: float = 0.5) -> str:
        """So many sentences with markup, links and figures that readers of `clearance` may see."""
        return " ".join(self._adorned(self.sentence(), clearance, figures) for _ in range(sentences))

    def _adorned(self, text: str, clearance: str, figures: float) -> str:
        rng = self.rng
        parts = text.split()
        at = rng.randrange(len(parts))
        adorned = rng.random()
        if adorned < 0.12:
            parts[at] = f"**{parts[at]}**"
        elif adorned < 0.2:
            parts[at] = f"*{parts[at]}*"
        elif adorned < 0.25:
            parts[at] = f"[{parts[at]}](https://www.example.gov/a-page?of={rng.randint(1, 99)})"
        elif adorned < 0.32:
            parts[at] = f'"{parts[at]}"'
        elif adorned < 0.36:
            parts[at] = rng.choice(("—", "–", "50–60", "3 < 4", "A & B", "#1", "100%", "x_y_z", "§ 5(b)", "½", "’26"))
        elif adorned < 0.365:
            parts[at] = "https://www.example.gov/" + "a-page-without-end"[: rng.randint(3, 18)] * 12
        if self.some(figures):
            parts.insert(rng.randint(1, len(parts)), self._figure(clearance))
        return " ".join(p for p in parts if p)

    def _figure(self, clearance: str) -> str:
        rank = CLEARANCES.index(clearance)
        seen = [name for name, needs in self.facts.items() if CLEARANCES.index(needs) <= rank]
        if self.columns and self.some(0.15):
            return f"{{{{ row.{self.rng.choice(self.columns)} }}}}"
        if not seen:
            return "much"
        form = self.rng.choice(("", "", "", " | short", " | spoken"))
        return f"{{{{ {self.rng.choice(seen)}{form} }}}}"

    def length(self) -> int:
        """How many sentences: mostly a few, now and then one short word's worth or far too many."""
        return self.rng.choices((1, 2, 3, 5, 9, 30), (25, 35, 25, 10, 4, 1))[0]


def _value(rng: random.Random) -> str:
    day = date(2020, 1, 1) + timedelta(days=rng.randrange(4000))
    return rng.choice(
        (
            f"{rng.randrange(10**6):,}",
            f"{rng.randrange(1, 999)}.{rng.randrange(100):02} million",
            f"${rng.randrange(1, 999)}.{rng.randrange(100):02} billion",
            f"${rng.randrange(1, 99)}.{rng.randrange(100):02}",
            f"{rng.randrange(100)} percent",
            f"-{rng.randrange(1, 100)}%",
            day.isoformat(),
            f"{day:%Y-%m}",
            str(day.year),
            rng.choice(("three-quarters", "24 hours", "two of every three", "no change", "Nguyễn’s 5th")),
            "a text that goes on for as long as a text that stands for a figure may go on, and somewhat longer",
        )
    )


def _of_kind(rng: random.Random) -> Callable[[], str]:
    """Values of one kind, for a series."""
    return rng.choice(
        (
            lambda: f"{rng.randrange(10**6):,}",
            lambda: f"${rng.randrange(1, 999)}.{rng.randrange(10)} billion",
            lambda: f"{rng.randrange(-20, 100)} percent",
        )
    )


def _sometimes(rng: random.Random, entity: Entity, chance: float, **fields: object) -> None:
    for name, value in fields.items():
        if rng.random() < chance:
            entity[name] = value


def _fact(writer: Writer, sources: Mapping[str, str]) -> tuple[Entity, str]:
    rng = writer.rng
    clearance = rng.choices(CLEARANCES, (8, 1, 1))[0]
    allowed = [s for s, c in sources.items() if CLEARANCES.index(c) <= CLEARANCES.index(clearance)]
    fact: Entity = {"measure": writer.words(2, 9).lower(), "source": rng.choice(allowed), "locator": "page 3"}
    if writer.some(0.3):
        value = _of_kind(rng)
        first = rng.randrange(2012, 2024)
        fact["series"] = {f"FY{first + i}": value() for i in range(rng.randint(2, 5))}
    else:
        fact["value"] = _value(rng)
        _sometimes(rng, fact, 0.4, period=rng.choice(("FY2024", "2023", "March 2024", "the decade")))
        _sometimes(rng, fact, 0.15, qualifier=rng.choice(("more than", "about", "at least")))
    status = rng.choice(("current", "current", "final", "provisional", "projected", "disputed", "overtaken"))
    tags = [t for t in ("headline", "remember") if writer.some(0.5)]
    _sometimes(rng, fact, 0.6, status=status, as_of=rng.choice(("2024", "2025-03", "2025-03-11")), tags=tags)
    _sometimes(rng, fact, 0.3, label=writer.words(1, 14), basis=writer.words(1, 6), note=writer.sentence())
    fact["clearance"] = clearance
    return fact, clearance


def _point(writer: Writer, sources: Mapping[str, str], kind: str, witnesses: tuple[str, ...]) -> Entity:
    rng = writer.rng
    clearance = rng.choices(CLEARANCES, (6, 2, 2))[0]
    allowed = [s for s, c in sources.items() if CLEARANCES.index(c) <= CLEARANCES.index(clearance)]
    point: Entity = {"kind": kind, "clearance": clearance, "priority": rng.randint(1, 9)}
    if kind in ("answer", "question"):
        point["question"] = writer.words(3, 25) + "?"
    if kind == "question":
        _sometimes(rng, point, 0.5, followup=[writer.words(3, 12) + "?" for _ in range(rng.randint(1, 3))])
        if witnesses:
            _sometimes(rng, point, 0.5, witness=rng.choice(witnesses))
    if kind == "quote":
        point["speaker"] = rng.choice(_NAMES)
    wordings = {
        "full": writer.prose(writer.length(), clearance),
        "short": writer.prose(1, clearance),
        "spoken": writer.prose(rng.randint(1, 2), clearance),
    }
    kept = [w for w in wordings if writer.some(0.75)] or ["short"]
    point |= {w: wordings[w] for w in kept}
    if kind not in ("answer", "question", "quote"):
        _sometimes(rng, point, 0.8, lead=writer.sentence(1, 8))
    _sometimes(rng, point, 0.5, sources=rng.sample(allowed, rng.randint(1, len(allowed))))
    _sometimes(rng, point, 0.1, embargo=rng.choice(("2026-11-24 00:00 ET", "2026-11-30", "2020-01-01")))
    _sometimes(rng, point, 0.1, audiences=rng.sample(("member", "press", "staff", "floor"), 2))
    _sometimes(rng, point, 0.05, required="yes", offices=["one"])
    return point


def _topic(writer: Writer, sources: Mapping[str, str], table: str, witnesses: tuple[str, ...]) -> Entity:
    rng = writer.rng
    facts, writer.facts = {}, {}
    for number in range(rng.choice((0, 1, 3, 6, 20))):
        facts[f"figure-{number}"], writer.facts[f"figure-{number}"] = _fact(writer, sources)
    writer.columns = ("projects", "name") if table else ()
    topic: Entity = {
        "title": writer.words(1, rng.choice((3, 8, 16))),
        "short": writer.words(1, 3),
        "bottom_line": writer.prose(rng.randint(1, 2), figures=0.3),
        "ask": writer.prose(rng.randint(1, 2), figures=0.3),
    }
    if table:
        topic["table"] = table
        no_row = {name: _without_rows(topic[name]) for name in ("bottom_line", "ask")}
        topic |= no_row
    writer_columns, writer.columns = writer.columns, ()
    _sometimes(rng, topic, 0.7, bottom_line_spoken=writer.prose(2, figures=0.3), headline=writer.words(2, 14))
    _sometimes(rng, topic, 0.7, summary=writer.prose(rng.randint(1, 3), figures=0.3))
    writer.columns = writer_columns
    points: Entity = {}
    for kind in KINDS:
        for number in range(rng.choices((0, 1, 2, 4, 8), (10, 15, 30, 35, 10))[0]):
            points[f"{kind}-{number}"] = _point(writer, sources, kind, witnesses)
    topic |= {"facts": facts, "points": points}
    if charts := _charts(writer, facts, bool(table)):
        topic["charts"] = charts
    return topic


def _without_rows(text: str) -> str:
    return re.sub(r"\{\{ row\.\w+ \}\}", "some", text)


def _charts(writer: Writer, facts: Mapping[str, Entity], table: bool) -> Entity:
    rng = writer.rng
    found: Entity = {}
    for name, fact in facts.items():
        if "series" in fact and fact["clearance"] == "public" and writer.some(0.5):
            kind = rng.choice(("bars", "columns", "line"))
            if any(value[0] in "-\u2212" for value in fact["series"].values()):
                kind = "line"  # bars begin at zero
            found[f"of-{name}"] = {"kind": kind, "finding": writer.words(3, 12), "series": name}
    if table and writer.some(0.6):
        found["by-state"] = {"kind": "bars", "finding": writer.words(3, 12), "column": "projects", "at_most": "4"}
    return found


def _hearing(writer: Writer, topics: list[str], witnesses: tuple[str, ...]) -> Entity:
    rng = writer.rng
    writer.facts, writer.columns = {}, ()
    hearing: Entity = {
        "title": writer.words(2, 14),
        "committee": writer.words(2, 8),
        "date": f"2026-12-{rng.randint(1, 28):02} {rng.randint(8, 16)}:30 America/New_York",
        "topics": topics,
        "witnesses": {
            w: {
                "name": rng.choice(_NAMES),
                "title": writer.words(1, 4),
                "organization": writer.words(1, 6),
                "bio": writer.prose(rng.randint(1, 2)),
            }
            for w in witnesses
        },
    }
    _sometimes(rng, hearing, 0.8, purpose=writer.prose(2), room="2141 Rayburn", chair=rng.choice(_NAMES))
    _sometimes(rng, hearing, 0.4, embargo="2026-12-01 09:00 ET")
    return hearing


def _office(writer: Writer, state: str) -> Entity:
    rng = writer.rng
    office: Entity = {
        "name": f"Representative {rng.choice(_NAMES)}",
        "chamber": rng.choice(("house", "senate")),
        "state": state,
        "address": "1234 Example House Office Building, Washington, DC 20515",
    }
    contact = {"name": rng.choice(_NAMES), "phone": "(202) 555-0100", "email": "press@example.example"}
    _sometimes(rng, office, 0.7, signature=rng.choice(_NAMES), phone="(202) 555-0199", press=dict(contact))
    _sometimes(rng, office, 0.7, staff=dict(contact), accent="#1F3A68", district="Tenth District")
    return office


# --- what staff get wrong ----------------------------------------------------------------------------------------


def _any_point(topic: Entity, rng: random.Random) -> Entity:
    points = topic["points"] or topic.setdefault("points", {"only": {"kind": "message", "full": "Something."}})
    chosen: Entity = points[rng.choice(list(points))]
    return chosen


MISTAKES: Mapping[str, Callable[[Entity, random.Random], object]] = {
    "a fact that does not exist": lambda t, r: _any_point(t, r).update(full="It is {{ nothing-of-the-sort }}."),
    "a source that does not exist": lambda t, r: _any_point(t, r).update(sources=["nowhere"]),
    "an audience that does not exist": lambda t, r: _any_point(t, r).update(audiences=["everybody"]),
    "an unknown kind": lambda t, r: _any_point(t, r).update(kind="mesage"),
    "an unknown key": lambda t, r: _any_point(t, r).update(priorty="1"),
    "a priority out of range": lambda t, r: _any_point(t, r).update(priority="0"),
    "no title": lambda t, r: t.pop("title"),
    "an empty ask": lambda t, r: t.update(ask=""),
    "braces that do not close": lambda t, r: t.update(bottom_line="It is {{ open."),
    "a private-use character": lambda t, r: t.update(bottom_line="It is \ue000 here."),
    "a table that does not exist": lambda t, r: t.update(table="nothing"),
    "an internal figure in public": lambda t, r: t.update(
        facts={**t["facts"], "inside": {"value": "5", "measure": "m", "source": "one", "clearance": "office"}},
        bottom_line="It is {{ inside }}.",
    ),
    "far too much that must stay": lambda t, r: t.update(bottom_line="Much too much of this. " * 300, summary=""),
}
"""What may be wrong on purpose with the first topic of a store."""


def random_store(seed: int) -> Store:
    """The store of a seed; about one in eight has a mistake in it."""
    rng = random.Random(seed)
    writer = Writer(rng)
    sources = {"one": "public", "two": rng.choice(CLEARANCES), "three": "public"}
    witnesses = ("doe", "roe")[: rng.randint(0, 2)]
    table = "by-state" if rng.random() < 0.4 else ""
    topics = {f"topic-{n}": _topic(writer, sources, table, witnesses) for n in range(rng.randint(1, 2))}
    mistake = rng.choice(list(MISTAKES)) if rng.random() < 0.12 else ""
    if mistake:
        MISTAKES[mistake](topics["topic-0"], rng)
    files: dict[str, Entity] = {
        "sources.yaml": {s: _source(writer, c) for s, c in sources.items()},
        "offices.yaml": {o: _office(writer, rng.choice(STATES)) for o in ("one", "two")},
        **{f"topics/{name}.yaml": topic for name, topic in topics.items()},
    }
    if witnesses or rng.random() < 0.3:
        files["hearings/hearing.yaml"] = _hearing(writer, list(topics), witnesses)
    if table:
        files["tables/by-state.yaml"] = _TABLE
    texts = {f"talking_points/{name}": _yaml(entity, rng) for name, entity in files.items()}
    if table:
        texts["talking_points/tables/by-state.csv"] = _csv(rng)
    audiences = sorted(p.stem for p in (ROOT / "templates").glob("*.md"))
    theme = rng.choice(("capitol", "capitol", "plain"))
    return Store(texts, mistake, audiences[seed % len(audiences)], theme, seed)


_TABLE: Entity = {
    "title": "Projects by state",
    "file": "by-state.csv",
    "key": "state",
    "columns": {"projects": {"kind": "number", "measure": "projects", "source": "one", "as_of": "2024"}},
}


def _csv(rng: random.Random) -> str:
    names = {"MA": "Massachusetts", "NM": "New Mexico", "TX": "Texas", "CA": "California", "PR": "Puerto Rico"}
    chosen = rng.sample(sorted(names), rng.randint(2, 5))
    cell: Callable[[], str] = lambda: rng.choice((str(rng.randrange(3000)), f'"{rng.randrange(10**6):,}"', ""))  # noqa: E731
    return "state,name,projects\n" + "".join(f"{s},{names[s]},{cell()}\n" for s in chosen)


def _source(writer: Writer, clearance: str) -> Entity:
    rng = writer.rng
    source: Entity = {"publisher": writer.words(1, 5), "title": writer.words(2, 14), "clearance": clearance}
    _sometimes(rng, source, 0.5, date="2024-12-13", accessed="2026-11-23", author=rng.choice(_NAMES))
    _sometimes(rng, source, 0.5, url=f"https://www.example.gov/a/long/path/{'to-' * rng.randint(0, 20)}page")
    return source


def _yaml(entity: Entity, rng: random.Random) -> str:
    """As different people write it: quoted or not, narrow or wide, with the line ends of Windows or not."""
    style = rng.choice((None, None, '"', "'"))
    text = yaml.safe_dump(
        entity, sort_keys=False, allow_unicode=True, width=rng.choice((80, 120, 10_000)), default_style=style
    )
    text = re.sub(r"!!\w+ ", "", text)
    if rng.random() < 0.1:
        text = unicodedata.normalize("NFD", text)
    return text.replace("\n", "\r\n") if rng.random() < 0.2 else text


# --- building ----------------------------------------------------------------------------------------------------


@dataclass
class Result:
    """What became of a store: a document in three formats, or the refusal of one."""

    made: Made | None = None
    docx: bytes = b""
    pdf: bytes = b""
    text: str = ""
    refusal: ContentError | None = None
    notes: list[str] = field(default_factory=list)


_THEMES: dict[str, Theme] = {}


def build(root: Path, store: Store) -> Result:
    """Load the workspace and make its document in all formats; anything but a `ContentError` escapes."""
    if not _THEMES:
        _THEMES.update(read_themes(ROOT))
    try:
        # The themes are the starter's, read once: what layout remembers of a theme lasts as long as the process.
        project = replace(load(root), themes=_THEMES)
        offices = list(project.library.offices)
        [request] = requests(project, ("topic-0",), (store.audience,), offices[store.seed % 2], AS_OF)
        made = make(project, request)
    except ContentError as error:
        return Result(refusal=error)
    return Result(made, render(made, "docx"), render(made, "pdf"), render(made, "txt").decode("utf-8"))
