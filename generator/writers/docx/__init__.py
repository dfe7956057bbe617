"""The Word writer: a laid-out document to DOCX bytes."""
