"""What a source yields besides posts, and the checks that every post passes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import overload

from embeddings.content.addresses import page_address
from embeddings.content.comments import without_comments
from embeddings.content.dates import date_in_address
from embeddings.content.kinds import KINDS, Kind
from embeddings.posts import Post

MAX_POST_CHARS = 4_000_000
"""Characters of a post, at most: 200,000 words are about 1,200,000 characters."""
_NAMELESS = "a post without an id"
MAX_ID_BYTES = 2_000
"""An index of PostgreSQL's takes some 2,700 bytes."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Aside:
    """Something that is no published post, as the post that it would be; an owner may ask for its kind."""

    kind: Kind
    post: Post
    guessed: bool = False
    """Whether nothing says so clearly, as of a page without a date."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a source that is not indexed, and why."""

    name: str
    reason: str
    kind: str = ""
    """Which of :data:`~embeddings.content.kinds.KINDS` it is; empty where no option would include it."""
    general: str = ""
    """The reason without what it says of this one alone, where it does; many are counted together by it."""
    fault: bool = False
    """Whether it could not be read, so that it says nothing of the posts that it held before."""
    post: str = ""
    """The id or the address of the post that it is, where that is known and is not the name."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that an owner should know of a whole source: a sentence without its full stop."""

    text: str


def same_post(name: str, other: str) -> Skipped:
    """What is said of a post that is left out since another one stands for it."""
    return Skipped(name, f"it is the same post as {other}", general="it is the same post as another")


def as_before(item: Skipped) -> Skipped:
    """The same, where its post is stored and stays."""
    return replace(
        item, reason=f"{item.reason}; its post stays as it was read before", general=item.general or item.reason
    )


@overload
def checked(items: Iterable[Post | Aside | Skipped], include: Collection[str] = ()) -> Iterator[Post | Skipped]: ...
@overload
def checked(
    items: Iterable[Post | Aside | Skipped | Remark], include: Collection[str] = ()
) -> Iterator[Post | Skipped | Remark]: ...
def checked(
    items: Iterable[Post | Aside | Skipped | Remark], include: Collection[str] = ()
) -> Iterator[Post | Skipped | Remark]:
    """The posts whose text is valid, not empty and not too long, without their title at its top and readers' comments
    below it, and a :class:`Skipped` for everything else.

    Args:
        items: what a source yields.
        include: which of :data:`~embeddings.content.kinds.KINDS` to take besides published posts.
    """
    for found in items:
        item = found.post if isinstance(found, Aside) else found
        item = without_comments(_without_heading(_plain(item))) if isinstance(item, Post) else item
        if isinstance(item, Post) and item.published is None and (day := date_in_address(item.url)):
            item = replace(item, published=day)
        name = (item.id or _NAMELESS) if isinstance(item, Post) else ""
        if isinstance(found, Aside) and found.kind not in include:
            yield Skipped(name, KINDS[found.kind], found.kind, post=found.post.url)
        elif isinstance(item, Skipped):
            yield replace(item, name=_valid(item.name), reason=_valid(item.reason), post=_valid(item.post))
        elif isinstance(item, Remark):
            yield item
        elif not any(char.isalnum() for char in item.text):
            yield Skipped(name, "it has no text")
        elif len(item.text) > MAX_POST_CHARS:
            yield Skipped(name, f"it is longer than {MAX_POST_CHARS:,} characters", fault=True, post=name)
        elif len(item.id.encode("utf-8", "replace")) > MAX_ID_BYTES:
            yield Skipped(f"{item.id[:80]}…", f"its id is longer than {MAX_ID_BYTES:,} bytes")
        elif _SURROGATE.search(item.text):
            yield Skipped(name, "its text is not valid Unicode", fault=True, post=name)
        else:
            yield item


def _plain(post: Post) -> Post:
    """The post with an address that is one, or none, and without characters that no name has: half of a pair, the
    controls of a terminal."""
    tags = filter(None, map(_line, post.tags))
    return replace(
        post,
        id=_valid(post.id),
        text=post.text.replace("\0", "\ufffd"),  # as browsers and Markdown do
        title=_line(post.title),
        url=page_address(post.url),
        author=_line(post.author),
        tags=tuple(dict.fromkeys(tags)),
        guid=_valid(post.guid),
        key="",
    )


def _without_heading(post: Post) -> Post:
    """The post without the heading at its top that repeats its title; one that is nothing else stays."""
    first, *rest = post.blocks or (None,)
    if not first or first.kind != "heading" or not rest:
        return post
    if " ".join(post.text[first.start : first.end].split()) != post.title:
        return post
    start = rest[0].start
    blocks = tuple(replace(block, start=block.start - start, end=block.end - start) for block in rest)
    return replace(post, text=post.text[start:], blocks=blocks)


def _valid(text: str) -> str:
    """A name that can be stored and printed, also of a file whose name is not valid Unicode."""
    return _NO_CHARACTER.sub("\ufffd", text)


def _line(text: str) -> str:
    """A title or a name in one line; empty where nothing of it can be seen."""
    line = " ".join(_CONTROLS.sub(" ", _SURROGATE.sub("\ufffd", text)).split())
    return line if any(unicodedata.category(char)[0] not in "ZC" for char in line) else ""
