"""What the statuses of a figure mean to the rules."""

from __future__ import annotations

from generator.store.schema import Status

SOUND = (Status.CURRENT, Status.PROVISIONAL, Status.PROJECTED, Status.FINAL)
"""Statuses of a figure that may be stated as such."""

UNSETTLED = (Status.PROVISIONAL, Status.PROJECTED)
"""Those of them with which a text has to say that the figure may still change."""

REPLACED = (Status.SUPERSEDED, Status.OVERTAKEN)
"""Statuses of a figure that is kept only to know that it is no longer said."""
