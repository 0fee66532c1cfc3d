"""Posts in, quotes out. Knows nothing of Discord; the door in is :class:`embeddings.archive.Archive`."""
