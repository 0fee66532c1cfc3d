"""Ghost's Content API, with the public key in its pages. https://ghost.org/docs/content-api/"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from embeddings.content.addresses import joined
from embeddings.content.bounds import item_of
from embeddings.content.ghost import ghost_id, ghost_post
from embeddings.content.items import Skipped
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.fetching import GHOST_API
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, json_of, records

NAME = "Ghost's interface"
LISTS_EVERY_POST = True
EDITS: Edits = "seen"
_PAGE_SIZE = 100


def find(home_page: HomePage) -> str:
    """The posts' address in the API with the key, from the script of the members' portal or of the search."""
    given = home_page.web.fetching.ghost_key if home_page.generator.startswith("ghost") else ""
    for node in home_page.tree.css("script[data-key]"):
        key, api, site = (node.attributes.get(name) or "" for name in ("data-key", "data-api", "data-ghost"))
        if api or site:
            start = joined(home_page.url, api or f"{site.rstrip('/')}{GHOST_API}")
            return f"{start.rstrip('/')}/posts/?key={given or key}"
    # It may be in a folder of its host.
    return f"{home_page.usual((GHOST_API.lstrip('/'),))[0]}posts/?key={given}" if given else ""


def checks(start: str) -> list[str]:
    """The post that was changed last, with the number of posts."""
    return [f"{start}&limit=1&fields=id,updated_at&order=updated_at%20desc"]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """All posts, oldest first."""
    number: int | None = 1
    while number:
        page = web.get(f"{start}&limit={_PAGE_SIZE}&page={number}&include=authors,tags&order=published_at%20asc")
        found = json_of(page)
        rows = found.get("posts") if isinstance(found, dict) else None
        if not isinstance(rows, list):
            raise FetchError(page.url, "it holds no list of posts")
        address_of = partial(joined, home_page.root)
        for row in records(rows, home_page.url, "post"):
            if isinstance(row, Skipped):
                yield row
                continue
            identity = ghost_id(row, address_of)
            yield item_of(identity, ghost_post, row, address_of, post=identity)
        about = found.get("meta")
        about = about.get("pagination") if isinstance(about, dict) else None
        following = about.get("next") if isinstance(about, dict) else None
        number = following if isinstance(following, int) and following > number else None
