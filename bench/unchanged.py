"""Whether another tree makes the same documents: `python -m bench.unchanged OTHER [--pictures]`.

Every topic for every audience, and the starter's hearing with its binders, built by both trees and held against one
another: the parts of Word files after canonicalization (receipts aside), the text, tags and, if asked, the pictures of
the pages of PDFs. Prints what differs; exits with 1 if anything does.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from lxml import etree

HERE = Path(__file__).resolve().parents[1]
NUMBER = re.compile(r"\b[A-Z]{4}-\d{4}\b")
COMMANDS = (["build"], ["hearing", "research-security"])


def main() -> int:
    """Build with both trees and compare."""
    other, pictures = Path(sys.argv[1]).resolve(), "--pictures" in sys.argv
    with tempfile.TemporaryDirectory() as folder:
        outputs = [Path(folder) / "there", Path(folder) / "here"]
        for tree, out in zip((other, HERE), outputs, strict=True):
            for command in COMMANDS:
                words = [sys.executable, "-m", "generator", *command, "--as-of", "2026-11-23", "--out", str(out)]
                subprocess.run(words, cwd=tree, stdout=subprocess.DEVNULL, check=True)
        names = [
            sorted(p.relative_to(out).as_posix() for p in out.rglob("*.*") if p.suffix in (".docx", ".pdf"))
            for out in outputs
        ]
        found = [f"only in one: {name}" for name in sorted(set(names[0]) ^ set(names[1]))]
        for name in sorted(set(names[0]) & set(names[1])):
            old, new = (out / name for out in outputs)
            compare = _word if name.endswith(".docx") else _pdf
            found += [f"{name}: {what}" for what in compare(old, new, pictures)]
    print("\n".join(found) or f"the same: {len(names[0])} files")
    return 1 if found else 0


def _word(old: Path, new: Path, _: bool) -> Iterator[str]:
    parts = []
    for path in (old, new):
        with zipfile.ZipFile(path) as package:
            parts.append(
                {
                    n: _canonical(package.read(n)) if n.endswith((".xml", ".rels")) else package.read(n)
                    for n in package.namelist()
                }
            )
    for name in sorted(set(parts[0]) | set(parts[1])):
        if parts[0].get(name) != parts[1].get(name) and b"receipt" not in (parts[0].get(name) or b"")[:600]:
            yield f"{name} differs"


def _canonical(data: bytes) -> bytes:
    text = etree.tostring(etree.fromstring(data), method="c14n2", strip_text=False)
    return NUMBER.sub("NUMBER", text.decode()).encode()


def _pdf(old: Path, new: Path, pictures: bool) -> Iterator[str]:
    for options, what in ((["pdftotext", "-layout"], "text"), (["pdfinfo", "-struct-text"], "tags")):
        said = [_output([*options, str(p), *(["-"] if "text" in options[0] else [])]) for p in (old, new)]
        if said[0] != said[1]:
            yield f"{what} differs"
    if pictures and _pixels(old) != _pixels(new):
        yield "pictures differ"


def _output(words: list[str]) -> str:
    text = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return re.sub(r"\s+", " ", NUMBER.sub("NUMBER", re.sub(r"File size:.*", "", text)))


def _pixels(path: Path) -> list[bytes]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [bytes(page.render(scale=1.0).buffer) for page in document]
    finally:
        document.close()


if __name__ == "__main__":
    raise SystemExit(main())
