"""Pullquote's answers in Discord and in the terminal."""
