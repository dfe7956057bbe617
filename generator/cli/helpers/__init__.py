"""What several commands share: options, messages, progress, the session."""
