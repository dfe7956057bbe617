"""The shape of an office: letterhead and contacts, of a Member or of a committee. A part of the schema of the store."""

from typing import Literal, Self

from pydantic import Field, model_validator

from generator.errors import Refusal
from generator.reading.fields import Colour, Id, Line, Model, Unprinted, Verbatim, Words
from generator.tables.seats import NAMES, TERRITORIES


class Contact(Model):
    """Whom a reader may call."""

    name: Words = Field(examples=["Pat Press"])
    phone: Line = ""
    email: Verbatim = ""


def _check_state(text: str) -> None:
    """Raises `Refusal` unless a state or territory is written with its two letters."""
    known = {**NAMES, **TERRITORIES}
    if text in known:
        return
    meant = next((k for k, name in known.items() if text.strip().lower() in (k.lower(), name.lower())), "")
    if meant:
        raise Refusal(f'"{text}" is not how a state is written here', f"write its two letters, {meant}", "state")
    raise Refusal(f'"{text}" is no state', "write the two letters of one, such as MT", "state")


class Office(Model):
    """Letterhead and contacts of one Member's office, or of the staff of a committee. Of one that is only an `example`,
    no final may leave: its finals say so."""

    id: Id
    name: Words = Field(examples=["Representative Jane Q. Example"])
    kind: Literal["member", "committee"] = "member"
    signature: Line = ""
    chamber: Literal["house", "senate"] = Field(examples=["house"])
    state: Line = ""
    district: Line = ""
    side: Literal["majority", "minority", ""] = ""
    subcommittee: Line = ""
    chair: Line = ""
    clerk: Contact | None = None
    address: Words = Field(examples=["1234 Example House Office Building, Washington, DC 20515"])
    phone: Line = ""
    website: Verbatim = ""
    press: Contact | None = None
    staff: Contact | None = None
    accent: Colour = ""
    logo: Unprinted = ""
    letterhead: Unprinted = ""
    example: bool = False

    @model_validator(mode="after")
    def _is_of_its_kind(self) -> Self:
        """A Member has a state. Sides, chairs and clerks are a committee's."""
        if self.kind == "member":
            if not self.state.strip():
                raise Refusal("has no state", 'add a line "state: MA", or "kind: committee" for a committee', "state")
            _check_state(self.state)
            if given := [name for name in ("side", "subcommittee", "chair", "clerk") if getattr(self, name)]:
                what = f"is a Member's office and has a {given[0]}"
                raise Refusal(what, 'write "kind: committee" if it is a committee\'s, else leave it out', given[0])
        return self

    @property
    def staff_called(self) -> str:
        """Who prepares its papers, in words: `Majority staff`. Empty for a Member's office."""
        return f"{(self.side or 'committee').capitalize()} staff" if self.kind == "committee" else ""

    @property
    def beside_name(self) -> tuple[str, ...]:
        """What its letterhead has beside its name: a committee's chamber, part, side and chair, then the address."""
        lines: tuple[str, ...] = ()
        if self.kind == "committee":
            house = {"house": "U.S. House of Representatives", "senate": "United States Senate"}[self.chamber]
            lines = (house, self.subcommittee, self.staff_called, f"{self.chair}, Chair" if self.chair else "")
        return tuple(filter(None, (*lines, self.address, self.phone)))
