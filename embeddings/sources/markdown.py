"""Markdown with YAML or TOML front matter, by the conventions of Jekyll, Hugo and Zola.

Addresses: https://jekyllrb.com/docs/permalinks/, https://gohugo.io/content-management/urls/ and
https://www.getzola.org/documentation/content/page/#path.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from embeddings.content.dates import parse_date
from embeddings.content.html import read_html
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources.files import SourceFile, Unreadable
from embeddings.sources.origin import Origin
from embeddings.sources.rendering import JEKYLL, Rendering, rendered, rendered_inline

_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
_NOT_POSTS = frozenset(
    """readme license licence contributing changelog code_of_conduct code-of-conduct security authors""".split()
)
_DATED_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})[-_](.+)")
_DATED_PATH = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
_MARKUP = re.compile(r"[][*_`&<\\]")

_JEKYLL_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}


class _TOMLHandler(BaseHandler):
    """TOML through the standard library; frontmatter's own handler needs a package that is no longer kept."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        return tomllib.loads(fm)


_TOML, _YAML = _TOMLHandler(), YAMLHandler()


@dataclass(frozen=True, slots=True)
class _Name:
    """What the path of a post's file tells about it."""

    path: str
    """Path in the source, without the platform's content folder and without the suffix."""
    slug: str
    published: date | None


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix in _SUFFIXES


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Skipped]:
    """The one post of the file, or why there is none: a draft, a redirect, a section page, a README."""
    fields, body, toml = _split(file.text())
    reason = _reason_to_skip(file.path, fields)
    if reason:
        yield Skipped(file.name, reason)
        return
    content = read_html(rendered(body, _rendering(file, origin), jsx=file.suffix == ".mdx"))
    title = _plain(fields.get("title"))
    first = next(iter(content.blocks), None)
    if not title and first and first.kind == "heading" and first.level == 1:
        title = content.text[first.start : first.end]
    parts = _name(file.name, origin)
    published = parse_date(fields.get("date")) or _date_in(str(fields.get("path") or "")) or parts.published
    yield Post(
        id=file.name,
        text=content.text,
        title=title,
        url=_url(fields, parts, published, toml, origin),
        published=published,
        author=", ".join(_names(fields, "authors", "author", "by")),
        tags=tuple(_names(_taxonomies(fields), "tags", "categories", "category")),
        blocks=content.blocks,
        links=content.links,
    )


def _split(text: str) -> tuple[dict[str, Any], str, bool]:
    """Front matter, body, and whether the front matter is TOML."""
    text = text.replace("\r\n", "\n").lstrip()
    toml = bool(_TOML.detect(text))
    if not toml and not _YAML.detect(text):
        return {}, text, False
    try:
        fields, body = frontmatter.parse(text, handler=_TOML if toml else _YAML)
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        reason = " ".join(str(getattr(error, "problem", None) or error).split())
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 2}" if mark else ""
        raise Unreadable(f"its front matter is broken{place}: {reason}") from error
    if not isinstance(fields, dict):
        raise Unreadable("its front matter is broken: it is not a list of names and values")
    return {str(key).lower(): value for key, value in fields.items()}, body, toml


def _reason_to_skip(path: PurePosixPath, fields: dict[str, Any]) -> str:
    if _is_true(fields.get("draft")) or "_drafts" in path.parts or "drafts" in path.parts[-2:-1]:
        return "it is a draft"
    if str(fields.get("published", "")).lower() == "false":
        return "it is a draft (published: false)"
    if fields.get("redirect") or fields.get("redirect_to"):
        return "it only redirects to another page"
    if path.stem == "_index":
        return "it is a section page, not a post"
    if path.stem == "index" and len(path.parts) == 1 and "date" not in fields:
        return "it is the blog's index page, not a post"
    if not fields and path.stem.lower() in _NOT_POSTS:
        return "it is about the repository, not a post"
    return ""


def _is_true(value: object) -> bool:
    return str(value).lower() in ("true", "yes", "1")


def _rendering(file: SourceFile, origin: Origin) -> Rendering:
    """How the site renders the file; a folder of Jekyll's is told by its name where its settings are not at hand."""
    return JEKYLL if not origin.site.kind and "_posts" in file.path.parts else origin.site.rendering


def _plain(value: object) -> str:
    """A title or a name without the Markdown in it."""
    text = str(value or "")
    return " ".join((read_html(rendered_inline(text)).text if _MARKUP.search(text) else text).split())


def _taxonomies(fields: dict[str, Any]) -> dict[str, Any]:
    inner = fields.get("taxonomies")
    return {**fields, **inner} if isinstance(inner, dict) else fields


def _names(fields: dict[str, Any], *keys: str) -> list[str]:
    """The values of the keys as a list of plain names, each once."""
    found: list[str] = []
    for key in keys:
        value = fields.get(key)
        values = value if isinstance(value, list) else str(value).split(",") if value else []
        for entry in values:
            name = _plain(entry.get("name") if isinstance(entry, dict) else entry)
            # "Camillo Bruni (@camillobruni)": the account is not part of the name.
            name = re.sub(r"\s*\(@[^)]*\)", "", name)
            if name and name not in found:
                found.append(name)
        if found and key in ("authors", "author"):
            break
    return found


def _name(name: str, origin: Origin) -> _Name:
    stem = origin.content_path(name).rsplit(".", 1)[0]
    path = stem.removesuffix("/index")
    last = path.rsplit("/", 1)[-1]
    dated = _DATED_NAME.fullmatch(last)
    if dated:
        return _Name(path, dated.group(2), parse_date(_padded(dated.group(1).split("-"))))
    return _Name(path, last, _date_in(path))


def _date_in(path: str) -> date | None:
    match = _DATED_PATH.search(path)
    return parse_date(_padded(list(match.groups()))) if match else None


def _padded(parts: list[str]) -> str:
    year, month, day = parts
    return f"{year}-{month:0>2}-{day:0>2}"


def _url(fields: dict[str, Any], name: _Name, published: date | None, toml: bool, origin: Origin) -> str:
    """The address by the first that gives one: the post, the owner's pattern, the site's settings, the file's name."""
    kind = origin.site.kind or ("zola" if toml else "")
    categories = tuple(_names(fields, "categories"))
    slug = str(fields.get("slug") or name.slug)
    own = fields.get("permalink") or fields.get("url") or (fields.get("path") if toml else None)
    if isinstance(own, str) and own:
        if ":" in own.partition("://")[2] or (":" in own and "://" not in own):
            own = origin.fill(own, published, slug, categories)
        return origin.url(_directory(own) if kind == "zola" else own)
    if origin.pattern:
        return origin.fill(origin.pattern, published, slug, categories)
    dated_name = name.path.rsplit("/", 1)[-1] != name.slug
    pattern = origin.site.permalink
    if kind == "jekyll" or (dated_name and kind == ""):
        pattern = _JEKYLL_STYLES.get(pattern, pattern) or _JEKYLL_STYLES["pretty"]
    if pattern and kind != "zola":
        return origin.url(origin.fill(pattern, published, slug, categories))
    folder = name.path.rpartition("/")[0]
    path = f"{folder}/{slug}" if folder else slug
    if kind in ("zola", "hugo"):
        # Both make lower-case addresses of file names and serve them as folders.
        return origin.url(_directory(path.lower().replace(" ", "-")))
    return origin.url(path)


def _directory(path: str) -> str:
    return path if path.endswith((".html", "/")) else f"{path}/"
