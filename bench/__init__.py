"""Measurements: speed, and how closely Word and PDF agree. Never run as tests."""

import os

from tests.tools.temporary import temporary_folder

if "ONEPAGER_CACHE" not in os.environ:
    os.environ["ONEPAGER_CACHE"] = str(temporary_folder("onepager-bench-"))
