"""The history of a workspace's documents: what was made final, accepted, approved, released and recalled, read from the
records and entered in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from generator.document.receipt import Acceptance, Approval, Receipt, ReceiptError, decode, encode
from generator.errors import Mark, Problem
from generator.records.events import CODE, FOLDER, Event, Kind, Read, append, read_events
from generator.records.index import Index
from generator.records.seen import read_and_compare, remember


@dataclass(frozen=True, slots=True)
class Release:
    """One document sent to one recipient. `receipt` is that of the file as it was sent: if somebody edited it by hand,
    with what it said then, and with who answered for that, why, and what was edited (`edits`, in words)."""

    number: str
    name: str
    sha256: str
    to: str
    on: date
    note: str
    receipt: Receipt
    edited_by: str = ""
    because: str = ""
    edits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Final:
    """A final document that was made: its number, which it is (topic, audience, office, day, row), and its files, name
    to digest."""

    number: str
    about: Mapping[str, str]
    files: Mapping[str, str]

    def key(self) -> tuple[Any, ...]:
        """By this a final document is known."""
        return self.number, *sorted(self.files.items())


@dataclass(frozen=True, slots=True)
class Approved:
    """That somebody approved a document: who and when, by whom it was `entered`, and the receipt of what was approved,
    edited by nobody."""

    by: str
    at: datetime
    entered: str
    receipt: Receipt

    def __str__(self) -> str:
        return f"{self.approval}{f' (entered by {self.entered})' if self.entered != self.by else ''}"

    @property
    def approval(self) -> Approval:
        """As receipts tell it."""
        return Approval(self.by, self.at.date().isoformat())


@dataclass(frozen=True, slots=True)
class Evidence:
    """What finished files say became of documents: which were made `final`, and which were `released`, for there is a
    correction note of them. Number to file."""

    final: Mapping[str, str] = field(default_factory=dict)
    released: Mapping[str, str] = field(default_factory=dict)


class History:
    """The history of the workspace at `root`. It is read once, when it is first asked for. With an `index` it is held
    against what this computer has seen of it."""

    def __init__(self, root: Path, index: Index | None = None) -> None:
        self.root = root
        self._index = index

    @cached_property
    def _read(self) -> Read:
        return self._reading("accepted", "released", "recalled")

    @cached_property
    def _finals(self) -> Read:
        return self._reading("final")

    @cached_property
    def _approvals(self) -> Read:
        return self._reading("approved")

    def problems(self) -> list[Problem]:
        """What is wrong with the records."""
        return [*self._read.problems, *(p for event in self._of("released") for p in _unreadable(event))]

    # --- releases and recalls --------------------------------------------------------------------------------------

    def releases(self) -> list[Release]:
        """Everything that was sent, in the order in which it was sent."""
        found = {_sent(release): release for event in self._of("released") for release in _releases(event)}
        return sorted(found.values(), key=lambda release: release.on)

    def release(self, wanted: Sequence[Release]) -> list[Release]:
        """Enter one file that was sent to several. Those of `wanted` that are entered now, and were not before."""
        known = {_sent(release) for release in self.releases()}
        new = [release for release in wanted if _sent(release) not in known]
        if new:
            first = new[0]
            about = {"number": first.number, "file": first.name, "sha256": first.sha256, "on": first.on.isoformat()}
            to = [release.to for release in new]
            data = {**about, "to": to, "note": first.note, "receipt": json.loads(encode(first.receipt))}
            if first.edited_by:
                data["edited"] = {"by": first.edited_by, "because": first.because, "what": list(first.edits)}
            self._enter("released", [data])
        return new

    def recall(self, number: str, note: str, files: Mapping[str, str]) -> None:
        """Enter that the correction note of a document was written, unless these very files are entered."""
        data = {"number": number, "note": note, "files": dict(files)}
        if data not in [dict(event.data) for event in self._of("recalled")]:
            self._enter("recalled", [data])

    def recalls(self, number: str) -> list[Event]:
        """Each time a correction note of a document was written."""
        return [event for event in self._of("recalled") if event.data.get("number") == number]

    # --- approvals -------------------------------------------------------------------------------------------------

    def approvals(self) -> list[Approved]:
        """Everything that was approved, oldest first."""
        return [approved for event in self._approvals.events for approved in _approved(event)]

    def approve(self, by: str, receipts: Iterable[Receipt]) -> list[Receipt]:
        """Enter that somebody approves documents. Those that are entered now, and were not approved by this name."""
        known = {(approved.receipt.content, approved.by.casefold()) for approved in self.approvals()}
        wanted = {receipt.content: receipt for receipt in receipts}
        new = [receipt for content, receipt in wanted.items() if (content, by.casefold()) not in known]
        data = [{"number": r.number, "content": r.content, "by": by, "receipt": json.loads(encode(r))} for r in new]
        self._enter("approved", data, self._approvals)
        return new

    # --- final documents and what was accepted for them ------------------------------------------------------------

    def accept(self, decisions: Iterable[tuple[str, Acceptance]]) -> None:
        """Enter gates that were overruled, each with the number of its document, unless they are entered."""
        known = {_decision(event) for event in self._of("accepted")}
        new = [decision for decision in dict.fromkeys(decisions) if decision not in known]
        self._enter(
            "accepted",
            [{"number": n, "code": a.code, "ref": a.ref, "by": a.by, "because": a.because} for n, a in new],
        )

    def accepted(self, number: str) -> list[Acceptance]:
        """The gates that were overruled for a document, oldest first."""
        found = (_decision(event) for event in self._of("accepted"))
        return list(dict.fromkeys(acceptance for of, acceptance in found if of == number))

    def make_final(self, finals: Sequence[Final]) -> None:
        """Enter final documents that were made, unless they are entered with these very files."""
        known = {_final(event).key() for event in self._finals.events}
        new = [final for final in finals if final.key() not in known]
        data = [{"number": f.number, "about": dict(f.about), "files": dict(f.files)} for f in new]
        self._enter("final", data, self._finals)

    def numbers(self, kind: Literal["final", "released"]) -> set[str]:
        """The numbers of all documents that were made final, or sent."""
        events = self._finals.events if kind == "final" else self._of("released")
        return {str(event.data.get("number")) for event in events}

    def number_of(self, sha256: str) -> str:
        """The number of the final document of which a file with this digest was made; empty if none is known."""
        finals = (_final(event) for event in self._finals.events)
        return next((final.number for final in finals if sha256 in final.files.values()), "")

    # ---------------------------------------------------------------------------------------------------------------

    def _reading(self, *kinds: Kind) -> Read:
        return read_and_compare(self.root, self._index, *kinds) if self._index else read_events(self.root, *kinds)

    def _of(self, kind: Kind) -> list[Event]:
        return [event for event in self._read.events if event.kind == kind]

    def _enter(self, kind: Kind, happened: Sequence[Mapping[str, Any]], read: Read | None = None) -> None:
        if happened:
            read = read or self._read
            added = append(self.root, [(kind, data) for data in happened], read.gone)
            read.events += added.events
            if self._index:
                remember(self._index, added.last)


def missing(evidence: Evidence, history: History) -> list[Problem]:
    """What the records do not say of documents, and files that there are say."""
    return [
        *_missing("was made final", evidence.final, history.numbers("final"), "build the final documents again"),
        *_missing("was sent out", evidence.released, history.numbers("released"), "enter again what was sent"),
    ]


def _missing(what_became: str, files: Mapping[str, str], known: set[str], anew: str) -> list[Problem]:
    unknown = {number: file for number, file in files.items() if number not in known}
    if not unknown:
        return []
    number, file = next(iter(unknown.items()))
    more = f" and {len(unknown) - 1} more" if len(unknown) > 1 else ""
    what = f"the records do not say that No. {number}{more} {what_became}, and {file} says so: records are missing"
    mend = (
        "who was sent what may be missing, too. Wait if a program is still syncing the folder; else restore it from a "
        f"backup, from git or from a colleague's copy. If there never were any, {anew}"
    )
    return [Problem(Mark(FOLDER), what, mend, severity="warning", code=CODE)]


def _sent(release: Release) -> tuple[str, str, str, date]:
    """By this a release is known: the same document in the same file, to the same recipient, on the same day."""
    return release.number, release.sha256, release.to.casefold(), release.on


def _releases(event: Event) -> list[Release]:
    try:
        return _understood(event.data)
    except (AttributeError, KeyError, TypeError, ValueError, ReceiptError):
        return []


def _unreadable(event: Event) -> list[Problem]:
    """What is wrong with a release that this program cannot read."""
    try:
        _understood(event.data)
    except (AttributeError, KeyError, TypeError, ValueError, ReceiptError) as error:
        why = str(error) if isinstance(error, ReceiptError) else "It lacks something, or has it in another form."
        what = f"a release that {event.who} entered on {event.at.date().isoformat()} cannot be read"
        return [Problem(Mark(FOLDER), what, "update onepager", why, "warning", CODE)]
    return []


def _understood(data: Mapping[str, Any]) -> list[Release]:
    receipt = decode(json.dumps(data["receipt"]))
    about = (str(data["number"]), str(data["file"]), str(data["sha256"]))
    day, note, edited = date.fromisoformat(data["on"]), str(data["note"]), data.get("edited", {})
    answered = (str(edited.get("by", "")), str(edited.get("because", "")), tuple(map(str, edited.get("what", ()))))
    return [Release(*about, str(to), day, note, receipt, *answered) for to in data["to"]]


def _approved(event: Event) -> list[Approved]:
    """What an event says was approved; nothing if it is of another program's making."""
    try:
        receipt = decode(json.dumps(event.data["receipt"]))
        return [Approved(str(event.data["by"]), event.at, event.who, receipt)] if receipt.content else []
    except (KeyError, TypeError, ValueError, ReceiptError):
        return []


def _decision(event: Event) -> tuple[str, Acceptance]:
    number, code, ref, by, because = (str(event.data.get(k, "")) for k in ("number", "code", "ref", "by", "because"))
    return number, Acceptance(code, ref, by, because)


def _final(event: Event) -> Final:
    data = event.data
    return Final(str(data.get("number")), dict(data.get("about", {})), dict(data.get("files", {})))
