"""Typed text as WordPress shows it: quotation marks, dashes, dots and smileys.

The rules are WordPress's own, in its order: https://developer.wordpress.org/reference/functions/wptexturize/,
https://developer.wordpress.org/reference/functions/convert_smilies/ and capital_P_dangit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from embeddings.content.editor_text import pieces

_SPACE = r"(?:[\r\n\t \u00a0]|&nbsp;)"
_AFTER_SPACE = r"(?<![^\r\n\t \u00a0])|(?<=&nbsp;)"
"""At the start, or behind a space."""
_BEFORE_END = rf"(?=\Z|[.,:;!?)}}\-\]]|&gt;|{_SPACE})"
_AFTER_OPENER = rf"(?:{_AFTER_SPACE}|(?<=[(\[{{\"\-])|(?<=&lt;))"
_APOSTROPHE, _OPEN, _FLAG, _CLOSE, _CLOSE_DOUBLE = "\x01", "\x02", "\x03", "\x04", "\x05"
_COCKNEY = re.compile("'(tain't|twere|twas|tis|twill|til|bout|nuff|round|cause|em)")
_TIMES = re.compile(r"\b((?!0x)\d[\d.,]{0,30})x(\d[\d.,]*)\b")
_VERBATIM = frozenset("pre code kbd style script tt".split())
_TAG_NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
_SMILEY_LIST = """
    :neutral: 😐 :twisted: 😈 :arrow: ➡ :shock: 😯 :smile: 🙂 :???: 😕 :cool: 😎 :evil: 👿
    :grin: 😀 :idea: 💡 :oops: 😳 :razz: 😛 :roll: 🙄 :wink: 😉 :cry: 😥 :eek: 😮 :lol: 😆 :mad: 😡
    :sad: 🙁 8-) 😎 8-O 😯 :-( 🙁 :-) 🙂 :-? 😕 :-D 😀 :-P 😛 :-o 😮 :-x 😡 :-| 😐 ;-) 😉 8O 😯 :( 🙁
    :) 🙂 :? 😕 :D 😀 :P 😛 :o 😮 :x 😡 :| 😐 ;) 😉 :!: ❗ :?: ❓
""".split()
_SMILEYS = dict(zip(_SMILEY_LIST[::2], _SMILEY_LIST[1::2], strict=True))
_SMILEY = re.compile(
    rf"(?:{_AFTER_SPACE})(?:{'|'.join(map(re.escape, sorted(_SMILEYS, reverse=True)))})(?=\Z|{_SPACE})", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class _Marks:
    """The quotation marks of a language, as its translation of WordPress has them."""

    open_double: str = "“"
    close_double: str = "”"
    open_single: str = "‘"
    close_single: str = "’"
    apostrophe: str = "’"


_LANGUAGES = {
    "de": _Marks("„", "“", "‚", "‘"),
    "cs": _Marks("„", "“", "‚", "‘"),
    "fr": _Marks("«\u00a0", "\u00a0»"),
    "pl": _Marks("„", "”", "‚", "’"),
    "ru": _Marks("«", "»", "„", "“"),
}


def texturized(text: str, language: str = "", *, smileys: bool = True) -> str:
    """HTML, or a title, with the marks that WordPress shows for those that were typed.

    Args:
        text: of the editor, without shortcodes.
        language: of the blog, as ``de-DE``; English where it is not known.
        smileys: whether ``:)`` becomes an emoji, as in a post's text.
    """
    marks = _LANGUAGES.get(language[:2].lower(), _Marks())
    parts: list[str] = []
    verbatim: list[str] = []
    for is_tag, piece in pieces(text):
        if is_tag:
            name = found.group(1).lower() if (found := _TAG_NAME.match(piece)) else ""
            if name in _VERBATIM and not piece.startswith("</"):
                verbatim.append(name)
            elif name in _VERBATIM and verbatim and verbatim[-1] == name:
                verbatim.pop()
        if is_tag or verbatim or not piece.strip():
            parts.append(piece)
            continue
        prose = _texturized(piece, marks)
        parts.append(_SMILEY.sub(lambda match: _SMILEYS[match.group()], prose) if smileys else prose)
    shown = "".join(parts)
    for before in (" ", marks.open_single, marks.open_double, ">", "("):
        shown = shown.replace(f"{before}Wordpress", f"{before}WordPress")
    return shown


def _texturized(text: str, marks: _Marks) -> str:
    text = text.replace("...", "…").replace("``", marks.open_double).replace("''", _CLOSE_DOUBLE)
    text = _COCKNEY.sub(lambda word: word.group().replace("'", _CLOSE), text.replace(" (tm)", " ™"))
    if "'" in text:
        for pattern, shown in _SINGLE:
            text = pattern.sub(shown, text)
        text = _primes(text, "'", "′", _CLOSE).replace(_APOSTROPHE, marks.apostrophe)
        text = text.replace(_OPEN, marks.open_single)
    if '"' in text:
        for pattern, shown in _DOUBLE:
            text = pattern.sub(shown, text)
        text = _primes(text, '"', "″", _CLOSE_DOUBLE).replace(_OPEN, marks.open_double)
    text = text.replace(_CLOSE, marks.close_single).replace(_CLOSE_DOUBLE, marks.close_double)
    if "-" in text:
        for pattern, shown in _DASHES:
            text = pattern.sub(shown, text)
    return _TIMES.sub(r"\1×\2", text) if "x" in text else text


_SINGLE = [
    (re.compile(rf"'(\d\d)'{_BEFORE_END}"), rf"{_APOSTROPHE}\1{_CLOSE}"),
    (re.compile(rf"'(\d\d)\"{_BEFORE_END}"), rf"{_APOSTROPHE}\1{_CLOSE_DOUBLE}"),
    (re.compile(r"'(?=\d\d(?:\Z|(?![%\d]|[.,]\d)))"), _APOSTROPHE),
    (re.compile(rf"(?:{_AFTER_SPACE})'(\d[.,\d]*)'"), rf"{_OPEN}\1{_CLOSE}"),
    (re.compile(rf"{_AFTER_OPENER}'"), _OPEN),
    (
        re.compile(rf"(?<![\r\n\t \u00a0])(?<!&nbsp;)'(?!\Z|[.,:;!?\"'(){{}}\[\]\-]|&[lg]t;|{_SPACE})"),
        _APOSTROPHE,
    ),
]
_DOUBLE = [
    (re.compile(rf"(?:{_AFTER_SPACE})\"(\d[.,\d]*)\""), rf"{_OPEN}\1{_CLOSE_DOUBLE}"),
    (re.compile(rf"(?:{_AFTER_SPACE}|(?<=[(\[{{\-])|(?<=&lt;))\"(?!{_SPACE})"), _OPEN),
]
_DASHES = [
    (re.compile("---"), "—"),
    (re.compile(rf"(?:{_AFTER_SPACE})--(?=\Z|{_SPACE})"), "—"),
    (re.compile("(?<!xn)--"), "–"),
    (re.compile(rf"(?:{_AFTER_SPACE})-(?=\Z|{_SPACE})"), "–"),
]


def _primes(text: str, mark: str, prime: str, close: str) -> str:
    """Straight marks as those that close a quotation, or as feet and inches behind a number."""
    first, *quoted = text.split(_OPEN)
    sentences = [_primed(first, mark, prime, close, quoted=False)]
    sentences += (_primed(sentence, mark, prime, close, quoted=close not in sentence) for sentence in quoted)
    shown = _OPEN.join(sentences)
    return shown.replace('"', close) if mark == '"' else shown


def _primed(sentence: str, mark: str, prime: str, close: str, *, quoted: bool) -> str:
    if mark not in sentence:
        return sentence
    closing, behind_digit = re.compile(f"{mark}{_BEFORE_END}"), re.compile(rf"(?<=\d){mark}")
    if not quoted:
        return closing.sub(close, behind_digit.sub(prime, sentence))
    flagged, count = closing.subn(_FLAG, sentence)
    if count < 2:
        return behind_digit.sub(prime, flagged.replace(_FLAG, close))
    flagged, certain = re.subn(rf"(?<!\d){_FLAG}", close, flagged)
    if not certain:
        at = flagged.rfind(f"{_FLAG}.") if f"{_FLAG}." in flagged else flagged.rfind(_FLAG)
        flagged = flagged[:at] + close + flagged[at + 1 :]
    return re.sub(rf"(?<=\d){_FLAG}", prime, behind_digit.sub(prime, flagged)).replace(_FLAG, close)
