"""How long the leak guard takes for a one-page file, warm, with stores of 5,000 and 10,000 points, and how much of that
is the search: `python -m bench.guard`.

Processor time. No two Word files have the same body, as in a batch. Nothing is asserted: figures depend on the machine.
"""

from __future__ import annotations

import io
import random
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

from bench.made import AS_OF, ROOT, starter
from generator.inspection import Forbidden, forbidden, leaks, open_file
from generator.inspection.search import Found, Patterns, Searcher
from generator.pipeline import make, render
from generator.requests import requests
from generator.store.library import read_library
from generator.store.schema import Clearance
from generator.values.dates import start_of_day

TOPICS, POINTS_EACH = (100, 200), 50
FILES = 400


def main() -> None:
    files = {format_: list(_files(format_)) for format_ in ("docx", "pdf")}
    for topics in TOPICS:
        with tempfile.TemporaryDirectory() as folder:
            library = read_library(_store(Path(folder), topics))
        began = process_time()
        secrets = forbidden(library, Clearance.PUBLIC, start_of_day(AS_OF))
        took = process_time() - began
        began = process_time()
        searched = Searcher(Patterns(secrets.sentences))
        built = process_time() - began
        print(f"{topics * POINTS_EACH:,} points: {len(secrets):,} secrets, made in {took:.2f} s")
        print(f"  {len(secrets.sentences):,} of them in an automaton, made in {built:.2f} s")
        for format_, what in (("docx", "Word"), ("pdf", "PDF")):
            times = sorted(_seconds(f"press.{format_}", data, secrets) for data in files[format_])
            search = median(_searching(f"press.{format_}", data, searched) for data in files[format_])
            size = median(len(data) for data in files[format_])
            print(
                f"  one page of {what} ({size / 1000:.0f} KB): median {median(times) * 1000:.2f} ms, "
                f"tenth {times[len(times) // 10] * 1000:.2f} ms, ninetieth {times[len(times) * 9 // 10] * 1000:.2f} "
                f"ms; the search alone {search * 1000:.2f} ms"
            )


def _seconds(name: str, data: bytes, secrets: Forbidden) -> float:
    began = process_time()
    found = leaks(name, data, secrets)
    took = process_time() - began
    assert not found, found[:3]
    return took


def _searching(name: str, data: bytes, searched: Searcher[Found]) -> float:
    texts = [text.squeezed for text in open_file(name, data).texts]
    began = process_time()
    assert not [found for text in texts for found in searched.search(text)]
    return process_time() - began


def _files(format: str) -> Iterator[bytes]:
    """One-pagers for the public, over and over, each with a body of its own."""
    project = starter()
    made = [
        make(project, request)
        for office in project.library.offices
        for request in requests(project, (), ("press", "constituent", "floor"), office, AS_OF)
    ]
    files = [render(m, format) for m in made if len(m.laid.pages) == 1]
    for number in range(FILES):
        data = files[number % len(files)]
        yield _with_own_body(data, number) if format == "docx" else data


def _with_own_body(data: bytes, number: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b"</w:t>", b" No. %d</w:t>" % number, 1)
            new.writestr(name, content)
    return buffer.getvalue()


# --- a store -----------------------------------------------------------------------------------------------------


def _store(root: Path, topics: int) -> Path:
    """A store of many points, a third of them for each clearance, of the words of the starter store."""
    chance = random.Random(1)
    texts = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "talking_points" / "topics").glob("*.yaml")))
    words = sorted(set(re.findall(r"\b[a-z]{2,}\b", texts)))
    folder = root / "talking_points"
    (folder / "topics").mkdir(parents=True)
    (folder / "sources.yaml").write_text("report:\n  publisher: Publisher\n  title: Title\n", encoding="utf-8")
    office = "one:\n  name: Office\n  chamber: house\n  state: MA\n  address: Washington, DC\n"
    (folder / "offices.yaml").write_text(office, encoding="utf-8")
    for number in range(topics):
        file = folder / "topics" / f"topic-{number:03}.yaml"
        file.write_text(_topic(words, chance), encoding="utf-8")
    return root


def _topic(words: list[str], chance: random.Random) -> str:
    head = "title: Title\nshort: Short\nbottom_line: Line.\nask: Ask.\nfacts:\n  jobs:\n    value: 407,782\n"
    head += "    measure: jobs\n    source: report\npoints:\n"
    return head + "".join(_point(number, words, chance) for number in range(POINTS_EACH))


def _point(number: int, words: list[str], chance: random.Random) -> str:
    def prose(sentences: int) -> str:
        return " ".join(
            f"{' '.join(chance.choices(words, k=chance.randint(8, 18))).capitalize()}." for _ in range(sentences)
        )

    clearance = ("public", "congress", "office")[number % 3]
    texts = {
        "lead": prose(1),
        "full": f"{prose(3)} We have {{{{ jobs }}}} jobs.",
        "short": prose(1),
        "spoken": prose(2),
    }
    fields = "".join(f"    {name}: >-\n      {text}\n" for name, text in texts.items())
    return f"  point-{number}:\n    kind: message\n    clearance: {clearance}\n{fields}"


if __name__ == "__main__":
    main()
