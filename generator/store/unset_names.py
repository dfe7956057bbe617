"""Names, labels, titles and cells of tables: what in them would be printed as it stands, or fits in no line."""

from __future__ import annotations

from collections.abc import Iterator

from generator.errors import Problem, Refusal
from generator.reading.fields import check_line
from generator.store.load import Loaded
from generator.store.printed_texts import printed_cells, printed_texts
from generator.store.unset_markup import within_names


def check(loaded: Loaded) -> Iterator[Problem]:
    """What is wrong with them. Prose is looked at where its figures are, the length of others when they are read."""
    for printed in printed_texts(loaded):
        if not printed.is_prose:
            for fault in within_names(printed.text):
                node, prefix = loaded.place(printed.owner)
                mark = node.position((*prefix, *printed.path), fault.offset)
                yield Problem(mark, fault.what, fault.mend, code="reference")
    for cell in printed_cells(loaded):
        faults = [(fault.what, fault.mend) for fault in within_names(cell.text)]
        try:
            check_line(cell.text)
        except Refusal as refusal:
            faults.append((refusal.what, refusal.mend))
        for what, mend in faults:
            mark = loaded.cells[cell.table.id].mark(cell.key, cell.column)
            yield Problem(mark, f'column "{cell.column}": {what}', mend, code="csv")
