"""Blogs by their address: fetched within bounds, and read by the surest way that each offers."""
