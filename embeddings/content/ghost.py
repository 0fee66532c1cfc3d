"""Ghost's record of a post, as its exports and its Content API have it. https://ghost.org/docs/content-api/"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.ghost_documents import lexical_html, mobiledoc_html
from embeddings.content.html import Content, plain_title, read_html
from embeddings.content.items import Aside
from embeddings.content.kinds import Kind
from embeddings.posts import Post

_SITE = "__GHOST_URL__"
_GATED = re.compile(
    r"<!--kg-gated-block:begin ([^<\n]*?)-->((?:(?!<!--kg-gated-block:).)*)<!--kg-gated-block:end-->", re.DOTALL
)
"""A part of an export's HTML that some readers see; the API gives it to none but them."""
_STATUSES: dict[str, Kind | None] = {"published": None, "sent": None, "scheduled": "scheduled"}


def ghost_post(
    row: dict[str, Any],
    address_of: Callable[[str], str],
    authors: Sequence[str] = (),
    tags: Sequence[str] = (),
    zone: tzinfo | None = None,
) -> Post | Aside:
    """The post in a row of an export or of the Content API.

    Args:
        row: the record.
        address_of: makes an absolute address of one that may be relative.
        authors: their names, where the row has none.
        tags: their names, where the row has none.
        zone: the blog's, where the row has its times in UTC.
    """
    row = _unwrapped(row)
    html = str(row.get("html") or "") or lexical_html(str(row.get("lexical") or ""))
    html = html or mobiledoc_html(str(row.get("mobiledoc") or ""))
    # Exports have a mark in the place of the site's address.
    content = read_html(_GATED.sub(_for_anyone, html).replace(_SITE, address_of("/").rstrip("/")))
    content = content if html else Content(str(row.get("plaintext") or ""))
    kind = _kind(row)
    published = parse_date(row.get("published_at"))
    if zone and isinstance(published, datetime):
        # Exports from SQLite have it without its zone.
        published = (published if published.tzinfo else published.replace(tzinfo=UTC)).astimezone(zone)
    post = Post(
        id=ghost_id(row, address_of),
        text=content.text,
        title=plain_title(str(row.get("title") or "")),
        url=_address(row, address_of),
        published=published,
        author=", ".join(_names(row, "author") or authors),
        tags=tuple(_names(row, "tag") or filter(_is_for_readers, tags)),
        blocks=content.blocks,
        links=content.links,
    )
    return Aside(kind, post) if kind else post


def _for_anyone(block: re.Match[str]) -> str:
    """What stands between the marks of a block, where whoever comes sees it."""
    return block[2] if "nonMember:true" in block[1] else ""


def ghost_id(row: dict[str, Any], address_of: Callable[[str], str]) -> str:
    """The id that :func:`ghost_post` gives the post in a row."""
    row = _unwrapped(row)
    return _address(row, address_of) or str(row.get("id") or "") or str(row.get("slug") or "")


def _unwrapped(row: dict[str, Any]) -> dict[str, Any]:
    """The record in what Ghost's migration tools write."""
    about = row.get("data")
    return {**about, "url": row.get("url")} if isinstance(about, dict) else row


def _address(row: dict[str, Any], address_of: Callable[[str], str]) -> str:
    """The post's address on its own blog; its ``canonical_url`` may be where it stood first, on another site. Empty
    where it is on no page."""
    by_mail = row.get("status") == "sent" or row.get("email_only") in (True, 1)
    if by_mail or _kind(row) in ("draft", "scheduled"):
        return ""
    slug = str(row.get("slug") or "")
    own = str(row.get("url") or "")
    canonical = str(row.get("canonical_url") or "")
    if not own and canonical.startswith((_SITE, "/")):
        own = canonical
    own = own.removeprefix(_SITE) or f"{slug}/"
    return address_of(own) if slug or own != "/" else ""


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
    return list(dict.fromkeys(name for name in names if name and _is_for_readers(name)))


def _is_for_readers(tag: str) -> bool:
    """Whether a tag is more than a mark for the theme."""
    return not tag.startswith("#")
