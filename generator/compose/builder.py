"""Building: the parts of a template become blocks, and places that hold a point become variants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import cast

from generator.compose import charts
from generator.compose.figures import figures_table, stat, stat_of_column
from generator.compose.fill import Filler, own_sources, without_asides
from generator.compose.markdown_blocks import Part
from generator.compose.prose import Prose
from generator.compose.shared import Shape
from generator.compose.template import TOKEN
from generator.compose.template_objects import Setting
from generator.compose.tokens import ChartToken, ColumnToken, FactsToken, PointToken, SecondsToken, Tokened
from generator.document.blocks import (
    Block,
    Callout,
    CalloutKind,
    Heading,
    Kicker,
    LetterPart,
    ListItem,
    MemoHeader,
    Paragraph,
    QuestionAnswer,
    Quote,
    Sources,
    Stat,
    StatRow,
    Table,
)
from generator.document.draft import DraftBlock, Option, Variant, VariantList
from generator.document.inlines import Inlines, NoteMark, Origin, Text, plain
from generator.errors import Mark, Problem
from generator.store.schema import Clearance, Kind, Wording

CALLOUT_TITLES: Mapping[str, str] = {"bottom-line": "", "ask": "The ask.", "caution": "Don’t say:", "note": ""}

MOST_ITEMS = 100_000
"""Of a list: places of list items are numbered behind that of their list."""

Element = Block | ListItem
Made = DraftBlock | ListItem | None
Maker = Callable[[tuple[Inlines, ...], Origin | None], Element]
"""Makes a block or list item of its filled texts and the point they belong to."""
Wordings = Callable[[Wording | None], tuple[Element, int]]
"""Makes the element of one wording, and counts its spoken words."""


class Builder:
    """Turns the parts of a shape into blocks; `problems` gathers what is wrong with them.

    The place of each block and list item in the template has a number. What stands there is made once for all rows, if
    nothing in it is a row's own.
    """

    def __init__(self, setting: Setting, shape: Shape) -> None:
        self.setting = setting
        self.shape = shape
        self.problems: list[Problem] = []
        self.prose = Prose(setting.library, setting.selection.table, setting.selection.row)
        self.filler = Filler(shape.entries, setting.selection, self.prose)
        self._place = 0

    # ── parts to blocks ──────────────────────────────────────────────────────────────────────────────────────────

    def build(self) -> list[DraftBlock]:
        blocks: list[DraftBlock] = []
        for number, part in enumerate(self.shape.parts):
            block = cast("DraftBlock | None", self._once(number * MOST_ITEMS, partial(self._block, part)))
            if block is None:
                continue
            if isinstance(block, Heading) and block.level == 1 and (kicker := self._kicker()):
                blocks.append(kicker)
            blocks.append(block)
        return blocks

    def _once(self, place: int, make: Callable[[], Made]) -> Made:
        """What stands at a place: kept from the document before, or made."""
        kept, prose = self.shape.kept, self.prose
        if place in kept:
            return kept[place]
        others, faults = prose.local, len(self.problems)
        self._place, prose.local = place, False
        made = make()
        if not prose.local and len(self.problems) == faults:
            kept[place] = made
        prose.local = prose.local or others
        return made

    def _kicker(self) -> Kicker | None:
        audience = self.setting.selection.audience
        if not audience.kicker:
            return None
        public = audience.clearance is Clearance.PUBLIC  # other readers are named by the marking
        label = f"{audience.kicker} · For public release" if public else audience.kicker
        return Kicker((Text(label.upper(), Origin("template", audience.id)),))

    def _block(self, part: Part) -> DraftBlock | None:
        match part.name:
            case "heading":
                return Heading(part.level, self._no_points(part.content[0], part.mark))
            case "paragraph":
                return self._open_block(part.content, part.mark, lambda c, p: Paragraph(c[0], p))
            case "list":
                return self._list(part)
            case "table":
                return self._table(part)
            case "sources":
                return Sources()
            case "stats" | "figures" | "chart":
                return self._data(part)
            case "question":
                return self._question(part)
            case "quote":
                return self._quote(part)
            case "memo":
                return self._memo(part)
            case "date-line" | "salutation" | "signature":
                return self._letter_part(part)
            case "bottom-line" | "ask" | "caution" | "note":
                return self._callout(part)
            case _:  # an unknown box, already reported
                return None

    def _list(self, part: Part) -> VariantList:
        def item(text: str) -> Made:
            return self._open((text,), part.mark, lambda c, p: ListItem(c[0], p))

        first = self._place + 1
        items = [self._once(first + n, partial(item, text)) for n, text in enumerate(part.content)]
        return VariantList(tuple(cast("ListItem | Variant", i) for i in items if i is not None))

    def _table(self, part: Part) -> Table:
        rows = [tuple(self._no_points(cell, part.mark) for cell in row) for row in part.cells]
        return Table(" / ".join(plain(c) for c in rows[0]), rows[0], tuple(rows[1:]), part.align)

    def _callout(self, part: Part) -> DraftBlock | None:
        kind = cast(CalloutKind, part.name)
        title = (part.attributes or {}).get("title", CALLOUT_TITLES[part.name])
        heading: Inlines = (Text(title),) if title else ()
        content = self._paragraphs(part)
        if not content:
            return None
        return self._open_block(content, part.mark, lambda c, p: Callout(kind, heading, c, p))

    def _question(self, part: Part) -> DraftBlock | None:
        content = self._paragraphs(part)
        points = self._points_in(content)
        if not points:
            if len(content) < 2:
                self._fault(part.mark, "a question box wants a point, or a question and an answer in two paragraphs")
                return None
            question, answer = (self._no_points(t, part.mark) for t in content[:2])
            return QuestionAnswer(question, answer)
        return self._variant(points[0], part.mark, lambda wording: self._asked(points[0], wording))

    def _asked(self, token: PointToken, wording: Wording | None) -> tuple[Block, int]:
        point = token.point
        origin = Origin("point", point.ref)
        question, cited = self.prose.of(point.question, point.topic, origin)
        answer, more = self.prose.of(point.wordings[wording], point.topic, origin) if wording else ((), ())
        followups = [self.prose.of(f, point.topic, origin) for f in point.followup]
        sources = self.prose.unique(cited, more, *(s for _, s in followups), own_sources(token.point))
        mark: Inlines = (NoteMark(sources),) if sources else ()
        block = QuestionAnswer(
            question if answer else (*question, *mark),
            (*answer, *mark) if answer else (),
            tuple(f for f, _ in followups),
            origin,
        )
        spoken = answer if point.kind is Kind.ANSWER else question
        return block, len(plain(spoken).split())

    def _quote(self, part: Part) -> DraftBlock | None:
        content = self._paragraphs(part)
        points = self._points_in(content)
        if not points:
            self._fault(part.mark, "a quote box wants a point of kind quote")
            return None
        token = points[0]

        def quoted(wording: Wording | None) -> tuple[Block, int]:
            origin = Origin("point", token.point.ref)
            text, cited = self.prose.of(token.point.wordings[cast(Wording, wording)], token.point.topic, origin)
            sources = self.prose.unique(cited, own_sources(token.point))
            mark: Inlines = (NoteMark(sources),) if sources else ()
            said = (Text("“"), *text, Text("”"), *mark)
            return Quote(said, (Text(token.point.speaker, origin),), origin), len(plain(text).split())

        return self._variant(token, part.mark, quoted)

    def _memo(self, part: Part) -> MemoHeader:
        rows = []
        for line in "\n".join(self._paragraphs(part)).split("\n"):
            label, colon, rest = line.partition(":")
            if not colon:
                self._fault(part.mark, f'the line "{line}" of a memo head has no colon', "write it as  To: Member")
                continue
            rows.append((label.strip(), self._no_points(rest.strip(), part.mark)))
        return MemoHeader(tuple(rows))

    def _letter_part(self, part: Part) -> LetterPart:
        names = {"date-line": "date", "salutation": "salutation", "signature": "signature"}
        lines = "\n".join(self._paragraphs(part)).split("\n")
        filled = tuple(self._no_points(line, part.mark) for line in lines if line.strip())
        return LetterPart(names[part.name], filled)  # type: ignore[arg-type]

    def _data(self, part: Part) -> Block | None:
        tokens = [t for text in self._paragraphs(part) for t in self._tokens(text)]
        facts = [f for t in tokens if isinstance(t, FactsToken) for f in t.facts]
        library = self.setting.library
        if part.name == "chart":
            for token in tokens:
                if isinstance(token, ChartToken):
                    drawn = charts.chart(self.setting, self.prose, token.chart)
                    return drawn if drawn.bars else None
        elif part.name == "figures":
            return figures_table(library, facts) if facts else None
        else:
            stats: list[Stat] = []
            for token in tokens:
                if isinstance(token, FactsToken):
                    stats.extend(stat(library, f) for f in token.facts)
                elif isinstance(token, ColumnToken):
                    self.prose.local = True
                    stats.append(stat_of_column(self.setting, token))
            return StatRow(tuple(stats[:4])) if stats else None
        self._fault(part.mark, f'the box "{part.name}" holds nothing it can show', "put facts(…) or a chart in it")
        return None

    def _paragraphs(self, part: Part) -> tuple[str, ...]:
        """The texts of a container, which may hold nothing but paragraphs."""
        for child in part.children:
            if child.name != "paragraph":
                self._fault(child.mark, f'the box "{part.name}" holds a {child.name}', "put only paragraphs in it")
        return tuple(c.content[0] for c in part.children if c.name == "paragraph")

    # ── places that hold a point ─────────────────────────────────────────────────────────────────────────────────

    def _open_block(self, content: Sequence[str], mark: Mark, make: Maker) -> DraftBlock | None:
        return cast("DraftBlock | None", self._open(content, mark, make))

    def _open(self, content: Sequence[str], mark: Mark, make: Maker) -> DraftBlock | ListItem | None:
        """A block or list item; with a point in it, a variant that has it once in each wording."""
        points = self._points_in(content)
        if not points:
            filled = [self.filler.fill(t, None) for t in content]
            return make(tuple(filled), None) if any(plain(f).strip() for f in filled) else None
        token = points[0]

        def option(wording: Wording | None) -> tuple[Element, int]:
            texts = tuple(self.filler.fill(t, wording) for t in content)
            words = sum(len(plain(without_asides(t)).split()) for t in texts)
            return make(texts, Origin("point", token.point.ref)), words

        return self._variant(token, mark, option, whole=any(not p.part for p in points))

    def _variant(self, token: PointToken, mark: Mark, option: Wordings, whole: bool = True) -> Variant:
        point = token.point
        audience = self.setting.selection.audience
        wordings: list[Wording | None] = [w for w in audience.wording if w in point.wordings] if whole else []
        if whole and not wordings:
            wordings.extend(
                [*point.wordings][:1]
            )  # in none of the template's wordings: better in another than not at all
        options = []
        for wording in wordings or [None]:
            element, words = option(wording)
            options.append(Option(wording.value if wording else "", element, words))
        return Variant(
            key=self._place,
            point=point.ref,
            kind=point.kind.value,
            title=point.title,
            priority=point.priority,
            options=tuple(options),
            required=point.required or token.required,
            extra=token.extra,
            group=token.group,
            at_least=token.at_least,
        )

    def _points_in(self, content: Sequence[str]) -> list[PointToken]:
        tokens = [t for text in content for t in self._tokens(text)]
        points = [t for t in tokens if isinstance(t, PointToken)]
        points += [t.point for t in tokens if isinstance(t, SecondsToken)]
        return [p for p in points if p.point is points[0].point]

    def _no_points(self, text: str, mark: Mark) -> Inlines:
        if self._points_in([text]):
            self._fault(mark, "a point cannot stand here", "put it in a bullet, a paragraph or a box")
            return ()
        return self.filler.fill(text, None)

    def _tokens(self, text: str) -> Iterator[Tokened]:
        return (self.shape.entries[int(n)] for n in TOKEN.findall(text))

    def _fault(self, mark: Mark, what: str, mend: str = "") -> None:
        self.problems.append(Problem(mark, what, mend))
