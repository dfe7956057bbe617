"""Names that Windows keeps for itself."""

from __future__ import annotations

import pytest

from generator.files.devices import is_device


@pytest.mark.parametrize("name", ["con", "CON", "nul.txt", "COM1", "lpt9.docx", "CONIN$", "aux .docx", "com¹"])
def test_windows_devices_are_known(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize("name", ["console", "com10", "auxiliary", "2026-11-23_con"])
def test_other_names_are_not_devices(name: str) -> None:
    assert not is_device(name)
