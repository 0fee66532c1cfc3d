"""From sources to the catalog."""
