"""Reopening finished files."""
