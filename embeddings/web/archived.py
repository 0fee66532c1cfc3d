"""The posts that an archive already holds of a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urldefrag

from embeddings.content.items import Aside, Skipped
from embeddings.posts import Post
from embeddings.web.addresses import address_key


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A post of the archive that the site says has not changed."""

    id: str
    asked: bool = True
    """Whether it was asked for now, rather than taken for unchanged by what a list says."""


Item = Post | Aside | Skipped | Unchanged


@dataclass(frozen=True, slots=True)
class Stored:
    """What the archive holds of a site. A crawl that finds nothing new reads none of it."""

    count: int
    """Of its posts."""
    addresses: Callable[[], Mapping[str, str]]
    """Gives their addresses, by their ids."""
    posts: Callable[[], Sequence[Post]]
    """Gives them."""


NOTHING = Stored(0, dict, tuple)


class ArchivedPosts:
    """The posts that the archive holds of one site, looked up by address or by the platform's own id."""

    def __init__(self, posts: Sequence[Post], due: Collection[str] = ()) -> None:
        """``due``: ids of the posts to ask for again, although the site does not say that they have changed."""
        self.posts = {post.id: post for post in posts}
        self.due = due
        # Some feeds give every entry the same "0".
        guids = Counter(post.guid for post in posts)
        self._by_guid = {post.guid: post.id for post in posts if post.guid and guids[post.guid] == 1}
        self._by_address: dict[str, dict[str, str]] = {}
        for post in posts:
            if post.url:
                self._by_address.setdefault(address_key(post.url), {})[urldefrag(post.url).fragment] = post.id

    def at(self, url: str) -> str:
        """The id of the post at an address, or empty. Fragments count where several posts are parts of one page."""
        found = self._by_address.get(address_key(url), {})
        fragment = urldefrag(url).fragment
        return found.get(fragment) or found.get("") or ("" if fragment else next(iter(found.values()), ""))

    def parts_of(self, url: str) -> list[str]:
        """The ids of the posts that are parts of the page at an address."""
        return [one for fragment, one in self._by_address.get(address_key(url), {}).items() if fragment]

    def identity(self, post: Post) -> str:
        """The id that the archive has a post under, by its ``guid`` or its address; for a new post its address, or
        its own id."""
        if known := self._by_guid.get(post.guid, ""):
            return known
        # A feed whose entries share an address gives each an id of its own.
        if not post.url or (post.id and address_key(post.id) != address_key(post.url)):
            return post.id
        return self.at(post.url) or post.url
