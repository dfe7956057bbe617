"""Measurements: speed, and how closely Word and PDF agree. Never run as tests."""
