"""What a post says of its authors -> their names."""

from __future__ import annotations

import re

from embeddings.languages import LANGUAGES

_AND = "|".join(sorted({word for language in LANGUAGES for word in language.conjunctions[:1]}))
_COMMA = re.compile(r", (?![^()]*\))")
_TITLE = re.compile(r"(?:[JS]r|Ph\.?D|M\.?D|Esq|II|III|IV)\.?")
"""What belongs to the name before the comma."""
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ROLE = re.compile(
    r"(?:[A-Z][\w.&-]*\s+)*(?:Director|Engineer|Manager|Officer|President|Editor|Developer|Designer|Researcher|Scientist"
    r"|Lead|Founder|Chair|Fellow|Professor|CEO|CTO|COO|CFO)(?:\s+(?:of|at|for)\s.*)?"
)
"""What somebody is, rather than a name: "Executive Director", "Head Editor at Rye Weekly"."""
_BETWEEN = re.compile(rf"\s+(?:&|(?:{_AND})\b)\s+")
_LEAD = re.compile(rf"\A(?:&|(?:{_AND})\b|[^:]+:)\s+")
"""What stands before a name: "and", or what those who follow are together."""
_BEHIND = re.compile(r",?\s+(?:[—–|]|on behalf of)\s.*|\s+\(@[^()]*\)|\s+@[^\s,]+")
"""What stands behind a name: a remark, or what somebody is called elsewhere."""


def names_in(byline: str) -> list[str]:
    """The names in what a post says of its authors, such as "Ada Quill, Bo Rye and Cy Oat, for the bakers".

    Where the first has a capital, what stands behind a comma and begins without one is no name: "Bo Rye, the miller".
    "And" parts two names only if each has two words with capitals, so that "Salt and Smoke" stays one.
    """
    names: list[str] = []
    for part in _COMMA.split(_BEHIND.sub("", byline)):
        bare = _LEAD.sub("", part.strip())
        if names and _TITLE.fullmatch(bare):
            names[-1] += f", {bare}"
            continue
        if names and names[0][:1].isupper() and (bare[:1].islower() or _ROLE.fullmatch(bare)):
            continue
        people = _BETWEEN.split(bare)
        names += people if len(people) > 1 and all(map(_is_full_name, people)) else [bare]
    return [name for name in dict.fromkeys(names) if name]


def _is_full_name(text: str) -> bool:
    words = _IN_BRACKETS.sub("", text).split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()
