"""Reading a store as it would be, without changing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.reading.yaml import TYPED
from generator.store.library import read_library
from tests.store.factories import fact, topic, write_workspace

FILE = "talking_points/topics/nih.yaml"


def test_the_change_is_seen_and_not_made(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, topics={"nih": topic()}, settings={"office": "example"})
    before = (root / FILE).read_bytes()
    library = read_library(root, {FILE: before.replace(b"407,782", b"410,000")})
    assert str(library.fact("nih/jobs").current.value) == "410,000"
    assert library.settings.office == "example"
    assert (root / FILE).read_bytes() == before
    (root / FILE).write_bytes(before.replace(b"407,782", b"410,000"))
    assert read_library(root).digest == library.digest


def test_what_it_would_break_elsewhere_is_a_problem(tmp_path: Path) -> None:
    other = topic(facts={"own": fact()}, bottom_line="{{ nih/jobs }} jobs.")
    root = write_workspace(tmp_path, topics={"nih": topic(), "other": other})
    with pytest.raises(ContentError, match="there is no fact"):
        read_library(root, {FILE: (root / FILE).read_bytes().replace(b"jobs:", b"work:")})


def test_a_file_that_is_not_there_yet_is_read_too(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, topics={"nih": topic()})
    text = (root / FILE).read_bytes()
    library = read_library(root, {"talking_points/topics/arpa-h.yaml": text})
    assert list(library.topics) == ["arpa-h", "nih"]
    assert not (root / "talking_points/topics/arpa-h.yaml").exists()


def test_what_is_too_large_to_be_read_is_too_large_as_a_change(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    with pytest.raises(ContentError, match="The limit is 2 MB"):
        read_library(root, {FILE: (root / FILE).read_bytes() + b"#" * TYPED.size})


def test_a_name_that_is_none_of_the_store_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="not files of the store"):
        read_library(write_workspace(tmp_path), {"topics/nih.yaml": b""})
