"""Fitting: choose wordings, points, space and type so that a document keeps its page limit.

When it is too long, in this order: shorter wordings of the least important points, leaving out optional points, the
least important first, less space, smaller type down to the theme's minimum. When there is room to spare, the other way:
longer wordings, more points, more space, larger type up to the theme's maximum. Words go before type does.

A document takes no more pages than its text needs: growing never opens one, and space is closed up where that saves
one. What the sums of `Sizes` leave out is settled by laying the result out and, if need be, trying again with less
room. Every loop is bounded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from generator.document.choose import choose, places_of_variants
from generator.document.draft import Draft, Variant, settled
from generator.errors import OnepagerError
from generator.layout.headers_footers import roomy
from generator.layout.laid_out import LaidOut, PageFrame, Picture
from generator.layout.lay_out import lay_out
from generator.layout.paginate import chunks
from generator.layout.sizes import LongText, Sizes
from generator.layout.theme import NORMAL, Density, Theme, styles_at

FULL = 0.97
"""The last page is filled no further than this, unless what must stay takes more."""
TRIES = 12
GROWTH = 0.025
"""How much longer half a point of type makes a document at the least; less room than that is not worth measuring."""

TIGHTER = tuple(Density(0, air) for air in (0.8, 0.6, 0.4, 0.2, 0.0))
SMALLER = tuple(Density(-k, 0.0) for k in range(1, 9))
AIRIER = (1.15, 1.3, 1.45, 1.6, 1.75, 1.9)


@dataclass(frozen=True, slots=True)
class FitStep:
    """One thing done to keep the limit, in words staff understand. `point` is the ref of the point that it was done to,
    empty if to the whole."""

    said: str
    point: str = ""


class DoesNotFit(OnepagerError):
    """The required content is longer than the template allows.

    `over` is in lines of body text, of which a page holds `lines`; `limit` is the key of the template that says no.
    `longest` has the texts that must stay, by their size; `removable` names the kept points, the least important first;
    `steps` is what was tried.
    """

    def __init__(self, attempt: _Fitting) -> None:
        sizes, draft = attempt.sizes, attempt.draft
        self.over = attempt.lines_over()
        self.lines = round(sizes.brim / sizes.line(attempt.density))
        self.longest: list[LongText] = sizes.longest(attempt.choice, attempt.density)
        kept = (v for v in attempt.important_last if attempt.choice[v.key] is not None)
        self.removable = tuple(v.title for v in kept)
        self.steps = tuple(attempt.steps())
        words = attempt.too_wordy()
        self.limit = "at_most_words:" if words else "pages:"
        limit = f"{draft.words} words" if words else "one page" if draft.pages == 1 else f"{draft.pages} pages"
        over = attempt.excess().removesuffix(" over")
        super().__init__(f"{over} too long for {limit} with everything that must stay")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A document that keeps its limit, and what was done to get there."""

    laid: LaidOut
    choice: Mapping[int, int | None]
    density: Density
    steps: tuple[FitStep, ...]


def fit(draft: Draft, theme: Theme, frame: PageFrame | None = None, logo: Picture | None = None) -> Fitted:
    """Fit a draft to its page limit, in the theme's own frame unless there is another. Raises `DoesNotFit`."""
    plain = styles_at(theme, draft.scale, NORMAL)
    sizes = Sizes(draft, theme, roomy(draft, plain, frame or theme.frame(), logo))
    cut = 0.0
    for _ in range(TRIES):
        attempt = _Fitting(draft, sizes, cut)
        if not attempt.run():
            break
        fitted = _laid(attempt, logo)
        if _holds(fitted.laid, sizes, draft.pages):
            return _on_fewer_pages(attempt, fitted, logo)
        cut += max(sizes.line(attempt.density) / 2, _overflow(fitted.laid, sizes, draft.pages))
    return _the_least(_Fitting(draft, sizes, 0.0), logo)


def fit_like(draft: Draft, like: Fitted, theme: Theme, frame: PageFrame | None, logo: Picture | None) -> Fitted:
    """Fit a draft with the points and wordings that were chosen for another one, which had no more room."""
    fitted = fit(settled(draft, like.choice), theme, frame, logo)
    steps = (*(step for step in like.steps if step.point), *(step for step in fitted.steps if not step.point))
    return replace(fitted, choice=like.choice, steps=steps)


def _laid(attempt: _Fitting, logo: Picture | None) -> Fitted:
    steps = tuple(attempt.steps())
    document = choose(attempt.draft, attempt.choice, tuple(step.said for step in steps))
    laid = lay_out(document, attempt.sizes.styles(attempt.density), attempt.sizes.frame, logo)
    return Fitted(laid, attempt.choice, attempt.density, steps)


def _holds(laid: LaidOut, sizes: Sizes, pages: int) -> bool:
    """Whether a document keeps a number of pages, and every piece of it its page."""
    return len(laid.pages) <= pages and all(chunk.height <= sizes.brim for chunk in chunks(laid.flow))


def _overflow(laid: LaidOut, sizes: Sizes, pages: int) -> float:
    """How much stands beyond the last allowed page, roughly."""
    return laid.fill * sizes.body if len(laid.pages) == pages + 1 else 0.0


def _on_fewer_pages(attempt: _Fitting, fitted: Fitted, logo: Picture | None) -> Fitted:
    """The same text on fewer pages, if there is a density that saves one: the sums may have had less room."""
    pages = len(fitted.laid.pages)
    for density in attempt.plain_densities() if pages > 1 else ():
        if attempt.sizes.pages(attempt.choice, density, attempt.sizes.brim) < pages:
            attempt.density = density
            other = _laid(attempt, logo)
            if _holds(other.laid, attempt.sizes, pages - 1):
                return other
    return fitted


def _the_least(attempt: _Fitting, logo: Picture | None) -> Fitted:
    """The least that the draft may say, as loosely as it fits. Raises `DoesNotFit`."""
    sizes, draft = attempt.sizes, attempt.draft
    for density in (NORMAL, *TIGHTER, *SMALLER):
        for by_size, enough in product((False, True), (True, False)):
            attempt.say_least(density, by_size, enough)
            if attempt.fits():
                fitted = _laid(attempt, logo)
                if _holds(fitted.laid, sizes, draft.pages):
                    return _on_fewer_pages(attempt, fitted, logo)
    raise DoesNotFit(attempt)


def _least_important_first(draft: Draft) -> list[Variant]:
    return sorted(draft.variants(), key=lambda v: (-v.priority, -v.key))


class _Fitting:
    """One attempt to fit a draft. The last page is filled up to `room` points of height, or `brim` if it cannot be
    helped; `cut` is taken off both. `limit` is the number of pages, which is lowered to what the text needs."""

    def __init__(self, draft: Draft, sizes: Sizes, cut: float) -> None:
        self.draft, self.sizes = draft, sizes
        self.room, self.brim = sizes.body * FULL - cut, sizes.brim - cut
        self.limit = draft.pages
        self.variants = list(draft.variants())
        self.places = places_of_variants(draft)
        self.important_last = _least_important_first(draft)
        self.density = NORMAL
        self.choice: dict[int, int | None] = {v.key: None if v.extra else 0 for v in self.variants}
        self.over: dict[int, str] = {}

    def run(self) -> bool:
        """Choose wordings, points and density; whether that keeps the limit."""
        if not self.fits():
            self._shorten()
            self._leave_out()
            self._try_densities((*TIGHTER, *SMALLER))
        if not self.fits():
            self.room = self.brim
        if not self.fits():
            return False
        self._restore()
        self._close_up()
        self._add()
        self._spread()
        return True

    # ── measuring ────────────────────────────────────────────────────────────────────────────────────────────────

    def _words(self) -> int:
        taken = ((v, self.choice[v.key]) for v in self.variants)
        return sum(v.options[t].words for v, t in taken if t is not None)

    def too_wordy(self) -> int:
        return max(0, self._words() - self.draft.words) if self.draft.words else 0

    def fits(self) -> bool:
        if self.too_wordy():
            return False
        filled = self.sizes.filled(self.choice, self.density)
        if filled.pages > self.limit or filled.highest > self.sizes.brim:
            return False
        return filled.pages < self.limit or filled.last <= self.room

    def excess(self) -> str:
        """How far over the limit the document is, in words."""
        if words := self.too_wordy():
            return f"{words} {'word' if words == 1 else 'words'} over"
        lines = self.lines_over()
        return f"{lines} {'line' if lines == 1 else 'lines'} over"

    def lines_over(self) -> int:
        filled = self.sizes.filled(self.choice, self.density)
        beyond = sum(filled.heights[self.limit :]) + max(
            0.0, sum(filled.heights[self.limit - 1 : self.limit]) - self.room
        )
        over = max(beyond, filled.highest - self.sizes.brim)
        return max(1, -int(-over // self.sizes.line(self.density)))

    # ── too long ─────────────────────────────────────────────────────────────────────────────────────────────────

    def _shorten(self) -> None:
        for variant in self.important_last:
            if self.fits():
                return
            if self.choice[variant.key] is None:
                continue
            shortest = min(range(len(variant.options)), key=lambda i: (self._option_height(variant, i), i))
            if self._option_height(variant, shortest) < self._option_height(variant, 0) or (
                self.too_wordy() and variant.options[shortest].words < variant.options[0].words
            ):
                self.over[variant.key] = self.excess()
                self.choice[variant.key] = shortest

    def _option_height(self, variant: Variant, index: int) -> float:
        block, item = self.places[variant.key]
        return self.sizes.height((block, item, index), variant.options[index].element, self.density)

    def _leave_out(self) -> None:
        for variant in self.important_last:
            if self.fits():
                return
            if self._may_go(variant):
                self.over[variant.key] = self.excess()
                self.choice[variant.key] = None

    def _may_go(self, variant: Variant) -> bool:
        if variant.required or self.choice[variant.key] is None:
            return False
        kept = sum(1 for v in self.variants if v.group == variant.group and self.choice[v.key] is not None)
        return kept > variant.at_least

    def _try_densities(self, densities: Iterable[Density]) -> None:
        for density in densities:
            if self.fits():
                return
            self.density = density

    def say_least(self, density: Density, by_size: bool, enough: bool) -> None:
        """Take the least that may be said at a density: every point in its shortest wording, and of those that may go
        only as many as must stay, the most important, or `by_size` the shortest of them; or as many as are `enough` to
        keep the limit."""
        self.density, self.room = density, self.brim
        self.choice = {v.key: None if v.extra else self._shortest(v) for v in self.variants}
        self.over = {}
        going = [v for v in self.important_last if not v.extra]
        if by_size:
            going.sort(key=lambda v: -self._option_height(v, self._shortest(v)))
        for variant in going:
            if enough and self.fits():
                return
            if self._may_go(variant):
                self.over[variant.key] = self.excess()
                self.choice[variant.key] = None

    def _shortest(self, variant: Variant) -> int:
        """The option with the fewest words if those are limited, else the one that takes the least room."""
        if self.draft.words:
            return min(range(len(variant.options)), key=lambda i: (variant.options[i].words, i))
        return min(range(len(variant.options)), key=lambda i: (self._option_height(variant, i), i))

    # ── room to spare ────────────────────────────────────────────────────────────────────────────────────────────

    def _attempt(self, change: Callable[[], None]) -> bool:
        """Make a change if the document still fits with it."""
        before, density = dict(self.choice), self.density
        change()
        if self.fits():
            return True
        self.choice, self.density = before, density
        return False

    def _set(self, key: int, option: int | None) -> Callable[[], None]:
        def change() -> None:
            self.choice[key] = option

        return change

    def plain_densities(self) -> tuple[Density, ...]:
        """Normal type with more and more space closed up; only what there is, if type had to be made smaller."""
        return (self.density,) if self.density.size < 0 else (NORMAL, *TIGHTER)

    def _close_up(self) -> None:
        """Take no more pages than the text needs."""
        pages: dict[Density, int] = {}
        for density in self.plain_densities():
            pages[density] = self.sizes.pages(self.choice, density, self.brim)
            if pages[density] == 1:
                break
        self.limit = min(pages.values())
        self.density = next(d for d in pages if pages[d] == self.limit)
        if not self.fits():
            self.room = self.brim

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
        filled = self.sizes.filled(self.choice, self.density)
        before = (filled.pages - 1) * self.sizes.body
        slack = (before + self.room) / (before + filled.last) - 1 if filled.last else 0.0
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
