"""What an archive holds of a site already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from embeddings.content.items import Aside, Skipped
from embeddings.posts import Post
from embeddings.web.addresses import address_key


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A known post that the site says is as it was."""

    id: str


Item = Post | Aside | Skipped | Unchanged


class ArchivedPosts:
    """The posts that are known of one site."""

    def __init__(self, posts: Sequence[Post]) -> None:
        self.posts = {post.id: post for post in posts}
        self._by_guid = {post.guid: post.id for post in posts if post.guid}
        self._by_address = {address_key(post.url): post.id for post in posts if post.url}

    def at(self, url: str) -> str:
        """The id of the post at an address, or empty."""
        return self._by_address.get(address_key(url), "")

    def identity(self, post: Post) -> str:
        """The id under which a post is known: by the platform's own id for it, or by its address; else its own."""
        return self._by_guid.get(post.guid, "") or (post.url and self.at(post.url)) or post.url or post.id
