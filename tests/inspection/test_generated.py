"""Files of generated stores, by two guards that share no code. `bench/leaks.py` does the same with 10,000 files."""

from __future__ import annotations

import pytest

from tests.inspection.weighing import weighed

pytestmark = pytest.mark.slow

STORES, TOPICS = 4, 2


def test_no_secret_is_in_any_file_and_with_selection_broken_the_guard_stops_every_one() -> None:
    *_, (right, broken) = weighed(range(STORES), TOPICS)
    assert right.files == broken.files >= 100
    assert right.leaking == 0
    assert right.false_alarms == []
    assert broken.leaking == broken.stopped == broken.files
    assert broken.sentences > 3 * broken.files
    assert broken.missed == []
