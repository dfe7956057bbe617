"""Measurements: speed, and how closely Word and PDF agree. Never run as tests."""

import atexit
import os
import shutil
import tempfile

if "ONEPAGER_CACHE" not in os.environ:
    os.environ["ONEPAGER_CACHE"] = tempfile.mkdtemp(prefix="onepager-bench-")
    atexit.register(shutil.rmtree, os.environ["ONEPAGER_CACHE"], ignore_errors=True)
