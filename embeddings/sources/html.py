"""HTML pages saved as files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from embeddings.content.addresses import is_of_a_page
from embeddings.content.bounds import Unreadable, bounded
from embeddings.content.charset import decoded
from embeddings.content.dates import date_in_address
from embeddings.content.html import parse_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.kinds import KINDS
from embeddings.content.lists import entries_on
from embeddings.content.main_text import page_post
from embeddings.content.metadata import Metadata
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin

_MAX_BYTES = 16 * 1024 * 1024
LIST = "it is a list of posts, not a post"
PAGE = KINDS["page"]
_HEAD_END = re.compile(r"</head|<body", re.IGNORECASE)
_TAG = re.compile(r"/?\w+")
_EXPRESSION = re.compile(r"\{\{[^{}]{1,200}\}\}|\{%[^{}]{1,200}%\}|%sveltekit\.\w+%")
_STARTS_AS_TEMPLATE = re.compile(r"\s*(?:\{%|<%)")
_FILLED = re.compile(r"\$(?:body|endif|endfor)\$|\$(?:if|for|partial)\([^()$\n]{1,200}\)\$")
_NAMED = re.compile(r"\$[A-Za-z][\w.-]{1,60}\$")
"""What Hakyll and Pandoc fill in."""
_FEW = 2
_MOST = 0.5
_LIST = re.compile(
    r"/(?:tags?|categor(?:y|ies)|authors?|labels?|search|genindex|sitemap)(?:/.*)?(?:/index)?\.x?html?$"
    r"|/(?:archives?|page)(?:/\d+)*(?:/index)?\.x?html?$|/(?:19|20)\d\d(?:/\d\d)?/index\.x?html?$",
    re.IGNORECASE,
)
"""Lists of posts by their names, and what is below them."""
_DAY = re.compile(r"/(?:19|20)\d\d/\d\d?/\d\d?/index\.x?html?$", re.IGNORECASE)
"""Of a day: a list where any page is below it."""
_YEAR = re.compile(r"(?:^|/)(?:19|20)\d\d(?:/|$)")
_YEARS = re.compile(r"(?<![^/])(?:19|20)\d\d(?:/\d\d?){0,2}(?![^/])")


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix in (".html", ".htm", ".xhtml")


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """The one post of the page, or why there is none."""
    if origin.pages.get(file.name) == LIST:
        yield Skipped(file.name, LIST, "page")
        return
    with bounded(file.name):
        page = decoded(file.data(_MAX_BYTES))
        if _is_template(page):
            yield Skipped(file.name, "it is a template, not a post")
            return
        item = page_post(page, file.name, origin.url(_path(file.name, origin)))
    if isinstance(item, Post) and item.published is None:
        # A page that is saved under its day need not show it.
        item = replace(item, published=date_in_address(f"/{file.name}"))
    is_page = isinstance(item, Post) and file.name in origin.pages
    yield Aside("page", item, guessed=True) if is_page and isinstance(item, Post) else item


def pages_among(files: Sequence[SourceFile], listed: Collection[str]) -> dict[str, str]:
    """The files that are no posts of a built site, each with what it is: lists, and pages such as "about".

    Nothing is known of any unless most pages of a folder, or of its years and months, bear a date, or a feed lists
    some. Then a page without a date is no post where most beside it have one, or none in all of its folder; those of a
    year may be older posts.

    Args:
        files: all HTML files of the source.
        listed: names of those that a feed lists as its posts.
    """
    folders: dict[str, set[str]] = {}
    below: Counter[str] = Counter()
    for file in files:
        folders.setdefault(_folder(file.path), set()).add(file.name)
        below.update(map(str, file.path.parents))
    unlisted = [file for file in files if file.name not in listed]
    named = [file.name for file in unlisted if is_of_a_page(f"/{file.name}")] if len(files) > 1 else []
    lists = {
        file.name
        for file in unlisted
        for few in [1 if _DAY.search(f"/{file.name}") else _FEW]
        if _LIST.search(f"/{file.name}") or below[_below(file.path)] > few
    }
    dated = {file.name for file in unlisted if file.name not in {*lists, *named} and _is_dated(file)}
    dated |= {file.name for file in files if file.name in listed}
    shares = {one: len(names & dated) / (len(names - lists) or 1) for one, names in folders.items()}
    # A folder of a year or a month may hold one post alone.
    trees: dict[str, set[str]] = {}
    for one, names in folders.items():
        trees.setdefault(_YEARS.sub("*", one), set()).update(names - lists)
    if len(dated.intersection(listed)) < _FEW and not any(
        len(names & dated) > max(_MOST * len(names), _FEW - 1) for names in trees.values()
    ):
        return {}
    posts = {PurePosixPath(folder).parts[:1] for folder, share in shares.items() if share}
    others = {
        folder
        for folder, share in shares.items()
        if share > _MOST or not (share or PurePosixPath(folder).parts[:1] in posts or _YEAR.search(folder))
    }
    pages = {name for folder in others for name in folders[folder]}
    return dict.fromkeys([*named, *(pages - dated)], PAGE) | dict.fromkeys(lists, LIST)


def _below(path: PurePosixPath) -> str:
    """The folder of the pages that a page may list."""
    return str(path.parent if path.stem == "index" else path.with_suffix(""))


def _is_template(page: str) -> bool:
    """Whether its head has template expressions, other than what a page says about itself: posts tell of such."""
    if not (end := _HEAD_END.search(page)):
        filled = any(_FILLED.search(piece) for _, piece in _pieces(page, "pre", "code"))
        return filled or bool(_STARTS_AS_TEMPLATE.match(page))
    for name, piece in _pieces(page[: end.start()]):
        said = piece.partition(">")[2]
        if name == "title":
            if said.lstrip().startswith(("{{", "{%")) or (_NAMED.search(said) and _FILLED.search(page)):
                return True
        elif piece.startswith("%") or _EXPRESSION.search(said if name == "meta" else piece):
            return True
    return False


def _pieces(page: str, *besides: str) -> Iterator[tuple[str, str]]:
    """The tags of a page, by their names, each with the text behind it; not those in scripts, styles and some more."""
    within = ""
    for piece in page.split("<"):
        name = tag[0].lower() if (tag := _TAG.match(piece)) else ""
        if within or name in ("script", "style", *besides):
            within = "" if name == f"/{within}" else within or name
        else:
            yield name, piece


def _folder(path: PurePosixPath) -> str:
    """The folder of a page, which may have one of its own."""
    return str(path.parent.parent if path.stem == "index" else path.parent)


def _is_dated(file: SourceFile) -> bool:
    if date_in_address(f"/{file.name}"):
        return True
    try:
        with bounded(file.name):
            tree = parse_html(decoded(file.data(_MAX_BYTES)))
            # The dates on a list are those of its posts.
            return Metadata(tree).published is not None and len(entries_on(tree)) < _FEW
    except Unreadable:
        return False


def _path(name: str, origin: Origin) -> str:
    path = origin.content_path(name)
    return path[: -len("index.html")] if path.endswith("/index.html") else path
