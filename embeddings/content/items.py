"""What reading a source yields besides posts, and what every post must hold to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from embeddings.posts import Post

Kind = Literal["draft", "scheduled", "private", "protected", "page", "comment", "attachment", "trashed", "other"]

KINDS: dict[Kind, str] = {
    "draft": "it is a draft",
    "scheduled": "it is not published yet",
    "private": "it is not for everyone to read",
    "protected": "it needs a password",
    "page": "it is a page, not a post",
    "comment": "it is a comment",
    "attachment": "it is an attachment",
    "trashed": "it is in the bin",
    "other": "it is a part of the site, not a post",
}
"""Every kind, and what is said of one that stays out."""


MAX_POST_CHARS = 4_000_000
"""A longer post is left out: 200,000 words are about 1,200,000 characters."""
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Aside:
    """Something of an export that is no published post, as the post that it would be."""

    kind: Kind
    post: Post


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that a source holds and that is not indexed."""

    name: str
    reason: str
    kind: str = ""
    """What it is where an owner may ask for it: ``"draft"``, ``"page"``, ...; see :data:`KINDS`."""


def checked(items: Iterable[Post | Aside | Skipped], include: Collection[str] = ()) -> Iterator[Post | Skipped]:
    """What every format must hold to: text that is there, valid, and of a length that can be worked with; and of what
    is no published post only what was asked for."""
    for found in items:
        item = found.post if isinstance(found, Aside) else found
        if isinstance(found, Aside) and found.kind not in include:
            yield Skipped(found.post.id, KINDS[found.kind], found.kind)
        elif isinstance(item, Skipped):
            yield item
        elif not any(char.isalnum() for char in item.text):
            yield Skipped(item.id, "it has no text")
        elif len(item.text) > MAX_POST_CHARS:
            yield Skipped(item.id, f"it is longer than {MAX_POST_CHARS:,} characters")
        elif _SURROGATE.search(item.text) or _SURROGATE.search(item.title):
            yield Skipped(item.id, "its text is not valid Unicode")
        else:
            yield item
