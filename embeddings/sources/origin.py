"""The addresses of a source's posts: by the base URL that the owner gave, else by the site's own settings."""

from __future__ import annotations

import re
import tomllib
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml

from embeddings.sources.files import SourceFile
from embeddings.sources.rendering import AS_TYPED, Rendering, rendering_of

_PLACEHOLDER = re.compile(r":(year|month|day|i_month|i_day|title|slug|name|filename|categories)\b")
_CONTENT_FOLDERS = ("content", "_posts", "src", "_content")


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The address and the permalinks in a static site's settings."""

    kind: Literal["", "jekyll", "zola", "hugo"] = ""
    base_url: str = ""
    permalink: str = ""
    rendering: Rendering = AS_TYPED


@dataclass(frozen=True)
class Origin:
    """The source that a file belongs to, and the address of its site."""

    base_url: str = ""
    """As the owner gave it; may hold placeholders such as ``:year``."""
    site: SiteSettings = field(default_factory=SiteSettings)
    files: Mapping[str, SourceFile] = field(default_factory=dict)
    """The source's files by name, for an export that is spread over several."""

    @cached_property
    def pattern(self) -> str:
        """The owner's own permalink pattern, or empty."""
        return self.base_url if _PLACEHOLDER.search(self.base_url) else ""

    @cached_property
    def base(self) -> str:
        """The address that paths are appended to, without a slash at its end; empty where none is given."""
        given = "" if self.pattern else self.base_url
        return (given or self.site.base_url).rstrip("/")

    def url(self, path: str) -> str:
        """The address of a path on the site, or empty where the site's address is unknown."""
        if path.startswith(("http://", "https://")):
            return path
        return f"{self.base}/{_quoted(path.lstrip('/'))}" if self.base else ""

    def fill(self, pattern: str, published: date | None, slug: str, categories: tuple[str, ...]) -> str:
        """A permalink pattern with its placeholders filled, or empty where one cannot be."""
        values = {
            "title": slug,
            "slug": slug,
            "name": slug,
            "filename": slug,
            "categories": "/".join(categories),
        }
        if published:
            values |= {
                "year": f"{published:%Y}",
                "month": f"{published:%m}",
                "day": f"{published:%d}",
                "i_month": str(published.month),
                "i_day": str(published.day),
            }
        elif any(name in pattern for name in (":year", ":month", ":day", ":i_month", ":i_day")):
            return ""
        filled = _PLACEHOLDER.sub(lambda m: _quoted(values[m.group(1)]), pattern)
        return re.sub(r"(?<!:)//+", "/", filled)

    def content_path(self, name: str) -> str:
        """The path in the source without the folder in which the platform keeps its posts."""
        first, slash, rest = name.partition("/")
        return rest if slash and first in _CONTENT_FOLDERS else name


def _quoted(path: str) -> str:
    return urllib.parse.quote(path, safe="/:@!$&'()*+,;=~%")


def read_site_settings(folder: Path) -> SiteSettings:
    """The settings of the static site that the folder is, or is a part of; the nearest ones win."""
    for place in (folder, *list(folder.parents)[:2]):
        for file in ("zola.toml", "config.toml", "hugo.toml", "hugo.yaml", "hugo.yml", "_config.yml"):
            settings = _settings(place / file)
            if settings:
                site = _site(file, settings)
                return replace(site, rendering=rendering_of(site.kind, settings))
    return SiteSettings()


def _site(file: str, settings: dict[str, Any]) -> SiteSettings:
    if file == "_config.yml":
        address = f"{settings.get('url') or ''}{settings.get('baseurl') or ''}"
        return SiteSettings("jekyll", _address(address), str(settings.get("permalink") or ""))
    if "base_url" in settings:
        return SiteSettings("zola", _address(settings["base_url"]))
    lowered = {key.lower(): value for key, value in settings.items()}
    permalinks = lowered.get("permalinks")
    pattern = permalinks.get("posts") or permalinks.get("post") if isinstance(permalinks, dict) else None
    return SiteSettings("hugo", _address(lowered.get("baseurl")), pattern if isinstance(pattern, str) else "")


def _address(value: Any) -> str:
    text = str(value or "")
    return text if text.startswith(("http://", "https://")) else ""


def _settings(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text) if path.suffix == ".toml" else yaml.safe_load(text)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return found if isinstance(found, dict) else {}
