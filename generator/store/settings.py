"""What an office decides once: the file `onepager.yaml` beside the store."""

from typing import Any, Literal

from pydantic import Field, field_validator

from generator.reading.fields import Model, Unprinted
from generator.store.schema import Clearance

Gravity = Literal["off", "warning", "error"]
"""How grave the finding of a rule is; `off`: it is not looked for."""
Approvals = Literal["", "required", "alone"]
"""Whether a second person approves what is made final; `alone`: there is none. Empty: nobody has said."""


class WordLists(Model):
    """Where the office keeps its lists of words, below the workspace; a list that is not there is empty.

    `spelling` and `acronyms` have one word a line, `plain` a word or phrase and, after `=`, what to say instead.
    """

    spelling: Unprinted = "talking_points/words/spelling.txt"
    acronyms: Unprinted = "talking_points/words/acronyms.txt"
    plain: Unprinted = "talking_points/words/plain.txt"


class Settings(Model):
    """The file `onepager.yaml` beside the store: what an office decides once.

    `rules` sets how grave the findings of `onepager check` are: `TP301: warning`, or by clearance. `packs` are files of
    dated rules of the office's own, beside those that come with the program. `leak_words` is how many consecutive words
    of an internal text are a leak by themselves. `approval` says whether finals are made only of what a second person
    has approved.
    """

    office: Unprinted = ""
    rules: dict[Unprinted, dict[Clearance, Gravity]] = Field(default_factory=dict)
    words: WordLists = WordLists()
    packs: tuple[Unprinted, ...] = ()
    leak_words: int = Field(8, ge=5, le=50)
    approval: Approvals = ""

    @field_validator("rules", mode="before")
    @classmethod
    def _for_all_readers(cls, rules: Any) -> Any:
        """Write `TP301: warning` out for every clearance."""
        if not isinstance(rules, dict):
            return rules
        return {
            code: dict.fromkeys(Clearance, gravity) if isinstance(gravity, str) else gravity
            for code, gravity in rules.items()
        }
