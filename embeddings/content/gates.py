"""What a page says of itself: that it is not for everyone to read, or that it is no post."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.kinds import Kind
from embeddings.content.selectors import LINKED_DATA

PASSWORD_FORM = "post-password-form"
"""The class of WordPress's form for the password of a post, on its page and in its feed."""
GATES = (
    # WordPress, Jetpack; Ghost; Substack; Medium; Paid Memberships Pro, MemberPress, Restrict Content, Patreon, Leaky
    # Paywall, WooCommerce Memberships, Ultimate Member, Memberful.
    f"form.{PASSWORD_FORM}, .gh-post-upgrade-cta, .gh-post-upgrade-cta-content, .single-post .paywall,"
    " [data-testid=paywall], .paywall-content, .meteredContent.locked, [data-test-id=paywall-background-color],"
    " .pmpro_content_message, .mepr-unauthorized-message, .rcp-restricted-content-message,"
    " .patreon-campaign-banner, .patreon-locked-content-message, #leaky_paywall_message,"
    " .jetpack-subscribe-paywall, .wp-block-premium-content-logged-out-view, .post-upgrade-cta,"
    " .wc-memberships-restriction-message, .um-locked-content, .memberful-please-log-in"
)
"""What platforms put in the place of a text that is for subscribers, or needs a password."""
_PAGE_CLASS = re.compile(r"(?:^|\s)(?:page-id-\d+|page-template)(?:\s|$)")
"""What WordPress and Ghost say of the body of a page that is no post."""
_POST_CLASS = re.compile(r"(?:^|\s)(?:single|single-post|postid-\d+|post-template)(?:\s|$)")
_STORY = "article.storypage"
"""What Nikola makes a page of that is no post."""
_BEFORE, _AFTER = ("//", "/*", "<![CDATA[", "*/"), ("*/", "]]>", "/*", "//")
"""What templates put around a record, so that XHTML takes it as it is."""


def kind_of_page(tree: LexborHTMLParser) -> Kind | None:
    """``"protected"`` where the page is gated, ``"page"`` where its platform says that it is no post, else ``None``."""
    if tree.css_first(GATES) is not None or any(_is_paid(record) for record in _records(tree)):
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
    for node in tree.css(LINKED_DATA):
        try:
            yield from records_of(node.text())
        except (ValueError, RecursionError):
            continue


def records_of(text: str) -> Iterator[dict[str, Any]]:
    """The records of a page's linked data, those within others too.

    Raises:
        ValueError: it is no JSON.
        RecursionError: it nests too deep.
    """
    return _flat(json.loads(_bare(text), strict=False))


def _bare(text: str) -> str:
    text = text.strip()
    for mark in _BEFORE:
        text = text.removeprefix(mark).lstrip()
    for mark in _AFTER:
        text = text.removesuffix(mark).rstrip()
    return text


def _flat(found: Any) -> Iterator[dict[str, Any]]:
    for record in found if isinstance(found, list) else [found]:
        if isinstance(record, dict):
            yield record
            for inner in ("@graph", "mainEntity"):
                yield from _flat(record.get(inner) or [])
