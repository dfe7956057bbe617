"""TP6xx: dated rules of conduct. They put a question to a person; none of them ever says that something is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.language.words import longest_words, masked, masked_template
from generator.checks.locate import in_passage, template_mark
from generator.checks.phrases import press_day
from generator.checks.rule import Finding, rule
from generator.checks.rules.conduct_packs import Letterhead, RulesPack, read_packs
from generator.checks.subjects import Subjects
from generator.errors import Mark
from generator.selection.audience import Audience
from generator.store.schema import Clearance, Office, Wording

_CHAMBERS = {"house": "House", "senate": "Senate"}


def _packs(subjects: Subjects) -> tuple[RulesPack, ...]:
    """The rules packs of the program and of the office. Raises `ContentError`."""
    return read_packs(subjects.root, subjects.library.settings.packs)


@rule("TP601", "blackout", "Public documents fall into the blackout before an election.", "warning")
def blackout(subjects: Subjects) -> Iterator[Finding]:
    day = subjects.as_of
    chambers = {o.chamber for o in subjects.library.offices.values()}
    states = {o.state for o in subjects.library.offices.values()}
    packs = _packs(subjects)
    elections = [e for pack in packs for e in pack.elections]
    for limit in (b for pack in packs for b in pack.blackouts if b.chamber in chambers and b.holds(day)):
        for election in elections:
            if not election.opens(limit.days) <= day <= election.day:
                continue
            if election.states and not states.intersection(election.states):
                continue
            for audience in filter(_goes_out, subjects.audiences.values()):
                what = (
                    f"{audience.id} documents fall into the {_CHAMBERS[limit.chamber]} blackout of {limit.days} days "
                    f"before {election.name}, from {press_day(election.opens(limit.days))} to {press_day(election.day)}"
                )
                why = (
                    f"a Member on that ballot sends nothing unsolicited to {limit.pieces} people or more in this time "
                    f"({limit.source})"
                )
                mend = "ask the ethics or communications office before sending it; nothing here can clear it"
                yield Finding(Mark(f"templates/{audience.id}.md"), what, why, mend, audience.clearance)


def _goes_out(audience: Audience) -> bool:
    """Whether documents for an audience may be sent to many: public ones that are not only to be said."""
    return audience.clearance is Clearance.PUBLIC and audience.wording != (Wording.SPOKEN,)


@rule("TP602", "campaign-wording", "A text reads as campaigning.", "warning")
def campaign_wording(subjects: Subjects) -> Iterator[Finding]:
    for listed in (p for pack in _packs(subjects) for p in pack.phrases if p.holds(subjects.as_of)):
        pattern = _any_of(listed.words)
        mend = "say it another way, or ask the ethics office; nothing here can clear it"
        why = f"{listed.why} ({listed.source})"
        for passage in subjects.passages_with(longest_words(listed.words)):
            mark = in_passage(subjects.library, passage)
            for match in pattern.finditer(masked(passage.text)):
                what = f"“{_one_line(match.group())}” sounds like a campaign"
                yield Finding(mark(match.start()), what, why, mend, passage.clearance, passage.owner)
        for audience in subjects.audiences.values():
            for match in pattern.finditer(masked_template(audience.body)):
                what = f"“{_one_line(match.group())}” sounds like a campaign"
                yield Finding(template_mark(audience, match.start()), what, why, mend, audience.clearance)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    entries = sorted((r"\s+".join(map(re.escape, w.split())) for w in words), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(entries)})(?![\w-])", re.IGNORECASE)


def _one_line(text: str) -> str:
    return " ".join(text.split())


@rule("TP603", "letterhead", "A letterhead carries what an official one may not.", "warning")
def letterhead(subjects: Subjects) -> Iterator[Finding]:
    rules = [r for pack in _packs(subjects) for r in pack.letterheads if r.holds(subjects.as_of)]
    for office in subjects.library.offices.values():
        for listed in (r for r in rules if r.chamber == office.chamber):
            yield from _on_letterhead(subjects, office, listed)


def _on_letterhead(subjects: Subjects, office: Office, listed: Letterhead) -> Iterator[Finding]:
    why = f"{listed.why} ({listed.source})"
    mend = "take it out, or ask the ethics office; nothing here can clear it"
    never = _any_of(listed.never) if listed.never else None
    for path, text in _letterhead_texts(office):
        mark = subjects.library.mark(office, *path)
        if never and (match := never.search(text)):
            yield Finding(mark, f"“{match.group()}” stands on the letterhead of “{office.id}”", why, mend)
        if (domain := _domain(text)) and not _is_below(domain, listed.domains):
            what = f"“{domain}” on the letterhead of “{office.id}” is no address of the {_CHAMBERS[listed.chamber]}"
            yield Finding(mark, what, why, mend)


def _letterhead_texts(office: Office) -> Iterator[tuple[tuple[str, ...], str]]:
    for name in ("name", "subcommittee", "chair", "address", "phone", "website"):
        if text := getattr(office, name):
            yield (name,), text
    for name in ("press", "staff", "clerk"):
        if contact := getattr(office, name):
            yield (name, "email"), contact.email


def _domain(text: str) -> str:
    match = re.search(r"(?:https?://|@|^www\.)((?:[\w-]+\.)+[\w-]+)", text, re.IGNORECASE)
    return match[1].lower() if match else ""


def _is_below(domain: str, allowed: tuple[str, ...]) -> bool:
    return any(domain == name or domain.endswith(f".{name}") for name in allowed)


@rule("TP604", "embargo", "An embargo is set in a way that reporters will not keep.", "warning")
def embargo(subjects: Subjects) -> Iterator[Finding]:
    rules = [r for pack in _packs(subjects) for r in pack.embargoes if r.holds(subjects.as_of)]
    for hearing in subjects.library.hearings.values():
        lifted = hearing.embargo
        if lifted is None:
            continue
        mark = subjects.library.mark(hearing, "embargo")
        for listed in rules:
            if listed.not_after_hearing == "yes" and lifted > hearing.date:
                what = "the embargo ends after the hearing has begun"
                why = f"what is said in an open hearing is public from then on ({listed.source})"
                yield Finding(mark, what, why, "let it end when the hearing begins, or before", Clearance.CONGRESS)
            if listed.with_hour == "yes" and (lifted.hour, lifted.minute) == (0, 0):
                what = "the embargo names no hour, so it ends at midnight"
                mend = "write the hour, such as 2026-12-03 10:00 ET"
                yield Finding(mark, what, f"a newsroom goes by the hour ({listed.source})", mend, Clearance.CONGRESS)
