"""A quote as a picture: its words on paper, with title, date and address under them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import quote as quote_plain
from urllib.parse import urlsplit

from font_source_serif_pro import SourceSerifPro, SourceSerifProSemibold
from PIL import Image, ImageDraw, ImageFont

from bot.i18n import say
from bot.replies.wording import marks_of_cut
from embeddings import QuestionError, Quote

WIDTH = 1200
"""Pixels; twice what Discord shows, for sharp screens."""
_MARGIN, _INDENT = 96, 150
_SIZES = range(58, 30, -4)
_MOST_LINES = 9
_LEADING = 1.38
_SMALL = 30
_PAPER, _INK, _FAINT, _ACCENT = "#FBF7F0", "#2B2622", "#7A6F66", "#C8553D"
_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
_NAMES = (
    "notoserifcjk",
    "notosanscjk",
    "notoserif",
    "notosans",
    "wqy",
    "ipaex",
    "ipag",
    "nanum",
    "dejavusans",
    "arial",
)
"""What the files of fonts of many scripts begin with, the best first."""

Font = ImageFont.FreeTypeFont


def draw(quote: Quote) -> BytesIO:
    """The quote as a PNG.

    Raises:
        QuestionError: no font on this machine has its letters.
    """
    before, behind = marks_of_cut(quote)
    text = f"{before}{' '.join(quote.text.split())}{behind}"
    path = _font_for(text, SourceSerifPro)
    for size in _SIZES:
        font = ImageFont.truetype(path, size)
        lines = list(_wrapped(text, font, WIDTH - _INDENT - _MARGIN))
        if len(lines) <= _MOST_LINES:
            break
    step = round(size * _LEADING)
    small, title = _fitting(quote.post.name, SourceSerifProSemibold)
    plain, byline = _fitting(_byline(quote), SourceSerifPro)
    titles = list(_wrapped(title, small, WIDTH - _INDENT - _MARGIN))[:2]
    below = [(line, small, _INK) for line in titles] + [(byline, plain, _FAINT)]
    height = 2 * _MARGIN + step * len(lines) + 48 + 44 * len(below)
    image = Image.new("RGB", (WIDTH, height), _PAPER)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, 14, height), fill=_ACCENT)
    canvas.text((_MARGIN - 40, _MARGIN - 34), "“", font=ImageFont.truetype(SourceSerifProSemibold, 190), fill=_ACCENT)
    y = _MARGIN
    for line in lines:
        canvas.text((_INDENT, y), line, font=font, fill=_INK)
        y += step
    canvas.line((_INDENT, y + 22, _INDENT + 90, y + 22), fill=_ACCENT, width=4)
    y += 48
    for line, face, colour in below:
        canvas.text((_INDENT, y), _fitted(line, face, WIDTH - _INDENT - _MARGIN), font=face, fill=colour)
        y += 44
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    file.seek(0)
    return file


def _byline(quote: Quote) -> str:
    post = quote.post
    address = urlsplit(post.url)
    # What is not drawn of an address would make another one of it.
    path = re.sub(r"[^\w./~%-]+", lambda match: quote_plain(match.group()), address.path)
    parts = [
        post.day.isoformat() if post.day else "",
        quote.speaker or post.author,
        f"{address.netloc}{path}".rstrip("/"),
    ]
    return " · ".join(" ".join(part.split()) for part in parts if part.strip())


def _wrapped(text: str, font: Font, width: int) -> Iterator[str]:
    """The text in lines no wider than ``width``; broken between words, and within one only where it is too long."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line and font.getlength(word) <= width:
            yield line
            line = word
            continue
        for char in f" {word}" if line else word:
            if font.getlength(line + char) > width:
                yield line
                line = ""
            line += char
    if line:
        yield line


def _fitted(text: str, font: Font, width: int) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def _font_for(text: str, preferred: str) -> str:
    """The path of a font that has every letter of the text.

    Raises:
        QuestionError: there is none on this machine.
    """
    path, missing = _best_font(text, preferred)
    if not missing:
        return path
    raise QuestionError(
        say("I don’t have a font for this script, so I can’t draw it. You can share the quote as text instead.")
    )


def _fitting(text: str, preferred: str) -> tuple[Font, str]:
    """The font for a line below the quote, and the line without the letters that no font has, such as emoji."""
    path, missing = _best_font(text, preferred)
    shown = "".join(char for char in text if char not in missing)
    return ImageFont.truetype(path, _SMALL), " ".join(shown.split())


def _best_font(text: str, preferred: str) -> tuple[str, frozenset[str]]:
    """The path of the font that has most letters of the text, and those that it lacks."""
    letters = frozenset(char for char in text if not char.isspace())
    best, fewest = preferred, _missing(preferred, letters)
    for path in _system_fonts() if fewest else ():
        missing = _missing(path, letters)
        if len(missing) < len(fewest):
            best, fewest = path, missing
        if not missing:
            break
    return best, fewest


def _missing(path: str, letters: frozenset[str]) -> frozenset[str]:
    """The letters that a font lacks; all of them where it cannot be read."""
    try:
        font = ImageFont.truetype(path, 24)
    except OSError:
        return letters
    # A letter that a font lacks is drawn as the sign for that.
    sign = bytes(font.getmask("\U0010ffff"))
    return frozenset(char for char in letters if bytes(font.getmask(char)) == sign)


@cache
def _system_fonts() -> tuple[str, ...]:
    """The machine's fonts of many scripts, the best first."""
    found = [
        Path(folder) / name
        for place in _FOLDERS
        for folder, _, names in os.walk(Path(place).expanduser())
        for name in names
        if name.lower().endswith((".ttf", ".ttc", ".otf")) and name.lower().replace("-", "").startswith(_NAMES)
    ]
    rank = {name: place for place, name in enumerate(_NAMES)}

    def order(path: Path) -> tuple[int, bool, str]:
        plain = path.name.lower().replace("-", "")
        best = min(rank[name] for name in _NAMES if plain.startswith(name))
        return best, "regular" not in plain, path.name

    return tuple(str(path) for path in sorted(found, key=order))
