"""What a page says of itself: that it is not for everyone to read, or that it is no post."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.items import Kind

PASSWORD_FORM = "post-password-form"
"""The class of WordPress's form for the password of a post, on its page and in its feed."""
_GATES = (
    # WordPress; Ghost; Substack; Medium; Paid Memberships Pro, MemberPress, Restrict Content, Patreon, Leaky Paywall.
    f"form.{PASSWORD_FORM}, .gh-post-upgrade-cta, .gh-post-upgrade-cta-content, .single-post .paywall,"
    " [data-testid=paywall], .paywall-content, .meteredContent.locked, [data-test-id=paywall-background-color],"
    " .pmpro_content_message, .mepr-unauthorized-message, .rcp-restricted-content-message,"
    " .patreon-campaign-banner, #leaky_paywall_message"
)
"""What platforms put in the place of a text that is for subscribers, or needs a password."""
_PAGE_CLASS = re.compile(r"(?:^|\s)(?:page-id-\d+|page-template)(?:\s|$)")
"""What WordPress and Ghost say of the body of a page that is no post."""
_POST_CLASS = re.compile(r"(?:^|\s)(?:single|single-post|postid-\d+|post-template)(?:\s|$)")
_STORY = "article.storypage"
"""What Nikola makes a page of that is no post."""
_DATA = "script[type='application/ld+json']"


def kind_of_page(tree: LexborHTMLParser) -> Kind | None:
    """``"protected"`` where the page is gated, ``"page"`` where its platform says that it is no post, else ``None``."""
    if tree.css_first(_GATES) is not None or any(_is_paid(record) for record in _records(tree)):
        return "protected"
    if tree.css_first(_STORY) is not None:
        return "page"
    classes = (tree.body.attributes.get("class") or "") if tree.body else ""
    return "page" if _PAGE_CLASS.search(classes) and not _POST_CLASS.search(classes) else None


def is_unlisted(tree: LexborHTMLParser) -> bool:
    """Whether the page asks not to be found, as Nikola's page of a draft does."""
    node = tree.css_first("meta[name=robots]")
    return node is not None and "noindex" in (node.attributes.get("content") or "").lower()


def _is_paid(record: dict[str, Any]) -> bool:
    """https://schema.org/isAccessibleForFree, which some write as text."""
    return str(record.get("isAccessibleForFree", "")).strip().lower() in ("false", "http://schema.org/false")


def _records(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    for node in tree.css(_DATA):
        try:
            found = json.loads(node.text())
        except (ValueError, RecursionError):
            continue
        for record in found if isinstance(found, list) else [found]:
            if isinstance(record, dict):
                yield record
                inner = record.get("@graph")
                yield from (part for part in (inner if isinstance(inner, list) else ()) if isinstance(part, dict))
