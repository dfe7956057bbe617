"""From a printed word back to the line of the file it came from."""

from __future__ import annotations

import re

from generator.checks.finished import Finished
from generator.checks.rules.unlinked import template_mark
from generator.checks.subjects import Material
from generator.document.inlines import Origin
from generator.errors import Mark
from generator.store.schema import Model

_LIKE = {"“": '[“"]', "”": '[”"]', "’": "[’']", "‘": "[‘']", "—": "(?:—|---?)", "…": r"(?:…|\.\.\.)"}


def place_of(
    material: Material, made: Finished, origin: Origin | None, printed: str, at: int
) -> tuple[Mark, Model | None]:
    """Where the character at `at` of a printed text stands in a file, and what of the store it belongs to."""
    wanted = _pattern(printed[at : at + 24])
    kind, ref = (origin.kind, origin.ref) if origin else ("template", made.audience.id)
    if kind == "fact":
        fact = material.library.fact(ref)
        return material.library.mark(fact, "label" if fact.label else "measure"), fact
    if kind in ("point", "topic", "hearing"):
        entity = _entity(material, kind, ref)
        for passage in material.passages_of(entity):
            if found := wanted.search(passage.text):
                return material.at(passage, found.start()), passage.owner
        return material.library.mark(entity, key=True), entity
    if found := wanted.search(made.audience.body):
        return template_mark(made.audience, found.start()), None
    return Mark(f"templates/{made.audience.id}.md"), None


def _entity(material: Material, kind: str, ref: str) -> Model:
    library = material.library
    if kind == "hearing":
        return library.hearings[ref]
    topic, _, name = ref.rpartition("/")
    return library.topics[topic].points[name] if kind == "point" else library.topics[ref]


def _pattern(printed: str) -> re.Pattern[str]:
    """Finds a printed text in its source: quotes and dashes may be typed plainly, lines broken, words marked bold."""
    parts = [_LIKE.get(c) or (r"[\s\u00a0*_]+" if c.isspace() else re.escape(c)) for c in printed.strip()]
    return re.compile("[*_]*".join(parts)) if parts else re.compile(r"(?!)")
