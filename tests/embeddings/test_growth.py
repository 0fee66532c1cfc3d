"""No reader takes more than its share of time, whatever it is given: each family of inputs is doubled four times, and
the exponent is fitted to the times."""

from __future__ import annotations

import gc
import io
import json
import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import _lru_cache_wrapper
from typing import cast
from xml.sax.saxutils import escape

import httpx
import pytest

from embeddings.content.bounds import Unreadable
from embeddings.content.charset import decoded
from embeddings.content.dates import parse_date
from embeddings.content.html import parse_html, read_html
from embeddings.posts import Block, Post
from embeddings.sources import (
    Format,
    beir,
    blogger,
    dump,
    feed,
    ghost,
    html,
    markdown,
    medium,
    movabletype,
    substack,
    tumblr,
    wordpress,
)
from embeddings.sources.engines import (
    Settings,
    astro,
    docusaurus,
    eleventy,
    hexo,
    hugo,
    jekyll,
    mkdocs,
    vitepress,
    zola,
)
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin, Site
from embeddings.sources.rendering import PANDOC, rendered
from embeddings.text.fragments import quote_link
from embeddings.text.mentions import Subject
from embeddings.text.passages import cut, encoded_text, sentences_in
from embeddings.text.sentences import sentence_spans
from embeddings.text.terms import terms
from embeddings.web.addresses import is_no_post
from embeddings.web.fetch import Fetcher
from embeddings.web.home_page import HomePage
from embeddings.web.page import Page
from embeddings.web.platforms import wordpress as wordpress_site
from embeddings.web.platforms.archive_pages import dated_links

pytestmark = [pytest.mark.no_cover, pytest.mark.slow]
EXPONENT = 1.2
DOUBLINGS = 4
ENOUGH = 0.05
"""Seconds of the longest reading from which the exponent is fitted."""
LARGEST = 1 << 18
"""Characters at most."""
TRIES = 4
CACHES = [
    found
    for found in gc.get_objects()
    if isinstance(found, _lru_cache_wrapper)
    and str(found.__module__).startswith("embeddings.")
    and found.cache_parameters()["maxsize"] is not None
]
"""What a reader remembers of texts that it has read."""

WXR = (
    '<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/'
    'content/"><channel><link>https://x.example</link><item><title>x</title><wp:post_type>post</wp:post_type>'
    "<wp:status>publish</wp:status><content:encoded>{}</content:encoded></item></channel></rss>"
)
RSS = (
    '<rss version="2.0"><channel><title>x</title><item><title>{0}</title><description>{0}</description></item>'
    "</channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><content type="text">{}</content></entry></feed>'
)
BLOGGER = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:b="http://schemas.google.com/blogger/2018"><entry>'
    '<b:type>POST</b:type><content type="html">{}</content></entry></feed>'
)
PAGE = "<!doctype html><html><head><title>{title}</title></head><body><h1>Rye</h1><p>Rye rests for the night.</p>{body}"


def file(name: str, text: str) -> SourceFile:
    data = text.encode()
    return SourceFile(name, len(data), lambda: io.BytesIO(data))


def read(module: Format, name: str, text: str, origin: Origin | None = None) -> None:
    with suppress(Unreadable):
        assert list(module.read(file(name, text), origin or Origin()))


def site(engine: object, **settings: object) -> Origin:
    return Origin(site=Site(engine, Settings("https://x.example", settings)))  # type: ignore[arg-type]


def post_of(name: str, origin: Origin) -> Callable[[str], None]:
    return lambda text: read(markdown, name, f"---\ntitle: x\ndate: 2020-01-01\n---\nRye rests. {text}", origin)


def heads(text: str) -> None:
    read(markdown, "a.md", f"---\ntitle: {json.dumps(text)}\nauthor: {json.dumps(text)}\n---\nRye rests.")


def sentences(text: str) -> None:
    sentence_spans(text, Block(0, len(text)))


def passages(text: str) -> None:
    post = Post("1", text)
    for passage in cut(post):
        list(sentences_in(post, passage))
        encoded_text(post, passage)


def fragments(text: str) -> None:
    post = Post("1", text, url="https://x.example/1")
    middle = len(text) // 2
    for start, end in ((0, len(text)), (middle, middle + 300)):
        quote_link(post, start, end, [post])


PYMDOWNX = [f"pymdownx.{name}" for name in ("caret", "emoji", "mark", "keys", "snippets", "inlinehilite", "tasklist")]
READERS: dict[str, Callable[[str], None]] = {
    "markdown": post_of("a.md", Origin()),
    "notes": post_of("a.md", Origin(notes=True)),
    "jekyll": post_of("_posts/2020-01-01-a.md", site(jekyll)),
    "hugo": post_of("content/posts/a.md", site(hugo)),
    "hexo": post_of("source/_posts/a.md", site(hexo)),
    "zola": post_of("content/a.md", site(zola, markdown={"smart_punctuation": True, "render_emoji": True})),
    "mkdocs": post_of("docs/a.md", site(mkdocs, markdown_extensions=["smarty", *PYMDOWNX])),
    "astro": lambda text: void(astro.settings(lambda _: text)),
    "docusaurus": lambda text: void(docusaurus.settings(lambda _: text)),
    "eleventy": lambda text: void(eleventy.settings(lambda _: text)),
    "vitepress": lambda text: void(vitepress.settings(lambda _: text)),
    "list of posts": lambda text: void(dated_links(parse_html(text), "https://x.example/")),
    "template": lambda text: read(html, "a.html", f"<html><head>{text}</head><body><p>Rye rests.</p></body></html>"),
    "mdx": post_of("a.mdx", Origin()),
    "pandoc": lambda text: void(rendered(text, replace(PANDOC, cites=True))),
    "heads": heads,
    "yaml": lambda text: read(markdown, "a.md", f"---\ntitle: x\nextra: {text}\n---\nRye rests."),
    "html": lambda text: read(html, "a.html", PAGE.format(title="Rye", body=text)),
    "title": lambda text: read(html, "a.html", PAGE.format(title=text, body="")),
    "fragment": lambda text: void(read_html(text)),
    "wordpress": lambda text: read(wordpress, "a.xml", WXR.format(escape(text))),
    "rss": lambda text: read(feed, "a.xml", RSS.format(escape(text))),
    "atom": lambda text: read(feed, "a.xml", ATOM.format(escape(text))),
    "json feed": lambda text: read(
        feed, "a.json", json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"content_html": text}]})
    ),
    "feed": lambda text: read(
        feed, "a.xml", f"{text}\n<rss version='2.0'><channel><item><title>a</title></item></channel>"
    ),
    "rss item": lambda text: read(
        feed, "a.xml", f"<rss version='2.0'><channel><item>{text}<description>a</description></item></channel></rss>"
    ),
    "json items": lambda text: read(
        feed, "a.json", f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{text}{{"content_text": "a"}}]}}'
    ),
    "address": lambda text: void(is_no_post(f"https://x.example/{text}")),
    "link header": lambda text: void(
        wordpress_site.find(
            HomePage(Page("https://x.example/", httpx.Headers({"link": text}), b"<p>Rye."), cast(Fetcher, None))
        )
    ),
    "charset": lambda text: void(decoded(b"<p>-" + text.encode(), "punycode-")),
    "blogger": lambda text: read(blogger, "a.xml", BLOGGER.format(escape(text))),
    "ghost": lambda text: read(ghost, "a.json", json.dumps({"posts": [{"id": "1", "slug": "x", "html": text}]})),
    "medium": lambda text: read(medium, "posts/a.html", f'<h1 class="p-name">x</h1><p class="e-content">{text}'),
    "tumblr": lambda text: read(tumblr, "html/123456.html", f"<h1>x</h1><p>{text}"),
    "movable type": lambda text: read(movabletype, "a.txt", f"TITLE: x\n-----\nBODY:\n{text}\n-----\n--------\n"),
    "substack": lambda text: read(
        substack, "posts.csv", f"post_id,title\n1,{text}\n", Origin(files={"posts/1.html": file("posts/1.html", text)})
    ),
    "dump": lambda text: read(dump, "a.txt", f"January 1, 2020\n\nRye rests.\n\n{text}"),
    "beir": lambda text: read(beir, "a.jsonl", json.dumps({"_id": "1", "text": text, "title": text})),
    "detection": lambda text: void(
        [module.detect(file("a.txt", text), text.encode()[:8192]) for module in (dump, movabletype)]
    ),
    "dates": lambda text: void(parse_date(f"1 {text}")),
    "sentences": sentences,
    "passages": passages,
    "fragments": fragments,
    "terms": lambda text: void(terms(text)),
    "mentions": lambda text: void(
        Subject("5 5 rye 5 5 bread").named_in(text), Subject("thesis thesis of rye").named_in(text)
    ),
}

EVERYWHERE = ["!", ".", "…", "中。", "1. ", "[a]", "<", "&", " a", "\u0316\u0301", "am 3. "]
MARKS = ["{{", "{%", "{:", "{#", "{{<", "`", "[", "![", "[^", "^[", "[a](", "*a ", "_", "<!--", "a|b\n", "- a\n", "> "]
TAGS = [
    "<a",
    "<a-",
    "<b>",
    "<li>",
    "<td>",
    "<sup>1</sup>",
    "<time>x</time>",
    "<form>",
    "<p>Rye.</p>",
    "<a href=x>a</a> ",
]
FIRST = "markdown heads html wordpress rss dump dates sentences passages fragments terms mentions".split()
"""Readers that are given what is hard everywhere; the others stand upon these."""
FAMILIES: dict[str, list[str | tuple[str, str, str]]] = {
    "markdown": [
        *MARKS,
        "    {",
        "\n\n    {{ a }}",
        "!!! a\n\n    {\n",
        "{.a ",
        "{.a b=c ",
        ")[a]{a=b",
        "\n\n<<< @/a",
        "*[a",
        ("", " ", "{.a"),
        ("", "{: a\n", "}"),
        ("[^1]: ", "a", ""),
        ("", "\\", "*"),
    ],
    "notes": ["[[", "[[a", "[[a|", "[[a#", "[[a|b]]"],
    "jekyll": ["'", '"', "'a\"", "...", "<<", "---", "{::comment}", "\\\\ "],
    "hugo": [
        "'",
        '"',
        "{{ a ",
        ("", "{{ ", "}}"),
        "a {{< b >}}",
        "a {{< b >}} c {{< /b >}} d",
        ("", "a {{< b >}}", "a {{< /b >}}"),
        ("{{< figure ", "caption=a ", ">}}"),
        ("{{< figure ", 'caption="\\', ">}}"),
    ],
    "hexo": ["'", "--", "{% post_link a", "{% post_link a %}", ("{% label a", "@", " %}"), ("{% link ", "a ", "%}")],
    "zola": ["'", '"a ', ":a"],
    "mkdocs": ["^a", "~a", "~~a ", "==a", "^^a ", "++a+", ":simple-a", ":simple-a:{", "--8<--", "`#!a "],
    "docusaurus": ["\n", "url\n", "url:", "path ", "format: "],
    "eleventy": ["\n", "input ", "input:'"],
    "vitepress": ["\n", "srcExclude: [", "rewrites: {", "cleanUrls: ", ("rewrites: {", "'a': 'b', ", "}")],
    "list of posts": [
        "<div><a href=/x>y</a>",
        "<div><a href=/x>y</a></div>",
        "<li>3 May 2019 <a href=/x>y</a></li>",
        ("<p>", "3 May 2019 <a href=/x>y</a><br>", "</p>"),
        ("<div>", "<i>3 May 2019</i>", "<a href=/x>y</a></div>"),
    ],
    "template": ["{{ ", "{% ", "<meta ", "<script>", "<script>{{ a }}</script>", ("", "{{ ", "}}")],
    "mdx": ["```mdx-code-block\n", "```mdx-code-block\n```\n", "{", "<A {", "<A>", "</A>", "export a\n\n", '<a b="'],
    "pandoc": [
        "[a",
        "[[a](b)",
        "[a]{.b ",
        "[@a",
        "[@a; ",
        "@a.",
        "`a`{.b ",
        "`r a ",
        "| a\n",
        "|-",
        "\\a{",
        "{{<fa ",
        '::: {title="',
        "```{r a",
        "```{r}\n#| a\n```\n",
        ("+---+\n", "| a |\n", "+---+\n"),
        ("+---+\n", "| a |\n+---+\n", ""),
        ("| a |\n", ": a ", "{#b"),
        ("``` ", " ", "`"),
        "![a",
        "::: {.hidden}\n",
        "::: {.a}\n:::\n",
        ("::: ", " ", "x"),
        ("`r a", "\na", "`"),
        ("## a", " ", "{.b} c"),
        "opts_chunk$set((a)",
        "[see @fig-a, ",
        "a\n-- --\n",
        "\na b\n-- --\n",
        ("a b\n-- --\n", "c d\n", "\n"),
        ("-- ", " ", "x"),
        "-- ",
    ],
    "heads": ["(@", "*a", "<a", "`", "a "],
    "yaml": ["[", "- ", "{a: ", "? ", ("&a [", "x, ", "]")],
    "html": [
        *TAGS,
        ("<p>", "<time>x</time>", ""),
        "<p>a",
        "<div>a</div>",
        ("", "Rye rests for a night, and then it rests once more.<hr>", ""),
    ],
    "title": [" ", " - a", (" - a", " - a", " | b"), "<title> "],
    "fragment": [
        *TAGS,
        "<div></x>",
        "<span><div></span></div>",
        "<br>a",
        "<ruby>a<rt>b",
        "<rt>",
        ("<p><b><i><u></p>", "<p>a", ""),
        ("<ul><li>", "<p>a", ""),
        ("<pre>", "<div>a</div>", ""),
        "<dt>a<dd>b",
        "<dl><dt>a<dd>b",
        "<ul><li>a",
        "<q>a",
        ("", "&#9", ";"),
        "&lt;p&gt;",
    ],
    "wordpress": [
        "[code]",
        "[caption]",
        "[gallery]",
        "<pre>",
        "<!--",
        ("[a", "a", ""),
        ("[a", " a=&quot;b&quot;", ' "]'),
        "1x1",
        "'1'",
        "\n\n",
    ],
    "rss": ["&lt;p&gt;", "<b>", ("", "...", "a")],
    "atom": ["<b>", "\n\n"],
    "json feed": ["<b>"],
    "feed": [("<?", 'encoding="a"', ">"), ("<?xml ", "encoding=", ' "a"?>'), "<?a?>", "<!--a-->", " "],
    "rss item": [("<author>", "a.", "</author>"), "<category>a</category>", "<link>a</link>", "<b>", "&#xD800;"],
    "json items": ["{},", '{"content_text": "Rye rests."},', '{"url": "/a"},'],
    "address": [("", "/tags", "//"), ("", "/tags/a", "//x"), "/2020/01", "/index-1"],
    "link header": ["<", "<a>;", ("<a>;", " ", ""), ","],
    "charset": ["a", "é"],
    "blogger": ["<b>"],
    "ghost": ["<b>"],
    "medium": ["<b>"],
    "tumblr": ["<b>"],
    "movable type": ["\n", "COMMENT:\n", "-----\nCOMMENT:\nx\n"],
    "substack": [],
    "dump": ["Chapter 1234 of it\n", "Room 2034 on 3 May\n", "\n\n\nRye", "January 1, 2020\n"],
    "beir": [],
    "detection": ["NOTE: a\r\n", "A: b\n", "May 2020 of 3\n"],
    "dates": ["1/", "May ", "+1", "A/b"],
    "sentences": ["Dr. ", "U.S. ", "«a» ", "(a. ", "'a ", ".)"],
    "passages": ["- a\n", "a\n\n", "a"],
    "fragments": ["- a\n", "a", "¹"],
    "terms": ["가", "हि", "a'", "\u094d\u093c"],
    "mentions": ["5 ", "the ", "rye ", "rye the a "],
}


def void(*_: object) -> None:
    """A reader gives nothing back."""


def made(family: str | tuple[str, str, str], size: int) -> str:
    opening, unit, closing = ("", family, "") if isinstance(family, str) else family
    return opening + unit * max(1, size // len(unit)) + closing


def seconds(reader: Callable[[str], None], text: str) -> float:
    """Of this thread's own: the machine's other work is no part of it, nor is what a collection looks through."""
    for cache in CACHES:
        cache.cache_clear()
    gc.collect(0)
    gc.disable()
    started = time.thread_time()
    try:
        reader(text)
    finally:
        gc.enable()
    return time.thread_time() - started


def exponent(reader: Callable[[str], None], family: str | tuple[str, str, str], enough: float, *, times: int) -> float:
    """By least squares over the logarithms of five sizes and the best of their times, of which the longest is
    ``enough``."""
    taken: dict[int, list[float]] = {}

    def read(size: int) -> float:
        taken.setdefault(size, []).append(seconds(reader, made(family, size)))
        return min(taken[size])

    top = 1 << (8 + DOUBLINGS)
    while read(top) < enough and top < LARGEST:
        top *= 2
    points = []
    for size in (top >> doubling for doubling in range(DOUBLINGS + 1)):
        while len(taken.get(size, ())) < times:
            read(size)
        points.append((math.log(size), math.log(min(taken[size]))))
    if points[0][1] < math.log(ENOUGH / 10):
        return 0.0
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        (name, family)
        for name, families in FAMILIES.items()
        for family in [*(EVERYWHERE if name in FIRST else ()), *families]
    ],
    ids=lambda value: repr(value)[:40],
)
def test_time_grows_with_the_length(name: str, family: str | tuple[str, str, str]) -> None:
    found = []
    for number in range(TRIES):
        # What looks only so far ahead takes longer for each character of a short text; a longer one tells.
        found.append(exponent(READERS[name], family, ENOUGH * 2**number, times=1 if number == 0 else 2))
        if found[-1] <= EXPONENT:
            break
    print(f"{name}, {family!r}: {min(found):.2f}")
    assert min(found) <= EXPONENT
