"""Markdown with front matter: YAML, TOML, or the heads of :mod:`embeddings.sources.heads`.

What of it is published, and where, the engine of its site says (:mod:`embeddings.sources.engines`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import yaml
from frontmatter.default_handlers import BaseHandler, YAMLHandler

from embeddings.content.bounds import Unreadable, bounded
from embeddings.content.bylines import BY
from embeddings.content.dates import likely, parse_date
from embeddings.content.html import Content, read_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.kinds import Kind
from embeddings.posts import HOLE, Post
from embeddings.sources.engines import hexo, quarto
from embeddings.sources.engines.entry import DATES, DAY_IN_NAME, Entry, Placed, is_ahead
from embeddings.sources.files import SourceFile
from embeddings.sources.heads import is_of_notion, read_head, read_notion
from embeddings.sources.jsx import has_components
from embeddings.sources.origin import Origin
from embeddings.sources.rendering import (
    AS_TYPED,
    JEKYLL,
    NOTES,
    PANDOC,
    Rendering,
    rendered,
    rendered_inline,
    rendering_of,
)
from embeddings.sources.templates import without_templates
from embeddings.sources.yaml_toml import fault_told, load_toml, load_yaml

_PANDOC = (".qmd", ".rmd", ".rmarkdown")
"""Quarto's and R Markdown's, in which code is run."""
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx", *_PANDOC)
_HEAD_BYTES = 16
_KNITTED = (".md", ".markdown", ".html")
_PAGES = (".html", ".htm")
"""Engines take these as they are, below the same front matter."""
_HEAD = re.compile(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")
_NOT_POSTS = frozenset(
    """readme license licence contributing changelog code_of_conduct code-of-conduct security authors""".split()
)
_DATED_NAME = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_](.+)")
_DATED_PATH = re.compile(r"(?:^|/)(\d{4})/(\d{1,2})/(\d{1,2})(?:/|$)")
_BYLINE = re.compile(
    r"(?:(?:blog |post )?authors?|written by|by|autor(?:en|in|innen|es|as|a)?|auteur(?:e?s)?|von)\s?:\s*"
    # Longer than that, names are parted by commas.
    r"([^\W\d_](?:[^\n\ufffc:]{2,150}|(?:[^\n\ufffc:,;]{1,60}[,;]){3,30}[^\n\ufffc:,;]{1,60}))",
    re.IGNORECASE,
)
_AUTHORS_LEAD = re.compile(r"(?:blog |post )?(?:author|autor|auteur)", re.IGNORECASE)
_BY = 150
"""Characters of names behind "by", at most."""
_AUTHORS = ("authors", "author", "author_name", "post_author", "written_by", "by")
_CALLED = re.compile(r"@?[a-z\d][a-z\d_.-]*")
"""What a program calls an author: "aquill"."""
_PROPERTIES = 2
"""Fields of a page of a database in Notion at least, its title among them."""
_MARKUP = re.compile(r"[][*_`&<\\]")

_DATED_PATTERN = "/:categories/:year/:month/:day/:title/"
"""Where a file with a date in its name stands, where nothing else tells."""
_DRAFTS = frozenset({"draft", "pending", "skip", "trash"})
_PRIVATE = frozenset({"private", "hidden", "unlisted"})
"""What Pelican, Nikola and what exports WordPress write as the status of what is not for everyone to find."""
_JSON_FIELDS = frozenset({"title", "date", "draft", "slug", "layout"})
"""Of which a JSON object has one that is the head of a post."""
_DATE_FIELD = re.compile(
    rb"^(?:\.\. )?[\"']?(?:(?:%s)[\"']?\s*[:=]\s*(?!true|false)\S|slug[\"']?\s*[:=]\s*[\"']?%s)"
    % ("|".join(DATES).encode(), DAY_IN_NAME.pattern.encode()),
    re.MULTILINE | re.IGNORECASE,
)


class _TOMLHandler(BaseHandler):
    """TOML through the standard library; frontmatter's own handler needs a package that is no longer kept."""

    FM_BOUNDARY = re.compile(r"^\+{3,}\s*$", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        return load_toml(fm)


class _YAMLHandler(YAMLHandler):
    def load(self, fm: str, **_: object) -> Any:
        # R Markdown has some of its own: "!r Sys.Date()".
        return load_yaml(fm, any_tags=True)


_TOML, _YAML = _TOMLHandler(), _YAMLHandler()


@dataclass(frozen=True, slots=True)
class _Name:
    """What the path of a post's file tells about it."""

    path: str
    """Path in the source, without the platform's content folder and without the suffix."""
    slug: str


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix in _SUFFIXES or (file.suffix in _PAGES and bool(_HEAD.match(head)))


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """The one post of the file, or why there is none: a draft, a redirect, a section page, a README."""
    with bounded(file.name):
        item = _item(file, origin)
    yield item


def _item(file: SourceFile, origin: Origin) -> Post | Aside | Skipped:
    fields, body, toml = _split(file.text())
    if not fields and (apart := origin.files.get(str(file.path.with_suffix(".meta")))):
        fields = (read_head(apart.text()) or ({}, ""))[0]
    if file.suffix in _PANDOC and "date" in fields:
        fields = {**fields, "date": quarto.dated(fields["date"])}
    of_notion = not fields and is_of_notion(file.path.stem)
    if of_notion:
        fields, body = read_notion(body)
    reason = _reason_to_skip(file.path, fields) or _made_of_it(file, origin)
    if reason:
        return Skipped(file.name, reason)
    how = _rendering(file, origin, fields)
    if origin.site and origin.site.engine.NAME == "Hexo" and "post_link" in body:
        body = hexo.with_titles(body, origin.read, origin.site.settings)
    content = origin.parsed(f"{file.suffix} {how.described} {body}", lambda: _content(body, how, file.suffix))
    title = _plain(fields.get("title"))
    first = next(iter(content.blocks), None)
    if not title and first and first.kind == "heading" and first.level == 1:
        named = content.text[first.start : first.end]
        title = "" if HOLE in named else named
    entry = Entry(
        PurePosixPath(file.name),
        fields,
        _plain(fields.get("title")),
        title,
        origin.inside,
        origin.read,
        body.lstrip().partition("\n")[0].strip(),
    )
    placed, url = _placed(entry, origin, toml)
    if placed.reason:
        return Skipped(file.name, placed.reason)
    if of_notion and not (origin.pattern and fields.get("slug")):
        # Its name is Notion's own, and no part of an address.
        url = ""
    fields = dict(placed.fields) or fields
    post = Post(
        id=file.name,
        text=content.text,
        title=title or placed.title,
        url="" if placed.kind in ("draft", "scheduled") else url,
        published=likely(placed.published),
        author=", ".join(
            placed.authors.get(name) or origin.authors.name(name)
            for name in _authors(fields) or _authors(_taxonomies(fields, origin))
        )
        or (placed.author and origin.authors.name(placed.author))
        or _byline(content),
        tags=tuple(_tags(_taxonomies(fields, origin))),
        blocks=content.blocks,
        links=content.links,
    )
    # MkDocs publishes what is in a folder "drafts".
    at = PurePosixPath() if origin.site and origin.site.engine.NAME == "MkDocs" else file.path
    kind = _kind(fields, at) or placed.kind or ("page" if _is_laid_out_as_page(fields, file.path) else None)
    if of_notion and len(fields) < _PROPERTIES and origin.any_dated:
        # One that is in no database stands around that of the posts.
        kind = kind or "page"
    if kind == "page" and origin.alone:
        kind = None
    return Aside(kind, post) if kind else post


def _tags(fields: Mapping[str, Any]) -> list[str]:
    own = _names(fields, "tags", "tag", "categories", "category")
    # What themes of their own call them.
    return own or _names(fields, "labels", "label", "topics", "keywords")


def _byline(content: Content) -> str:
    """The authors whom a text names in a line of its own at its beginning: "Authors: Ada Quill, Bo Rye"."""
    first = next((block for block in content.blocks if block.kind != "heading"), None)
    found = _BYLINE.fullmatch(content.text, first.start, first.end) if first else None
    if found is None or found[1][0].islower() or (len(found[1]) > _BY and not _AUTHORS_LEAD.match(found[0])):
        return ""
    return found[1]


def _content(body: str, how: Rendering, suffix: str) -> Content:
    if suffix in _PAGES:
        # What an engine wraps in a layout is a fragment, and most often without a title.
        return read_html(without_templates(body, (), how.templates))
    # Gatsby reads .md as MDX where it is told to.
    jsx = suffix == ".mdx" or has_components(body) if how.mdx is None else how.mdx
    return read_html(rendered(body, how, jsx=jsx))


def is_dated(file: SourceFile, head: bytes) -> bool:
    """Whether the file names the day of its post, in its name, that of its folder or its head."""
    return bool(_is_named_by_day(file.path) or _DATED_PATH.search(file.name) or _DATE_FIELD.search(head))


def _is_named_by_day(path: PurePosixPath) -> bool:
    return any(map(DAY_IN_NAME.match, (path.name, path.parent.name)))


def _placed(entry: Entry, origin: Origin, toml: bool) -> tuple[Placed, str]:
    """What the engine of the site makes of a post, and its address: by the owner's pattern, else by the engine."""
    site = origin.site
    if site and site.holds(str(entry.path)):
        placed = site.engine.place(replace(entry, path=site.inside(str(entry.path))), site.settings)
        if placed.published is None and placed.kind is None:
            kept = None if entry.named_day or not origin.any_dated else placed.undated
            placed = replace(placed, published=entry.named_day, kind=kept)
        if not (placed.outside and site.above):
            return placed, _given(entry, placed, origin) or (origin.url(placed.path) if placed.path else "")
    name = _name(str(entry.path), origin)
    published = entry.published or _date_in(entry.text("path")) or entry.named_day or _date_in(name.path)
    if published is None and entry.path.name.startswith("_") and not origin.alone:
        # As Docsify and wikis have what stands beside each page; some engines publish such files, and are known.
        return Placed(reason="it is a part of other pages, not a post"), ""
    kind: Kind | None = "scheduled" if is_ahead(published) else None
    if published is None and origin.dated and not origin.alone:
        kind = "page"
    return Placed(published=published, kind=kind), _url(entry.fields, name, published, toml, origin)


def _given(entry: Entry, placed: Placed, origin: Origin) -> str:
    """The address by the pattern that the owner gave; empty where there is none, or the post has a permalink itself."""
    if not origin.pattern or any(entry.text(name) for name in ("permalink", "url")):
        return ""
    slug = entry.text("slug") or placed.slug or _name(str(entry.path), origin).slug
    return origin.fill(origin.pattern, placed.published, slug, tuple(entry.words("categories")))


def _kind(fields: Mapping[str, Any], path: PurePosixPath) -> Kind | None:
    """What the front matter says that it is, where that is no published post."""
    if _is_true(fields.get("draft")) or "_drafts" in path.parts or "drafts" in path.parts[-2:-1]:
        return "draft"
    status = str(fields.get("status", "")).lower()
    if str(fields.get("published", "")).lower() == "false" or status in _DRAFTS:
        return "draft"
    if str(fields.get("type", "")).lower() == "page":
        # As exports of WordPress to Hugo have it.
        return "page"
    if fields.get("password") or _is_true(fields.get("encrypt")):
        # Hexo's and Hugo's plugins for it show a form for the password in place of the text.
        return "protected"
    return (
        "private" if status in _PRIVATE or any(_is_true(fields.get(name)) for name in ("private", "hidden")) else None
    )


def _is_laid_out_as_page(fields: Mapping[str, Any], path: PurePosixPath) -> bool:
    """Whether it looks like a page and nothing of its place says that it is a post: Jekyll's and Hexo's layout is how
    it looks."""
    is_post = "_posts" in path.parts or _is_named_by_day(path)
    return str(fields.get("layout", "")).lower() == "page" and not is_post


def _split(text: str) -> tuple[dict[str, Any], str, bool]:
    """Front matter, body, and whether the front matter is TOML or JSON."""
    text = text.replace("\r\n", "\n").lstrip()
    toml = bool(_TOML.detect(text))
    if not toml and not _YAML.detect(text):
        if text.startswith("{") and (found := _json_head(text)):
            # Hugo's alone, which makes addresses as it does for TOML.
            return *found, True
        return *(read_head(text) or ({}, text)), False
    try:
        fields, body = _parts(text, _TOML if toml else _YAML)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(f"its front matter is broken{fault_told(error, above=1)}") from error
    return {str(key).lower(): value for key, value in fields.items()}, body, toml


def _parts(text: str, handler: BaseHandler) -> tuple[dict[str, Any], str]:
    """The fields of a head and the text below it, as it stands: frontmatter itself takes the indent of code away."""
    try:
        head, body = handler.split(text)
    except ValueError:
        # It never ends.
        return {}, text
    fields = handler.load(head)
    return (fields if isinstance(fields, dict) else {}), body


def _json_head(text: str) -> tuple[dict[str, Any], str] | None:
    """The fields of a JSON object at the start of a text, as Hugo takes it, and the rest; ``None`` where none is."""
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or not _JSON_FIELDS.intersection(map(str.lower, fields)):
        return None
    return {str(key).lower(): value for key, value in fields.items()}, text[end:]


def _reason_to_skip(path: PurePosixPath, fields: dict[str, Any]) -> str:
    if fields.get("redirect") or fields.get("redirect_to"):
        return "it only redirects to another page"
    if path.stem == "_index":
        return "it is a section page, not a post"
    if path.stem == "index" and len(path.parts) == 1 and "date" not in fields:
        return "it is the blog's index page, not a post"
    if not fields and path.stem.lower() in _NOT_POSTS:
        return "it is about the repository, not a post"
    return ""


def _made_of_it(file: SourceFile, origin: Origin) -> str:
    """Why a file of R Markdown is no post where what blogdown made of it stands beside it, and is read."""
    if file.suffix not in _PANDOC or (origin.site and origin.site.engine.NAME == quarto.NAME):
        return ""
    beside = (origin.files.get(str(file.path.with_suffix(suffix))) for suffix in _KNITTED)
    made = next((found for found in beside if found and detect(found, found.head(_HEAD_BYTES))), None)
    return f"{made.name} is what was made of it" if made else ""


def _is_true(value: object) -> bool:
    return str(value).lower() in ("true", "yes", "1")


def _rendering(file: SourceFile, origin: Origin, fields: Mapping[str, Any]) -> Rendering:
    """How the site renders the file; a folder of Jekyll's is told by its name where its settings are not at hand."""
    site = origin.site if origin.site and origin.site.engine.NAME == quarto.NAME else None
    if site or file.suffix in _PANDOC:
        known = quarto.fields_of(site.inside(file.name), fields, origin.read, site.settings) if site else fields
        return replace(
            PANDOC,
            cites=bool(known.get("bibliography") or known.get("references")),
            hides_code=quarto.hides_code(known),
        )
    if origin.site:
        own = fields.get("mdx")
        if origin.site.engine.NAME == "Docusaurus" and isinstance(own, dict) and own.get("format"):
            return rendering_of("Docusaurus", {**origin.site.settings.values, "format": own["format"]})
        return origin.site.rendering
    return JEKYLL if "_posts" in file.path.parts else NOTES if origin.notes else AS_TYPED


def _plain(value: object) -> str:
    """A title or a name without the Markdown in it."""
    text = str(value or "")
    return " ".join((read_html(rendered_inline(text)).text if _MARKUP.search(text) else text).split())


def _taxonomies(fields: dict[str, Any], origin: Origin) -> dict[str, Any]:
    """The fields with tags and categories as lists: Zola has them apart, Jekyll between spaces, Hugo under the names
    that its settings give them."""
    inner = fields.get("taxonomies")
    if origin.site and origin.site.engine.NAME == "Hugo":
        named = origin.site.settings.values.get("taxonomies")
        plural = [str(name).lower() for name in named.values()] if isinstance(named, dict) else []
        inner = {"tags": [name for own in ("tags", *plural) if "author" not in own for name in _names(fields, own)]}
    if origin.site and origin.site.engine.NAME == "Jekyll":
        listed = {name: fields[name] for name in ("tags", "categories") if isinstance(fields.get(name), str)}
        inner = {name: value.split() for name, value in listed.items() if "," not in value}
    return {**fields, **inner} if isinstance(inner, dict) else fields


def _names(fields: Mapping[str, Any], *keys: str) -> list[str]:
    """The values of the keys as a list of plain names, each once."""
    found: list[str] = []
    for key in keys:
        value = fields.get(key)
        for entry in _each(value):
            name = _plain(_called(entry) if isinstance(entry, dict) else entry)
            # "Camillo Bruni (@camillobruni)": the account is not part of the name.
            name = re.sub(r" ?\(@[^()]*\)", "", name)
            if name and name not in found:
                found.append(name)
    return found


def _called(entry: Mapping[str, Any]) -> object:
    """The name of an author or a tag that has fields; Quarto may have it in two parts."""
    name = entry.get("name") or entry.get("label") or entry
    return (
        " ".join(str(name[part]) for part in ("given", "family") if name.get(part)) if isinstance(name, dict) else name
    )


def _authors(fields: Mapping[str, Any]) -> list[str]:
    """Those whom the first of the fields names that names any; where that is what a program calls one of them, by the
    name that another field has."""
    spelled = {key.replace("-", "_"): value for key, value in fields.items()}
    named = [names for field in _AUTHORS if (names := _names(spelled, field))]
    line = [BY.sub("", name, count=1) for name in _names(spelled, "byline")]
    if line and not any(word[0].islower() for name in line for word in (*name.split()[:1], *name.split()[-1:])):
        named.append([name for name in line if name])
    called = bool(named) and len(named[0]) == 1 and _CALLED.fullmatch(named[0][0])
    full = [names for names in named if called and len(names) == 1 and not _CALLED.fullmatch(names[0])]
    return next(iter([*full, *named]), [])


def _each(value: object) -> list[Any]:
    """What a field holds that is a list, a text with commas, or a list of lists, as Hexo has its categories."""
    values = value if isinstance(value, list) else [value] if isinstance(value, dict) else str(value or "").split(",")
    inner = [one for part in values for one in (part if isinstance(part, list) else [part])]
    return [one for one in inner if not isinstance(one, list)]


def _name(name: str, origin: Origin) -> _Name:
    stem = origin.content_path(name).rsplit(".", 1)[0]
    path = stem.removesuffix("/index")
    last = path.rsplit("/", 1)[-1]
    dated = _DATED_NAME.fullmatch(last)
    return _Name(path, dated[1] if dated else last)


def _date_in(path: str) -> date | None:
    found = _DATED_PATH.search(path)
    return parse_date(f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}") if found else None


def _url(fields: Mapping[str, Any], name: _Name, published: date | None, toml: bool, origin: Origin) -> str:
    """The address by the first that gives one: the post, the owner's pattern, the file's name."""
    categories = tuple(_names(fields, "categories"))
    slug = str(fields.get("slug") or name.slug).strip()
    own = fields.get("permalink") or fields.get("url") or (fields.get("path") if toml else None)
    if isinstance(own, str) and own:
        if ":" in own.partition("://")[2] or (":" in own and "://" not in own):
            own = origin.fill(own, published, slug, categories)
        return origin.url(_directory(own) if toml else own)
    if origin.pattern:
        return origin.fill(origin.pattern, published, slug, categories)
    dated_name = name.path.rsplit("/", 1)[-1] != name.slug
    if dated_name and not toml:
        return origin.url(origin.fill(_DATED_PATTERN, published, slug, categories))
    folder = name.path.rpartition("/")[0]
    path = f"{folder}/{slug}" if folder else slug
    if toml:
        # Zola and Hugo make lower-case addresses of file names and serve them as folders.
        return origin.url(_directory(path.lower().replace(" ", "-")))
    return origin.url(path)


def _directory(path: str) -> str:
    return path if path.endswith((".html", "/")) else f"{path}/"
