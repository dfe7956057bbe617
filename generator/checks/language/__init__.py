"""What the rules know of language: numbers, sentences, spelling."""
