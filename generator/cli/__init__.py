"""The command `onepager`: it parses what was typed, calls the parts below, and prints what comes back.

Nothing heavy is imported before it is needed, so that `--help` and completion answer at once.
"""

from __future__ import annotations

import gc

from generator.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """The console script."""
    # Importing and reading make many objects that last and no rubbish; the collector comes on when the work begins.
    gc.disable()
    app.main(prog_name="onepager")
