"""Markdown as its site's engine renders it: marks as it sets them, footnotes, emoji, and no template expressions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from html import unescape
from typing import Any

from emoji import emojize
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, lheading, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.entity import entity
from markdown_it.rules_inline.escape import escape
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.subscript import sub_plugin
from mdit_py_plugins.superscript import superscript_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from embeddings.content.formulas import without_formulas
from embeddings.content.typography import CURLY, Typography, goldmark, kramdown, marked, pulldown, retext, smartypants
from embeddings.sources.admonitions import without_admonitions
from embeddings.sources.code import markdown_code
from embeddings.sources.indented import all_code
from embeddings.sources.jsx import unwrapped, without_jsx
from embeddings.sources.kramdown import (
    with_breaks,
    with_inline_html,
    with_markdown_in_html,
    with_spaced_links,
    with_whole_html,
    with_whole_quotations,
    without_comments,
    without_contents,
)
from embeddings.sources.pandoc import with_pandocs_marks
from embeddings.sources.pymdownx import with_extensions
from embeddings.sources.templates import ANY, NO_TEMPLATES, OF_HUGO, OF_NIKOLA, OF_QUARTO, OF_VUE, without_templates
from embeddings.sources.unseen import without_unseen
from embeddings.sources.wikilinks import with_words

_IN_TEXT = re.compile(r"\d{1,9}\)")
_UNDERLINED = 2
"""Lines of a heading with a line below it, that among them."""
_SMART_QUOTES = {"lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "apos": "'", "quot": '"'}


@dataclass(frozen=True, slots=True)
class Rendering:
    """How a site's engine renders Markdown, where that is not as it is typed."""

    typography: Typography | None = None
    emoji: bool = False
    emoji_in_code: bool = False
    """Whether ``:tada:`` is an emoji wherever it stands."""
    templates: tuple[str, ...] = ANY
    """What opens an expression that it runs over posts; see :mod:`embeddings.sources.templates`."""
    run_in_code: bool = False
    """Whether it runs them over code that is set in too."""
    raised: bool = False
    """Whether ``10^6^`` and ``H~2~O`` are set above and below the line."""
    as_kramdown: bool = False
    """Whether what :mod:`embeddings.sources.kramdown` tells of is so."""
    markdown_in_html: bool = False
    """Whether it is told to read what is in elements as Markdown."""
    tasks: bool = True
    """Whether ``[ ]`` and ``[x]`` before an item are boxes."""
    wikilinks: bool = False
    """Whether ``[[Page]]`` is a link."""
    mdx: bool | None = None
    """Whether it is MDX; ``None`` where the name of the file says so, or what only MDX has."""
    extensions: tuple[str, ...] = ()
    """Those of :mod:`embeddings.sources.pymdownx` that it uses."""
    as_pandoc: bool = False
    """Whether what :mod:`embeddings.sources.pandoc` tells of is so."""
    cites: bool = False
    """Whether ``@key`` is a citation, of a bibliography."""
    hides_code: bool = False
    """Whether the code that it runs is not shown."""
    escapes: str = ""
    """The characters before which a backslash is not shown; empty for all punctuation marks of ASCII."""

    @property
    def described(self) -> str:
        """All of this, the same in every process: a function's own description says where in memory it lies."""
        marks = self.typography
        called = (marks.func, marks.args, marks.keywords) if isinstance(marks, partial) else (marks,)
        return f"{replace(self, typography=None)} {[getattr(part, '__name__', part) for part in called]}"


_PYTHON_ESCAPES = "\\`*_{}[]()>#+-.!|"
"""Those of Python-Markdown, with its tables: https://python-markdown.github.io/reference/#ESCAPED_CHARS."""
_WIKI = ("wikilink", "roamlinks", "ezlinks", "obsidian")
"""In the names of extensions and plugins of MkDocs that read ``[[Page]]``."""
PYTHON = Rendering(escapes=_PYTHON_ESCAPES, tasks=False, templates=NO_TEMPLATES)
AS_TYPED = Rendering()
NOTES = Rendering(wikilinks=True)
JEKYLL = Rendering(kramdown, run_in_code=True, as_kramdown=True)
PANDOC = Rendering(kramdown, templates=OF_QUARTO, raised=True, as_pandoc=True)
"""Quarto and R Markdown."""


def rendering_of(engine: str, settings: Mapping[str, Any]) -> Rendering:
    """What a site's settings say about how its Markdown is rendered.

    Args:
        engine: the name of the program that builds the site; ``"Jekyll"``, ``"Hexo"``, ``"Hugo"``, ``"Zola"``,
            ``"MkDocs"``, ``"Pelican"``, ``"Nikola"``, ``"Docusaurus"``, ``"Eleventy"``, ``"Astro"``, ``"Gatsby"``,
            ``"VitePress"``, ``"VuePress"``, ``"Quarto"``, ``"distill"``, or another, whose Markdown is shown as it is
            typed.
        settings: as its file has them.
    """
    if engine == "Jekyll":
        return _jekyll(settings)
    if engine == "Hexo":
        return Rendering(marked if _section(settings, "marked").get("smartypants", True) else None)
    if engine == "Hugo":
        lowered = {key.lower(): value for key, value in settings.items()}
        extensions = _section(_section(_section(lowered, "markup"), "goldmark"), "extensions")
        typographer = extensions.get("typographer", True)
        off = typographer.get("disable", False) if isinstance(typographer, dict) else not typographer
        extras = _section(extensions, "extras")
        raised = any(_section(extras, name).get("enable") for name in ("superscript", "subscript"))
        return Rendering(
            None if off else goldmark,
            emoji_in_code=bool(lowered.get("enableemoji")),
            templates=OF_HUGO,
            run_in_code=True,
            raised=raised,
        )
    if engine == "Zola":
        markdown = _section(settings, "markdown")
        marks = pulldown if markdown.get("smart_punctuation") else None
        return Rendering(marks, bool(markdown.get("render_emoji")), run_in_code=True)
    if engine == "Pelican":
        # Where none is named, those that are installed are used.
        how = replace(PYTHON, templates=_with_plugins(settings.get("PLUGINS", ""), "liquid", "jinja"))
        if not settings.get("TYPOGRIFY"):
            return how
        # SmartyPants has escapes of its own.
        return replace(how, typography=smartypants, escapes=f"{_PYTHON_ESCAPES}\"'")
    if engine in ("Quarto", "distill"):
        return PANDOC
    if engine == "Nikola":
        return replace(PYTHON, templates=OF_NIKOLA)
    if engine in ("Docusaurus", "VitePress", "VuePress", "Astro", "Gatsby"):
        return _in_components(engine, settings)
    if engine == "Eleventy":
        return Rendering(marked if settings.get("typographer") else None, run_in_code=True, tasks=False)
    if engine == "MkDocs":
        names = _called(settings.get("markdown_extensions"))
        return Rendering(
            # Both are SmartyPants.
            marked if "smarty" in names else None,
            "pymdownx.emoji" in names,
            raised=not {"pymdownx.caret", "pymdownx.tilde"}.isdisjoint(names),
            templates=_with_plugins(
                settings.get("plugins", ()),
                "macros",
                "jinja",
                "markdownextradata",
                "include",
                "table-reader",
                "revision-date",
            ),
            wikilinks=any(word in name for word in _WIKI for name in (*names, *_called(settings.get("plugins")))),
            tasks="pymdownx.tasklist" in names,
            extensions=tuple(sorted(names)),
            escapes=f"{_PYTHON_ESCAPES}{'^' * ('pymdownx.caret' in names)}{'~' * ('pymdownx.tilde' in names)}",
        )
    return AS_TYPED


def _in_components(engine: str, settings: Mapping[str, Any]) -> Rendering:
    """Of those that make components of pages, and run no templates but Vue's."""
    if engine == "Docusaurus":
        form = settings.get("format", "mdx")
        return Rendering(emoji=True, mdx=None if form == "detect" else form == "mdx", templates=NO_TEMPLATES)
    if engine in ("VitePress", "VuePress"):
        return Rendering(emoji=True, templates=OF_VUE)
    if engine == "Astro":
        # remark-smartypants, which is on by default.
        return Rendering(None if settings.get("smartypants") is False else retext, templates=NO_TEMPLATES)
    marks = (marked if settings.get("oldschool") else retext) if settings.get("smartypants") else None
    return Rendering(marks, templates=NO_TEMPLATES)


def _with_plugins(plugins: object, *names: str) -> tuple[str, ...]:
    """What opens an expression where the engine itself runs none: any, if one of its plugins is called so, or what they
    are is not known."""
    if not isinstance(plugins, (list, tuple, dict)):
        return NO_TEMPLATES if plugins is None else ANY
    return ANY if any(name in one for one in _called(plugins) for name in names) else NO_TEMPLATES


def _called(plugins: object) -> set[str]:
    """The names of plugins or extensions, which may have options."""
    found = plugins if isinstance(plugins, (list, tuple, dict)) else ()
    return {str(next(iter(one), "") if isinstance(one, dict) else one) for one in found}


def _jekyll(settings: Mapping[str, Any]) -> Rendering:
    lists = [found for key in ("plugins", "gems") if isinstance(found := settings.get(key), list)]
    plugins = [str(name) for names in lists for name in names]
    emoji = "jemoji" in plugins
    if str(settings.get("markdown") or "kramdown").lower() not in ("kramdown", "gfm"):
        return Rendering(emoji=emoji, run_in_code=True)
    options = _section(settings, "kramdown")
    how = replace(JEKYLL, emoji=emoji, markdown_in_html=options.get("parse_block_html") is True)
    marks = options.get("smart_quotes")
    marks = marks.split(",") if isinstance(marks, str) else marks
    if not isinstance(marks, list) or len(marks) != len(CURLY):
        return how
    quotes = tuple(_SMART_QUOTES.get(str(mark).strip(), str(mark)) for mark in marks)
    return replace(how, typography=partial(kramdown, quotes=quotes))


def _section(settings: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = settings.get(name)
    return found if isinstance(found, dict) else {}


def rendered(body: str, how: Rendering = AS_TYPED, *, jsx: bool = False) -> str:
    """The HTML of a post.

    Args:
        body: its Markdown.
        how: the way of its engine.
        jsx: whether it is MDX.
    """
    if how.as_pandoc:
        body = with_pandocs_marks(body, cites=how.cites, hides=how.hides_code)
    if how.as_kramdown:
        # Before its mark is taken for a template's.
        body = with_breaks(without_comments(without_contents(body)))
    code_of = markdown_code if jsx else all_code
    body = with_extensions(unwrapped(body) if jsx else body, how.extensions)
    body = without_unseen(body, code_of(body))
    body = with_words(body, code_of(body)) if how.wikilinks else body
    code = markdown_code(body) if how.run_in_code else code_of(body)
    body = without_jsx(body, code) if jsx else without_templates(body, code, how.templates)
    body = with_markdown_in_html(without_admonitions(body))
    if how.escapes:
        body = with_spaced_links(body, code_of(body), whole_only=True)
    if how.as_kramdown:
        body = with_inline_html(with_spaced_links(body))
        body = with_whole_quotations(with_whole_html(body, all_markdown=how.markdown_in_html))
    if "$" in body or "\\" in body:
        # Before what stands in them is taken for marks.
        body = without_formulas(body, code_of(body))
    if how.emoji_in_code:
        body = emojize(body, language="alias")
    html: str = _parser(how, jsx).render(body)
    return html


def rendered_inline(text: str) -> str:
    """The HTML of one line, such as a title, with its marks as they are typed."""
    html: str = _parser(AS_TYPED).renderInline(text)
    return html


@lru_cache(maxsize=16)
def _parser(how: Rendering, jsx: bool = False) -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    if jsx:
        # In MDX what is set in is no code.
        parser.disable("code")
    parser.inline.ruler.at("entity", _character)
    # Most engines show the bare number, and set it above the line.
    parser.add_render_rule("footnote_caption", _footnote_number)
    if how.escapes:
        parser.inline.ruler.at("escape", partial(_escape, how.escapes))
    if how.as_kramdown:
        parser.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
        parser.block.ruler.at("lheading", _underlined)
    if how.tasks:
        parser.use(tasklists_plugin)
    if how.raised:
        parser.use(superscript_plugin).use(sub_plugin)
    if how.typography in (kramdown, goldmark):
        # "<<word>>" is no tag to them.
        parser.inline.ruler.before("autolink", "guillemets", _guillemets)
    if how.typography or how.emoji:
        # While what was escaped is still told apart.
        parser.core.ruler.before("text_join", "as_shown", partial(_set_marks, how))
    return parser


def _footnote_number(self: RendererHTML, tokens: Sequence[Token], number: int, *_: object) -> str:
    return str(int(tokens[number].meta["id"]) + 1)


def _escape(escapes: str, state: StateInline, silent: bool) -> bool:
    """The rule for a backslash, which is one itself before other characters."""
    following = state.src[state.pos + 1 : state.pos + 2]
    return following != "" and following in escapes and escape(state, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for a list, of which "1) Stir" is no item to kramdown."""
    begins = state.bMarks[start] + state.tShift[start]
    return not _IN_TEXT.match(state.src, begins) and list_block(state, start, end, silent)


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for an underlined heading, which to kramdown has one line: it is text below others."""
    before = len(state.tokens), state.line
    found = lheading(state, start, end, silent)
    if found and not silent and state.line - start > _UNDERLINED:
        del state.tokens[before[0] :]
        state.line = before[1]
        return False
    return found


def _character(state: StateInline, silent: bool) -> bool:
    """The rule for a character by its number: ``&#151;`` is a dash, as in HTML, where CommonMark has no such number."""
    found = entity(state, silent)
    if found and not silent and state.tokens[-1].content == "\ufffd":
        state.tokens[-1].content = unescape(state.tokens[-1].markup)
    return found


def _guillemets(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<<", state.pos):
        return False
    if not silent:
        state.pending += "<<"
    state.pos += 2
    return True


def _set_marks(how: Rendering, state: StateCore) -> None:
    blocks = [block.children for block in state.tokens if block.type == "inline" and block.children]
    if how.typography is goldmark:
        # It goes on counting open quotations from one block to the next.
        apart = [Token("hardbreak", "", 0)]
        _set_typography(goldmark, [token for block in blocks for token in (*block, *apart)])
    elif how.typography:
        for block in blocks:
            _set_typography(how.typography, block)
    for token in (token for block in blocks if how.emoji for token in block):
        if token.type == "text" and ":" in token.content:
            token.content = emojize(token.content, language="alias")


def _set_typography(typography: Typography, tokens: Sequence[Token]) -> None:
    parts: list[str] = []
    places: list[Token | None] = []
    """By the offset in the text, the token that may be edited there."""
    starts: dict[int, int] = {}
    for token in tokens:
        source = _source(token)
        editable = token.type in ("text", "softbreak")
        starts[id(token)] = len(places)
        parts.append(source)
        places += [token if editable else None] * len(source)
    edits = dict[int, tuple[int, str]]()
    for start, end, shown in typography("".join(parts), lambda at: 0 <= at < len(places) and places[at] is not None):
        edits[start] = (edits[start][0] if end < 0 else end, shown)
    changed: dict[int, list[str]] = {}
    position = 0
    for at, place in enumerate(places):
        if place is None or place.type != "text" or at < position:
            continue
        pieces = changed.setdefault(id(place), [])
        position, shown = edits.get(at, (at + 1, place.content[at - starts[id(place)]]))
        pieces.append(shown)
    for token in tokens:
        if id(token) in changed:
            token.content = "".join(changed[id(token)])


def _source(token: Token) -> str:
    """What stands for a token in the text of its block: as an engine sees it that looks at the marks around."""
    if token.type == "text":
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "code_inline":
        return "`x`"
    if token.type == "html_inline":
        return "<x>"
    if token.type == "link_open":
        return "["
    if token.type == "link_close":
        return "](x)"
    return token.markup or "[x]"
