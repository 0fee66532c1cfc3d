"""How well an archive answers."""
