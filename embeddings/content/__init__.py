"""HTML as the text, blocks and links that a reader sees."""
