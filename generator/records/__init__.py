"""What happened to documents: an index of what was built, released and recalled."""
