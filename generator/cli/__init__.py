"""The command `onepager`: it parses what was typed, calls the parts below, and prints what comes back.

Nothing heavy is imported before it is needed, so that `--help` and completion answer at once.
"""

from __future__ import annotations

import atexit
import gc
import os

from generator.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """The console script."""
    # Importing and reading make many objects that last and no rubbish; the collector comes on when the work begins.
    gc.disable()
    atexit.register(gc.freeze)  # nor need all that lasted be looked through at the end
    # None is wanted, and to look for them is to read what is said of every package installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    app.main(prog_name="onepager")
