"""Names that Windows keeps for itself: no file may have them."""

from __future__ import annotations

import re

_DEVICE = re.compile(r"(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\..*)?", re.IGNORECASE)


def is_device(name: str) -> bool:
    """Whether Windows takes a file name for a device, as it does `con`, `nul.txt` and `com1`."""
    return _DEVICE.fullmatch(name) is not None
