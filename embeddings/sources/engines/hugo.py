"""Hugo. https://gohugo.io/content-management/urls/"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from embeddings.content.dates import parse_date
from embeddings.content.kinds import Kind
from embeddings.sources.engines.entry import Entry, Placed, Read, Settings, address, head_of, is_ahead, table_of
from embeddings.sources.engines.globs import covers
from embeddings.sources.engines.hugo_paths import cleaned, path_of

NAME = "Hugo"
_FOLDERS = ("", "config/_default/")
_KINDS = ("toml", "yaml", "yml", "json")
FILES: tuple[str, ...] = tuple(
    f"{folder}{name}.{kind}" for folder in _FOLDERS for name in ("hugo", "config") for kind in _KINDS
)
_APART = ("permalinks", "languages", "params", "module")
_OF_LANGUAGE = re.compile(rf"(languages|params)\.([\w-]+)\.(?:{'|'.join(_KINDS)})", re.IGNORECASE)
"""What has the settings of one language: "languages.en.toml"."""
_OWN = frozenset(
    """archetypedir assetdir baseurl blackfriday builddrafts buildexpired buildfuture canonifyurls capitalizelisttitles
    cleandestinationdir contentdir defaultcontentlanguage defaultcontentlanguageinsubdir disablealiases
    disabledefaultlanguageredirect disablehugogeneratorinject disablekinds disablelanguages disablelivereload
    disablepathtolower disqusshortname enableemoji enablegitinfo enablemissingtranslationplaceholders enablerobotstxt
    frontmatter googleanalytics hascjklanguage i18ndir ignorelogs ignorevendorpaths languagecode layoutdir mainsections
    markup mediatypes metadataformat newcontenteditor nobuildlock nochmod notimes outputformats paginate paginatepath
    paniconwarning permalinks pluralizelisttitles pygmentscodefences pygmentsstyle pygmentsuseclasses
    reflinkserrorlevel reflinksnotfoundurl relativeurls removepathaccents rendersegments resourcedir rsslimit
    sectionpagesmenu staticdir summarylength taxonomies templatemetrics themesdir titlecasestyle uglyurls""".split()
)
"""Names at the top of Hugo's settings that no other program has, https://gohugo.io/configuration/all/ and older."""
_SHARED = frozenset(
    """author build caches cachedir cascade copyright deployment environment httpcache ignorecache ignorefiles imaging
    languages menu menus minify module outputs page pagination params privacy publishdir related roles security segments
    server services sitemap social theme timeout timezone title versions watch""".split()
)
"""Those that other programs have too."""
_PAGES = (".md", ".markdown", ".html", ".htm", ".org", ".adoc", ".rst")
_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_](.+)")


@dataclass(frozen=True, slots=True)
class _Inside:
    """Where a file is among the contents."""

    path: PurePosixPath
    """From the folder of the contents."""
    root: PurePosixPath
    """That folder, from the site's root."""
    stem: str
    """Its name without suffix and language."""
    language: str


def settings(read: Read) -> Settings | None:
    return next((found for name, found in _tables(read) if _is_own(name, found)), None)


def supposed(read: Read) -> Settings | None:
    """The settings in a file that says nothing of its engine, beside a folder of contents; ``None`` where it has what
    Hugo does not."""
    found = next((found for _, found in _tables(read) if _SHARED.issuperset(found.values)), None)
    return found if found and any(name.endswith(_PAGES) for name in read("content/").split("\n")) else None


def _is_own(name: str, found: Settings) -> bool:
    return not name.startswith("config.") or not _OWN.isdisjoint(found.values)


def _tables(read: Read) -> Iterator[tuple[str, Settings]]:
    """What the files hold that may be Hugo's settings."""
    for name in FILES:
        found = _table(name, read(name))
        if found and "base_url" not in found:
            parts = ((part, f"config/_default/{part}.{kind}") for part in _APART for kind in _KINDS)
            apart = {part: table for part, file in parts if (table := _table(file, read(file)))}
            values = {**found, **apart}
            if languages := _languages(read, values):
                values["languages"] = languages
            yield name, Settings(address(found.get("baseurl")), values)


def _languages(read: Read, values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of each language, also of those that have files of their own."""
    found = {language: _lowered(about) for language, about in _lowered(values.get("languages")).items()}
    for file in sorted(read("config/_default/").split("\n")):
        if match := _OF_LANGUAGE.fullmatch(file):
            table = _table(file, read(f"config/_default/{file}"))
            own = found.setdefault(match[2].lower(), {})
            own |= table if match[1].lower() == "languages" else {"params": {**_lowered(own.get("params")), **table}}
    return found


def _table(name: str, text: str) -> dict[str, Any]:
    return _lowered(table_of(name, text)) if text else {}


def _lowered(value: object) -> dict[str, Any]:
    """A table by names in small letters."""
    return {str(key).lower(): one for key, one in value.items()} if isinstance(value, dict) else {}


def place(entry: Entry, site: Settings) -> Placed:
    inside = _inside(entry.path, site)
    if inside is None:
        return Placed(reason="it is not in the folder of Hugo's content", outside=True)
    if inside.stem == "_index":
        return Placed(reason="it is a section page, not a post")
    if inside.stem != "index" and f"{entry.path.parent}/index.md" in entry.files:
        return Placed(reason="it is a part of another page, not a post")
    fields = {**_cascaded(entry, inside, site), **entry.fields}
    entry = replace(entry, fields=fields)
    build = fields.get("_build") or fields.get("build")
    unseen = isinstance(build, dict) and str(build.get("render", "")).lower() in ("never", "false")
    if unseen or (inside.stem == "index" and entry.is_true("headless")):
        return Placed(reason="Hugo makes no page of it")
    folders, name = inside.path.parts[:-1], inside.stem
    if name == "index" and folders:
        *before, name = folders
        folders = tuple(before)
    day, slug = _dated(entry, name, site)
    appears = parse_date(fields.get("publishdate"), ahead=True) or day
    kind: Kind | None = None if day or entry.text("publishdate") or entry.named_day else "page"
    if is_ahead(appears) and not site.values.get("buildfuture"):
        kind = "scheduled"
    ends = parse_date(fields.get("expirydate"), ahead=True)
    if ends and not is_ahead(ends) and not site.values.get("buildexpired"):
        return Placed(reason="it was published until a day that is past")
    own = _lowered(_lowered(site.values.get("languages")).get(inside.language))
    sections = [folder for at, folder in enumerate(folders) if not at or _is_section(inside, folders[: at + 1], entry)]
    path = path_of(entry, {**site.values, **own}, folders, sections, slug, day or appears)
    prefix = _prefix(inside.language, site)
    if "baseurl" in own:
        # Each language is a site of its own: https://gohugo.io/content-management/multilingual/
        prefix = address(own["baseurl"]).rstrip("/")
        path = path if prefix else None
    elif prefix and entry.text("url").startswith("/"):
        # What versions of Hugo differ in.
        path = None
    return Placed(
        None if path is None else f"{prefix}{path}",
        day or appears,
        kind,
        author=_author(own) or _author(site.values),
        fields=fields,
        slug=cleaned(slug, {**site.values, **own}),
    )


def _inside(path: PurePosixPath, site: Settings) -> _Inside | None:
    found = [(folder, language) for folder, language in _roots(site) if path.is_relative_to(folder)]
    if not found:
        return None
    # A folder in another is the nearer one.
    folder, language = max(found, key=lambda root: len(PurePosixPath(root[0]).parts))
    inside = path.relative_to(folder)
    name, _, ending = inside.stem.rpartition(".")
    languages = _lowered(site.values.get("languages"))
    stem, language = (name, ending) if name and ending.lower() in languages else (inside.stem, language)
    return _Inside(inside, PurePosixPath(folder), stem, language.lower())


def _roots(site: Settings) -> Iterator[tuple[str, str]]:
    """The folders with contents, each with the language of what does not name its own."""
    default = str(site.values.get("defaultcontentlanguage") or "en")
    mounts = _lowered(site.values.get("module")).get("mounts")
    mounted = [
        one for one in map(_lowered, mounts if isinstance(mounts, list) else ()) if one.get("target") == "content"
    ]
    for mount in mounted:
        yield str(mount.get("source") or "").strip("/"), str(mount.get("lang") or default)
    if not mounted:
        yield str(site.values.get("contentdir") or "content").strip("/"), default
    for language, about in _lowered(site.values.get("languages")).items():
        if folder := _lowered(about).get("contentdir"):
            yield str(folder).strip("/"), language


def _prefix(language: str, site: Settings) -> str:
    """What the language adds before the path."""
    default = str(site.values.get("defaultcontentlanguage") or "en").lower()
    prefixed = language != default or bool(site.values.get("defaultcontentlanguageinsubdir"))
    return f"/{language}" if prefixed else ""


def _section_pages(inside: _Inside, folders: tuple[str, ...]) -> tuple[str, str]:
    folder = inside.root.joinpath(*folders)
    return f"{folder}/_index.{inside.language}.md", f"{folder}/_index.md"


def _is_section(inside: _Inside, folders: tuple[str, ...], entry: Entry) -> bool:
    return any(page in entry.files for page in _section_pages(inside, folders))


def _cascaded(entry: Entry, inside: _Inside, site: Settings) -> dict[str, Any]:
    """What the settings and the pages of its sections say of all that is below them."""
    logical = inside.path.with_name(inside.stem)
    cascades = [site.values.get("cascade")]
    for depth in range(len(inside.path.parts)):
        pages = _section_pages(inside, inside.path.parts[:depth])
        page = next((page for page in pages if page in entry.files), "")
        cascades.append(_lowered(head_of(entry.read(page))).get("cascade") if page else None)
    found: dict[str, Any] = {}
    for cascade in cascades:
        for values in map(_lowered, cascade if isinstance(cascade, list) else [cascade]):
            target = _lowered(values.pop("_target", None) or values.pop("target", None))
            if _is_target(target, logical, inside.language):
                found |= values
    return found


def _is_target(target: Mapping[str, Any], path: PurePosixPath, language: str) -> bool:
    kind, pattern, of = (str(target.get(name) or "") for name in ("kind", "path", "lang"))
    return kind in ("", "page") and of in ("", language) and (not pattern or covers(pattern, path))


def _author(values: Mapping[str, Any]) -> str:
    # Themes of before 0.124 have it from the top of the settings.
    for given in (_lowered(values.get("params")).get("author"), values.get("author")):
        named = _lowered(given).get("name") if isinstance(given, dict) else given
        if named and isinstance(named, str):
            return named
    return ""


def _dated(entry: Entry, name: str, site: Settings) -> tuple[Any, str]:
    """The date, and the name without it where the settings take the date from there."""
    rules = site.values.get("frontmatter")
    sources = rules.get("date") if isinstance(rules, dict) else None
    match = _DATED.fullmatch(name)
    if match and isinstance(sources, list) and ":filename" in sources:
        return entry.published or parse_date(match[1], ahead=True), match[2]
    return entry.published, name
