"""TP4xx: where things are known from, and whether a reader can get there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.checks.made_document import cited
from generator.checks.phrases import first_few, press_day
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.schema import Clearance, Kind, Source
from generator.values.addresses import given_away

_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?|localhost", re.IGNORECASE)
_MAIL = re.compile(r"[^@\s]+@(?:[\w-]+\.)+[\w-]{2,}(?:\?\S*)?")
_PEOPLE = r"(?:adults|voters|americans|people|respondents|residents|citizens|households|parents|workers|the public)"
_POLL = re.compile(
    r"\b(?:polls?|polled|polling|opinion surveys?|(?:likely|registered) voters"
    rf"|(?:surveys? of|surveyed)(?: [\w,’'-]{{1,30}}){{0,4}} {_PEOPLE})\b",
    re.IGNORECASE,
)
"""A poll asks people for their opinions; a survey may count hospitals."""
_SAMPLE = re.compile(r"\d[\d,]* (?:[\w-]+ ){0,3}(?:adults|voters|people|respondents|residents|persons)|n ?= ?\d", re.I)
_MONTH = re.compile(r"\b(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)")


def wrong_with(address: str) -> tuple[str, str] | None:
    """What is wrong with the form of an address, and how to mend it; None if a reader can open it."""
    if re.search(r"\s", address):
        return "has a space in it", "copy it anew from the address line of the browser"
    try:
        parts = urlsplit(address)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return "cannot be read", "copy it anew from the address line of the browser"
    if parts.scheme == "mailto":
        return None if _MAIL.fullmatch(parts.path) else ("names nobody", "write mailto:name@example.gov")
    if parts.scheme in ("http", "https"):
        return None if _HOST.fullmatch(host) else ("names no site", "copy it anew from the address line of the browser")
    if address.lower().startswith(("doi:", "10.")):
        return "is a DOI and no address", f"write https://doi.org/{re.sub('(?i)^doi:', '', address).strip()}"
    if (parts.scheme and parts.netloc) or parts.scheme in ("file", "javascript", "data", "ftp", "tel"):
        return f"begins with {parts.scheme}:, which readers cannot open", "use its https address"
    return "has no scheme", f"write https://{address.lstrip('/')}"


@rule("TP401", "bad-address", "An address cannot be opened as it is written.", "error")
def bad_address(subjects: Subjects) -> Iterator[Finding]:
    why = "a reader of the PDF or the Word file cannot follow it"
    for source in subjects.library.sources.values():
        if source.url and (wrong := wrong_with(source.url)):
            what = f"the address “{source.url}” {wrong[0]}"
            clearance = _reach(subjects, source)
            yield Finding(subjects.library.mark(source, "url"), what, why, wrong[1], clearance, source)
    for office in subjects.library.offices.values():
        if office.website and (wrong := wrong_with(office.website)):
            what = f"the address “{office.website}” {wrong[0]}"
            yield Finding(subjects.library.mark(office, "website"), what, why, wrong[1])


@rule("TP402", "no-accessed", "A source on the web does not say when it was looked at.", "warning")
def no_accessed(subjects: Subjects) -> Iterator[Finding]:
    for source in subjects.library.sources.values():
        if source.url and source.accessed is None:
            what = f"the source “{source.id}” has an address and no date on which it was looked at"
            mark = subjects.library.mark(source, key=True)
            why = "pages change, and nobody can tell which one was meant"
            yield Finding(mark, what, why, "add accessed: the day you read it", _reach(subjects, source), source)


@rule("TP403", "never-cited", "Nothing cites a source.", "warning")
def never_cited(subjects: Subjects) -> Iterator[Finding]:
    readers = subjects.source_readers
    for source in subjects.library.sources.values():
        if source.id not in readers:
            mark = subjects.library.mark(source, key=True)
            what = f"no fact, point or table cites the source “{source.id}”"
            yield Finding(mark, what, "", "cite it where it belongs, or take it out", source.clearance, source)


@rule("TP407", "front-page", "The address of a source is only a site's front page.", "warning")
def front_page(subjects: Subjects) -> Iterator[Finding]:
    for source in subjects.library.sources.values():
        if source.url and not wrong_with(source.url) and _is_front_page(source.url):
            what = f"the address “{source.url}” is the front page of a site"
            mark, mend = subjects.library.mark(source, "url"), "copy the address of the page itself"
            yield Finding(mark, what, "a reader does not find the figure there", mend, _reach(subjects, source), source)


def _is_front_page(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and not (parts.path.strip("/") or parts.query or parts.fragment)


@rule("TP408", "poll", "A poll does not say who asked whom, and when.", "warning")
def poll(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        source = subjects.library.sources[fact.current.source or fact.source]
        said = " ".join((fact.measure, fact.label, fact.basis, fact.qualifier))
        if fact.current.value.kind != "percent" or not _POLL.search(f"{said} {fact.note} {source.title}"):
            continue
        when = fact.current.as_of
        lacks = [
            *([] if fact.basis or _POLL.search(source.title) else ["who asked"]),
            *([] if (when and when.month) or _MONTH.search(f"{fact.period} {said}") else ["when"]),
            *([] if _SAMPLE.search(f"{said} {fact.note} {fact.locator}") else ["how many"]),
        ]
        if lacks:
            together = f"{', '.join(lacks[:-1])} and {lacks[-1]}".removeprefix(" and ")
            what = f"“{fact.ref}” is of a poll and does not say {together}"
            mend = (
                "write the month in as_of:, and in basis: who asked whom, such as “Pew Research Center, 3,576 adults”"
            )
            mark = subjects.library.mark(fact, key=True)
            yield Finding(
                mark, what, "a poll that keeps it to itself proves nothing", mend, subjects.reach(fact)[0], fact
            )


@rule("TP409", "one-source", "One source stands behind a whole public document.", "warning")
def one_source(subjects: Subjects) -> Iterator[Finding]:
    found: dict[str, list[str]] = {}
    for made in subjects.documents:
        cites = list(cited(made.document))
        if made.audience.clearance is Clearance.PUBLIC and len(cites) > 1 and len(set(cites)) == 1:
            found.setdefault(made.topic.id, []).append(made.name)
    for topic, names in found.items():
        what = f"one source stands behind all that is said in {first_few(list(dict.fromkeys(names)))}"
        mark, owner = subjects.library.mark(topic), subjects.library.topics[topic]
        why, mend = "who doubts it doubts the whole page", "find a second one for what matters most"
        yield Finding(mark, what, why, mend, Clearance.PUBLIC, owner)


def _reach(subjects: Subjects, source: Source) -> Clearance:
    return subjects.source_readers.get(source.id, source.clearance)


@rule("TP404", "internal-source", "A document cites a source that its readers may not see.", "error")
def internal_source(subjects: Subjects) -> Iterator[Finding]:
    found: dict[tuple[str, Clearance], list[str]] = {}
    for made in subjects.documents:
        for name in dict.fromkeys(cited(made.document)):
            if not made.audience.clearance.allows(subjects.library.sources[name].clearance):
                found.setdefault((name, made.audience.clearance), []).append(made.name)
    for (name, clearance), documents in found.items():
        source = subjects.library.sources[name]
        names = ", ".join(dict.fromkeys(documents))
        what = f"the {source.clearance} source “{name}” is cited in {clearance} documents: {names}"
        mend = "cite another, or raise the clearance of what leans on it"
        mark = subjects.library.mark(source, "clearance")
        yield Finding(mark, what, "its readers are told of a source they may not have", mend, clearance, source)


@rule("TP405", "source-from-tomorrow", "A source is dated in the future.", "error", "error", "warning")
def source_from_tomorrow(subjects: Subjects) -> Iterator[Finding]:
    for source in subjects.library.sources.values():
        for key, when in (("date", source.date), ("accessed", source.accessed)):
            if when and when.first() > subjects.as_of:
                what = f"the source “{source.id}” has {key} {when}, which is after {press_day(subjects.as_of)}"
                mark = subjects.library.mark(source, key)
                yield Finding(mark, what, "", "check the year", _reach(subjects, source), source)


@rule(
    "TP406",
    "unsupported-evidence",
    "A piece of evidence neither states a fact nor cites a source.",
    "warning",
)
def unsupported_evidence(subjects: Subjects) -> Iterator[Finding]:
    for point in subjects.points:
        if point.kind is not Kind.EVIDENCE or point.sources or subjects.library.used_facts(point):
            continue
        if subjects.library.used_columns(point):
            continue
        mark = subjects.library.mark(point, key=True)
        what = f"“{point.ref}” is evidence and leans on nothing"
        mend = "cite a source, or make it a message"
        yield Finding(mark, what, "a reader who asks how we know gets no answer", mend, point.clearance, point)


_LINK_IN_TEXT = re.compile(r"\]\(<?([^\s()<>]+)")


@rule("TP411", "private-address", "An address gives away what is for nobody else.", "error", "error", "warning")
def private_address(subjects: Subjects) -> Iterator[Finding]:
    library = subjects.library
    why = "it is never linked; whoever got it could follow it, or learn of it"
    mend = "use the address that anybody can open, and have a password or token that is real changed"
    for source in library.sources.values():
        if given := given_away(source.url):
            mark = library.mark(source, "url")
            what = f"the address of “{source.id}” {given}"
            yield Finding(mark, what, why, mend, _reach(subjects, source), source, replaces="TP401")
    for office in library.offices.values():
        if given := given_away(office.website):
            mark = library.mark(office, "website")
            what = f"the address of “{office.id}” {given}"
            yield Finding(mark, what, why, mend, replaces="TP401")
    for passage in subjects.passages:
        for link in _LINK_IN_TEXT.finditer(passage.text):
            if given := given_away(link[1]):
                what = f"a link in this text {given}"
                yield Finding(subjects.at(passage, link.start(1)), what, why, mend, passage.clearance, passage.point)
