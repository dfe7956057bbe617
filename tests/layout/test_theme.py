"""Themes are legible, and fitting keeps within their bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.layout.fit import AIRIER, SMALLER, TIGHTER
from generator.layout.theme import Density, read_themes, styles_at
from tests.layout.drafts import theme
from tests.starter import ROOT

THEMES = ("capitol", "plain")
SCALES = ("", "card", "speech")


def luminance(color: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2 defines it, 0 to 1."""
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_wcags() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_every_text_colour_has_contrast_on_white_and_on_the_tint(name: str) -> None:
    colors = theme(name).colors
    for color in (colors.ink, colors.accent, colors.grey, colors.warn):
        assert contrast(color, "#FFFFFF") >= 4.5
        assert contrast(color, colors.tint) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_the_marked_bar_of_a_chart_stands_out_in_grey(name: str) -> None:
    colors = theme(name).colors
    assert contrast(colors.accent, colors.mute) >= 3


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("scale", SCALES)
def test_no_density_goes_under_the_least_type(name: str, scale: str) -> None:
    least = {"body": 10.0, "bullet": 10.0, "answer": 10.0, "sources": 7.5, "footer": 7.5}
    if scale == "card":
        least |= {"body": 12.0, "bullet": 12.0, "answer": 12.0, "bottom-line": 12.0, "caution": 12.0}
    for density in (*TIGHTER, *SMALLER, *(Density(2, air) for air in AIRIER)):
        styles = styles_at(theme(name), scale, density).by_name
        for style, size in least.items():
            assert styles[style].size >= size
            assert styles[style].leading >= styles[style].size * 1.19


def test_smaller_is_smaller_and_tighter_is_tighter() -> None:
    look = theme()
    normal, tight, small = (styles_at(look, "", d).by_name["body"] for d in (Density(), TIGHTER[-1], SMALLER[0]))
    assert tight.before < normal.before
    assert tight.leading < normal.leading
    assert small.size == normal.size - 0.5


def test_what_is_wrong_with_a_scale_is_said_where_it_stands(tmp_path: Path) -> None:
    good = (ROOT / "templates" / "themes" / "plain.yaml").read_text(encoding="utf-8")
    folder = tmp_path / "templates" / "themes"
    folder.mkdir(parents=True)
    bad = good.replace("    caution: {size: 12.5,", "    caution: {size: big, sise: 3,", 1)
    (folder / "plain.yaml").write_text(bad, encoding="utf-8")
    with pytest.raises(ContentError) as error:
        read_themes(tmp_path)
    line = next(n for n, text in enumerate(bad.splitlines(), 1) if "sise" in text)
    assert [(p.mark.line, p.what) for p in error.value.problems] == [
        (line, '"size" has to be a number, not "big"'),
        (line, 'a style has no key "sise"'),
    ]
    (folder / "plain.yaml").write_text(good.replace("    caution: {size", "    cuation: {size", 1), encoding="utf-8")
    with pytest.raises(ContentError, match="styles nobody uses in the scale card: cuation"):
        read_themes(tmp_path)
