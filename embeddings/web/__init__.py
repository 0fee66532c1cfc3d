"""Blogs by their address: fetched within limits, and read by the most reliable method that each offers."""
