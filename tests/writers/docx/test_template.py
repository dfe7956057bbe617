"""What documents take from python-docx's template stands in a file: just what python-docx gives, and all they need."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from generator.writers.docx.styles import TEMPLATE
from generator.writers.docx.template import taken

ROOT = Path(__file__).resolve().parents[3]
_WITHOUT_A_LETTERHEAD = """
import sys
from generator.writers.docx.write import write_docx
from tests.writers.laid_docx import one_pager

write_docx(one_pager(chart=False))
print("docx" in sys.modules)
"""


def test_the_file_holds_what_python_docx_gives() -> None:
    again = f"python -m {taken.__module__}"
    assert json.loads(TEMPLATE.read_text(encoding="utf-8")) == taken(), (
        f"python-docx has changed; write it anew: {again}"
    )


def test_without_a_letterhead_python_docx_is_not_even_imported() -> None:
    command = [sys.executable, "-c", _WITHOUT_A_LETTERHEAD]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("False", "")
