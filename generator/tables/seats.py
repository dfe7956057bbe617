"""The seats of Congress: how many districts each state has, which classes its senators are of, and who sends delegates.

Districts are those of the 2020 census, in force from the 118th Congress (2023) to the 122nd.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

NAMES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota", "MS": "Mississippi",
    "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio",
    "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina",
    "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont", "VA": "Virginia",
    "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
}  # fmt: skip
"""The fifty states by their postal codes."""
TERRITORIES = {
    "AS": "American Samoa", "DC": "the District of Columbia", "GU": "Guam", "MP": "the Northern Mariana Islands",
    "PR": "Puerto Rico", "VI": "the U.S. Virgin Islands",
}  # fmt: skip
"""Those that send a delegate without a vote; Puerto Rico's is its resident commissioner."""

_DISTRICTS = (
    "AL7 AK1 AZ9 AR4 CA52 CO8 CT5 DE1 FL28 GA14 HI2 ID2 IL17 IN9 IA4 KS4 KY6 LA6 ME2 MD8 MA9 MI13 MN8 MS4 MO8 MT2 NE3 "
    "NV4 NH2 NJ12 NM3 NY26 NC14 ND1 OH15 OK5 OR6 PA17 RI2 SC7 SD1 TN9 TX38 UT4 VT1 VA11 WA10 WV2 WI8 WY1"
)
DISTRICTS = {word[:2]: int(word[2:]) for word in _DISTRICTS.split()}
_CLASSES = {
    1: "AZ CA CT DE FL HI IN ME MD MA MI MN MS MO MT NE NV NJ NM NY ND OH PA RI TN TX UT VT VA WA WV WI WY",
    2: "AL AK AR CO DE GA ID IL IA KS KY LA ME MA MI MN MS MT NE NH NJ NM NC OK OR RI SC SD TN TX VA WV WY",
    3: "AL AK AZ AR CA CO CT FL GA HI ID IL IN IA KS KY LA MD MO NV NH NY NC ND OH OK OR PA SC SD UT VT WA WI",
}
CLASSES = {n: tuple(states.split()) for n, states in _CLASSES.items()}

Chamber = Literal["house", "senate"]


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat. `number` is the district (0: at large, or a delegate's) or the class of the senator."""

    chamber: Chamber
    state: str
    number: int

    @property
    def key(self) -> str:
        """`MA-07`, `AK-00`, `DC-00`, `MA-S1`."""
        return f"{self.state}-S{self.number}" if self.chamber == "senate" else f"{self.state}-{self.number:02}"

    @property
    def place(self) -> str:
        """What the seat is for, as a text says it: `Ohio’s 7th District`."""
        state = NAMES.get(self.state) or TERRITORIES.get(self.state, self.state)
        if self.chamber == "senate" or self.state in TERRITORIES:
            return state
        ending = "’" if state.endswith("s") else "’s"
        district = f"{ordinal(self.number)} District" if self.number else "at-large district"
        return f"{state}{ending} {district}"

    @property
    def title(self) -> str:
        if self.chamber == "senate":
            return "Senator"
        if self.state == "PR":
            return "Resident Commissioner"
        return "Delegate" if self.state in TERRITORIES else "Representative"


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def seats() -> Iterator[Seat]:
    """All 541: House by state and district, delegates among them, then the Senate by state and class."""
    for state in sorted({**NAMES, **TERRITORIES}):
        count = DISTRICTS.get(state, 1)
        for number in range(1, count + 1) if count > 1 else (0,):
            yield Seat("house", state, number)
    for state in sorted(NAMES):
        yield from (Seat("senate", state, number) for number, states in CLASSES.items() if state in states)
