"""Quotation marks, dashes and dots as blog engines show what was typed.

Each function is given a block's text, in which whatever is no plain text is masked, and says what is shown in the place
of which characters. The rules are the engines' own, in their order:
https://github.com/gettalong/kramdown/blob/master/lib/kramdown/parser/kramdown/smart_quotes.rb,
https://github.com/yuin/goldmark/blob/master/extension/typographer.go,
https://docs.rs/pulldown-cmark/latest/pulldown_cmark/struct.Options.html (smart punctuation), and
https://github.com/hexojs/hexo-renderer-marked (``smartypants``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

Edit = tuple[int, int, str]
"""Offsets of what was typed, and what is shown in its place."""
Typography = Callable[[str, Callable[[int], bool]], Iterator[Edit]]
"""Makes edits of a text; the second argument says whether the character at an offset is plain text."""

_PUNCTUATION = r"[!\"#$%'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
_KRAMDOWN = [
    (re.compile(pattern, re.ASCII | re.MULTILINE | re.DOTALL), marks)
    for pattern, marks in (
        (r"[\"'](?=[_*]{1,2}\S)", "l"),
        (rf"[\"'](?={_PUNCTUATION}(?!\.\.)\B)", "r"),
        (r"\s?\"'(?=\w)", "ll"),
        (r"\s?'\"(?=\w)", "ll"),
        (r"\s?'(?=\d\ds)", "r"),
        (r"\s[\"'](?=\w)", "l"),
        (r"[^ \\\t\r\n\[{(-][\"']", "r"),
        (r"[\"'](?=\s|s\b|$)", "r"),
        (r".?'", "l"),
        (r".?\"", "l"),
    )
]
_TYPED = re.compile(r"---|--|\.\.\.|<< | >>|<<|>>|[\"']")
_SYMBOLS = {"---": "—", "--": "–", "...": "…", "<<": "«", ">>": "»", "<< ": "«\u00a0", " >>": "\u00a0»"}
CURLY = ("‘", "’", "“", "”")


def kramdown(text: str, is_plain: Callable[[int], bool], quotes: tuple[str, ...] = CURLY) -> Iterator[Edit]:
    """As Jekyll shows it.

    Args:
        text: of a block.
        is_plain: whether the character at an offset is plain text.
        quotes: the marks that open and close, single and double.
    """
    position = 0
    for match in _TYPED.finditer(text):
        at, typed = match.start(), match.group()
        if at < position or not is_plain(at):
            continue
        if typed in _SYMBOLS:
            position = match.end()
            yield at, position, _SYMBOLS[typed]
            continue
        # What stands before a mark counts only where no other element ends there.
        start = at - 1 if at > position and is_plain(at - 1) and text[at - 1] != "\\" else at
        for pattern, marks in _KRAMDOWN:
            if found := pattern.match(text, start):
                position = found.end()
                places = [place for place in range(start, position) if text[place] in "\"'" and is_plain(place)]
                for place, side in zip(places[-len(marks) :], marks, strict=False):
                    yield place, place + 1, quotes[2 * (text[place] == '"') + (side == "r")]
                break


def goldmark(text: str, is_plain: Callable[[int], bool]) -> Iterator[Edit]:
    """As Hugo shows it."""
    single = double = run = 0
    for at, end, typed in _typed(r"---|--|\.\.\.|<<|>>|[\"']", text, is_plain):
        if typed in _SYMBOLS:
            yield at, end, _SYMBOLS[typed]
            continue
        run = run if run > at else _end_of_run(text, at)
        before = text[at - 1] if at else "\n"
        behind = "".join(text[at + 1 : at + 5].partition("\n")[:2])
        opens, closes = _flanks(text, at, run)
        if typed == "'":
            shown = _goldmark_single(before, behind, opens, closes, single)
            single += (shown == "‘") - (shown == "’" and closes and not opens and single > 0)
        else:
            shown = ""
            if opens and not closes:
                shown = "“"
            elif double and closes and (not opens or _at_end(behind)):
                shown = "" if behind[:1] == '"' and before.isdigit() else "”"
            double += (shown == "“") - (shown == "”")
        if shown:
            yield at, at + 1, shown


def _goldmark_single(before: str, behind: str, opens: bool, closes: bool, single: int) -> str:
    following = behind[:1]
    if opens and not closes and re.match(r"\d\ds(?!\w)", behind):
        return "’"
    if following and (_is_mark(before) or before.isspace()) and following in "tenl":
        return "’"
    if before.isalnum() and following.isalpha():
        return "’"
    if opens and not closes:
        return "’" if re.match(r"(?:[smtd]|ve|ll|re)(?!\w)", behind) else "‘"
    if len(behind) > 1 and not following.isdigit():
        return "’"
    return "’" if single and closes and (not opens or _at_end(behind)) else ""


def _at_end(behind: str) -> bool:
    """Whether a mark stands behind a word, with more punctuation between it and the next."""
    return bool(behind) and _is_mark(behind[0]) and (len(behind) == 1 or _is_mark(behind[1]) or behind[1].isspace())


def pulldown(text: str, is_plain: Callable[[int], bool]) -> Iterator[Edit]:
    """As Zola shows it with ``smart_punctuation``."""
    opened: dict[str, int] = {}
    run = 0
    for at, end, typed in _typed(r"-{2,}|\.\.\.|[\"']", text, is_plain):
        if typed == "...":
            yield at, end, "…"
        elif typed[0] == "-":
            yield at, end, _dashes(len(typed))
        else:
            run = run if run > at else _end_of_run(text, at)
            opens, closes = _flanks(text, at, run)
            if typed in opened and closes:
                yield opened.pop(typed), -1, "‘" if typed == "'" else "“"
                yield at, at + 1, "’" if typed == "'" else "”"
            else:
                if opens and (typed == "'" or typed not in opened):
                    opened[typed] = at
                yield at, at + 1, "’" if typed == "'" else "“"


def _dashes(count: int) -> str:
    if count % 3 == 0:
        return "—" * (count // 3)
    if count % 2 == 0:
        return "–" * (count // 2)
    return "—" * (count // 3 - 1) + "––" if count % 3 == 1 else "—" * (count // 3) + "–"


_OPENS_AFTER = {"'": '-—–/([{"', '"': "-—–/([{‘'"}


def marked(text: str, is_plain: Callable[[int], bool]) -> Iterator[Edit]:
    """As Hexo shows it."""
    for at, end, typed in _typed(r"---|--|\.\.\.|[\"']", text, is_plain):
        if typed in _SYMBOLS:
            yield at, end, _SYMBOLS[typed]
            continue
        before = text[at - 1] if at and is_plain(at - 1) else " "
        opens = before.isspace() or before in _OPENS_AFTER[typed]
        yield at, at + 1, CURLY[2 * (typed == '"') + (not opens)]


def smartypants(text: str, is_plain: Callable[[int], bool]) -> Iterator[Edit]:
    """As Pelican's ``TYPOGRIFY`` shows it: two hyphens are an em dash, and no quotation ends before a digit."""
    for at, end, shown in marked(text, is_plain):
        if shown in "–—":
            yield at, at + 2, "—"
        else:
            yield at, end, "‘" if shown == "’" and text[end : end + 1].isdigit() else shown


def retext(text: str, is_plain: Callable[[int], bool]) -> Iterator[Edit]:
    """As Astro shows it: two hyphens are an em dash, three stay what they are."""
    for at, end, shown in marked(text, is_plain):
        if shown != "—":
            yield at, end, "—" if shown == "–" else shown


def _typed(pattern: str, text: str, is_plain: Callable[[int], bool]) -> Iterator[tuple[int, int, str]]:
    """The marks of plain text that a pattern finds, with their offsets."""
    for match in re.finditer(pattern, text):
        if is_plain(match.start()):
            yield match.start(), match.end(), match.group()


def _end_of_run(text: str, at: int) -> int:
    end = at
    while end < len(text) and text[end] == text[at]:
        end += 1
    return end


def _flanks(text: str, at: int, end: int) -> tuple[bool, bool]:
    """Whether a mark may open and may close, by CommonMark's rule of flanking delimiters; ``end``: of its run."""
    before, after = text[at - 1] if at else " ", text[end] if end < len(text) else " "
    opens = not after.isspace() and (not _is_mark(after) or before.isspace() or _is_mark(before))
    closes = not before.isspace() and (not _is_mark(before) or after.isspace() or _is_mark(after))
    return opens, closes


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS" if char else False
