"""Whether an ask says the opposite of what it said."""

from __future__ import annotations

import pytest

from generator.receipts.stance import is_reversed

REVERSED = [
    ("Support H.R. 2871.", "Oppose H.R. 2871."),
    ("Vote for H.R. 2871.", "Vote against H.R. 2871."),
    ("Vote yes on H.R. 2871.", "Vote no on H.R. 2871."),
    ("Pass the bill this year.", "Reject the bill this year."),
    ("Protect the budget.", "Cut the budget."),
    ("Cut the budget of the agency.", "Protect the budget of the agency."),
    ("Reject any cut to the NIH budget.", "Support any cut to the NIH budget."),
    ("Do not repeal the act.", "Repeal the act."),
    ("Renew the agreement.", "Don’t renew the agreement."),
    ("The program is safe.", "The program is not safe."),
    ("Increase the grant.", "Reduce the grant."),
    ("Oppose H.R. 1 and reject S. 2.", "Support H.R. 1 and pass S. 2."),
    ("Cosponsor H.R. 2871.", "Cosponsor H.R. 2817."),
    ("Support H.R. 2871.", "Support S. 2871."),
    ("Confirm the nominee.", "Block the nominee."),
    ("Extend the program.", "End the program."),
    ("Vote to extend the program.", "Vote to end the program."),
    ("Opposing the bill is right.", "Supporting the bill is right."),
]
ALIKE = [
    ("Support H.R. 2871.", "Please support H.R. 2871."),
    ("Support H.R. 2871.", "Pass H.R. 2871 this year."),
    ("Support H.R. 2871.", "Cosponsor HR 2871."),
    ("Support H.R. 2871.", "Support H.R. 2871 and S. 1044."),
    ("Do not cut the budget.", "Protect the budget."),
    ("Oppose H.R. 2871.", "Reject H.R. 2871."),
    ("Fund the program in full.", "Fund the program at $5 million."),
    ("Renew the agreement.", "Renew the agreement before August."),
    ("Fund the program.", "Fund the program before the end of the year, as the table shows."),
    ("Support research on cutthroat trout.", "Support research on trout."),
]


@pytest.mark.parametrize(("was", "now"), REVERSED)
def test_a_reversal_is_one_both_ways(was: str, now: str) -> None:
    assert is_reversed(was, now)
    assert is_reversed(now, was)


@pytest.mark.parametrize(("was", "now"), ALIKE)
def test_other_words_alone_are_none(was: str, now: str) -> None:
    assert not is_reversed(was, now)
