"""Readers' comments in the text of a post itself, where a blog that was moved has taken them along."""

from __future__ import annotations

import re
from dataclasses import replace

from embeddings.content.dates import WRITTEN_DATE
from embeddings.posts import Post

_COMMENT = re.compile(
    r"(?:comment|reply|response) (?:by|from) \S.{0,60}|\S.{0,60} (?:commented|replied)\b.{0,5}"
    r"|(?:kommentar|antwort) von \S.{0,60}|(?:commentaire|réponse) de \S.{0,60}|(?:comentario|respuesta) de \S.{0,60}"
    r"|(?:comentário|resposta) de \S.{0,60}|(?:commento|risposta) di \S.{0,60}"
    r"|\S.{0,60}(?:评论于|回复于|留言于|評論於|回覆於|留言於|的评论|的評論|のコメント|의 댓글)\W*",
    re.IGNORECASE,
)
"""What stands before the date in the heading of a comment."""
_SAYS = re.compile(
    r"\S.{0,60}(?: (?:says|said|writes|wrote|sagt|schreibt|schrieb|dit|a dit|a écrit|dice|dijo|escribió|diz|disse"
    r"|escreveu|ha detto|ha scritto)|说|說|说道|說道)\b(?: ?:)?(?: (?:on|at|am|le|el|em|il))?\W*",
    re.IGNORECASE,
)
"""The same, where it is only one below a heading for all of them."""
_TIME = re.compile(
    r"[\s,]*(?:(?:at|um|à|às|a las|alle|@) )?(?P<time>\d{1,2}[:.h]\d{2}(?::\d{2})?)?(?: ?[ap]\.?m\.?)?"
    r"(?: ?[+-]\d{2}:?\d{2}| [A-Z]{1,5})?\W*",
    re.IGNORECASE,
)
_ALL = re.compile(
    r"(?:\d+ )?(?:(?:archived|imported|legacy|migrated|old|previous|reader|readers'|readers’) )?"
    r"(?:comments?|replies|responses|kommentare|commentaires|comentarios|comentários|commenti|评论|評論|留言|コメント|댓글)"
    r"(?: ?[(（]\d+[)）])?:?",
    re.IGNORECASE,
)
"""The heading for all of them."""
_CHARS = 120
"""Characters of a heading that is a comment's, or of the date below it, at most."""
_ISO = re.compile(r"\d{4}-\d{2}")
_CERTAIN, _ONE_OF_SEVERAL, _BELOW_ALL = 2, 1, 0
"""How sure it is that a heading is that of a comment: for sure, where there are several, below a heading for all."""


def without_comments(post: Post) -> Post:
    """The post without the comments on it that its text holds, each below a heading with a name and a date; one that is
    nothing else stays."""
    headings = [number for number, block in enumerate(post.blocks) if block.kind == "heading"]
    certain = {number: is_certain for number in headings if (is_certain := _is_comment(post, number)) is not None}
    dated = sum(is_certain != _BELOW_ALL for is_certain in certain.values())
    for place, number in enumerate(headings):
        of_all = headings[place - 1] if place and _ALL.fullmatch(_text(post, headings[place - 1])) else None
        known = certain.get(number)
        if known is None or not (of_all is not None or known == _CERTAIN or (known == _ONE_OF_SEVERAL and dated > 1)):
            continue
        start = number if of_all is None else of_all
        # The heading for all ends where the next one of its level is.
        lowest = post.blocks[start].level + (of_all is not None)
        behind = (one for one in headings[place + 1 :] if one not in certain and post.blocks[one].level < lowest)
        return _without(post, start, next(behind, len(post.blocks))) if start else post
    return post


def _is_comment(post: Post, number: int) -> int | None:
    """How sure it is that a heading is that of a comment; ``None`` where it is none."""
    text = _text(post, number).rstrip(" :")
    date = WRITTEN_DATE.search(text) if len(text) <= _CHARS else None
    if not date:
        following = _text(post, number + 1) if number + 1 < len(post.blocks) else ""
        beside = len(following) <= _CHARS and WRITTEN_DATE.search(following)
        return _BELOW_ALL if beside and _SAYS.fullmatch(f"{text}:") else None
    before, time = text[: date.start()].rstrip(" ,(-–—"), _TIME.fullmatch(text, date.end())
    if not time:
        return None
    if _COMMENT.fullmatch(before):
        return _CERTAIN if time["time"] or _ISO.match(date[0]) else _ONE_OF_SEVERAL
    return _BELOW_ALL if _SAYS.fullmatch(before) else None


def _text(post: Post, number: int) -> str:
    return post.text[post.blocks[number].start : post.blocks[number].end]


def _without(post: Post, start: int, end: int) -> Post:
    """The post without some of its blocks, which are not its first ones."""
    blocks = post.blocks
    text = post.text[: blocks[start - 1].end]
    kept = list(blocks[:start])
    if end < len(blocks):
        moved = blocks[end].start - blocks[start].start
        text = post.text[: blocks[start].start] + post.text[blocks[end].start :]
        kept += [replace(block, start=block.start - moved, end=block.end - moved) for block in blocks[end:]]
    return replace(post, text=text, blocks=tuple(kept), links=tuple(link for link in post.links if link.text in text))
