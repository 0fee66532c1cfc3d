"""The blog of Docusaurus. https://docusaurus.io/docs/blog"""

from __future__ import annotations

import posixpath
import re

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
    """Where the posts of each folder are published; ``None`` where a program says it."""
    text = _COMMENT_OR_TEXT.sub(lambda found: "" if found["comment"] else found[0], text)
    if not _TOLD.search(text):
        return dict(_USUAL)
    routes: dict[str, object] = {}
    at, usual = 0, _USUAL
    while found := _BLOG.search(text, at):
        at, options = found.end(), found["options"]
        own = ""
        if options == "{":
            closed = _closed(text, at)
            if closed is None:
                return None
            at, own = closed
            if "..." in own:
                return None
            if not _TOLD.search(own):
                # The theme's too are called so.
                continue
        elif options is None:
            # What a name stands for.
            return None
        usual = {} if found["preset"] else usual
        if own:
            its = script_values(own, "routeBasePath", "path")
            folder = its.get("path", "blog")
            if len(_TOLD.findall(own)) != len(its) or folder is UNKNOWN or folder in routes:
                return None
            routes[posixpath.normpath(str(folder))] = its.get("routeBasePath", "blog")
    return usual | routes


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
    route = UNKNOWN if routes is None else routes[folder]
    if route is UNKNOWN:
        return Placed(None, day)
    if own := entry.text("slug"):
        path = own.strip("/")
    elif dated:
        path = f"{dated['date'].replace('-', '/')}/{dated['folder']}{dated['text']}".rstrip("/")
    else:
        path = name.removesuffix("/index")
    return Placed(f"{route}/{path}".strip("/"), day)
