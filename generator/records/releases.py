"""What was sent to whom, which gates were overruled, which finals were made: told in the records of a workspace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.document.receipt import Acceptance, Receipt, decode, encode
from generator.errors import Problem
from generator.records.events import FOLDER, Event, append, append_all, read_events


@dataclass(frozen=True, slots=True)
class Release:
    """One file sent to one recipient. `receipt` is that of the file as it was sent."""

    number: str
    name: str
    sha256: str
    to: str
    on: date
    note: str
    receipt: Receipt


class Records:
    """The records of a workspace, read when they are first asked for and again after something was entered."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._read = read_events(root)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the files of the records."""
        return self._read.problems

    @property
    def are_missing(self) -> bool:
        """Whether there is no file of records at all: nothing has happened yet, or they were lost."""
        return not self._read.files

    def releases(self) -> list[Release]:
        """Everything that was sent, oldest first."""
        found = [release for event in self._read.of("released") if (release := _release(event))]
        return sorted(found, key=lambda release: release.on)

    def accepted(self, number: str) -> list[Acceptance]:
        """The gates that were overruled for a document, oldest first."""
        found = (event.data for event in self._read.of("accepted") if event.data.get("number") == number)
        return list(dict.fromkeys(_acceptance(data) for data in found))

    def has_finals(self) -> bool:
        """Whether a final document was ever made."""
        return bool(self._read.of("final"))

    def release(self, release: Release) -> bool:
        """Enter that a file was sent. False when that was entered before."""
        key = (release.sha256, release.to.casefold(), release.on)
        if key in {(known.sha256, known.to.casefold(), known.on) for known in self.releases()}:
            return False
        data = {
            "number": release.number,
            "name": release.name,
            "sha256": release.sha256,
            "to": release.to,
            "on": release.on.isoformat(),
            "note": release.note,
            "receipt": encode(release.receipt),
        }
        append(self.root, "released", data)
        self._read = read_events(self.root)
        return True

    def recall(self, numbers: Iterable[str]) -> None:
        """Enter that correction notes were written for documents."""
        append_all(self.root, [("recalled", {"number": number}) for number in numbers])

    def made_final(self, document: Mapping[str, Any], number: str, accepted: Sequence[Acceptance]) -> None:
        """Enter that a final was made, and the gates that were overruled for it. What was entered before is not
        entered again."""
        known = {_acceptance(event.data) for event in self._read.of("accepted") if event.data.get("number") == number}
        new = [{"number": number, **_as_data(a)} for a in accepted if a not in known]
        append_all(self.root, [*(("accepted", data) for data in new), ("final", {"number": number, **document})])


def _release(event: Event) -> Release | None:
    data = event.data
    try:
        sent_on, receipt = date.fromisoformat(data["on"]), decode(data["receipt"])
        return Release(data["number"], data["name"], data["sha256"], data["to"], sent_on, data["note"], receipt)
    except (KeyError, TypeError, ValueError):
        return None


def _acceptance(data: Mapping[str, Any]) -> Acceptance:
    return Acceptance(*(str(data.get(key, "")) for key in ("code", "ref", "by", "because")))


def _as_data(acceptance: Acceptance) -> dict[str, str]:
    return {"code": acceptance.code, "ref": acceptance.ref, "by": acceptance.by, "because": acceptance.because}


def missing_records(root: Path) -> str:
    """What to say where nothing is known of what was sent, since there are no records."""
    return (
        f"There are no records in {root / FOLDER}. If anything was sent from this workspace, they were lost: restore "
        "that folder from a backup, or from whoever shares the workspace with you"
    )
