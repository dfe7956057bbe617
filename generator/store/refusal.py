"""How a value of the store is refused: in two parts, so that the report can say what is wrong and how to mend it."""

from __future__ import annotations


class Refusal(ValueError):
    """A value that cannot be taken.

    `what` either starts with the value in double quotes (`"40,7782" is not a number`) or goes on after the name of the
    thing that holds it (`is empty`). `mend` says what to write instead. `key` names the part of a mapping that is at
    fault, where a whole mapping was looked at.
    """

    def __init__(self, what: str, mend: str = "", key: str = "") -> None:
        self.what, self.mend, self.key = what, mend, key
        super().__init__(f"{what}; {mend}" if mend else what)
