"""Receipts: made from a finished document, and held against the store of another day."""

from generator.receipts.build import receipt_of, receipt_of_document

__all__ = ["receipt_of", "receipt_of_document"]
