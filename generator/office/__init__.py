"""An office's own paper: letterhead and logo."""
