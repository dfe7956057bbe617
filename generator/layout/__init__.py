"""Themes, fonts, measuring, breaking lines and pages, fitting."""
