"""Many documents at once, and the ledger of what was made."""
