"""Reopening a finished file: every text in it with its place, its receipt, and what in it may not be there.

Shares no code with the writers: it would share their mistakes.
"""

from generator.inspection.files import open_file
from generator.inspection.forbidden import Forbidden, forbidden
from generator.inspection.guard import Leak, leaks, leaks_in, problems_of
from generator.inspection.opened import Opened, Unreadable
from generator.inspection.receipt import receipt_in
from generator.inspection.remarks import Remark, is_pdf, remarks_in

__all__ = [
    "Forbidden",
    "Leak",
    "Opened",
    "Remark",
    "Unreadable",
    "forbidden",
    "is_pdf",
    "leaks",
    "leaks_in",
    "open_file",
    "problems_of",
    "receipt_in",
    "remarks_in",
]
