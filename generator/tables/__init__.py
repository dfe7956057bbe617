"""Tables: CSV files and what others publish, read, checked, keyed by row."""
