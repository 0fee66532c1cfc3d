"""What authors type into WordPress's editor, as the HTML that it shows.

Blank lines separate paragraphs there, and line breaks are kept (https://developer.wordpress.org/reference/functions/wpautop/);
a plugin replaces shortcodes (https://codex.wordpress.org/Shortcode_API).
"""

from __future__ import annotations

import html
import re

_BLOCK_EDITOR = "<!-- wp:"
_VERBATIM = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_CODE = re.compile(r"\[(code|sourcecode)\b[^\]]*\](.*?)\[/\1\]", re.DOTALL)
_CAPTION = re.compile(r"\[(caption|wp_caption)\b([^\]]*)\](.*?)\[/\1\]", re.DOTALL)
_CAPTION_WORDS = re.compile(r'caption="([^"]*)"')
_ESCAPED = re.compile(r"\[(\[[\w/-]+[^\[\]]*\])\]")
_PAIR = re.compile(r"\[([a-zA-Z][\w-]*)(?:\s[^\[\]]*)?\](?=.*?\[/\1\])|\[/[a-zA-Z][\w-]*\]", re.DOTALL)
_WITH_VALUES = re.compile(r"\[[a-zA-Z][\w-]*(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|&quot;.*?&quot;|[^\s\]]+))+\s*/?\]")
_PLAYERS = re.compile(
    r"\[(embed|youtube|vimeo|soundcloud|audio|video|playlist|twitter|instagram)\b[^\]]*\][^\[]*\[/\1\]"
)
_BARE = re.compile(r"\[(?:gallery|audio|video|playlist|embed|contact-form|more|nextpage|toc)\s*/?\]")
_ADDRESS_VALUE = re.compile(r"\[(?:youtube|vimeo|soundcloud|twitter|instagram|gist|audio|video|embed)[ =]+[^\]]*\]")


def written_html(text: str) -> str:
    """The HTML of a post from the text in its editor: without shortcodes, with the paragraphs that a reader sees."""
    parts = _VERBATIM.split(_CODE.sub(lambda m: f"<pre>{html.escape(m.group(2))}</pre>", text.replace("\r\n", "\n")))
    # The split yields prose, a verbatim element and the element's name in turn.
    return "".join(part if place % 3 == 1 else _prose(part) for place, part in enumerate(parts) if place % 3 != 2)


def paragraphs(text: str) -> str:
    """HTML from text in which blank lines separate paragraphs and line ends are line breaks."""
    pieces = _TAG.split(text)
    for place in range(0, len(pieces), 2):
        piece = _BLANK_LINES.sub("<p>", pieces[place])
        pieces[place] = piece.replace("\n", "<br>\n") if piece.strip() else piece.replace("\n", " ")
    return "".join(pieces)


def _prose(text: str) -> str:
    text = _without_shortcodes(text)
    return text if _BLOCK_EDITOR in text else paragraphs(text)


def _without_shortcodes(text: str) -> str:
    if "[" not in text:
        return text
    text = _ESCAPED.sub(lambda m: m.group(1).replace("[", "\0").replace("]", "\1"), text)
    text = _CAPTION.sub(_figure, text)
    for pattern in (_PLAYERS, _ADDRESS_VALUE, _BARE, _PAIR, _WITH_VALUES):
        text = pattern.sub("", text)
    return text.replace("\0", "[").replace("\1", "]")


def _figure(match: re.Match[str]) -> str:
    """A caption is a block of its own, in or beside the image that it is under."""
    words = _CAPTION_WORDS.search(match.group(2))
    return f"<figure>{match.group(3)}{f'<figcaption>{words.group(1)}</figcaption>' if words else ''}</figure>"
