"""Rules that the content of a store is held to."""
