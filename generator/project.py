"""A workspace read: its store, templates, themes and offices' paper, held against each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from generator.compose.compose import template_file
from generator.compose.recorder import digest
from generator.document.receipt import Approval
from generator.errors import ContentError, Mark, Problem, did_you_mean
from generator.layout.theme import Theme, read_themes
from generator.office.paper import Stationery, read_stationery
from generator.selection.audience import Audience, read_audiences
from generator.store.library import Library, read_library
from generator.store.schema import Hearing
from generator.testimony import Testimony, read_testimonies


@dataclass(frozen=True, slots=True)
class Project:
    """Everything that was read from a workspace. `digests` tells versions of templates, themes and offices' paper
    apart, by `audience NAME`, `theme NAME`, `logo OFFICE`, `letterhead OFFICE`, `testimony HEARING/WITNESS`.
    `approved` has who approved what, by its content key, as far as finals ask for it."""

    root: Path
    library: Library
    audiences: Mapping[str, Audience]
    themes: Mapping[str, Theme]
    papers: Mapping[str, Stationery] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    testimonies: Mapping[tuple[str, str], Testimony] = field(default_factory=dict)
    approved: Mapping[str, Approval] = field(default_factory=dict)

    @property
    def asks_for_approval(self) -> bool:
        """Whether nothing becomes final that nobody has approved."""
        return self.library.settings.approval == "required"

    def approval_of(self, content: str) -> tuple[Approval, ...]:
        """Who approved what has this content key; nobody unless finals ask for it."""
        found = self.approved.get(content) if self.asks_for_approval else None
        return (found,) if found else ()


def load(root: Path) -> Project:
    """Read the store, the templates, themes and offices' own paper. Raises `ContentError` with every problem of all."""
    problems: list[Problem] = []
    parts: dict[str, object] = {}
    readers: Mapping[str, Callable[[Path], object]] = {
        "library": read_library,
        "audiences": read_audiences,
        "themes": read_themes,
    }
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
    papers = read_stationery(root, project.library)
    digests = {f"audience {name}": digest(audience.model_dump_json()) for name, audience in project.audiences.items()}
    digests |= {f"theme {name}": digest(theme.model_dump_json()) for name, theme in project.themes.items()}
    for office, paper in papers.items():
        digests[f"logo {office}"] = sha256(paper.logo.png).hexdigest() if paper.logo else ""
        digests[f"letterhead {office}"] = sha256(paper.letterhead.docx).hexdigest() if paper.letterhead else ""
    testimonies = read_testimonies(root, project.library)
    digests |= {f"testimony {'/'.join(of)}": one.sha256 for of, one in testimonies.items()}
    return replace(project, papers=papers, digests=digests, testimonies=testimonies)


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
