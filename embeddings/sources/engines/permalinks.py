"""Addresses of pages by the patterns that site generators share: their placeholders, dates and slugs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, tzinfo

from embeddings.content.addresses import MAX_ADDRESS_BYTES
from embeddings.normal_forms import normalized

_PLACEHOLDER = re.compile(r":([a-z_]+)")


def in_zone(day: date, zone: tzinfo | None) -> date:
    """A date where a time without a zone is UTC, as it is read in another zone."""
    if not isinstance(day, datetime):
        return day
    return (day if day.tzinfo else day.replace(tzinfo=UTC)).astimezone(zone)


def is_short(*parts: str) -> bool:
    """Whether nothing that an address is made of is longer than an address: a long pattern of long values fills the
    memory."""
    return all(len(part) <= MAX_ADDRESS_BYTES for part in parts)


def filled(pattern: str, values: Mapping[str, str | None]) -> str | None:
    """A permalink pattern with its placeholders filled; ``None`` where one is not known, or too long."""
    if not is_short(pattern) or set(":[") & set(_PLACEHOLDER.sub("", pattern)):
        # What is left is a placeholder too, of a kind that is not known, such as ":sections[1:]".
        return None
    unknown = False

    def value(match: re.Match[str]) -> str:
        nonlocal unknown
        name = match[1]
        # ":titlex" is ":title" and an "x".
        known = next((name[:size] for size in range(len(name), 0, -1) if name[:size] in values), "")
        found = values.get(known)
        unknown = unknown or found is None or not is_short(found)
        return "" if unknown else f"{found}{name[len(known) :]}"

    path = _PLACEHOLDER.sub(value, pattern)
    return None if unknown else re.sub(r"//+", "/", path)


def dates(day: date | None) -> dict[str, str | None]:
    """The values of the placeholders that are parts of a date."""
    formats = {
        "year": "%Y",
        "short_year": "%y",
        "month": "%m",
        "day": "%d",
        "y_day": "%j",
        "hour": "%H",
        "minute": "%M",
        "second": "%S",
    }
    if day is None:
        return dict.fromkeys([*formats, "i_month", "i_day"])
    found: dict[str, str | None] = {name: f"{day:{pattern}}" for name, pattern in formats.items()}
    # strftime writes years before 1000 without their zeros on some systems.
    return found | {"year": f"{day.year:04}", "i_month": str(day.month), "i_day": str(day.day)}


def ascii_form(text: str) -> str | None:
    """A text in ASCII, as Pelican and Nikola make it; ``None`` where a letter has no ASCII form."""
    text = re.sub(r"[‘’“”'\"]", "", text).replace("ß", "ss").replace("æ", "ae").replace("Æ", "AE").replace("ø", "o")
    plain = normalized("NFKD", text.replace("–", "-").replace("—", "-"))
    if any(char.isalnum() and not char.isascii() for char in plain):
        return None
    return plain.encode("ascii", "ignore").decode()


def ascii_slug(text: str) -> str | None:
    """A slug of ASCII letters, as Nikola makes it; ``None`` where a letter has no ASCII form."""
    plain = ascii_form(text)
    if plain is None:
        return None
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain.lower()).strip()).strip("-")
