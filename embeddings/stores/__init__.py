"""Where posts, vectors and terms are kept."""
