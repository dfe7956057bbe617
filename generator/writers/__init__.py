"""Word, PDF and text from a laid-out document."""
