"""Questions asked in messages."""
