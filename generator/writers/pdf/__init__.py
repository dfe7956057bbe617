"""The PDF writer: a laid-out document to tagged PDF bytes."""
