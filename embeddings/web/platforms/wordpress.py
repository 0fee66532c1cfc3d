"""WordPress's REST interface. https://developer.wordpress.org/rest-api/reference/posts/"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.html import links_in, plain_title, reader_text
from embeddings.content.items import Aside
from embeddings.posts import Post
from embeddings.web.archived import ArchivedPosts, Item
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import FetchError, json_of

WHOLE = True
_A_PAGE = 100
"""As many as it gives at once."""
_LINK_HEADER = re.compile(r'<([^>]+)>;\s*rel="https://api\.w\.org/"')


def find(home: HomePage) -> str:
    """Named by a link in the page, or in a header."""
    header = _LINK_HEADER.search(home.page.headers.get("link", ""))
    found = home.link("link[rel='https://api.w.org/']") or (header.group(1) if header else "")
    return f"{found}wp/v2/posts" if found else ""


def checks(start: str) -> list[str]:
    """The post that was changed last; their number comes along in a header."""
    return [_with(start, "per_page=1&orderby=modified&_fields=id,modified_gmt")]


def posts(start: str, home: HomePage, web: Fetcher, known: ArchivedPosts) -> Iterator[Item]:
    """All posts, oldest first, so that one that is published meanwhile moves no other to another page."""
    number, last = 1, 1
    while number <= last:
        page = web.get(_with(start, f"per_page={_A_PAGE}&page={number}&orderby=id&order=asc&_embed=author,wp:term"))
        rows = json_of(page)
        if not isinstance(rows, list):
            raise FetchError(f"{page.url}: it is no list of posts")
        yield from (_post(row) for row in rows if isinstance(row, dict))
        total = page.headers.get("x-wp-totalpages", "")
        last = int(total) if total.isdigit() else number + (len(rows) == _A_PAGE)
        number += 1


def _with(start: str, query: str) -> str:
    # Without pretty permalinks the interface is itself a query: /?rest_route=/.
    return f"{start}{'&' if '?' in start else '?'}{query}"


def _post(row: dict[str, Any]) -> Post | Aside:
    html = _rendered(row, "content")
    text, blocks = reader_text(html)
    url = str(row.get("link") or "")
    embedded = row.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    terms = (term for group in embedded.get("wp:term") or () for term in group if isinstance(term, dict))
    post = Post(
        id=url,
        text=text,
        title=plain_title(_rendered(row, "title")),
        url=url,
        published=parse_date(row.get("date")),
        author=", ".join(
            str(person.get("name") or "") for person in embedded.get("author") or () if person.get("name")
        ),
        tags=tuple(dict.fromkeys(plain_title(str(term.get("name") or "")) for term in terms if term.get("name"))),
        blocks=blocks,
        links=links_in(html),
        guid=_rendered(row, "guid") or f"wordpress:{row.get('id')}",
    )
    content = row.get("content")
    return Aside("protected", post) if isinstance(content, dict) and content.get("protected") else post


def _rendered(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return str(value.get("rendered") or "") if isinstance(value, dict) else ""
