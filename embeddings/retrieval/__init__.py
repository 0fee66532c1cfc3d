"""Which passages and posts are nearest to a question."""
