"""From the parts of a rendered template to blocks of a document; a place that holds a point becomes a variant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

from generator.compose import charts
from generator.compose.figures import figures_table, stat, stat_of_column
from generator.compose.fill import Filler, Prose, own_sources, unique, without_asides
from generator.compose.markdown_blocks import Part
from generator.compose.sections import Placed, without_text
from generator.compose.template import TOKEN
from generator.compose.template_objects import ComposeInput
from generator.compose.tokens import ChartToken, ColumnToken, FactsToken, PlainToken, PointToken, SecondsToken, Tokened
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
from generator.document.inlines import Inlines, NoteMark, Origin, Text, plain, quoted
from generator.errors import Mark, Problem
from generator.store.schema import Clearance, Kind, Point, Wording

CALLOUT_TITLES: Mapping[str, str] = {"bottom-line": "", "ask": "The ask.", "caution": "Don’t say:", "note": ""}

Element = Block | ListItem


class Builder:
    """Turns the parts of a template into blocks; `problems` gathers what is wrong with them. `entries` is what the
    template's tokens stand for. What the public gets says that it is released, if it is."""

    def __init__(self, given: ComposeInput, entries: Sequence[Tokened], *, is_released: bool = True) -> None:
        self.given = given
        self.is_released = is_released
        self.entries = entries
        self.problems: list[Problem] = []
        self.prose = Prose(given.library, given.selection.table, given.selection.row, given.held_at)
        self.filler = Filler(entries, given.selection, self.prose)
        self._variants = 0

    # ── parts to blocks ──────────────────────────────────────────────────────────────────────────────────────────

    def build(self, parts: Sequence[Part]) -> list[DraftBlock]:
        """The blocks of a draft, in reading order."""
        audience = self.given.selection.audience
        blocks: list[Placed] = []
        for part in parts:
            block = self._block(part)
            if block is None:
                continue
            line = part.mark.line - audience.body_line + 1
            if isinstance(block, Heading) and block.level == 1 and (kicker := self._kicker()):
                blocks.append((kicker, line))
            blocks.append((block, line))
        return list(without_text(blocks, audience.body))

    def _kicker(self) -> Kicker | None:
        audience = self.given.selection.audience
        if not audience.kicker:
            return None
        public = audience.clearance is Clearance.PUBLIC and self.is_released  # other readers are named by the marking
        label = f"{audience.kicker} · For public release" if public else audience.kicker
        return Kicker((Text(label.upper(), Origin("template", audience.id)),))

    def _block(self, part: Part) -> DraftBlock | None:
        match part.name:
            case "heading":
                names = self._names_a_witness(part.content[0])
                return Heading(part.level, self._no_points(part.content[0], part.mark), stands=names)
            case "paragraph":
                return self._paragraph(part)
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

    def _names_a_witness(self, text: str) -> bool:
        named = [t.text for t in self._tokens(text) if isinstance(t, PlainToken) and t.origin.kind == "hearing"]
        hearing = self.given.hearing() if named else None
        return hearing is not None and any(w.name in named for w in hearing.witnesses.values())

    def _paragraph(self, part: Part) -> DraftBlock | None:
        made = self._block_or_variant(part.content, part.mark, lambda c, p: Paragraph(c[0], p))
        return cast("DraftBlock | None", made)

    def _list(self, part: Part) -> VariantList:
        items = [self._block_or_variant((text,), part.mark, lambda c, p: ListItem(c[0], p)) for text in part.content]
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
        return cast(
            "DraftBlock | None",
            self._block_or_variant(content, part.mark, lambda c, p: Callout(kind, heading, c, p)),
        )

    def _question(self, part: Part) -> DraftBlock | None:
        content = self._paragraphs(part)
        points = self._points_in(content)
        if not points:
            if len(content) < 2:
                self._fault(part.mark, "a question box wants a point, or a question and an answer in two paragraphs")
                return None
            question, answer = (self._no_points(t, part.mark) for t in content[:2])
            return QuestionAnswer(question, answer)
        return self._variant(points[0], lambda wording: self._question_of(points[0].point, wording))

    def _question_of(self, point: Point, wording: Wording | None) -> tuple[Block, int]:
        """A question point in one wording of its answer, and how many words of it are spoken."""
        origin = Origin("point", point.ref)
        question, cited = self.prose.of(point.question, point.topic, origin)
        answer, more = self.prose.of(point.wordings[wording], point.topic, origin) if wording else ((), ())
        followups = [self.prose.of(f, point.topic, origin) for f in point.followup]
        sources = unique(cited, more, *(s for _, s in followups), own_sources(point))
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
        return self._variant(points[0], lambda wording: self._quote_of(points[0].point, wording))

    def _quote_of(self, point: Point, wording: Wording | None) -> tuple[Block, int]:
        """A quote in one wording, and how many words it has."""
        origin = Origin("point", point.ref)
        text, cited = self.prose.of(point.wordings[cast(Wording, wording)], point.topic, origin)
        sources = unique(cited, own_sources(point))
        mark: Inlines = (NoteMark(sources),) if sources else ()
        return Quote((*quoted(text), *mark), (Text(point.speaker, origin),), origin), len(plain(text).split())

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
        library = self.given.library
        if part.name == "chart":
            for token in tokens:
                if isinstance(token, ChartToken):
                    drawn = charts.chart(self.given, self.prose, token.chart)
                    return drawn if drawn.bars else None
        elif part.name == "figures":
            return figures_table(library, facts) if facts else None
        else:
            stats: list[Stat] = []
            for token in tokens:
                if isinstance(token, FactsToken):
                    stats.extend(stat(library, f) for f in token.facts)
                elif isinstance(token, ColumnToken):
                    stats.append(stat_of_column(self.given, token))
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

    def _block_or_variant(
        self, content: Sequence[str], mark: Mark, make: Callable[[tuple[Inlines, ...], Origin | None], Element]
    ) -> DraftBlock | ListItem | None:
        """A block or list item of filled texts; with a point in them, a variant that has it once in each wording."""
        points = self._points_in(content)
        if not points:
            filled = [self.filler.fill(t, None) for t in content]
            return make(tuple(filled), None) if any(plain(f).strip() for f in filled) else None
        token = points[0]

        def in_wording(wording: Wording | None) -> tuple[Element, int]:
            texts = tuple(self.filler.fill(t, wording) for t in content)
            words = sum(len(plain(without_asides(t)).split()) for t in texts)
            return make(texts, Origin("point", token.point.ref)), words

        return self._variant(token, in_wording, whole=any(not p.part for p in points))

    def _variant(
        self, token: PointToken, in_wording: Callable[[Wording | None], tuple[Element, int]], whole: bool = True
    ) -> Variant:
        """The place of a point. `in_wording` makes the element of one wording, and counts its spoken words; only where
        the template prints the `whole` point are there several."""
        point = token.point
        wordings: list[Wording | None] = []
        if whole:
            preferred = [w for w in self.given.selection.audience.wording if w in point.wordings]
            wordings.extend(preferred or [*point.wordings][:1])  # better in another wording than not at all
        options = []
        for wording in wordings or [None]:
            element, words = in_wording(wording)
            options.append(Option(wording.value if wording else "", element, words))
        self._variants += 1
        return Variant(
            key=self._variants,
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
        return (self.entries[int(n)] for n in TOKEN.findall(text))

    def _fault(self, mark: Mark, what: str, mend: str = "") -> None:
        self.problems.append(Problem(mark, what, mend))
