"""Slash commands, one module a surface."""
