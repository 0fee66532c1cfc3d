"""The blog of Docusaurus. https://docusaurus.io/docs/blog"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from embeddings.content.dates import parse_date
from embeddings.sources.engines.entry import UNKNOWN, Entry, Placed, Read, Settings, address, script_values

NAME = "Docusaurus"
FILES: tuple[str, ...] = (
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
)
_USUAL: dict[str, object] = {"blog": "blog"}
"""Where the posts of a folder are published unless told otherwise."""
_TOLD = re.compile(r"(?:\b|['\"`])(?:routeBasePath|path)['\"`]?\s*:")
_ROUTE = re.compile(r"\brouteBasePath\b")
_MAY_TELL = re.compile(r"\.\.\.\s*[\w$]|\bblog\b(?!\s*:)")
"""What is put together elsewhere: "...shared", "config.blog = ITS"."""
_OTHER = re.compile(
    r"(?:(?<![\w.$])['\"]?(?:docs|pages)['\"]?\s*:|plugin-content-(?:docs|pages)['\"`]\s*\)?\s*,)\s*\{", re.IGNORECASE
)
_BLOG = re.compile(
    r"(?:(?P<preset>(?<![\w.$])['\"]?blog['\"]?\s*:)|plugin-content-blog['\"`]\s*\)?\s*,)\s*(?P<options>\{|false\b)?",
    re.IGNORECASE,
)
"""Before the options of a blog: those of a preset, where it is ``false`` if there is none, and those of a plugin."""
_COMMENT_OR_TEXT = re.compile(
    r"(?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))"
    r"|'(?:[^'\\\n]|\\.)*+(?:'|$)|\"(?:[^\"\\\n]|\\.)*+(?:\"|$)|`(?:[^`\\]|\\.)*+(?:`|\Z)",
    re.DOTALL | re.MULTILINE,
)
_TEXT_OR_BRACKET = re.compile(
    rf"{_COMMENT_OR_TEXT.pattern}|(?P<opens>[\[({{])|(?P<closes>[])}}])", re.DOTALL | re.MULTILINE
)
_FORMAT = re.compile(r"\bformat\s*:\s*(['\"`])(md|detect)\1")
_DATED = re.compile(r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?", re.DOTALL)
"""Docusaurus' own."""


def settings(read: Read) -> Settings | None:
    text = next(filter(None, map(read, FILES)), "")
    if not text:
        return None
    found = script_values(text, "url", "baseUrl")
    url, folder = address(found.get("url")), found.get("baseUrl", "/")
    base = f"{url.rstrip('/')}/{str(folder).strip('/')}" if url and folder is not UNKNOWN else ""
    form = _FORMAT.search(text)
    return Settings(base, {"routes": _routes(text), "format": form[2] if form else "mdx"})


def _routes(text: str) -> dict[str, object] | None:
    """Where the posts of each folder are published; ``None`` where a program says it, or may."""
    if not _TOLD.search(text):
        return dict(_USUAL)
    bare = _COMMENT_OR_TEXT.sub(lambda found: "" if found["comment"] else found[0], text)
    if _MAY_TELL.search(_COMMENT_OR_TEXT.sub("''", bare)) or len(_BLOG.findall(text)) != len(_BLOG.findall(bare)):
        return None
    routes: dict[str, object] = {}
    at, usual, told = 0, _USUAL, 0
    while found := _BLOG.search(bare, at):
        at, options = found.end(), found["options"]
        own = ""
        if options == "{":
            closed = _closed(bare, at)
            if closed is None:
                return None
            at, own = closed
        elif options is None:
            # What a name stands for.
            return None
        its = script_values(own, "routeBasePath", "path")
        if len(_TOLD.findall(own)) != len(its):
            return None
        told += "routeBasePath" in its
        folder = str(its.get("path", "blog"))
        if its.get("path") is UNKNOWN or "//" in folder or folder.startswith("/") or (its and folder in routes):
            return None
        if not own or its:
            usual = {} if found["preset"] else usual
        if its or (own and not found["preset"]):
            routes.setdefault(posixpath.normpath(folder), its.get("routeBasePath", "blog"))
    # Those of the documentation and the pages, and no others.
    others = sum(len(_ROUTE.findall(own)) for own in _others(bare))
    return usual | routes if told + others == len(_ROUTE.findall(text)) else None


def _others(text: str) -> Iterator[str]:
    """The options of what is no blog."""
    at = 0
    while found := _OTHER.search(text, at):
        closed = _closed(text, found.end())
        if closed is None:
            return
        at, own = closed
        yield own


def _closed(text: str, start: int) -> tuple[int, str] | None:
    """Where the brackets that opened before a place close, and what stands in no further ones until there."""
    depth, own, at = 1, [], start
    for found in _TEXT_OR_BRACKET.finditer(text, start):
        if depth == 1:
            own.append(text[at : found.start()])
        depth += bool(found["opens"]) - bool(found["closes"])
        if not depth:
            return found.end(), "".join(own)
        at = found.end()
        if depth == 1 and not found["closes"]:
            own.append(found[0])
    return None


def place(entry: Entry, site: Settings) -> Placed:
    routes = site.values["routes"]
    folder = next((one for one in routes or _USUAL if entry.path.is_relative_to(one)), None)
    if folder is None:
        return Placed(published=entry.published, kind="page")
    if any(part.startswith("_") for part in entry.path.parts):
        return Placed(reason="it is a part of other posts, not a post")
    name = entry.path.relative_to(folder).with_suffix("").as_posix()
    dated = _DATED.fullmatch(name)
    day = entry.published
    if day is None and dated:
        day = parse_date("-".join(f"{part:0>2}" for part in re.split("[-/]", dated["date"])), ahead=True)
    if entry.is_true("unlisted"):
        return Placed(published=day, kind="private")
    route = UNKNOWN if routes is None else routes.get(folder, UNKNOWN)
    if route is UNKNOWN:
        return Placed(None, day)
    if own := entry.text("slug"):
        path = own.strip("/")
    elif dated:
        path = f"{dated['date'].replace('-', '/')}/{dated['folder']}{dated['text']}".rstrip("/")
    else:
        path = name.removesuffix("/index")
    return Placed(f"{route}/{path}".strip("/"), day)
