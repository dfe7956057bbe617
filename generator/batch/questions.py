"""Questions by witness, over all topics of a hearing, against the five minutes that a Member has with each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from generator.compose.composer import compose
from generator.compose.prose import Prose
from generator.document.blocks import Block, BulletList, Heading, ListItem, Paragraph
from generator.document.draft import choose, seconds, spoken_time
from generator.document.inlines import Emphasis, Inlines, NoteMark, Origin, Strong, Text
from generator.pipeline import Project, Request, setting_of
from generator.store.schema import Hearing, Witness

BUDGET_S = 300
"""The turn of a Member: questions and answers together."""
_TEMPLATE = """\
{{% for point in points("question", witness="{witness}") %}}
::: question
{{{{ point }}}}
:::
{{% endfor %}}
"""


def questions(project: Project, hearing: Hearing, audience: str, office: str, as_of: date) -> list[Block]:
    """What to ask each witness and everybody, as an audience may see it. Raises `ContentError`."""
    return list(_Asking(project, hearing, audience, office, as_of).blocks())


class _Asking:
    def __init__(self, project: Project, hearing: Hearing, audience: str, office: str, as_of: date) -> None:
        self.project, self.hearing = project, hearing
        self.requests = [Request(topic, audience, office, as_of, hearing=hearing.id) for topic in hearing.topics]

    def blocks(self) -> Iterator[Block]:
        for witness_id, witness in self.hearing.witnesses.items():
            asked, spent = self._asked(witness_id)
            yield Heading(2, (self._said(", ".join(filter(None, (witness.name, witness.title)))),))
            yield from self._about(witness)
            yield Paragraph(tuple(_budget(spent)))
            yield from asked
        asked, spent = self._asked("")
        if asked:
            yield Heading(2, (Text("Questions for any witness"),))
            yield Paragraph(tuple(_budget(spent)))
            yield from asked

    def _about(self, witness: Witness) -> Iterator[Block]:
        about: list[Text | Strong | Emphasis] = []
        if witness.organization:
            about.append(Strong((self._said(f"{witness.organization}. "),)))
        if witness.bio:
            about += self._prose(witness.bio)  # type: ignore[arg-type]
        if witness.testimony == "awaited":
            about.append(Emphasis((Text(" Written testimony is still awaited."),)))
        if about:
            yield Paragraph(tuple(about))
        if witness.expected:
            yield Heading(3, (Text("Expect to hear"),))
            yield BulletList(tuple(ListItem(self._prose(line)) for line in witness.expected))
            yield Heading(3, (Text("Ask"),))

    def _asked(self, witness: str) -> tuple[list[Block], int]:
        """The questions for a witness from every topic, and how long they take to say, in seconds."""
        blocks: list[Block] = []
        spent = 0
        for request in self.requests:
            setting = setting_of(self.project, request)
            body = _TEMPLATE.format(witness=witness)
            audience = setting.selection.audience.model_copy(update={"body": body, "body_line": 1})
            draft = compose(replace(setting, selection=replace(setting.selection, audience=audience)))
            blocks += choose(draft, {variant.key: 0 for variant in draft.variants()}).blocks
            spent += sum(seconds(variant.options[0].words) for variant in draft.variants())
        return blocks, spent

    def _said(self, text: str) -> Text:
        return Text(text, Origin("hearing", self.hearing.id))

    def _prose(self, text: str) -> Inlines:
        inlines, _ = Prose(self.project.library, "", None).of(text, "", Origin("hearing", self.hearing.id))
        return tuple(i for i in inlines if not isinstance(i, NoteMark))


def _budget(spent: int) -> Iterator[Strong | Text]:
    """How much of the five minutes the questions take."""
    if not spent:
        yield Text("No questions are written yet.")
        return
    yield Strong((Text(f"Asking takes {spoken_time(spent)} of five minutes."),))
    left = BUDGET_S - spent
    if left > 0:
        yield Text(f" {spoken_time(left)} are left for the answers.")
    else:
        yield Text(" Choose among them: nothing is left for the answers.")
