"""What nobody has approved does not become final, where the office asks for that."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from pathlib import PurePosixPath

from generator.batch.output import Output
from generator.batch.result import Failure
from generator.batch.task import Product, Task
from generator.batch.worker import Done
from generator.document.standing import DRAFT, EXAMPLE, marked
from generator.errors import Mark, Problem
from generator.project import Project
from generator.records.approvals import why_void
from generator.records.history import Approved
from generator.records.look_through import receipt_of

WITH_RECEIPT = ("docx", "pdf")
"""Formats of files that can be approved as files."""
BY_NUMBER = "onepager approve NUMBER --by NAME, with the number at the foot of the draft"
WHY = "a second person approves what becomes final: onepager.yaml says approval: required"


class SignOff:
    """Holds the finals of one project against what was approved."""

    def __init__(self, project: Project, output: Output) -> None:
        self._project, self._output = project, output

    def held(self, done: Done) -> Done:
        """What was made, or that it is not approved: then nothing of it is written."""
        task, product = done.task, done.product
        if product is None or not task.is_final or not self._project.asks_for_approval:
            return done
        receipt = product.entry.receipt()
        if self._project.approval_of(receipt.content):
            return done
        why = why_void(receipt, self._approvals, self._project)
        problem = Problem(
            Mark(f"{task.stem}.{task.formats[0]}"), f"this cannot be final: {why}", self._mend(task, product), WHY
        )
        return Done(task, Failure("not approved", (problem,)))

    @cached_property
    def _approvals(self) -> list[Approved]:
        return self._output.ledger.history.approvals()

    def _mend(self, task: Task, product: Product) -> str:
        """What to type. All papers of a hearing are approved at once; of plain text there is only the number."""
        folder = self._output.folder
        shown = folder.relative_to(root) if folder.is_relative_to(root := self._project.root) else folder
        stem = PurePosixPath(marked(task.stem.removesuffix(f"_{EXAMPLE}"), DRAFT))
        files = [f"{stem}.{format_}" for format_ in product.files if format_ in WITH_RECEIPT]
        if not files:
            return f"make the draft, have it read by somebody else, and enter that: {BY_NUMBER}"
        there = next((name for name in files if self._says(name) == product.entry.receipt().content), "")
        what = shown / (stem.parent if stem.parent.name else there or files[0])
        approve = (
            f'have the draft read by somebody else, and enter that: onepager approve "{what.as_posix()}" --by NAME'
        )
        return approve if there else f"make the draft (the same command without --final); then {approve}"

    def _says(self, draft: str) -> str:
        """The content key of a draft as it stands; empty if there is none."""
        with suppress(OSError):
            receipt = receipt_of(draft, (self._output.folder / draft).read_bytes())
            return receipt.content if receipt else ""
        return ""
