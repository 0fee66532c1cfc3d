"""The posts that an archive already holds of a site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.content.items import Aside, Skipped
from embeddings.posts import Post
from embeddings.web.addresses import address_key


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A post of the archive that the site says has not changed."""

    id: str


Item = Post | Aside | Skipped | Unchanged


class ArchivedPosts:
    """The posts that the archive holds of one site, looked up by address or by the platform's own id."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = {post.id: post for post in posts}
        self._by_guid = {post.guid: post.id for post in posts if post.guid}
        self._by_address = {address_key(post.url): post.id for post in posts if post.url}

    def at(self, url: str) -> str:
        """The id of the post at an address, or empty."""
        return self._by_address.get(address_key(url), "")

    def identity(self, post: Post) -> str:
        """The id that the archive has a post under, by its ``guid`` or its address; for a new post its address, or
        its own id."""
        return self._by_guid.get(post.guid, "") or (post.url and self.at(post.url)) or post.url or post.id
