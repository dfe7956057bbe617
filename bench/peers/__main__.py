"""Ours and others on the same documents, in turns: `python -m bench peers`, or `python -m bench.peers [ROUNDS]`.

Each is a process of its own that stays; each round gives all of them the texts of one state's document, in another
order. No document is made twice, as in a batch; what all states have in common, whoever keeps it may keep.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import docx
import pypdfium2

from bench.made import ROOT
from bench.peers import install
from bench.peers.content import KINDS, content_of, probes, wanted, without_charts
from bench.peers.serve import WARM
from bench.results import paragraph, table
from generator.pipeline import make

HERE = Path(__file__).resolve().parent
ROUNDS = 45
PASSES = 3
"""How often all of it is done, by processes begun anew: the machine may be slow for as long as a turn takes."""
BURST = 15
"""So many documents a turn, all asked for at once, as in a batch: one that has waited finds the caches full of others'
work and the processor at rest."""


@dataclass(frozen=True)
class Peer:
    name: str
    format: str
    inside: str
    command: Callable[[Path], list[str]]
    """From a folder for its files to what to run."""

    @property
    def is_ours(self) -> bool:
        return self.name in (WHOLE, WRITE, CHARTED)


def _ours(*words: str) -> Callable[[Path], list[str]]:
    return lambda _: [sys.executable, "-m", "bench.peers.ours", *words]


def _python(script: str) -> Callable[[Path], list[str]]:
    return lambda _: [str(install.python()), str(HERE / script)]


def _weasyprint(_: Path) -> list[str]:
    install.pango()
    return [str(install.python()), str(HERE / "weasyprint_pdf.py")]


def _docxtemplater(folder: Path) -> list[str]:
    program, modules = install.node()
    template = folder / "template.docx"
    subprocess.run([sys.executable, str(HERE / "templates.py"), "mustache", str(template)], check=True)
    return [program, str(HERE / "docxtemplater_docx.js"), str(template), str(modules)]


WHOLE = "ours, from the store"
WRITE = "ours, writing alone"
CHARTED = "ours, with its chart"
_WHOLE = "select, compose, fit, receipt, write"
PEERS = (
    Peer(WHOLE, "pdf", f"{_WHOLE}; UA-1 and A-2a", _ours("whole", "pdf")),
    Peer(WRITE, "pdf", "laid out before: tags, fonts, receipt", _ours("write", "pdf")),
    Peer(CHARTED, "pdf", f"{_WHOLE}; chart", _ours("charted", "pdf")),
    Peer("typst", "pdf", "template, layout, writing; UA-1", _python("typst_pdf.py")),
    Peer("platypus", "pdf", "story, layout, writing; no tags", _python("platypus_pdf.py")),
    Peer("weasyprint", "pdf", "template, layout, writing; UA-1", _weasyprint),
    Peer(WHOLE, "docx", _WHOLE, _ours("whole", "docx")),
    Peer(WRITE, "docx", "laid out before: body, package, receipt", _ours("write", "docx")),
    Peer(CHARTED, "docx", f"{_WHOLE}; chart", _ours("charted", "docx")),
    Peer("docxtemplater", "docx", "template, writing (node)", _docxtemplater),
    Peer("docxtpl", "docx", "template, writing", _python("docxtpl_docx.py")),
    Peer("python-docx", "docx", "building, writing", _python("python_docx_docx.py")),
    Peer(WHOLE, "pair", f"{_WHOLE} both", _ours("whole", "docx", "pdf")),
    Peer(CHARTED, "pair", f"{_WHOLE} both; chart", _ours("charted", "docx", "pdf")),
)
TARGETS = {
    "leave-behind": (("pdf", "typst", 2.0), ("docx", "docxtemplater", 2.0)),
    "staff memo": (("pdf", "typst", 1.5), ("docx", "docxtemplater", 1.2)),
}
"""How many times as fast as a peer ours is to be from the store, by kind of document."""


@dataclass
class Runner:
    """A peer at work, and what each document took: milliseconds by the clock and in processor time."""

    peer: Peer
    folder: Path
    failure: str = ""
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    size: int = 0
    process: subprocess.Popen[str] | None = None

    @property
    def _errors(self) -> Path:
        return self.folder / f"{self.peer.format}-{self.peer.name}.log"

    def start(self, stack: ExitStack) -> None:
        try:
            command = self.peer.command(self.folder)
        except install.NotInstalled as error:
            self.failure = str(error)
            return
        errors = stack.enter_context(self._errors.open("w", encoding="utf-8"))
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8"
        )
        self.process = stack.enter_context(process)
        stack.callback(process.terminate)

    def ask(self, asked: list[dict[str, Any]], counted: int) -> None:
        """Have documents made one after the other; of the last `counted` it is kept how long they took."""
        if self.failure or self.process is None or self.process.stdin is None or self.process.stdout is None:
            return
        try:
            self.process.stdin.write(json.dumps(asked) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            pass  # why it ended is read below
        answer = self.process.stdout.readline()
        if not answer:
            said = self._errors.read_text(encoding="utf-8", errors="replace").split("\n")
            self.failure = next((line for line in reversed(said) if line.strip()), "it ended without a word")
            return
        for took in json.loads(answer)[len(asked) - counted :]:
            self.wall.append(took["wall"])
            self.cpu.append(took["cpu"])
            self.size = took["bytes"]


def missing(format: str, data: bytes, texts: list[str]) -> list[str]:
    """Which of the texts a file does not have; spaces and hyphens at line ends do not count."""
    if format == "pdf":
        document = pypdfium2.PdfDocument(data)
        found = "".join(page.get_textpage().get_text_range() for page in document)
    else:
        document = docx.Document(io.BytesIO(data))
        heads = [head._element for s in document.sections for head in (s.header, s.first_page_header)]
        parts = [document.element.body, *heads]
        found = "".join(t.text or "" for part in parts for t in part.iter("{*}t"))
    whole = _bare(found)
    return [text for text in texts if _bare(text) not in whole]


def _bare(text: str) -> str:
    return re.sub(r"[\s\u00ad\u0002\ufffe-]+", "", text).casefold()


def run(kind: str, rounds: int, stack: ExitStack) -> list[Runner]:
    """All peers on one kind of document, in turns of `BURST` documents; `rounds` documents are counted."""
    folder, workspace = (Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(2))
    project, audience = without_charts(workspace), KINDS[kind]
    runners = [Runner(peer, folder) for peer in PEERS]
    for runner in runners:
        runner.start(stack)
    asked = [
        {"audience": audience, "row": r.row, "content": content_of(make(project, r).laid.document)}
        for r in wanted(project, audience)[: WARM + rounds]
    ]
    for runner in runners:
        if runner.peer.format != "pair" and runner.peer.name != CHARTED:  # a chart takes the room of some texts
            _first(runner, asked[0], folder)
    for start in range(0, len(asked), BURST):
        turn = start // BURST % len(runners)
        for runner in (*runners[turn:], *runners[:turn]):
            documents = asked[start : start + BURST]
            runner.ask(documents, len(documents) - max(WARM - start, 0))
    if broken := [f"{r.peer.name}, {r.peer.format}: {r.failure}" for r in runners if r.failure and r.peer.is_ours]:
        raise SystemExit("\n".join(broken))
    return runners


def run_again_and_again(kind: str, rounds: int) -> list[Runner]:
    """The same in `PASSES` passes, with the times of all of them."""
    passes = []
    for _ in range(PASSES):
        with ExitStack() as stack:
            passes.append(run(kind, rounds, stack))
    first, *others = passes
    for other in others:
        for runner, again in zip(first, other, strict=True):
            runner.failure = runner.failure or again.failure
            runner.wall += again.wall
            runner.cpu += again.cpu
    return first


def _first(runner: Runner, asked: dict[str, Any], folder: Path) -> None:
    """The first document is read: a peer whose file lacks a text is not compared."""
    path = folder / f"{runner.peer.format}-{runner.peer.name.replace(' ', '-')}"
    runner.ask([{**asked, "save": str(path)}], counted=0)
    if not runner.failure and (lost := missing(runner.peer.format, path.read_bytes(), probes(asked["content"]))):
        runner.failure = f"its file lacks {len(lost)} texts, such as “{lost[0][:60]}”"


def ratio(runner: Runner, ours: Runner) -> float:
    """How many times as long as ours, round by round, the median; the lower one of clock and processor time."""
    both = ((runner.wall, ours.wall), (runner.cpu, ours.cpu))
    return min(median(theirs / mine for theirs, mine in zip(t, m, strict=True)) for t, m in both)


def rows(runners: list[Runner]) -> Iterator[list[str]]:
    ours = {(r.peer.name, r.peer.format): r for r in runners}
    for runner in runners:
        peer = runner.peer
        if runner.failure:
            yield [peer.format, peer.name, peer.inside, f"not run: {runner.failure}", "", "", "", "", ""]
            continue
        times = [f"{median(runner.wall):.2f}", f"{min(runner.wall):.2f}", f"{median(runner.cpu):.2f}"]
        against = ["", ""]
        if not peer.is_ours:
            against = [f"{ratio(runner, ours[name, peer.format]):.1f}" for name in (WHOLE, WRITE)]
        yield [peer.format, peer.name, peer.inside, *times, f"{runner.size / 1000:.0f}", *against]


def judged(kind: str, runners: list[Runner]) -> Iterator[str]:
    """What was to be reached, and whether it was."""
    named = {(r.peer.format, r.peer.name): r for r in runners if r.wall}
    for format_, name, target in TARGETS[kind]:
        if theirs := named.get((format_, name)):
            whole, write = (ratio(theirs, named[format_, mine]) for mine in (WHOLE, WRITE))
            reached = "reached" if whole >= target else "not reached"
            yield (
                f"- {format_.upper()} from the store {target:g} times as fast as {name}: {reached} ({whole:.1f}; "
                f"writing alone, without fitting: {write:.1f})"
            )


def main(rounds: int) -> None:
    print("## Ours and others, on the same documents\n")
    text = (
        f"Warm, each in a process of its own, {rounds} documents of each kind in turns of {BURST}: one a state, none "
        f"twice; all that {PASSES} times, with processes begun anew. Python's collector comes as seldom for all as it "
        "does in our program. Peers get finished texts and fill a template of their own with them, on the same paper "
        "and in the same fonts; ours starts from the loaded store and includes fitting to the page, tags and "
        "receipts. Every peer's first file was opened and has all the texts. `from store` and `writing alone` say how "
        "many times as long as that figure of ours a peer takes: the median over the documents, by the clock or in "
        "processor time of all its threads, whichever is lower."
    )
    print(paragraph(text))
    heads = ("", "", "what is inside", "ms", "least", "ms CPU", "KB", "from store", "writing alone")
    for kind in KINDS:
        runners = run_again_and_again(kind, rounds)
        print(f"### A {kind}\n")
        print(table(heads, rows(runners), "lllrrrrrr"))
        print(*("", *judged(kind, runners), ""), sep="\n", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
