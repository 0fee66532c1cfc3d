"""Titles as they are typed: by their beginning, by their words, and with typing errors."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process

from embeddings.languages import pattern_for, spaced, words_in
from embeddings.normal_forms import folded

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\w*\d\w*")
_SUBTITLE = re.compile(r"[:–—|(]\s*|\s-\s")
_ANNOUNCING = re.compile(rf"{pattern_for('announcing')}\s*", re.IGNORECASE)
_ANNOUNCED = re.compile(rf"^{spaced('articles')}\s+", re.IGNORECASE)
"""What stands before the thing."""
_VERSION = re.compile(r"(?<![\w.])(?:(\w[\w+#-]*)\s+)?v?(\d+(?:\.\d+)+)(?![\w.]*\d|\.)", re.IGNORECASE)
"""A version in a title, and the word before it."""
_NO_RELEASE = re.compile(
    r"(?<![a-z])(?:alpha|beta|dev|future|nightly|not|plan(?:s|ned|ning)?|preview|rc|release candidate|roadmap|towards?|"
    r"upcoming|why|will|won['’]?t)(?![a-z])|\?",
    re.IGNORECASE,
)
_IS_YEAR = re.compile(r"\.(?:19|20)\d\d(?:\.|$)")
_NAMES_NOTHING = words_in("stop_words") | {"release", "version"}
_VERSIONS = 3
"""Versions of one thing that titles name at least where the newest of them is that thing's."""
_MOSTLY = 0.5
"""Share of all versions that are that thing's, at least."""
_CLOSE = 70
"""Similarity, 0 to 100, from which a title counts as meant in spite of typing errors."""
_NAMED, _NAMED_LETTERS = 88, 6
"""The same where a title is named as a whole, and the fewest letters of one that may have such errors."""
_OPENING = 3
"""Words by which a title that goes on may be named."""


class TitleIndex:
    """Finds posts by what somebody has typed so far of their titles."""

    def __init__(self, titles: Sequence[tuple[int, str]]) -> None:
        """``titles``: ids and names of posts, best first where nothing tells them apart, such as the newest."""
        self._ids = [identity for identity, _ in titles]
        self._raw = [title for _, title in titles]
        self._titles = [_folded(title) for _, title in titles]
        parts = ((row, _folded(part)) for row, (_, title) in enumerate(titles) for part in _SUBTITLE.split(title))
        self._names = list(
            dict.fromkeys([*enumerate(self._titles), *((row, part) for row, part in parts if " " in part)])
        )
        """Rows, and what each may be called: its title, and that without its subtitle, if it is more than a word."""

    def find(self, typed: str, limit: int) -> list[int]:
        """Ids of posts whose titles begin so, then of those with words that do, then of those that are nearly so."""
        wanted = _folded(typed)
        if not wanted:
            return self._ids[:limit]
        words = wanted.split()
        begins = [row for row, title in enumerate(self._titles) if title.startswith(wanted)]
        holds = [row for row, title in enumerate(self._titles) if all(f" {word}" in f" {title}" for word in words)]
        found = list(dict.fromkeys(begins + holds))[:limit]
        if len(found) < limit:
            near = process.extract(wanted, self._titles, scorer=fuzz.partial_ratio, score_cutoff=_CLOSE, limit=limit)
            found = list(dict.fromkeys([*found, *(row for _, _, row in near)]))[:limit]
        return [self._ids[row] for row in found]

    def named(self, title: str) -> list[int]:
        """Ids of the posts that somebody names by their title, best first: whole, without the subtitle or by its first
        words; with typing errors, though none in a number, which may be all that tells two titles apart."""
        wanted = _folded(title)
        if not wanted:
            return []
        rows = [row for row, name in enumerate(self._titles) if name == wanted]
        if not rows:
            parts = {row for row, name in self._names if name == wanted}
            rows = list(parts) if len(parts) == 1 else []
        if not rows and wanted.count(" ") >= _OPENING - 1:
            rows = [row for row, name in enumerate(self._titles) if name.startswith(f"{wanted} ")]
            rows = rows if len(rows) == 1 else []
        if not rows and len(wanted) >= _NAMED_LETTERS:
            numbers = _NUMBER.findall(wanted)
            same = [(row, name) for row, name in self._names if _NUMBER.findall(name) == numbers]
            names = [name for _, name in same]
            near = process.extract(wanted, names, scorer=fuzz.ratio, score_cutoff=_NAMED, limit=len(names))
            rows = [same[place][0] for _, score, place in near if score == near[0][1]]
            # Several posts of one title may be meant, but not several titles.
            rows = rows if len({self._titles[row] for row in rows}) == 1 else []
        return [self._ids[row] for row in dict.fromkeys(rows)]

    def announcing(self, thing: str) -> list[int]:
        """Ids of the posts whose titles announce a thing and say nothing else: "Introducing the Rye Oven"."""
        return self._announced.get(_ANNOUNCED.sub("", _folded(thing)), [])

    def newest_version(self, said: Collection[str]) -> str:
        """The highest version of a thing, behind its name, that a title names; empty where titles do not name several.

        Args:
            said: words of the titles that name the thing, in small letters; without any it is what most of them name.
        """
        found: dict[str, dict[tuple[int, ...], str]] = {}
        for title, thing, version in self._versions:
            if set(said) <= title and (not thing or not said or thing.casefold() in said):
                numbers = tuple(map(int, version.split(".")))
                found.setdefault(thing, {})[numbers] = f"{thing} {version}".strip()
        named = max(found.values(), key=len, default={})
        enough = len(named) >= max(_VERSIONS, _MOSTLY * sum(map(len, found.values())))
        return named[max(named)] if enough else ""

    @cached_property
    def _versions(self) -> list[tuple[frozenset[str], str, str]]:
        """The words of each title of a release, what it names a version of, and the version."""
        found: list[tuple[frozenset[str], str, str]] = []
        for raw, title in zip(self._raw, self._titles, strict=True):
            for match in () if _NO_RELEASE.search(raw) else _VERSION.finditer(raw):
                thing = match[1] or ""
                thing = "" if thing.casefold() in _NAMES_NOTHING else thing
                if not _IS_YEAR.search(match[2]):
                    found.append((frozenset(title.split()), thing, match[2]))
        return found

    @cached_property
    def _announced(self) -> dict[str, list[int]]:
        """By what they announce, the ids of the posts whose titles do."""
        found: dict[str, list[int]] = {}
        for identity, title in zip(self._ids, self._titles, strict=True):
            if opening := _ANNOUNCING.match(title):
                found.setdefault(_ANNOUNCED.sub("", title[opening.end() :]), []).append(identity)
        return found


def _folded(title: str) -> str:
    return " ".join(_WORD.findall(folded(title)))
