"""A category of a Discourse forum that is kept as a blog: the first message of each topic. https://docs.discourse.org/"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

from embeddings.content.dates import parse_date
from embeddings.content.html import links_in, plain_title, reader_text
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item, Unchanged
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, json_of

WHOLE = True


def find(home: HomePage) -> str:
    """Only for a category, which is an address that starts with ``/c/``: a whole forum is no blog."""
    parts = urlsplit(home.url)
    if not home.generator.startswith("discourse") or not parts.path.startswith("/c/"):
        return ""
    return f"{home.root.rstrip('/')}{parts.path.rstrip('/')}.json"


def checks(start: str) -> list[str]:
    """The list of topics, the newest message first."""
    return [start]


def posts(start: str, home: HomePage, web: Fetcher, known: ArchivedPosts) -> Iterator[Item]:
    """A post a topic; a reply to it is none."""
    address = f"{start}?order=created"
    seen: set[int] = set()
    while address:
        page = web.get(address)
        found = json_of(page)
        topics = found.get("topic_list") if isinstance(found, dict) else None
        if not isinstance(topics, dict):
            raise FetchError(f"{page.url}: it holds no list of topics")
        rows = [row for row in topics.get("topics") or () if row.get("id") not in seen]
        for row in rows:
            seen.add(row["id"])
            if not str(row.get("title") or "").startswith("About the "):
                yield _topic(row, home, web, known)
        # The page of a person comes with a query; that of a program has ".json" before it.
        following = str(topics.get("more_topics_url") or "") if rows else ""
        path, _, query = following.partition("?")
        address = urljoin(home.root, f"{path.removesuffix('.json')}.json?{query}") if following else ""


def _topic(row: dict[str, Any], home: HomePage, web: Fetcher, known: ArchivedPosts) -> Item:
    url = f"{home.root}t/{row.get('slug') or 'topic'}/{row['id']}"
    identity = known.at(url)
    page = web.get(f"{home.root}t/{row['id']}.json", conditional=bool(identity))
    if identity and page.same:
        return Unchanged(identity)
    topic = json_of(page)
    try:
        first = topic["post_stream"]["posts"][0]
        html = str(first["cooked"])
    except (KeyError, IndexError, TypeError) as error:
        raise FetchError(f"{page.url}: it is no topic") from error
    text, blocks = reader_text(html)
    return Post(
        id=url,
        text=text,
        title=plain_title(str(topic.get("title") or "")),
        url=url,
        published=parse_date(first.get("created_at")),
        author=str(first.get("name") or first.get("username") or ""),
        tags=tuple(str(tag) for tag in topic.get("tags") or ()),
        blocks=blocks,
        links=links_in(html),
        guid=f"discourse:{row['id']}",
    )
