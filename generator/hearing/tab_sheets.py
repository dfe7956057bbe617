"""Tab sheets for what a binder does not hold itself: each names a written testimony and its pages, which go behind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.batch.names import labels
from generator.compose.recorder import Recorder
from generator.document.blocks import Block, Heading, Kicker, MemoHeader, Paragraph
from generator.document.inlines import Origin, Text
from generator.project import Project
from generator.store.schema import Hearing, Witness
from generator.testimony import Testimony, testimony_files

WITNESS_MAX = 36


@dataclass(frozen=True, slots=True)
class TabSheet:
    """The sheet for one testimony; `file` is its name in the Member's folder."""

    witness: Witness
    testimony: Testimony
    file: str
    hearing: str

    @property
    def title(self) -> str:
        return f"Written testimony of {self.witness.name}, {self.pages}"

    @property
    def pages(self) -> str:
        number = self.testimony.pages
        return f"{number} page{'' if number == 1 else 's'}"

    def blocks(self, tab: str) -> Iterator[Block]:
        origin = Origin("hearing", self.hearing)
        yield Kicker((Text(tab.upper()),))
        yield Heading(1, (Text("Written testimony of "), Text(self.witness.name, origin)))
        who = ", ".join(filter(None, (self.witness.title, self.witness.organization)))
        rows = {"Witness": ", ".join(filter(None, (self.witness.name, who))), "Pages": self.pages, "File": self.file}
        yield MemoHeader(tuple((label, (Text(text, origin),)) for label, text in rows.items()))
        behind = "page" if self.testimony.pages == 1 else f"{self.testimony.pages} pages"
        yield Paragraph((Text(f"Put the {behind} of this file behind this sheet, as the witness handed them in."),))


def tab_sheets(project: Project, hearing: Hearing, recorder: Recorder) -> list[TabSheet]:
    """A sheet for each testimony that is there, in the order of the witnesses. Notes in `recorder` that its file was
    looked at."""
    names = {file: name for name, file in testimony_names(project.library.hearings[hearing.id]).items()}
    sheets = []
    for name, witness in hearing.witnesses.items():
        if file := witness.testimony_file:  # read of every witness, so that a file that comes later is noticed
            asked = f"testimony {hearing.id}/{name}"
            recorder.ask("file", (asked,), project.digests[asked])
            sheets.append(TabSheet(witness, project.testimonies[hearing.id, name], names[file], hearing.id))
    return sheets


def testimony_names(hearing: Hearing) -> dict[str, str]:
    """The files of written testimony in a Member's folder, each with where it comes from: `Testimony_Dr-Ada-Sample.pdf`
    from `testimony/sample.pdf`."""
    files = testimony_files(hearing)
    called = labels({name: hearing.witnesses[name].name for name in files}, WITNESS_MAX)
    return {f"Testimony_{called[name]}.pdf": file for name, file in files.items()}
