"""Ours, as a process like the peers': `python -m bench.peers.ours whole|write|charted FORMAT…`.

`whole` is from the loaded store to bytes: select, compose, fit, receipt, write. `write` is the writing alone, of a
document laid out before, with its receipt, tags, fonts and properties. `charted` is `whole` with the chart that the
document has in the starter store and that the peers are not asked for.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.made import starter
from bench.peers.content import KINDS, wanted, without_charts
from bench.peers.serve import serve
from generator.document.receipt import encode
from generator.pipeline import Made, Request, make, render
from generator.project import Project
from generator.receipts import receipt_of


def main(what: str, formats: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        run(starter() if what == "charted" else without_charts(Path(folder)), what, formats)


def run(project: Project, what: str, formats: list[str]) -> None:
    of_audience = {audience: wanted(project, audience)[0] for audience in KINDS.values()}

    def request_of(asked: dict[str, Any]) -> Request:
        return replace(of_audience[asked["audience"]], row=asked["row"])

    def laid_out(asked: dict[str, Any]) -> tuple[Made, str]:
        made = make(project, request_of(asked))
        return made, encode(receipt_of(project, made))

    def write(given: tuple[Made, str]) -> bytes:
        made, receipt = given
        return b"".join([render(made, format_, receipt) for format_ in formats])

    def whole(request: Request) -> bytes:
        made = make(project, request)
        return write((made, encode(receipt_of(project, made))))

    if what == "write":
        serve(write, laid_out)
    else:
        serve(whole, request_of)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
