"""Reading any PDF: its texts, strings, streams and earlier revisions."""
