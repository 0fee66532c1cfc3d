"""feedparser, made to pass over the odd elements that it falls over: one costs its entry at most, never the feed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import feedparser
import feedparser.api

UNREAD = "pullquote_unread"
"""The key in an entry of feedparser's under which the error stands that kept a part of it from being read."""
_AUTHOR_CHARS = 1000
"""Characters of an author's name at most among which feedparser looks for an e-mail address, in quadratic time."""


class _Lenient:
    """What both of feedparser's parsers have in common, over the one of them."""

    def unknown_starttag(self: Any, tag: str, attrs: Any) -> None:
        try:
            super().unknown_starttag(tag, attrs)  # type: ignore[misc]
        except Exception as error:
            self._passed_over(tag, error)

    def unknown_endtag(self: Any, tag: str) -> None:
        depth = self.depth
        try:
            super().unknown_endtag(tag)  # type: ignore[misc]
        except Exception as error:
            self._passed_over(tag, error)
            if self.depth == depth:
                # What is done at the end of every element, whatever its name.
                with suppress(Exception):
                    super().unknown_endtag("")  # type: ignore[misc]

    def handle_charref(self: Any, ref: str) -> None:
        try:
            super().handle_charref(ref)  # type: ignore[misc]
        except (ValueError, OverflowError):
            self.handle_data("\ufffd")  # there is no such character

    def pop(self: Any, element: str, strip_whitespace: int = 1) -> Any:
        """The text of an element that ends; as it stands in the feed where feedparser cannot clean its HTML."""
        held = list(self.elementstack[-1]) if self.elementstack else None
        try:
            return super().pop(element, strip_whitespace)  # type: ignore[misc]
        except Exception:
            self.elementstack.append(held)
        cleaning = self.sanitize_html, self.resolve_relative_uris
        self.sanitize_html = self.resolve_relative_uris = False
        try:
            return super().pop(element, strip_whitespace)  # type: ignore[misc]
        except Exception as error:
            self._passed_over("", error)
            return ""
        finally:
            self.sanitize_html, self.resolve_relative_uris = cleaning

    def _sync_author_detail(self: Any, key: str = "author") -> None:
        if len(self._get_context().get(key) or "") <= _AUTHOR_CHARS:
            super()._sync_author_detail(key)  # type: ignore[misc]

    def _passed_over(self: Any, tag: str, error: Exception) -> None:
        # An element with a prefix is of an extension: nothing of it makes a post.
        if ":" not in tag and self.inentry and self.entries:
            self.entries[-1].setdefault(UNREAD, error)


# feedparser has no other way to be given its parsers.
feedparser.api.StrictFeedParser = type("Strict", (_Lenient, feedparser.api.StrictFeedParser), {})
feedparser.api.LooseFeedParser = type("Loose", (_Lenient, feedparser.api.LooseFeedParser), {})
parse = feedparser.parse
