"""Bytes that nobody thought of, given to whatever reads foreign text: the targets, their corpus and what runs them."""
