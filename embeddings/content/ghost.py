"""Ghost's record of a post, as its exports and its Content API have it. https://ghost.org/docs/content-api/"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.html import Content, plain_title, read_html
from embeddings.content.items import Aside, Kind
from embeddings.posts import Post

_STATUSES: dict[str, Kind | None] = {"published": None, "sent": None, "scheduled": "scheduled"}


def ghost_post(
    row: dict[str, Any], address_of: Callable[[str], str], authors: Sequence[str] = (), tags: Sequence[str] = ()
) -> Post | Aside:
    """The post in a row of an export or of the Content API.

    Args:
        row: the record.
        address_of: makes an absolute address of one that may be relative.
        authors: their names, where the row has none.
        tags: their names, where the row has none.
    """
    about = row.get("data")
    row = {**about, "url": row.get("url")} if isinstance(about, dict) else row
    key, slug = str(row.get("id") or ""), str(row.get("slug") or "")
    html = str(row.get("html") or "")
    content = read_html(html) if html else Content(str(row.get("plaintext") or ""))
    url = str(row.get("canonical_url") or row.get("url") or "")
    url = address_of(url or f"{slug}/") if url or slug else ""
    kind = _kind(row)
    shown = "" if kind in ("draft", "scheduled") else url
    post = Post(
        id=shown or key or slug,
        text=content.text,
        title=plain_title(str(row.get("title") or "")),
        url=shown,
        published=parse_date(row.get("published_at")),
        author=", ".join(_names(row, "author") or authors),
        tags=tuple(_names(row, "tag") or tags),
        blocks=content.blocks,
        links=content.links,
    )
    return Aside(kind, post) if kind else post


def _kind(row: dict[str, Any]) -> Kind | None:
    # Only exports have a status; what the Content API gives is published.
    kind = _STATUSES.get(str(row.get("status") or "published"), "draft")
    if kind:
        return kind
    if str(row.get("visibility") or "public") != "public":
        return "private"
    return "page" if row.get("type") == "page" or row.get("page") in (True, 1) else None


def _names(row: dict[str, Any], what: str) -> list[str]:
    """Names in the row itself, where the API has them."""
    given = row.get(f"{what}s") or [row.get(what)]
    people = (one.get("data", one) if isinstance(one, dict) else one for one in given if one)
    names = (str(one.get("name") or "") if isinstance(one, dict) else str(one) for one in people)
    # A tag that starts with # is for the theme, not for readers.
    return list(dict.fromkeys(name for name in names if name and not name.startswith("#")))
