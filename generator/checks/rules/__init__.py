"""The rules of `check`, one family a file."""
