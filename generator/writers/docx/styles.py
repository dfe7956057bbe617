"""The parts of a Word file that depend on its theme alone: styles, settings, colour theme.

What all documents share comes from python-docx's template: see `template`. The styles of a theme at a density are
written out once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.layout.fonts import FACES
from generator.layout.laid_out import ParaStyle
from generator.units import twips
from generator.writers.docx.package import Part
from generator.writers.docx.xml import Element, Look, appearance, document, el, look_of, parsed

BODY = "Body Text"
NORMAL = "Normal"
FIGURE = "Picture"
HEAD, FOOT = "Header", "Footer"
PREFIX = "Onepager"
"""Of the ids of our styles where they stand beside those of a letterhead."""
STRONG = "Strong"
"""What is added to the id and name of a style for its bold twin."""


class StyleSet(NamedTuple):
    """What the styles part is made from. `strong` names the styles that a wholly bold paragraph uses."""

    styles: tuple[ParaStyle, ...]
    strong: frozenset[str]
    language: str


def normal_style(styles: tuple[ParaStyle, ...]) -> ParaStyle:
    """What `Normal` is made like: the style of body text, or where there is none, the plainest."""
    return min(styles, key=lambda s: (s.name != BODY, s.level, s.tracking, FACES[s.face].bold, s.align != "left"))


def normal_look(styles: tuple[ParaStyle, ...]) -> Look:
    """What text in `Normal` looks like; heads and feet are based on it too."""
    return look_of(normal_style(styles))


def style_ids(styles: tuple[ParaStyle, ...]) -> Mapping[str, str]:
    """The id of each style by its name. The first style of a heading level is Word's own heading of that level."""
    ids: dict[str, str] = {}
    for style in styles:
        own = f"Heading{style.level}"
        if style.level and own not in ids.values():
            ids[style.name] = own
        else:
            ids[style.name] = re.sub(r"[^A-Za-z0-9]", "", style.name.title())
    if len({i.lower() for i in ids.values()}) < len(ids):
        raise ValueError(f"two styles would have one id in Word: {sorted(ids)}")
    return ids


@lru_cache(maxsize=256)  # saves writing some thirty styles, the same in all documents of a theme and size
def styles_parts(wanted: StyleSet) -> tuple[Part, ...]:
    """The styles, settings and theme parts of a document without a letterhead."""
    normal, template = normal_style(wanted.styles), _template()
    looks = el("w:rPrDefault", el("w:rPr", _looks(normal, wanted.language)))
    defaults = el("w:docDefaults", looks, el("w:pPrDefault"))
    base = el("w:style", el("w:name", val=NORMAL), _layout(normal), type="paragraph", default=1, styleId=NORMAL)
    furniture = (_style(name, name.lower(), el("w:basedOn", val=NORMAL)) for name in (HEAD, FOOT))
    latent, basics = parsed(template.latent), parsed(template.basics)
    root = el("w:styles", defaults, latent, base, basics, our_styles(wanted, NORMAL), furniture)
    return (Part("word/styles.xml", document(root)), *template.parts)


# --- styles ------------------------------------------------------------------------------------------------------


def our_styles(wanted: StyleSet, base: str, prefix: str = "") -> list[Element]:
    """Every style of ours, and that of pictures. They say how they differ from the style `base`, which is like body
    text. Their ids begin with `prefix`."""
    normal, ids = normal_style(wanted.styles), style_ids(wanted.styles)
    said = []
    for style in wanted.styles:
        said.append(_paragraph_style(style, ids[style.name], look_of(normal), base, prefix))
        if style.name in wanted.strong:
            said.append(_strong(style, prefix + ids[style.name]))
    return [*said, _figure(base, prefix)]


def base_style(wanted: StyleSet, style_id: str, name: str) -> Element:
    """What ours are based on among the styles of somebody else: it leaves nothing to `Normal` and the defaults."""
    normal = normal_style(wanted.styles)
    return _style(style_id, name, _layout(normal), el("w:rPr", _looks(normal, wanted.language)))


def _looks(normal: ParaStyle, language: str) -> list[Element]:
    return [*appearance(look_of(normal)), el("w:lang", val=language, eastAsia=language, bidi="ar-SA")]


def _layout(normal: ParaStyle) -> Element:
    """Lines of a paragraph stay together, as in the layout; Word's own care for widows would move lines about."""
    spacing = el("w:spacing", before=0, after=0, line=twips(normal.leading), lineRule="exact")
    return el("w:pPr", el("w:keepLines"), el("w:widowControl", val=0), spacing)


def _paragraph_style(style: ParaStyle, style_id: str, normal: Look, based_on: str, prefix: str) -> Element:
    """One of ours. A heading is Word's own, so that the navigation pane and screen readers know it."""
    name = f"heading {style.level}" if style_id == f"Heading{style.level}" else style.name
    following = [el("w:next", val=based_on)] if style.level else []
    keep_next = [el("w:keepNext")] if style.keep_next else []
    spacing = el("w:spacing", before=twips(style.before), line=twips(style.leading), lineRule="exact")
    indents = {key: twips(getattr(style, key)) for key in ("left", "right", "hanging") if getattr(style, key)}
    layout = [*keep_next, spacing, *([el("w:ind", **indents)] if indents else []), el("w:jc", val=style.align)]
    if style.level:
        layout.append(el("w:outlineLvl", val=style.level - 1))
    said = appearance(look_of(style), normal)
    looks = [el("w:rPr", said)] if said else []
    base = el("w:basedOn", val=based_on)
    return _style(prefix + style_id, name, base, *following, el("w:qFormat"), el("w:pPr", *layout), *looks)


def _strong(style: ParaStyle, style_id: str) -> Element:
    """The same in bold, for paragraphs bold from end to end: as runs they would pass for makeshift headings."""
    looks = el("w:rPr", el("w:b"), el("w:bCs"))
    return _style(f"{style_id}{STRONG}", f"{style.name} {STRONG}", el("w:basedOn", val=style_id), looks)


def _figure(base: str, prefix: str) -> Element:
    """Exact line spacing would cut a picture off; text of no size adds nothing to its height."""
    layout = el("w:pPr", el("w:spacing", line=240, lineRule="auto"))
    looks = el("w:rPr", el("w:sz", val=2), el("w:szCs", val=2))
    return _style(prefix + FIGURE, FIGURE, el("w:basedOn", val=base), layout, looks)


def _style(style_id: str, name: str, *said: Element) -> Element:
    custom = {} if name in _template().words_own else {"customStyle": 1}
    return el("w:style", el("w:name", val=name), *said, type="paragraph", **custom, styleId=style_id)


# --- the template ------------------------------------------------------------------------------------------------

TEMPLATE = Path(__file__).with_name("template.json")
"""What `template` took from python-docx: to import that for every document would take 100 ms."""


class _Template(NamedTuple):
    """What every document takes from python-docx's template: settings and theme, what Word knows of styles that are not
    there (`latent`), the styles that must be (`basics`), and the names of Word's own."""

    parts: tuple[Part, ...]
    latent: str
    basics: str
    words_own: frozenset[str]


@cache  # saves reading the file again for each document
def _template() -> _Template:
    kept = json.loads(TEMPLATE.read_text(encoding="utf-8"))
    parts = tuple(Part(name, content.encode()) for name, content in kept["parts"].items())
    return _Template(parts, kept["latent"], kept["basics"], frozenset(kept["words own"]))
