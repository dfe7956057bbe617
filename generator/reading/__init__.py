"""Text as staff write it: YAML with the line and column of every word, converted to models, every fault at once."""
