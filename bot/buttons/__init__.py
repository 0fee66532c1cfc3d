"""Buttons under answers."""
