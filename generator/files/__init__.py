"""Putting files in place whole or not at all, and one writer to a folder."""
