"""Who reads a document and which points it may carry."""
