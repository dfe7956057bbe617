"""The neutral document: a closed vocabulary of blocks and inlines, each knowing where it came from."""
