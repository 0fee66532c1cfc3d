"""What a message holds besides words: mentions, emoji, emoticons, ids and addresses, which are never asked for."""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"<(?:@[!&]?|#|a?:\w+:|/[^<>:]+:|t:-?)\d+(?::\w)?>"  # members, roles, channels, commands, emoji, times
    r"|<id:\w+>"
    r"|<?\b[a-z][a-z0-9+.-]*://[^\s<>]+>?"
    r"|\b\d{15,}\b"
    r"|(?<!\S)(?:[:;=]['’]?-?[()DPo3*/|]+|<3+)(?!\S)",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]]+)\]\(<?[a-z][a-z0-9+.-]*://[^\s()]+\)", re.IGNORECASE)


def words_alone(text: str) -> str:
    """The text without mentions, custom emoji, emoticons, ids and addresses; as it stands where nothing else is in
    it."""
    bare = _MARKUP.sub(" ", _LINK.sub(r"\1", text))
    if bare == text or not re.search(r"\w", bare):
        return text
    return re.sub(r"\s+(?=[?!.,;:](?:\s|$))", "", " ".join(bare.split()))
