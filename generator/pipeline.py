"""The whole path, as a story: read, select, compose, fit, write.

    talking_points/*.yaml ─read─▶ Library ─select─▶ Selection ─compose─▶ Draft ─fit─▶ LaidOut ─▶ DOCX, PDF, text

Every command and every batch goes through these functions. None of them writes a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from generator.compose import questions
from generator.compose.compose import compose, template_file
from generator.compose.nothing import lacking, says_nothing
from generator.compose.recorder import Recorder
from generator.compose.template_objects import ComposeInput
from generator.document.blocks import Document
from generator.document.choose import choose
from generator.document.draft import Draft, marked
from generator.document.receipt import Acceptance
from generator.document.standing import as_draft
from generator.errors import ContentError, Mark, Problem, UsageError
from generator.layout.fit import DoesNotFit, Fitted, fit, fit_like
from generator.layout.laid_out import Bound, LaidOut
from generator.office.paper import Stationery
from generator.project import Project
from generator.selection.audience import Audience
from generator.selection.select import Decision, Selection
from generator.store.schema import Clearance
from generator.values.dates import start_of_day

FORMATS = ("docx", "pdf", "txt")


@dataclass(frozen=True, slots=True)
class Request:
    """One document wanted: a topic for an audience, from an office, as of a day.

    `row` is the key of a row of `table`, which is the topic's table (empty) or one below it, such as that of districts;
    without a row it is that of the office's state. `hearing` is the hearing it is
    made for; empty: the next one that has the topic on its list. What is not `final` is marked as a draft;
    `accepted` are the refusals of the gates that somebody overruled for this document. Embargoes are held against
    `moment`; without one, against the beginning of the day.
    """

    topic: str
    audience: str
    office: str
    as_of: date
    row: str = ""
    hearing: str = ""
    table: str = ""
    final: bool = False
    accepted: tuple[Acceptance, ...] = ()
    moment: datetime | None = None

    @property
    def held_at(self) -> datetime:
        """The moment that embargoes are held against."""
        return self.moment or start_of_day(self.as_of)


@dataclass(frozen=True, slots=True)
class Made:
    """A document made: what was selected and why, how it was fitted, how it lies on its pages.

    `recorder` knows everything that was read for it. `wordings` has the wording taken of each point it carries, in
    reading order. `letterhead` is the office's own Word file, if it stands on that. `undecided` is the document
    without what somebody decided for it: that is what is approved.
    """

    request: Request
    recorder: Recorder
    selection: Selection
    draft: Draft
    fitted: Fitted
    wordings: Mapping[str, str]
    letterhead: bytes = b""
    undecided: Document | None = None

    @property
    def laid(self) -> LaidOut:
        return self.fitted.laid

    @property
    def decisions(self) -> tuple[str, ...]:
        """What was done to fit the page, in words."""
        return tuple(step.said for step in self.fitted.steps)

    @property
    def left_out(self) -> int:
        """How many points its readers could have had and do not find in it."""
        chosen = (decision.included for decision in self.selection.decisions)
        return sum(had and not outcome.included for had, outcome in zip(chosen, self.outcomes(), strict=True))

    def outcomes(self) -> list[Decision]:
        """What became of every point in the end: selection's reasons, then the template's, then the fitter's."""
        places: dict[str, list[int]] = {}
        for variant in self.draft.variants():
            places.setdefault(variant.point, []).append(variant.key)
        return [self._outcome(decision, places.get(decision.point.ref)) for decision in self.selection.decisions]

    def _outcome(self, decision: Decision, places: list[int] | None) -> Decision:
        if not decision.included:
            return decision
        if places is None:
            return replace(decision, included=False, reason="the template has no (more) place for its kind")
        if any(self.fitted.choice[key] is not None for key in places):
            return decision
        why = next(step.said for step in self.fitted.steps if step.point == decision.point.ref)
        return replace(decision, included=False, reason=why)


class TooLong(ContentError):
    """A document has too much that must stay. `texts` are its texts by their size, `steps` what was tried."""

    def __init__(self, project: Project, request: Request, error: DoesNotFit) -> None:
        from generator.checks.long_texts import long_texts, too_long  # late: needed when something does not fit

        library, audience = project.library, project.audiences[request.audience]
        self.texts = long_texts(library, audience, error)
        self.steps = error.steps
        super().__init__([too_long(library, audience, request.topic, error)])


class NothingToSay(ContentError):
    """Nothing of the topic is for these readers: the `document` would be an empty page. `reason` says so in short."""

    def __init__(self, project: Project, given: ComposeInput, document: Document) -> None:
        self.document = document
        audience, topic = given.selection.audience, given.selection.topic.id
        asked = lacking(given, audience.body)
        self.reason = f"nothing of {topic} is for {audience.id}: the page would be empty"
        why = f"the template asks for {asked}" if asked else "the template prints nothing below its head"
        mend = f"write what it asks for, or make {topic} for other readers"
        mark = project.library.mark(topic) if asked else Mark(template_file(audience.id), audience.body_line)
        self.lacking = f"{why}. {mend[0].upper()}{mend[1:]}"
        super().__init__([Problem(mark, self.reason, mend, why)])


def make(project: Project, request: Request, recorder: Recorder | None = None) -> Made:
    """Make one document. Raises `ContentError`: also when the content that must stay does not fit, and when a final
    document carries what a gate refuses and nobody has accepted. `recorder` is one that already knows of other reads,
    such as those of a binder."""
    recorder = recorder or Recorder(project.library)
    made = _laid_out(project, replace(request, accepted=()), recorder)
    if not request.final:
        return made
    from generator.checks.gate import hold  # late: drafts, which are most of what is made, need none of the checks

    clearance = made.selection.audience.clearance
    used = hold(recorder.library, [made.laid.document], clearance, request.as_of, request.accepted)
    if not used:
        return made
    return replace(_laid_out(project, replace(request, accepted=used), recorder), undecided=made.laid.document)


def _laid_out(project: Project, request: Request, recorder: Recorder) -> Made:
    """Select, compose, fit."""
    given = selected(project, request, recorder)
    draft = compose(given)
    audience = given.selection.audience
    theme, paper = project.themes[audience.theme], project.papers.get(request.office, Stationery())
    letterhead = paper.letterhead if audience.letterhead and audience.clearance is not Clearance.OFFICE else None
    used, narrow = [f"theme {audience.theme}", f"logo {request.office}"], None
    if letterhead:
        used.append(f"letterhead {request.office}")
        name = "" if letterhead.names(draft.letterhead.name) else draft.letterhead.name
        narrow = marked(replace(draft, markings=as_draft(draft.markings)), name)
        draft = marked(draft, name)
    for file in used:
        recorder.ask("file", (file,), project.digests.get(file, ""))
    try:
        frame = letterhead.frame_with(theme.frame()) if letterhead else None
        fitted = fit(narrow or draft, theme, frame, paper.logo)
        if narrow and narrow != draft:  # a final says what its draft says, though it needs a line less
            fitted = fit_like(draft, fitted, theme, frame, paper.logo)
    except DoesNotFit as error:
        raise TooLong(project, request, error) from error
    if says_nothing(fitted.laid.document, audience.body):
        raise NothingToSay(project, given, fitted.laid.document)
    taken = ((variant, fitted.choice[variant.key]) for variant in draft.variants())
    wordings = {variant.point: variant.options[t].wording for variant, t in taken if t is not None}
    docx = letterhead.docx if letterhead else b""
    return Made(request, recorder, given.selection, draft, fitted, wordings, docx)


def nothing_to_say(project: Project, request: Request) -> NothingToSay | None:
    """Why a document would not be made, if nothing of its topic would be in it; known without laying it out."""
    given = selected(project, request, Recorder(project.library))
    draft = compose(given)
    document = choose(draft, {variant.key: 0 for variant in draft.variants()})
    body = given.selection.audience.body
    return NothingToSay(project, given, document) if says_nothing(document, body) else None


def selected(project: Project, request: Request, recorder: Recorder, audience: Audience | None = None) -> ComposeInput:
    """What composing starts from: the selection made, and all of it noting what is read. `audience` is for who is no
    audience of the workspace's own."""
    library, reader = project.library, audience or project.audiences[request.audience]
    plain = questions.chosen(library, request, reader)
    place = questions.place_of(library, plain)
    recorder.ask("points", questions.arguments(request, reader), questions.points_answer(library, plain))
    recorder.ask("file", (f"audience {reader.id}",), project.digests.get(f"audience {reader.id}", ""))
    noted = recorder.library
    topic = noted.topics[request.topic]
    decisions = tuple(replace(d, point=topic.points[d.point.id]) if d.included else d for d in plain.decisions)
    row = noted.row(*place) if place else None
    selection = replace(plain, topic=topic, office=noted.offices[request.office], row=row, decisions=decisions)
    remarks = tuple(f"{a.code} {a.ref}: {a.because} ({a.by})" for a in request.accepted)
    return ComposeInput(recorder, selection, request.as_of, request.held_at, request.hearing, request.final, remarks)


def render(made: Made, format: str, receipt: str = "") -> bytes:
    """The bytes of one format of a made document, with its receipt inside."""
    return written(made.laid, format, receipt, made.letterhead)


def written(laid: LaidOut | Bound, format: str, receipt: str = "", letterhead: bytes = b"") -> bytes:
    """The bytes of one format of what is laid out. Of a binder there is no text. Raises `UsageError`."""
    match format, laid:
        case "docx", _:
            from generator.writers.docx.write import write_docx

            return write_docx(laid, receipt, letterhead or None)
        case "pdf", _:
            from generator.writers.pdf.write import write_pdf

            return write_pdf(laid, receipt)
        case "txt", LaidOut():
            from generator.writers.text import write_text

            return write_text(laid.document).encode("utf-8")
        case _:
            raise UsageError(f'there is no format "{format}"; there are {", ".join(FORMATS)}')
