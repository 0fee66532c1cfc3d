"""What authors type into WordPress's editor, as the HTML that it shows.

Blank lines separate paragraphs there, and line breaks are kept (https://developer.wordpress.org/reference/functions/wpautop/);
a plugin replaces shortcodes (https://codex.wordpress.org/Shortcode_API).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence

_BLOCK_EDITOR = "<!-- wp:"
_NEXT_PAGE = "<!--nextpage-->"
_VERBATIM = re.compile(r"<(pre|script|style|textarea)\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"(?<![ \t\n])[ \t]*\n(?:[ \t]*\n)+[ \t]*")
_SHORTCODE = re.compile(
    r"\[\[(?P<escaped>/?[a-zA-Z][^\[\]]*)\]\]|\[(?P<close>/?)(?P<name>[a-zA-Z][\w-]*+)(?P<rest>[^\[\]]*+)\]"
)
_VALUES = re.compile(r"(?:\s+[\w-]+=(?>\"[^\"]*\"|'[^']*'|&quot;(?:(?!&quot;).)*&quot;|[^\s\"']+))+\s*/?", re.DOTALL)
_CAPTION_WORDS = re.compile(r'caption="([^"]*)"')
_CODE = frozenset(
    """code sourcecode source as3 actionscript3 arduino bash shell coldfusion cf clojure clj cpp c c-sharp
    csharp css delphi pas pascal diff patch erl erlang fsharp go golang groovy haskell java js jscript
    javascript javafx jfx matlabkey objc obj-c perl pl php plain text ps powershell py python r splus rails rb
    ror ruby scala sql swift tex vb vbnet xml xhtml xslt html yaml yml""".split()
)
"""Those of the plugin SyntaxHighlighter, a language each: https://wordpress.org/plugins/syntaxhighlighter/."""
_CAPTIONS = ("caption", "wp_caption")
_WORDLESS = frozenset("embed youtube vimeo soundcloud audio video playlist twitter instagram button btn".split())
"""Those between whose marks no words of the post are."""
_LAYOUT = re.compile(
    r"(?:vc|wpb|et_pb|fusion|av|fl|mk|ux|cs|themify|tatsu)_\w+|(?:row|col|columns?|section|tabs?|accordion|toggle|box"
    r"|(?:one|two|three)_(?:half|thirds?|fourths?|fifths?))(?:_inner|_first|_last)?",
    re.IGNORECASE,
)
"""What page builders put around paragraphs."""
_INDENT = 20
_BARE = frozenset("gallery audio video playlist embed contact-form more nextpage toc".split())
_ADDRESSED = frozenset("youtube vimeo soundcloud twitter instagram gist audio video embed".split())


def written_html(text: str, shown: Callable[[str], str] = str) -> str:
    """The HTML of a post from the text in its editor: without shortcodes, with the paragraphs that a reader sees.

    Args:
        text: of the editor.
        shown: what the blog makes of prose in which no shortcode is left, before it makes paragraphs of it.
    """
    parts: list[str] = []
    position = 0
    text = _with_code(text.replace("\r\n", "\n"))
    for start, end in _verbatim(text):
        parts += (_prose(text[position:start], shown), text[start:end])
        position = end
    return "".join([*parts, _prose(text[position:], shown)])


def paragraphs(text: str) -> str:
    """HTML from text in which blank lines separate paragraphs and line ends are line breaks."""
    parts: list[str] = []
    for is_tag, piece in pieces(text):
        if is_tag:
            parts.append(piece)
            continue
        spaced = _BLANK_LINES.sub("<p>", piece)
        parts.append(spaced.replace("\n", "<br>\n") if spaced.strip() else spaced.replace("\n", " "))
    return "".join(parts)


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """HTML as its tags and comments, and what stands between them; whether each is a tag. What is never closed is
    text."""
    position = 0
    start = text.find("<")
    nowhere: set[str] = set()
    """What closes nothing any more, so that it is not looked for again."""
    while start >= 0:
        closer = "-->" if text.startswith("<!--", start) else ">"
        end = -1 if closer in nowhere else text.find(closer, start)
        if end < 0:
            nowhere.add(closer)
            if ">" in nowhere:
                break
            start = text.find("<", start + 1)
            continue
        if start > position:
            yield False, text[position:start]
        position = end + len(closer)
        yield True, text[start:position]
        start = text.find("<", position)
    if position < len(text):
        yield False, text[position:]


def _verbatim(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the elements whose text stays as it is."""
    position = 0
    lowered = text.lower()
    ends: dict[str, int] = {}
    for tag in _VERBATIM.finditer(text):
        if tag.start() < position:
            continue
        name = tag.group(1).lower()
        if ends.get(name, 0) <= tag.end():
            at = lowered.find(f"</{name}", tag.end())
            ends[name] = lowered.find(">", at) + 1 if at >= 0 else 0
            ends[name] = ends[name] or len(text) + 1
        if ends[name] <= len(text):
            position = ends[name]
            yield tag.start(), position


def _with_code(text: str) -> str:
    """The text with the code between marks such as ``[code]`` and ``[/code]`` as HTML."""
    parts: list[str] = []
    position = 0
    ends: dict[str, int] = {}
    for tag in _SHORTCODE.finditer(text):
        name = tag.group("name")
        if name not in _CODE or tag.group("close") or tag.start() < position:
            continue
        if ends.get(name, 0) < tag.end():
            at = text.find(f"[/{name}]", tag.end())
            ends[name] = at if at >= 0 else len(text)
        if ends[name] < len(text):
            code = text[tag.end() : ends[name]]
            # Saved by today's editor it has neither mark as it is typed, and is shown as it is saved.
            code = html.escape(code) if "<" in code or ">" in code else code
            parts += (text[position : tag.start()], f"<pre>{code}</pre>")
            position = ends[name] + len(f"[/{name}]")
    return "".join([*parts, text[position:]])


def _prose(text: str, shown: Callable[[str], str]) -> str:
    # A post on several pages is one; the next page begins with a paragraph.
    text = shown(_without_shortcodes(text)).replace(_NEXT_PAGE, f"<p>{_NEXT_PAGE}")
    return text if _BLOCK_EDITOR in text else paragraphs(text)


def _without_shortcodes(text: str) -> str:
    if "[" not in text:
        return text
    codes = list(_SHORTCODE.finditer(text))
    last_closed = {code.group("name"): number for number, code in enumerate(codes) if code.group("close")}
    parts: list[str] = []
    captions: list[str] = []
    position = 0
    for number, code in enumerate(codes):
        if code.start() < position:
            continue
        name = code.group("name")
        if code.group("escaped"):
            shown = f"[{code.group('escaped')}]"
        elif name in _CAPTIONS and code.group("close") and captions:
            shown = captions.pop()
        elif name in _CAPTIONS and last_closed.get(name, -1) > number and not code.group("close"):
            # A caption is a block of its own, in or beside the image that it is under.
            words = _CAPTION_WORDS.search(code.group("rest"))
            captions.append(f"{f'<figcaption>{words.group(1)}</figcaption>' if words else ''}</figure>")
            shown = "<figure>"
        elif _is_shortcode(code, last_closed.get(name, -1) > number):
            shown = "\n\n" if _LAYOUT.fullmatch(name) else ""
        elif "_" in name and not code.group("rest") and _is_alone(text, code):
            shown = ""
        else:
            continue
        parts += (text[position : code.start()], shown)
        position = code.end()
        if name in _WORDLESS and not code.group("close") and _closes(codes, number + 1, name):
            position = codes[number + 1].end()
    return "".join([*parts, text[position:]])


def _is_shortcode(code: re.Match[str], closed: bool) -> bool:
    """Whether brackets are a shortcode rather than the author's: they close one, are closed, or have values."""
    name, rest = code.group("name"), code.group("rest")
    if code.group("close"):
        return not rest
    if name in _ADDRESSED and rest[:1] in (" ", "=") and rest:
        return True
    if name in _BARE and rest.strip() in ("", "/"):
        return True
    return (closed and (not rest or rest[0].isspace())) or bool(_VALUES.fullmatch(rest))


def _is_alone(text: str, code: re.Match[str]) -> bool:
    """Whether nothing else stands in its line."""
    # Only so far is looked: lines may be long, and have many of them.
    before, after = text[max(0, code.start() - _INDENT) : code.start()], text[code.end() : code.end() + _INDENT]
    before, after = before.rpartition("\n")[2], after.partition("\n")[0]
    return not before.strip() and not after.strip() and max(len(before), len(after)) < _INDENT


def _closes(codes: Sequence[re.Match[str]], number: int, name: str) -> bool:
    return number < len(codes) and bool(codes[number].group("close")) and codes[number].group("name") == name
