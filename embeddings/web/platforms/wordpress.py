"""WordPress's REST API. https://developer.wordpress.org/rest-api/reference/posts/"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from embeddings.content.bounds import item_of
from embeddings.content.dates import parse_date
from embeddings.content.gates import GATES
from embeddings.content.html import content_of, parse_html, plain_title
from embeddings.content.items import Aside, Skipped
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.edits import Edits
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, json_of, records

NAME = "WordPress's interface"
LISTS_EVERY_POST = True
EDITS: Edits = "seen"
_PAGE_SIZE = 100
"""Posts that it gives at most in one answer."""
_PAGES = re.compile("[0-9]{1,9}")
_LINK_HEADER = re.compile(r'<([^<>]+)>;\s*rel="https://api\.w\.org/"')


def find(home_page: HomePage) -> str:
    """The address of the posts, from a link in the page or in its headers."""
    header = _LINK_HEADER.search(home_page.page.headers.get("link", ""))
    found = home_page.link("link[rel='https://api.w.org/']") or (header.group(1) if header else "")
    return f"{found}wp/v2/posts" if found else ""


def checks(start: str) -> list[str]:
    """The post that was changed last; a header gives the number of posts."""
    return [_with(start, "per_page=1&orderby=modified&_fields=id,modified_gmt")]


def posts(start: str, home_page: HomePage, web: Fetcher, archived: ArchivedPosts) -> Iterator[Item]:
    """All posts, oldest first, so that a post published during the crawl moves no other to another page."""
    number, last = 1, 1
    while number <= last:
        page = web.get(_with(start, f"per_page={_PAGE_SIZE}&page={number}&orderby=id&order=asc&_embed=author,wp:term"))
        rows = json_of(page)
        if not isinstance(rows, list):
            raise FetchError(page.url, "it is not a list of posts")
        for row in records(rows, page.url, "post"):
            if isinstance(row, Skipped):
                yield row
                continue
            url = str(row.get("link") or "")
            yield item_of(url or f"{page.url}, post {row.get('id')}", _post, row, post=url)
        total = page.headers.get("x-wp-totalpages", "")
        last = int(total) if _PAGES.fullmatch(total) else number + (len(rows) == _PAGE_SIZE)
        number += 1


def _with(start: str, query: str) -> str:
    # Without pretty permalinks the address of the API has a query itself: /?rest_route=/.
    return f"{start}{'&' if '?' in start else '?'}{query}"


def _post(row: dict[str, Any]) -> Post | Aside:
    tree = parse_html(_rendered(row, "content"))
    is_gated = tree.css_first(GATES) is not None
    content = content_of(tree.body)
    url = str(row.get("link") or "")
    embedded = row.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    terms = (term for group in embedded.get("wp:term") or () for term in group if isinstance(term, dict))
    post = Post(
        id=url,
        text=content.text,
        title=plain_title(_rendered(row, "title")),
        url=url,
        published=parse_date(row.get("date")),
        author=", ".join(
            str(person.get("name") or "") for person in embedded.get("author") or () if person.get("name")
        ),
        tags=tuple(dict.fromkeys(plain_title(str(term.get("name") or "")) for term in terms if term.get("name"))),
        blocks=content.blocks,
        links=content.links,
        guid=_rendered(row, "guid") or f"wordpress:{row.get('id')}",
    )
    body = row.get("content")
    is_protected = is_gated or (isinstance(body, dict) and body.get("protected"))
    return Aside("protected", post) if is_protected else post


def _rendered(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else ""
