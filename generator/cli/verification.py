"""`build --verify`: whether Word files have as many pages as they were laid out on."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from generator.batch.result import Failure, Result
from generator.cli.helpers import libreoffice
from generator.cli.helpers.console import count


class WordPages(StrEnum):
    """How the numbers of pages in Word are known."""

    ESTIMATED = "estimated"
    VERIFIED = "verified"
    UNVERIFIABLE = "unverifiable"


def verify(results: Sequence[Result]) -> WordPages:
    """Open the Word files just made in LibreOffice; one with another number of pages fails its document."""
    program = libreoffice.find_libreoffice()
    if program is None:
        return WordPages.UNVERIFIABLE
    with_word = [r for r in results if "docx" in r.files and not r.failure]
    try:
        counts = libreoffice.page_counts([r.files["docx"].path for r in with_word], program)
    except libreoffice.LibreOfficeFailed as error:
        for result in with_word:
            result.failure = Failure(f"its Word file could not be verified: {error}")
        return WordPages.UNVERIFIABLE
    for result, found in zip(with_word, counts, strict=True):
        assert result.summary is not None
        result.word_pages = found
        result.failure = _failure(result.summary.pages, found)
    return WordPages.VERIFIED


def _failure(wanted: int, found: int | None) -> Failure | None:
    if found is None:
        return Failure("LibreOffice did not open its Word file")
    if found != wanted:
        return Failure(f"its Word file takes {count(found, 'page')} in LibreOffice where {wanted} should do")
    return None
