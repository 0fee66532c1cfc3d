"""Text as sentences, passages, terms and fragments of addresses."""
