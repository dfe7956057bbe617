"""Finished files that the ledger does not know, made on another computer or before the ledger was lost: what their
receipts say is entered in it, so that their documents are found by number and counted as uses of a figure."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.document.receipt import Receipt, ReceiptError, decode
from generator.inspection import Unreadable, receipt_in
from generator.records.history import Evidence
from generator.records.ledger import DocumentEntry, Ledger, is_final

SUFFIXES = (".docx", ".pdf")


@dataclass(frozen=True, slots=True)
class _File:
    """A file of the output folder, by its name in it."""

    name: str
    size: int
    mtime_ns: int


def look_through(ledger: Ledger) -> None:
    """Enter the documents of all files that are new in the output folder. Each is opened once."""
    known = {(name, size, mtime_ns) for name, size, mtime_ns in _known(ledger)}
    with ledger.transaction():
        for file in _files(ledger.folder):
            if (file.name, file.size, file.mtime_ns) not in known:
                receipt = _receipt(ledger.folder / file.name)
                if receipt:
                    ledger.enter(DocumentEntry.of(receipt))
                row = (file.name, file.size, file.mtime_ns, *(_told(receipt) if receipt else ("", "")))
                ledger.run("INSERT OR REPLACE INTO looked_at VALUES (?, ?, ?, ?, ?)", row)


def evidence(ledger: Ledger) -> Evidence:
    """What the records have to say, too, if they are whole: the final documents in the output folder, and those that
    have a correction note there."""
    finals = ledger.run("SELECT number, name FROM looked_at WHERE kind = 'final'")
    for summary, files in ledger.run("SELECT summary, files FROM built WHERE terms LIKE 'final%'"):
        finals += [(json.loads(summary)[0], name) for name, *_ in json.loads(files).values()]
    notes = ledger.run("SELECT number, name FROM looked_at WHERE kind = 'released'")
    there = (
        {n: f for n, f in sorted(found, reverse=True) if (ledger.folder / f).exists()} for found in (finals, notes)
    )
    return Evidence(*there)


def _told(receipt: Receipt) -> tuple[str, str]:
    """What a file says became of a document, and of which: a correction note, that it was released."""
    if receipt.corrects:
        return "released", receipt.corrects
    return ("final", receipt.number) if is_final(receipt) else ("", "")


def _known(ledger: Ledger) -> Iterator[tuple[str, int, int]]:
    """Files that were looked at, or that this computer has just built, with their sizes and times."""
    yield from ledger.run("SELECT name, size, mtime_ns FROM looked_at")
    for (files,) in ledger.run("SELECT files FROM built"):
        yield from ((name, size, mtime_ns) for name, _, size, mtime_ns in json.loads(files).values())


def _files(folder: Path) -> Iterator[_File]:
    """The finished files of a folder and those below it; of a document in several formats, the first of `SUFFIXES`.
    Those of the folder itself come last, for what lies below it may be what they took the place of."""
    for where, _, names in os.walk(folder, topdown=False):
        stems: dict[str, str] = {}
        for suffix in reversed(SUFFIXES):
            stems |= {Path(name).stem: name for name in names if name.endswith(suffix) and name[0] not in "~."}
        for name in sorted(stems.values()):
            path = Path(where) / name
            try:
                there = path.stat()
            except OSError:
                continue
            yield _File(path.relative_to(folder).as_posix(), there.st_size, there.st_mtime_ns)


def _receipt(path: Path) -> Receipt | None:
    try:
        return receipt_of(path.name, path.read_bytes())
    except OSError:
        return None


def receipt_of(name: str, data: bytes) -> Receipt | None:
    """The receipt in a file; None if it has none that can be read."""
    try:
        text = receipt_in(name, data)
        return decode(text) if text else None
    except (Unreadable, ReceiptError):
        return None
