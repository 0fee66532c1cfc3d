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
_USUAL = "settings of the blog that are as they are anyway"
_LOWER = re.compile(
    r"\b(post_slugify|categories_slugify)\s*:\s*!!python/object/apply:pymdownx\.slugs\.slugify\s+"
    r"kwds\s*:\s*\{?\s*case\s*:\s*lower[ \t]*(?:[\r\n}]|\Z)"
)
_DATE = re.compile(r"yyyy|yy|MMMM|MMM|MM|M|dd|d")
_FIELD = re.compile(r"\{(date|slug|file|categories)\}")
_FORMATS = {"yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "dd": "%d"}


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    found = yaml_of(text)
    if not found:
        return None
    found[_USUAL] = [match[1] for match in _LOWER.finditer(text)]
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
    path = _path(entry, entry.published, blog, site)
    if path is not None:
        path = "/".join(filter(None, (folder, path.strip("/")))) + end
    return Placed(path, entry.published, "scheduled" if ahead else None, authors=site.values[_AUTHORS])


def _path(entry: Entry, day: date, blog: dict[str, Any], site: Settings) -> str | None:
    pattern = str(blog.get("post_url_format", "{date}/{slug}"))
    form = str(blog.get("post_url_date_format", "yyyy/MM/dd"))
    theme = site.values.get("theme")
    language = str(theme.get("language") or "en") if isinstance(theme, dict) else "en"
    most = blog.get("post_url_max_categories", 1)
    categories = entry.words("categories")[: most if isinstance(most, int) else 1]
    named = [_slug(name, "categories", blog, site) for name in categories]
    values = {
        # The names of months are those of the theme's language.
        "date": _formatted(day, form) if "MMM" not in form or language == "en" else None,
        "slug": entry.text("slug") or _slug(_title(entry), "post", blog, site),
        "file": entry.path.stem,
        "categories": None if None in named else "/".join(filter(None, named)),
    }
    fields = _FIELD.findall(pattern)
    if any(values[name] is None for name in fields) or not is_short(pattern, *filter(None, values.values())):
        return None
    path = _FIELD.sub(lambda m: str(values[m[1]]), pattern)
    return None if "{" in path else re.sub(r"//+", "/", path)


def _title(entry: Entry) -> str:
    """The title that the slug is made of: a heading as it is typed, since the page is not made yet."""
    name = entry.path.stem.replace("-", " ").replace("_", " ")
    typed = entry.first_line.lstrip("# ") if entry.first_line.startswith("# ") else ""
    return entry.text("title") or typed or name


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


def _slug(text: str, kind: str, blog: dict[str, Any], site: Settings) -> str | None:
    """As pymdownx's ``slugify(case="lower")`` makes it; ``None`` where the settings have another."""
    name = f"{kind}_slugify"
    if name in blog and name not in site.values[_USUAL]:
        return None
    plain = re.sub(r"</?[^<>]*>", "", normalized("NFC", text)).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", str(blog.get(f"{name}_separator", "-")))
