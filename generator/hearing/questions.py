"""Questions by witness, over all topics of a hearing, against the five minutes that a Member has with each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from generator.compose.compose import compose
from generator.compose.fill import Prose
from generator.compose.recorder import Recorder
from generator.document.blocks import Block, BulletList, Heading, ListItem, Paragraph, QuestionAnswer
from generator.document.choose import choose
from generator.document.inlines import Aside, Emphasis, Inlines, NoteMark, Origin, Strong, Text
from generator.document.speaking import seconds, spoken_time
from generator.pipeline import Request, selected
from generator.project import Project
from generator.store.schema import Clearance, Hearing, Witness
from generator.values.dates import start_of_day

HEARING = "hearing"
"""The audience as which questions are asked, where there is one."""
BUDGET_S = 300
"""The turn of a Member: questions and answers together."""
_TEMPLATE = """\
{{% for point in points("question", witness="{witness}") %}}
::: question
{{{{ point }}}}
:::
{{% endfor %}}
"""


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose questions they are: the clearance of a Member, the office that prepares them, the day, and the moment that
    embargoes are held against."""

    clearance: Clearance
    office: str
    as_of: date
    moment: datetime | None = None


class Questions:
    """What a Member may ask each witness and everybody. `wordings` has what was taken of each point, once the blocks
    are made."""

    def __init__(self, project: Project, recorder: Recorder, hearing: Hearing, asker: Asker) -> None:
        self.project, self.recorder, self.hearing = project, recorder, hearing
        known = project.audiences
        like = known.get(HEARING) or max(known.values(), key=lambda a: asker.clearance.allows(a.clearance))
        self.audience = like.model_copy(update={"clearance": asker.clearance, "body_line": 1})
        self.requests = [
            Request(topic, like.id, asker.office, asker.as_of, hearing=hearing.id, moment=asker.moment)
            for topic in hearing.topics
        ]
        self.wordings: dict[str, str] = {}
        self._moment = asker.moment or start_of_day(asker.as_of)

    def blocks(self) -> Iterator[Block]:
        for witness_id, witness in self.hearing.witnesses.items():
            asked, spent = self._asked(witness_id)
            yield Heading(2, (self._said(", ".join(filter(None, (witness.name, witness.title)))),))
            yield from self._about(witness)
            if asked:
                yield Heading(3, (Text(_budget(witness.name, spent)),))
                yield from asked
            else:
                yield Paragraph((Text("There is no question for this witness."),))
        asked, spent = self._asked("")
        if asked:
            yield Heading(2, (Text("Questions for any witness"),))
            yield Heading(3, (Text(_budget("all of them", spent)),))
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

    def _asked(self, witness: str) -> tuple[list[Block], int]:
        """The questions for a witness from every topic, each with the time it takes to say and that up to there; and
        how long all of them take, in seconds."""
        blocks: list[Block] = []
        spent = 0
        for request in self.requests:
            audience = self.audience.model_copy(update={"body": _TEMPLATE.format(witness=witness)})
            draft = compose(selected(self.project, request, self.recorder, audience))
            variants = list(draft.variants())
            questions = choose(draft, {variant.key: 0 for variant in variants}).blocks
            for variant, question in zip(variants, questions, strict=True):
                self.wordings[variant.point] = variant.options[0].wording
                takes = seconds(variant.options[0].words)
                spent += takes
                blocks.append(_timed(question, takes, spent))
        return blocks, spent

    def _said(self, text: str) -> Text:
        return Text(text, Origin("hearing", self.hearing.id))

    def _prose(self, text: str) -> Inlines:
        inlines, _ = Prose(self.recorder.library, "", None, self._moment).of(
            text, "", Origin("hearing", self.hearing.id)
        )
        return tuple(i for i in inlines if not isinstance(i, NoteMark))


def _timed(question: Block, takes: int, so_far: int) -> Block:
    assert isinstance(question, QuestionAnswer)
    so_far_too = f", {spoken_time(so_far)} so far" if so_far > takes else ""
    return replace(question, question=(*question.question, Aside(f" {spoken_time(takes)}{so_far_too}")))


def _budget(whom: str, spent: int) -> str:
    """How much of the five minutes the questions take."""
    left = BUDGET_S - spent
    rest = f"{spoken_time(left)} are left for the answers" if left > 0 else "nothing is left for the answers: choose"
    return f"Asking {whom} takes {spoken_time(spent)} of five minutes; {rest}"
