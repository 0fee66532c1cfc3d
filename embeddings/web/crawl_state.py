"""What one crawl of a source leaves for the next."""

from __future__ import annotations

import builtins
import json
import time
from dataclasses import asdict, dataclass, field
from typing import Any, get_args, get_origin, get_type_hints

_DAY = 24 * 3600.0


@dataclass(slots=True)
class CrawlState:
    """What one crawl of a source leaves for the next. It is stored as JSON by the names of its fields."""

    validators: dict[str, dict[str, str]] = field(default_factory=dict)
    """``etag``, ``modified`` and ``digest`` by address: what a conditional request needs (RFC 9110, section 13)."""
    stamps: dict[str, str] = field(default_factory=dict)
    """By address, when the site said that its page was last changed, as it said it."""
    checked: dict[str, float] = field(default_factory=dict)
    """By address of a post's page, when it was last asked for, in seconds since 1970."""
    false_alarms: int = 0
    """Crawls in a row for which a check was written anew, and that found nothing changed."""
    checks: list[str] = field(default_factory=list)
    """Addresses to probe: at least one of them changes whenever a post does. Empty unless the crawl was complete."""
    hub: tuple[str, str] = ("", "")
    """The WebSub hub that announces new posts, and the feed's topic there; both empty where there is none."""
    robots: dict[str, tuple[str, float]] = field(default_factory=dict)
    """By site, its robots.txt and when it was fetched, in seconds since 1970."""
    platform: str = ""
    """By which platform's way the posts were found; see :mod:`embeddings.web.platforms`."""
    terms: str = ""
    """The options and the version of the crawl; when they change, the whole site is read again."""

    def agree(self, terms: str) -> None:
        """Start with an empty state where the last crawl had other terms."""
        if self.terms != terms:
            self.validators, self.stamps, self.checked, self.checks, self.terms = {}, {}, {}, [], terms

    def as_json(self) -> str:
        """How it is stored."""
        return json.dumps(asdict(self))


def stored_state(stored: str) -> CrawlState:
    """What :meth:`CrawlState.as_json` made.

    Raises:
        ValueError: it is damaged.
    """
    try:
        found = json.loads(stored)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    kinds = get_type_hints(CrawlState)
    if not isinstance(found, dict) or not all(
        name in kinds and _is(value, kinds[name]) for name, value in found.items()
    ):
        raise ValueError("it is none that a crawl leaves")
    state = CrawlState(**found)
    times = [*state.checked.values(), *(fetched for _, fetched in state.robots.values())]
    if not all(0 <= moment <= time.time() + _DAY for moment in times):
        raise ValueError("it has a time to come")
    return state


def _is(value: object, kind: Any) -> bool:
    """Whether what JSON holds is of the type of a field."""
    inner = get_args(kind)
    match get_origin(kind):
        case builtins.dict:
            return isinstance(value, dict) and all(_is(one, inner[1]) for one in value.values())
        case builtins.list:
            return isinstance(value, list) and all(_is(one, inner[0]) for one in value)
        case builtins.tuple:
            return isinstance(value, list) and len(value) == len(inner) and all(map(_is, value, inner))
    return type(value) in ((int, float) if kind is float else (kind,))
