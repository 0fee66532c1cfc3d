"""A category of a Discourse forum that is kept as a blog: the first message of each topic. https://docs.discourse.org/"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from embeddings.content.addresses import joined
from embeddings.content.bounds import item_of
from embeddings.content.dates import parse_date
from embeddings.content.html import plain_title, read_html
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, json_of, records
from embeddings.web.post_pages import record_at

NAME = "Discourse's topics"
LISTS_EVERY_POST = True
EDITS: Edits = "asked"


def find(home_page: HomePage) -> str:
    """The category's list of topics; empty for a whole forum, which is no blog."""
    parts = urlsplit(home_page.url)
    if not home_page.generator.startswith("discourse") or not parts.path.startswith("/c/"):
        return ""
    return f"{home_page.root.rstrip('/')}{parts.path.rstrip('/')}.json"


def checks(start: str) -> list[str]:
    """The list of topics, the newest message first."""
    return [start]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """One post per topic, its first message, newest topic first."""
    address = f"{start}?order=created"
    seen: set[int] = set()
    while address:
        page = web.get(address)
        found = json_of(page)
        topics = found.get("topic_list") if isinstance(found, dict) else None
        listed = (topics.get("topics") or []) if isinstance(topics, dict) else None
        if not isinstance(topics, dict) or not isinstance(listed, list):
            raise FetchError(page.url, "it holds no list of topics")
        before = len(seen)
        for row in records(listed, page.url, "topic"):
            if isinstance(row, Skipped):
                yield row
            elif not isinstance(row.get("id"), int):
                yield Skipped(page.url, "it lists a topic without a number", fault=True)
            elif row["id"] not in seen:
                seen.add(row["id"])
                if not str(row.get("title") or "").startswith("About the "):
                    yield _topic(row, home_page, web, archived)
        # The address is that of the page for people; the JSON has ".json" before the query.
        following = str(topics.get("more_topics_url") or "") if len(seen) > before else ""
        path, _, query = following.partition("?")
        address = joined(home_page.root, f"{path.removesuffix('.json')}.json?{query}") if following else ""


def _topic(row: dict[str, Any], home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Item:
    url = f"{home_page.root}t/{row.get('slug') or 'topic'}/{row['id']}"
    topic = record_at(f"{home_page.root}t/{row['id']}.json", url, web, archived)
    if not isinstance(topic, dict):
        return topic
    try:
        first = topic["post_stream"]["posts"][0]
        html = str(first["cooked"])
    except (KeyError, IndexError, TypeError):
        return Skipped(url, "it is not a topic", fault=True, post=url)
    return item_of(url, _post, row, url, topic, first, html, post=url)


def _post(row: dict[str, Any], url: str, topic: dict[str, Any], first: dict[str, Any], html: str) -> Post:
    content = read_html(html)
    return Post(
        id=url,
        text=content.text,
        title=plain_title(str(topic.get("title") or "")),
        url=url,
        published=parse_date(first.get("created_at")),
        author=str(first.get("name") or first.get("username") or ""),
        tags=tuple(str(tag) for tag in topic.get("tags") or ()),
        blocks=content.blocks,
        links=content.links,
        guid=f"discourse:{row['id']}",
    )
