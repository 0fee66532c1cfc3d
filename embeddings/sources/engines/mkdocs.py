"""The blog of MkDocs-Material. https://squidfunk.github.io/mkdocs-material/plugins/blog/"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from embeddings.normal_forms import normalized
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, is_ahead, yaml_of
from embeddings.sources.engines.permalinks import is_short

NAME = "MkDocs"
FILES: tuple[str, ...] = ("mkdocs.yml", "mkdocs.yaml")
_AUTHORS = "authors of the blog"
_DATE = re.compile(r"yyyy|yy|MMMM|MMM|MM|M|dd|d")
_FIELD = re.compile(r"\{(date|slug|file|categories)\}")
_FORMATS = {"yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "dd": "%d"}


def settings(read: Read) -> Settings | None:
    found = yaml_of(next(filter(None, map(read, FILES)), ""))
    if not found:
        return None
    site = Settings(address(found.get("site_url")), found)
    docs, blog = _docs(site), _blog(site)
    authors = str(blog.get("authors_file", "{blog}/.authors.yml")).replace("{blog}", _folder(blog))
    named = yaml_of(read(f"{docs}/{authors.strip('/')}")).get("authors")
    known = named.items() if isinstance(named, dict) else ()
    names = {str(key): str(about["name"]) for key, about in known if isinstance(about, dict) and about.get("name")}
    return Settings(site.base_url, {**found, _AUTHORS: names})


def place(entry: Entry, site: Settings) -> Placed:
    docs = _docs(site)
    blog = _blog(site)
    if not entry.path.is_relative_to(docs):
        return Placed(reason="it is not in the folder of MkDocs' pages", outside=True)
    inside = entry.path.relative_to(docs)
    folder = _folder(blog)
    posts = str(blog.get("post_dir", "{blog}/posts")).replace("{blog}", folder).strip("/.")
    end = "/" if site.values.get("use_directory_urls", True) else ".html"
    if not _has_blog(site):
        # Other plugins make a blog of pages that have a date.
        stem = inside.with_suffix("").as_posix().removesuffix("/index")
        return Placed(f"{stem}{end}", entry.published, None if entry.published else "page")
    if not inside.is_relative_to(posts):
        return Placed(published=entry.published, kind="page")
    if entry.published is None:
        return Placed(reason="it has no date, so that MkDocs does not publish it")
    ahead = is_ahead(entry.published) and bool(blog.get("draft_if_future_date"))
    title = entry.title or entry.heading or entry.path.stem
    slug = entry.text("slug") or _slug(title)
    pattern = str(blog.get("post_url_format", "{date}/{slug}"))
    days = _formatted(entry.published, str(blog.get("post_url_date_format", "yyyy/MM/dd")))
    values = {"date": days, "slug": slug, "file": entry.path.stem}
    values["categories"] = "/".join(map(_slug, entry.words("categories")[:1]))
    path: str | None = None
    if is_short(pattern, *values.values()) and not blog.get("post_slugify"):
        path = _FIELD.sub(lambda m: values[m[1]], pattern)
    if path is not None and "{" in path:
        path = None
    if path is not None:
        path = "/".join(filter(None, (folder, path.strip("/")))) + end
    return Placed(path, entry.published, "scheduled" if ahead else None, authors=site.values[_AUTHORS])


def _docs(site: Settings) -> str:
    return str(site.values.get("docs_dir") or "docs").strip("/")


def _folder(blog: dict[str, Any]) -> str:
    return str(blog.get("blog_dir", "blog")).strip("/.")


def _plugins(site: Settings) -> dict[str, Any]:
    """The plugins by name, each with its options."""
    value = site.values.get("plugins")
    found: dict[str, Any] = {}
    for plugin in value if isinstance(value, list) else [value]:
        if isinstance(plugin, str):
            found[plugin] = {}
        elif isinstance(plugin, dict):
            found |= {str(name): options if isinstance(options, dict) else {} for name, options in plugin.items()}
    return {name.rpartition("/")[2]: options for name, options in found.items()}


def _has_blog(site: Settings) -> bool:
    return "blog" in _plugins(site)


def _blog(site: Settings) -> dict[str, Any]:
    return dict(_plugins(site).get("blog") or {})


def _formatted(day: date, form: str) -> str:
    plain = {"M": str(day.month), "d": str(day.day)}
    return _DATE.sub(lambda m: plain.get(m[0]) or f"{day:{_FORMATS.get(m[0], m[0])}}", form)


def _slug(text: str) -> str:
    """As pymdownx's ``slugify(case="lower")`` makes it."""
    kept = re.sub(r"[^\w\- ]", "", normalized("NFC", text)).strip().lower()
    return kept.replace(" ", "-")
