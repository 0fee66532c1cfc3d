"""Whether a post's page still says what is quoted from it, and links still open it at the quote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.bounds import bounded
from embeddings.content.html import content_of, parse_html
from embeddings.posts import Post
from embeddings.web.addresses import address_key
from embeddings.web.fetch import Fetcher
from embeddings.web.page import FetchError, Gone, Page, reading
from embeddings.web.post_pages import further_pages, page_at

State = Literal["same", "changed", "moved", "gone", "unreachable", "unlinked"]
_TYPOGRAPHY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "\xa0": " "})
_FRAGMENT = re.compile(
    r"#?:~:text=(?:(?P<before>[^,&]*)-,)?(?P<start>[^,&]*)(?:,(?P<end>[^,&-]*))?(?:,-(?P<after>[^,&]*))?$"
)


@dataclass(frozen=True, slots=True)
class Verification:
    """How a post's page compares with the archive now."""

    post: Post
    source: str
    """The source that the post was read from: an address, or a path."""
    fetched: datetime | None
    """When its source was last seen to hold it as the archive does."""
    state: State
    """``"unlinked"`` where the post has no address."""
    url: str
    """The page's address now, after all redirects."""
    missing: tuple[str, ...] = ()
    """The texts that the page no longer has."""
    broken: int = 0
    """Number of links whose words the page no longer has."""
    reason: str = ""
    """Why the page could not be fetched: its address and the reason, in one line."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a post's page has to say."""

    post: Post
    texts: Sequence[str]
    """What of it has to stand on the page."""
    links: Sequence[str]
    """Addresses with text fragments that should open it."""
    source: str
    """Where the post was read from: an address, or a path."""
    fetched: datetime | None
    """When its source last said that it stands as it is in the archive."""


def verify_post(claims: Claims, web: Fetcher) -> Verification:
    """Hold a post against its page.

    Args:
        claims: what it has to say.
        web: what fetches.
    """
    post, texts, links, source, fetched = claims.post, claims.texts, claims.links, claims.source, claims.fetched
    if not post.url:
        return Verification(post, source, fetched, "unlinked", "")
    try:
        with reading(post.url):
            page = web.get(post.url)
            tree = parse_html(page.text)
            trees = [tree, *(parse_html(further.text) for further in further_pages(page, tree, web))]
            with bounded():
                return _held(claims, page, trees)
    except Gone as error:
        return Verification(post, source, fetched, "gone", post.url, tuple(texts), len(links), str(error))
    except FetchError as error:
        return Verification(post, source, fetched, "unreachable", post.url, reason=str(error))


def _held(claims: Claims, page: Page, trees: Sequence[LexborHTMLParser]) -> Verification:
    """A post held against its page and those that it goes on upon."""
    post = claims.post
    bodies = (content_of(one.body).text for one in trees)
    shown = _plain("\n".join([content_of(trees[0].css_first("title")).text, *bodies]))
    missing = tuple(text for text in claims.texts if _plain(text) not in shown)
    broken = sum(not _opens(link, shown) for link in claims.links)
    # Only now: this removes parts of the tree.
    there = page_at(page, trees[0])
    url = there.url if isinstance(there, Post) else page.url
    moved = address_key(url) != address_key(post.url)
    state: State = "changed" if missing else "moved" if moved else "same"
    return Verification(post, claims.source, claims.fetched, state, url, missing, broken)


def _plain(text: str) -> str:
    """Text without what platforms change when they show it: white space, quotation marks and dashes."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY).split())


def _opens(link: str, shown: str) -> bool:
    """Whether the page has the words of the link's text fragment, in order."""
    match = _FRAGMENT.search(link)
    if not match:
        return True
    words = [_plain(unquote(part)).casefold() for part in match.group("before", "start", "end", "after") if part]
    place, page = 0, shown.casefold()
    for part in words:
        place = page.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True
