"""Congressional talking points: one store of points, facts and sources; every document from it, in Word and PDF."""

__version__ = "0.1.0"
