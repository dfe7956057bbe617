"""Themes: type, colours and space, in points. One theme serves both writers.

A theme names its styles once at their normal size. `styles_at` sets them at a density: type a few half points larger or
smaller, space and leading between the theme's bounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from generator.errors import ContentError, Problem
from generator.layout.laid_out import Face, PageFrame, ParaStyle
from generator.reading.named_files import named_files
from generator.reading.yaml import read_yaml, validate
from generator.units import LETTER_HEIGHT_PT

STYLE_NAMES: Mapping[str, str] = {
    "kicker": "Kicker",
    "title": "Heading 1",
    "heading": "Heading 2",
    "subheading": "Heading 3",
    "body": "Body Text",
    "bullet": "List Bullet",
    "bottom-line": "Bottom Line",
    "ask": "Ask",
    "caution": "Caution",
    "note": "Note Box",
    "question": "Question",
    "answer": "Answer",
    "followup": "Follow-up",
    "quote": "Quotation",
    "speaker": "Speaker",
    "stat-number": "Stat Number",
    "stat-label": "Stat Label",
    "table-head": "Table Head",
    "table-cell": "Table Cell",
    "finding": "Chart Finding",
    "memo": "Memo Row",
    "letter": "Letter Line",
    "sources": "Sources",
}
"""Every style a theme defines, and the name it has in Word."""

FURNITURE_STYLES = ("letterhead-name", "letterhead-contact", "marking", "running-head", "footer")

Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Colors(_Model):
    """`ink` for text, `accent` for headings and the office's name, `tint` behind the bottom line, `warn` for markings,
    `mute` for the bars of a chart that are not the one to see."""

    ink: Color
    accent: Color
    tint: Color
    grey: Color
    rule: Color
    warn: Color
    mute: Color


class StyleSpec(_Model):
    """One style. `min_size`, `max_size`, `min_leading`, `max_leading` bound what fitting may do; unset: it stays."""

    face: Face
    size: float
    leading: float
    color: Literal["ink", "accent", "grey", "warn"] = "ink"
    before: float = 0.0
    left: float = 0.0
    hanging: float = 0.0
    tracking: float = 0.0
    align: Literal["left", "right", "center"] = "left"
    keep_next: bool = False
    level: int = 0
    min_size: float | None = None
    max_size: float | None = None
    min_leading: float | None = None
    max_leading: float | None = None


class StyleChange(StyleSpec):
    """What a scale changes in a style: what it says, and nothing else."""

    face: Face = "sans"
    size: float = 0.0
    leading: float = 0.0


class BoxSpec(_Model):
    """A frame: what fills it, what borders it, the bar at its left."""

    fill: Literal["", "tint"] = ""
    border: Literal["", "accent", "warn", "rule"] = ""
    border_width: float = 0.75
    bar: float = 0.0
    bar_color: Literal["accent", "warn"] = "accent"
    inset: float = 12.0
    pad: float = 6.0


class Margins(_Model):
    left: float
    right: float
    top: float
    bottom: float


class Theme(_Model):
    """A look. `scales` are variants for special uses, such as a card that is read aloud."""

    name: str
    colors: Colors
    margins: Margins
    head_height: float
    foot_height: float
    rule_width: float = 0.75
    styles: dict[str, StyleSpec]
    boxes: dict[Literal["bottom-line", "ask", "caution", "note"], BoxSpec]
    scales: dict[str, dict[str, StyleChange]] = Field(default_factory=dict)
    _made: dict[Any, Any] = PrivateAttr(default_factory=dict)
    """Saves making some thirty styles again for each density that fitting tries."""

    @property
    def made(self) -> "dict[tuple[str, Density], Styles]":
        """Styles made of this theme so far, by scale and density."""
        return self._made

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wanted = [*STYLE_NAMES, *FURNITURE_STYLES]
        if missing := [n for n in wanted if n not in self.styles]:
            raise ValueError(f"lacks the styles {', '.join(missing)}")
        if unknown := [n for n in self.styles if n not in wanted]:
            raise ValueError(f"has styles nobody uses: {', '.join(unknown)}")
        if missing_boxes := {"bottom-line", "ask", "caution", "note"} - set(self.boxes):
            raise ValueError(f"lacks the boxes {', '.join(sorted(missing_boxes))}")
        for scale, changes in self.scales.items():
            if unknown := [n for n in changes if n not in wanted]:
                raise ValueError(f"has styles nobody uses in the scale {scale}: {', '.join(unknown)}")
        return self

    def frame(self) -> PageFrame:
        m = self.margins
        return PageFrame(
            left=m.left,
            right=m.right,
            body_top=m.top + self.head_height,
            body_bottom=LETTER_HEIGHT_PT - m.bottom - self.foot_height,
            head_top=m.top,
            foot_bottom=m.bottom,
        )

    def scaled(self, scale: str) -> Mapping[str, StyleSpec]:
        """The styles with a scale's changes. An unknown scale raises `KeyError`."""
        changes = self.scales[scale] if scale else {}
        changed = {n: self.styles[n].model_copy(update=c.model_dump(exclude_unset=True)) for n, c in changes.items()}
        return {**self.styles, **changed}


class Density(NamedTuple):
    """How tightly a document is set: `size` in half points above or below normal; `air` 1 is normal space, 0 the least
    a theme allows, 2 the most."""

    size: int = 0
    air: float = 1.0


NORMAL = Density()


def _style(name: str, spec: StyleSpec, colors: Colors, density: Density) -> ParaStyle:
    size = spec.size + density.size * 0.5
    size = min(max(size, spec.min_size or spec.size), spec.max_size or spec.size)
    if not density.size:
        size = spec.size
    tight = (spec.min_leading or spec.leading) / spec.size
    loose = (spec.max_leading or spec.leading) / spec.size
    normal = spec.leading / spec.size
    air = density.air
    ratio = tight + (normal - tight) * air if air <= 1 else normal + (loose - normal) * (air - 1)
    return ParaStyle(
        name=STYLE_NAMES.get(name, name),
        face=spec.face,
        size=size,
        leading=round(ratio * size * 4) / 4,
        color=getattr(colors, spec.color),
        before=spaced(spec.before, air),
        left=spec.left,
        hanging=spec.hanging,
        tracking=spec.tracking,
        align=spec.align,
        keep_next=spec.keep_next,
        level=spec.level,
    )


def spaced(space: float, air: float) -> float:
    """A space at a density: half of it at the least, double at the most, in quarter points."""
    return round(space * (0.5 + 0.5 * air if air <= 1 else air) * 4) / 4


@dataclass(frozen=True, slots=True)
class Styles:
    """A theme set at a density, ready for typesetter. There is one for each, so it is equal to nothing but itself."""

    theme: Theme
    density: Density
    by_name: Mapping[str, ParaStyle]


def styles_at(theme: Theme, scale: str, density: Density) -> Styles:
    """The styles of a theme at a density."""
    known = theme.made
    if (scale, density) not in known:
        by_name = {n: _style(n, s, theme.colors, density) for n, s in theme.scaled(scale).items()}
        known[scale, density] = Styles(theme, density, by_name)
    return known[scale, density]


def read_themes(root: Path) -> dict[str, Theme]:
    """Every theme in `templates/themes`, by the name of its file."""
    problems: list[Problem] = []
    themes: dict[str, Theme] = {}
    for path, problem in named_files((root / "templates" / "themes").glob("*.*"), ".yaml", "templates/themes"):
        if problem:
            problems.append(problem)
            continue
        try:
            node = read_yaml(path, f"templates/themes/{path.name}")
            themes[path.stem] = validate(Theme, node.data, node)
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return themes
