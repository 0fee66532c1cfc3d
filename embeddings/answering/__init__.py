"""From a question to the quotes that answer it."""
