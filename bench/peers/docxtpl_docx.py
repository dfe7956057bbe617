"""docxtpl: a Word file with Jinja in it. Each document opens the template anew, as its manual says to."""

from __future__ import annotations

import io
from typing import Any

from docxtpl import DocxTemplate
from serve import serve

from templates import jinja

_buffer = io.BytesIO()
jinja().save(_buffer)
template = _buffer.getvalue()


def render(content: dict[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(template))
    document.render(content, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    serve(render)
