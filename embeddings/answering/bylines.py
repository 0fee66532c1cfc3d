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
    r"(?:.*[\s/])?(?:advis[eo]r|analyst|architect|assistant|associate|author|chair|co-?founder|consultant|coordinator"
    r"|curator|designer|developer|director|editor|engineer|fellow|founder|instructor|intern|lead|lecturer|librarian"
    r"|manager|minister|officer|owner|president|professor|programmer|researcher|scientist|secretary|specialist"
    r"|storyteller|strategist|student|writer|(?-i:C[A-Z]O)|chief .* officer)s?(?:\s+(?:of|at|for|with|to|[–—-])\s.*)?"
    r"|(?:.*\s)?(?:head|vice president|vp) of\s.*"
    r"|(?:.*\s)?(?:communications|design|engineering|management|marketing|operations|outreach|partnerships|policy"
    r"|services|talent)"
    r"|.*\b(?:agency|college|department|government|institute|laboratory|library|ministry|school|university)\b.*",
    re.IGNORECASE,
)
"""What somebody is, or where, rather than a name: "Executive Director", "Head Editor at Rye Weekly", "Outreach"."""
_PARTICLE = re.compile(r"(?!(?:and|at|for|of|the|who|with)\b)(?:[^\W\d_]{1,4}|[dl]['’].*)")
"""What may stand in a name in small letters: "van", "de", "d'Arc"."""
_BETWEEN = re.compile(rf"\s+(?:&|(?:{_AND})\b)\s+")
_LEAD = re.compile(rf"\A(?:&|(?:{_AND})\b|[^:]+:)\s+")
"""What stands before a name: "and", or what those who follow are together."""
_BEHIND = re.compile(r",?\s+(?:[—–|]|on behalf of)\s.*|\s+\(@[^()]*\)|\s+@[^\s,]+")
"""What stands behind a name: a remark, or what somebody is called elsewhere."""


def names_in(byline: str) -> list[str]:
    """The names in what a post says of its authors, such as "Ada Quill, Bo Rye and Cy Oat, for the bakers".

    Where the first has a capital, what stands behind a comma and has a word without one is no name: "Bo Rye, the
    miller". "And" parts two names only if each has two words with capitals, so that "Salt and Smoke" stays one.
    """
    names: list[str] = []
    for part in _COMMA.split(_BEHIND.sub("", byline)):
        bare = _LEAD.sub("", part.strip())
        if names and _TITLE.fullmatch(bare):
            names[-1] += f", {bare}"
            continue
        people = _BETWEEN.split(bare)
        if names and names[0][:1].isupper() and not _ROLE.fullmatch(names[0]):
            # "Ada Quill, Outreach and Bo Rye, Design"
            named = [one for one in people if not _tells_more(one)]
            people = named if len(named) < len(people) else people
        names += people if not people or all(map(_is_full_name, people)) else [bare]
    return [name for name in dict.fromkeys(names) if name]


def _tells_more(text: str) -> bool:
    """Whether what stands behind a name tells what its bearer is."""
    bare = _IN_BRACKETS.sub("", text).strip()
    in_small_letters = (word for word in bare.split() if word[0].islower())
    return (
        _ROLE.fullmatch(bare) is not None
        or bare[:1].islower()
        or any(not _PARTICLE.fullmatch(word) for word in in_small_letters)
    )


def _is_full_name(text: str) -> bool:
    words = _IN_BRACKETS.sub("", text).split()
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()
