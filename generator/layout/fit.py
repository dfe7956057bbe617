"""Fitting: choose wordings, points, space and type so that a document keeps its page limit.

When it is too long, in this order: shorter wordings of the least important points, leaving out optional points, the
least important first, less space, smaller type down to the theme's minimum. When there is room to spare, the other way:
longer wordings, more points, more space, larger type up to the theme's maximum. Words go before type does.

Every element's height is measured once for each density; trying a combination is then adding up numbers. What the sums
leave out (numbers of notes, where pages break) is settled by laying the result out and, if need be, trying again with
less room. Every loop is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.document.blocks import Block, ListItem, Sources
from generator.document.choose import (
    Choice,
    Place,
    arrange,
    choose,
    in_order,
    marks_of,
    places_of_variants,
    sources_of,
)
from generator.document.draft import Draft, Variant
from generator.errors import OnepagerError
from generator.layout.laid_out import LaidOut, PageFrame, Picture
from generator.layout.lay_out import lay_out
from generator.layout.paginate import AFTER_LAST_GRID_PT, heights
from generator.layout.paragraphs import Typesetter
from generator.layout.theme import NORMAL, Density, Styles, Theme, styles_at

RESERVE_PT = 2.0
"""Room left at the foot of each page for what Word may measure differently."""
FULL = 0.97
"""A page is filled no further than this, unless what must stay takes more."""
TRIES = 12
GROWTH = 0.025
"""How much longer half a point of type makes a document at the least; less room than that is not worth measuring."""

TIGHTER = tuple(Density(0, air) for air in (0.8, 0.6, 0.4, 0.2, 0.0))
SMALLER = tuple(Density(-k, 0.0) for k in range(1, 9))
AIRIER = (1.15, 1.3, 1.45, 1.6, 1.75, 1.9)


class DoesNotFit(OnepagerError):
    """The required content is longer than the page limit allows. `over` is in lines of body text; `removable` names the
    kept points, the least important first."""

    def __init__(self, title: str, over: int, removable: tuple[str, ...], pages: int) -> None:
        self.over, self.removable = over, removable
        limit = "one page" if pages == 1 else f"{pages} pages"
        lines = "line" if over == 1 else "lines"
        names = ", ".join(f"“{n}”" for n in removable[:4]) or "nothing that may go"
        super().__init__(
            f"“{title}” is {over} {lines} too long for {limit} with everything that must stay. "
            f"To make room, shorten or drop: {names}; or raise `pages` in the template."
        )


@dataclass(frozen=True, slots=True)
class FitStep:
    """One thing done to keep the limit, in words staff understand. `point` is the ref of the point that it was done to,
    empty if to the whole."""

    said: str
    point: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A document that keeps its limit, and what was done to get there."""

    laid: LaidOut
    choice: Mapping[int, int | None]
    density: Density
    steps: tuple[FitStep, ...]


class _Sizes:
    """Heights of a draft's elements at each density, each measured once for the draft."""

    def __init__(self, draft: Draft, theme: Theme, frame: PageFrame) -> None:
        self.draft, self.theme, self.frame = draft, theme, frame
        self.body = self.frame.body_bottom - self.frame.body_top
        self._heights: dict[tuple[Place, Density], float] = {}
        self._list_heights: dict[tuple[tuple[str, ...], Density], float] = {}
        self._cited: dict[Place, tuple[str, ...]] = {}
        self._totals: dict[tuple[tuple[int | None, ...], Density], float] = {}

    def styles(self, density: Density) -> Styles:
        return styles_at(self.theme, self.draft.scale, density)

    def total(self, choice: Choice, density: Density) -> float:
        """Height of a combination, the space above its first element included."""
        key = tuple(choice.values()), density
        if key not in self._totals:
            self._totals[key] = self._total(choice, density)
        return self._totals[key]

    def _total(self, choice: Choice, density: Density) -> float:
        parts = [part for arranged in arrange(self.draft, choice) for part in arranged.parts]
        cited = in_order(self._marks(place, element) for place, element in parts)
        heights_of_parts = (
            self._list_of_sources(cited, density)
            if isinstance(element, Sources)
            else self.element(place, element, density)
            for place, element in parts
        )
        return AFTER_LAST_GRID_PT + sum(heights_of_parts)

    def _marks(self, place: Place, element: Block | ListItem) -> tuple[str, ...]:
        if place not in self._cited:
            self._cited[place] = marks_of(element)
        return self._cited[place]

    def element(self, place: Place, element: Block | ListItem, density: Density) -> float:
        """Height of the element that stands at a place of the draft."""
        key = place, density
        if key not in self._heights:
            self._heights[key] = self._measured(element, density)
        return self._heights[key]

    def _list_of_sources(self, cited: tuple[str, ...], density: Density) -> float:
        key = cited, density
        if key not in self._list_heights:
            self._list_heights[key] = self._measured(sources_of(self.draft.notes, cited), density)
        return self._list_heights[key]

    def _measured(self, element: Block | ListItem, density: Density) -> float:
        return heights(Typesetter(self.styles(density), self.frame.measure).set_block(element))

    def line(self, density: Density) -> float:
        return self.styles(density).by_name["body"].leading


def fit(draft: Draft, theme: Theme, frame: PageFrame | None = None, logo: Picture | None = None) -> Fitted:
    """Fit a draft to its page limit, in the theme's own frame unless there is another. Raises `DoesNotFit`."""
    sizes = _Sizes(draft, theme, frame or theme.frame())
    brim = draft.pages * (sizes.body - RESERVE_PT)
    room = draft.pages * sizes.body * FULL
    for _ in range(TRIES):
        outcome = _Fitting(draft, sizes, room, brim)
        outcome.run()
        steps = tuple(outcome.steps())
        document = choose(draft, outcome.choice, tuple(step.said for step in steps))
        laid = lay_out(document, sizes.styles(outcome.density), sizes.frame, logo)
        if len(laid.pages) <= draft.pages and laid.fill * sizes.body <= sizes.body - RESERVE_PT + 0.01:
            return Fitted(laid, outcome.choice, outcome.density, steps)
        cut = max(sizes.line(outcome.density) / 2, _overflow(laid, draft.pages, sizes))
        room, brim = room - cut, brim - cut
    raise DoesNotFit(draft.meta.title, 1, _removable(_least_important_first(draft), outcome.choice), draft.pages)


def _least_important_first(draft: Draft) -> list[Variant]:
    return sorted(draft.variants(), key=lambda v: (-v.priority, -v.key))


def _removable(variants: Sequence[Variant], choice: Mapping[int, int | None]) -> tuple[str, ...]:
    """The titles of the points that were kept."""
    return tuple(v.title for v in variants if choice[v.key] is not None)


def _overflow(laid: LaidOut, pages: int, sizes: _Sizes) -> float:
    """How much stands beyond the last allowed page, roughly."""
    extra = len(laid.pages) - pages
    return laid.fill * sizes.body if extra == 1 else sizes.line(NORMAL)


class _Fitting:
    """One attempt to fit a draft into `room` points of height, or `brim` if it cannot be helped."""

    def __init__(self, draft: Draft, sizes: _Sizes, room: float, brim: float) -> None:
        self.draft, self.sizes, self.room, self.brim = draft, sizes, room, brim
        self.variants = list(draft.variants())
        self.places = places_of_variants(draft)
        self.important_last = _least_important_first(draft)
        self.density = NORMAL
        self.choice: dict[int, int | None] = {v.key: None if v.extra else 0 for v in self.variants}
        self.over: dict[int, str] = {}

    def run(self) -> None:
        if not self._fits():
            self._shorten()
            self._leave_out()
            self._try_densities((*TIGHTER, *SMALLER))
        if not self._fits():
            self.room = self.brim
        if not self._fits():
            self._give_up()
        self._restore()
        self._add()
        self._spread()

    # ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────

    def _height(self) -> float:
        return self.sizes.total(self.choice, self.density)

    def _words(self) -> int:
        taken = ((v, self.choice[v.key]) for v in self.variants)
        return sum(v.options[t].words for v, t in taken if t is not None)

    def _too_wordy(self) -> int:
        return max(0, self._words() - self.draft.words) if self.draft.words else 0

    def _fits(self) -> bool:
        return not self._too_wordy() and self._height() <= self.room

    def _excess(self) -> str:
        """How far over the limit the document is, in words."""
        if words := self._too_wordy():
            return f"{words} {'word' if words == 1 else 'words'} over"
        lines = self._lines_over()
        return f"{lines} {'line' if lines == 1 else 'lines'} over"

    def _lines_over(self) -> int:
        over = self._height() - self.room
        return max(1, -int(-over // self.sizes.line(self.density)))

    # ── too long ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _shorten(self) -> None:
        for variant in self.important_last:
            if self._fits():
                return
            if self.choice[variant.key] is None:
                continue
            shortest = min(range(len(variant.options)), key=lambda i: (self._option_height(variant, i), i))
            if self._option_height(variant, shortest) < self._option_height(variant, 0) or (
                self._too_wordy() and variant.options[shortest].words < variant.options[0].words
            ):
                self.over[variant.key] = self._excess()
                self.choice[variant.key] = shortest

    def _option_height(self, variant: Variant, index: int) -> float:
        block, item = self.places[variant.key]
        return self.sizes.element((block, item, index), variant.options[index].element, self.density)

    def _leave_out(self) -> None:
        for variant in self.important_last:
            if self._fits():
                return
            if self._may_go(variant):
                self.over[variant.key] = self._excess()
                self.choice[variant.key] = None

    def _may_go(self, variant: Variant) -> bool:
        if variant.required or self.choice[variant.key] is None:
            return False
        kept = sum(1 for v in self.variants if v.group == variant.group and self.choice[v.key] is not None)
        return kept > variant.at_least

    def _try_densities(self, densities: Iterable[Density]) -> None:
        for density in densities:
            if self._fits():
                return
            self.density = density

    def _give_up(self) -> None:
        titles = _removable(self.important_last, self.choice)
        raise DoesNotFit(self.draft.meta.title, self._lines_over(), titles, self.draft.pages)

    # ── room to spare ────────────────────────────────────────────────────────────────────────────────────────────

    def _attempt(self, change: Callable[[], None]) -> bool:
        """Make a change if the document still fits with it."""
        before, density = dict(self.choice), self.density
        change()
        if self._fits():
            return True
        self.choice, self.density = before, density
        return False

    def _set(self, key: int, option: int | None) -> Callable[[], None]:
        def change() -> None:
            self.choice[key] = option

        return change

    def _restore(self) -> None:
        """Bring back what was given up and fits after all, the most important first."""
        given_up = [v for v in reversed(self.important_last) if v.key in self.over]
        for variant in given_up:
            for option in self._by_preference(variant):
                if self.choice[variant.key] == option or self._attempt(self._set(variant.key, option)):
                    break

    def _by_preference(self, variant: Variant) -> list[int]:
        """A given-up point in its preferred wording, else (only when it is out) in the others."""
        if self.choice[variant.key] is None:
            return list(range(len(variant.options)))
        return [0]

    def _add(self) -> None:
        """Longer wordings, then points beyond those asked for, the most important first."""
        important = self.important_last[::-1]
        for variant in important:
            taken = self.choice[variant.key]
            if taken is None or variant.key in self.over:
                continue
            longer = max(range(len(variant.options)), key=lambda i: (self._option_height(variant, i), -i))
            if self._option_height(variant, longer) > self._option_height(variant, taken):
                self._attempt(self._set(variant.key, longer))
        for variant in important:
            if variant.extra and self.choice[variant.key] is None and not self.over:
                for option in range(len(variant.options)):
                    if self._attempt(self._set(variant.key, option)):
                        break

    def _spread(self) -> None:
        """Larger type if the theme has it, then more space, until the page is full."""
        if self.density != NORMAL:
            return
        slack = self.room / self._height() - 1
        for size in (2, 1):
            if slack > GROWTH * size and self._attempt(self._at(Density(size, 1.0))):
                break
        if slack < GROWTH / 2:
            return
        low, high = 0, len(AIRIER)  # the first `low` fit; from `high` on none does
        while low < high:
            middle = (low + high) // 2
            if self._attempt(self._at(Density(self.density.size, AIRIER[middle]))):
                low = middle + 1
            else:
                high = middle

    def _at(self, density: Density) -> Callable[[], None]:
        def change() -> None:
            self.density = density

        return change

    # ── what was done ────────────────────────────────────────────────────────────────────────────────────────────

    def steps(self) -> Iterator[FitStep]:
        """What was done to each point, in reading order, then to the whole."""
        for variant in self.variants:
            if said := self._done_to(variant):
                yield FitStep(said, variant.point)
        if self.density.size < 0:
            yield FitStep(f"type set {-self.density.size * 0.5:g} pt smaller")
        elif self.density.air < 1:
            yield FitStep("space tightened")
        elif self.density.size > 0:
            yield FitStep(f"type set {self.density.size * 0.5:g} pt larger")
        if self.density.air > 1:
            yield FitStep("space widened")

    def _done_to(self, variant: Variant) -> str:
        """In words; empty if the point stands as the template prefers it."""
        taken = self.choice[variant.key]
        name = f"‘{variant.title}’ (priority {variant.priority})"
        why = self.over.get(variant.key)
        if taken is None:
            return f"left out {name}: {why}" if why else f"no room for {name}"
        if taken:
            return f"{variant.options[taken].wording} wording of {name}: {why or 'there is room'}"
        return f"added {name}: there is room" if variant.extra else ""
