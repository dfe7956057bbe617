"""From a template and a selection to a document."""
