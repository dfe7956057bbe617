"""The whole path, as a story: read, select, compose, fit, write.

    talking_points/*.yaml ─read─▶ Library ─select─▶ Selection ─compose─▶ Draft ─fit─▶ LaidOut ─▶ DOCX, PDF, text

Every command and every batch goes through these functions. None of them writes a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.compose.compose import compose, template_file
from generator.compose.template_objects import Setting
from generator.document.draft import Draft, marked
from generator.document.receipt import Acceptance
from generator.errors import ContentError, Mark, Problem, UsageError, did_you_mean
from generator.layout.fit import DoesNotFit, Fitted, fit
from generator.layout.laid_out import Bound, LaidOut
from generator.layout.theme import Theme
from generator.office.paper import Stationery, read_stationery
from generator.reading.yaml import read_yaml, validate
from generator.selection.audience import Audience, read_audiences
from generator.selection.place import find_place
from generator.selection.select import Decision, Selection, select
from generator.store.library import Library, read_library
from generator.store.schema import Clearance, Hearing

WASHINGTON = ZoneInfo("America/New_York")
FORMATS = ("docx", "pdf", "txt")


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that was read from a workspace."""

    root: Path
    library: Library
    audiences: Mapping[str, Audience]
    themes: Mapping[str, Theme]
    papers: Mapping[str, Stationery] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Request:
    """One document wanted: a topic for an audience, from an office, as of a day.

    `row` is the key of a row of `table`, which is the topic's table (empty) or one below it, such as that of districts;
    without a row it is that of the office's state. `hearing` is the hearing it is
    made for; empty: the next one that has the topic on its list. What is not `final` is marked as a draft;
    `accepted` are the refusals of the gates that somebody overruled for this document.
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


@dataclass(frozen=True, slots=True)
class Made:
    """A document made: what was selected and why, how it was fitted, how it lies on its pages.

    `wordings` has the wording taken of each point it carries, in reading order. `letterhead` is the office's own Word
    file, if it stands on that.
    """

    request: Request
    selection: Selection
    draft: Draft
    fitted: Fitted
    wordings: Mapping[str, str]
    letterhead: bytes = b""

    @property
    def laid(self) -> LaidOut:
        return self.fitted.laid

    @property
    def decisions(self) -> tuple[str, ...]:
        return self.fitted.decisions

    def outcomes(self) -> list[Decision]:
        """What became of every point in the end: selection's reasons, then the template's, then the fitter's."""
        places: dict[str, list[int]] = {}
        for variant in self.draft.variants():
            places.setdefault(variant.point, []).append(variant.key)
        return [self._outcome(decision, places) for decision in self.selection.decisions]

    def _outcome(self, decision: Decision, places: Mapping[str, Sequence[int]]) -> Decision:
        keys = places.get(decision.point.ref)
        if not decision.included:
            return decision
        if keys is None:
            return replace(decision, included=False, reason="the template has no (more) place for its kind")
        if any(self.fitted.choice[key] is not None for key in keys):
            return decision
        name = f"‘{decision.point.title}’"
        why = next((d for d in self.decisions if name in d), "no room")
        return replace(decision, included=False, reason=why)


def load(root: Path) -> Project:
    """Read the store, the templates, themes and offices' own paper. Raises `ContentError` with every problem of all."""
    problems: list[Problem] = []
    parts: dict[str, object] = {}
    readers = {"library": read_library, "audiences": read_audiences, "themes": read_themes}
    for name, reader in readers.items():
        try:
            parts[name] = reader(root)
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    project = Project(root=root, **parts)  # type: ignore[arg-type]
    if problems := list(_mismatches(project)):
        raise ContentError(problems)
    return replace(project, papers=read_stationery(root, project.library))


def read_themes(root: Path) -> dict[str, Theme]:
    """Every theme in `templates/themes`, by the name of its file."""
    problems: list[Problem] = []
    themes: dict[str, Theme] = {}
    for path in sorted((root / "templates" / "themes").glob("*.yaml")):
        try:
            node = read_yaml(path, f"templates/themes/{path.name}")
            themes[path.stem] = validate(Theme, node.data, node)
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return themes


def _mismatches(project: Project) -> Iterable[Problem]:
    """Names in one part that another part does not know."""
    for audience in project.audiences.values():
        mark = Mark(template_file(audience.id), 1, 1)
        theme = project.themes.get(audience.theme)
        if theme is None:
            hint = did_you_mean(audience.theme, project.themes) or "there are " + ", ".join(project.themes)
            yield Problem(mark, f'the theme "{audience.theme}" does not exist', hint)
        elif audience.scale and audience.scale not in theme.scales:
            hint = "it has " + (", ".join(theme.scales) or "none")
            yield Problem(mark, f'the theme "{audience.theme}" has no scale "{audience.scale}"', hint)
    for topic in project.library.topics.values():
        for point in topic.points.values():
            for index, name in enumerate(point.audiences):
                if name not in project.audiences:
                    yield _no_audience(project, name, project.library.mark(point, "audiences", index))
    for hearing in project.library.hearings.values():
        yield from _mismatches_of(project, hearing)


def _mismatches_of(project: Project, hearing: Hearing) -> Iterable[Problem]:
    """Audiences of a hearing and its Members that do not exist, or whose documents a Member may not see."""
    for index, name in enumerate(hearing.audiences):
        if name not in project.audiences:
            yield _no_audience(project, name, project.library.mark(hearing, "audiences", index))
    for member_id, member in hearing.members.items():
        for index, name in enumerate(member.audiences):
            mark = project.library.mark(hearing, "members", member_id, "audiences", index)
            audience = project.audiences.get(name)
            if audience is None:
                yield _no_audience(project, name, mark)
            elif not member.clearance.allows(audience.clearance):
                what = f"{member.name} may see {member.clearance.value} documents, and those for {name} are "
                mend = "leave the audience out of this binder, or mend the clearance"
                yield Problem(mark, what + audience.clearance.value, mend)


def _no_audience(project: Project, name: str, mark: Mark) -> Problem:
    hint = did_you_mean(name, project.audiences) or "there are " + ", ".join(project.audiences)
    return Problem(mark, f'there is no audience "{name}"', hint)


def requests(
    project: Project, topics: Sequence[str], audiences: Sequence[str], office: str | None, as_of: date
) -> list[Request]:
    """One request per topic and audience; empty means all. Raises `UsageError`."""
    library = project.library
    chosen = office or library.default_office()
    _known("office", [chosen], library.offices)
    _known("topic", topics, library.topics)
    _known("audience", audiences, project.audiences)
    return [
        Request(topic, audience, chosen, as_of)
        for topic in topics or library.topics
        for audience in audiences or project.audiences
    ]


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or "there are " + ", ".join(known)
            raise UsageError(f'there is no {what} "{name}"; {hint}')


def moment_of(day: date) -> datetime:
    """The instant that embargoes are held against: the start of the day in Washington, so that none ends too early."""
    return datetime.combine(day, time(), WASHINGTON)


def setting_of(project: Project, request: Request) -> Setting:
    """Select for a request: what composing starts from."""
    library = project.library
    topic, audience = library.topics[request.topic], project.audiences[request.audience]
    office, place = library.offices[request.office], find_place(library, topic, request.row, request.table)
    selection = select(library, topic, audience, office, moment_of(request.as_of), place)
    remarks = tuple(f"{a.code} {a.ref}: {a.because} ({a.by})" for a in request.accepted)
    return Setting(library, selection, hearing_of(library, request), request.as_of, request.final, remarks)


def hearing_of(library: Library, request: Request) -> Hearing | None:
    """The hearing asked for, or the next one on or after the day that has the topic on its list."""
    if request.hearing:
        return library.hearings[request.hearing]
    coming = [h for h in library.hearings.values() if request.topic in h.topics and h.date.date() >= request.as_of]
    return min(coming, key=lambda h: h.date, default=None)


def make(project: Project, request: Request) -> Made:
    """Make one document. Raises `ContentError`: also when the content that must stay does not fit, and when a final
    document carries what a gate refuses and nobody has accepted."""
    if not request.final:
        return _made(project, replace(request, accepted=()) if request.accepted else request)
    from generator.checks.gate import hold  # late: drafts, which are most of what is made, need none of the checks

    plain = _made(project, replace(request, accepted=()))
    clearance = plain.selection.audience.clearance
    used = hold(project.library, [plain.laid.document], clearance, request.as_of, request.accepted)
    return _made(project, replace(request, accepted=used)) if used else plain


def _made(project: Project, request: Request) -> Made:
    setting = setting_of(project, request)
    draft = compose(setting)
    audience = setting.selection.audience
    theme = project.themes[audience.theme]
    paper = project.papers.get(request.office, Stationery())
    letterhead = paper.letterhead if audience.letterhead and audience.clearance is not Clearance.OFFICE else None
    if letterhead:
        draft = marked(draft)
    try:
        frame = letterhead.frame_with(theme.frame()) if letterhead else None
        fitted = fit(draft, theme, frame, paper.logo)
    except DoesNotFit as error:
        mark = project.library.mark(setting.selection.topic)
        raise ContentError([Problem(mark, f"{request.topic} for {request.audience}: {error}")]) from error
    taken = ((variant, fitted.choice[variant.key]) for variant in draft.variants())
    wordings = {variant.point: variant.options[t].wording for variant, t in taken if t is not None}
    return Made(request, setting.selection, draft, fitted, wordings, letterhead.docx if letterhead else b"")


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
