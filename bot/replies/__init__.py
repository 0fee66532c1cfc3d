"""How an answer looks in Discord."""
