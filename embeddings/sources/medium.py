"""Medium exports: a page of microformats for each post, each draft and each response, and the account's data.

https://help.medium.com/hc/en-us/articles/115004745787, http://microformats.org/wiki/h-entry
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from selectolax.lexbor import LexborHTMLParser

from embeddings.content.bounds import bounded
from embeddings.content.dates import parse_date
from embeddings.content.html import content_of, parse_html
from embeddings.content.items import Aside, Skipped
from embeddings.content.kinds import Kind
from embeddings.content.main_text import without_title
from embeddings.posts import Post
from embeddings.sources.files import SourceFile
from embeddings.sources.origin import Origin


def detect(file: SourceFile, head: bytes) -> bool:
    return file.suffix == ".html" and b'class="h-entry"' in head and b'class="p-name"' in head


def claims(file: SourceFile, names: Collection[str]) -> Iterator[str]:
    """The account's data, in folders beside that of the posts: bookmarks, claps, a profile, ..."""
    if file.path.parent.name == "posts":
        root = "" if len(file.path.parts) < 3 else f"{file.path.parent.parent}/"
        posts = f"{file.path.parent}/"
        yield from (n for n in names if n.startswith(root) and not n.startswith(posts) and n.endswith(".html"))


def read(file: SourceFile, origin: Origin) -> Iterator[Post | Aside | Skipped]:
    """The one post of the page."""
    with bounded(file.name):
        item = _item(file)
    yield item


def _item(file: SourceFile) -> Post | Aside:
    tree = parse_html(file.text())
    title = _words(tree, "h1.p-name")
    canonical = _value(tree, ".p-canonical", "href")
    content = without_title(content_of(tree.css_first(".e-content")), title)
    kind = _kind(file, tree, title, canonical)
    post = Post(
        id=file.name,
        text=content.text,
        title=title,
        url=canonical,
        published=parse_date(_value(tree, "time.dt-published", "datetime")),
        author=_words(tree, ".p-author"),
        tags=tuple(dict.fromkeys(" ".join(tag.text().split()) for tag in tree.css(".p-tag"))),
        blocks=content.blocks,
        links=content.links,
    )
    return Aside(kind, post) if kind else post


def _kind(file: SourceFile, tree: LexborHTMLParser, title: str, canonical: str) -> Kind | None:
    if file.path.name.startswith("draft_") or not canonical:
        return "draft"
    # Medium names a response by its own first words, and gives it no subtitle.
    body = _words(tree, ".e-content")
    alone = tree.css_first("h3, h4, .p-summary, figure") is None and len(tree.css(".e-content p")) == 1
    return "comment" if alone and body.startswith(title.rstrip("…")) else None


def _words(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return " ".join(node.text().split()) if node else ""


def _value(tree: LexborHTMLParser, selector: str, attribute: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get(attribute) or "").strip() if node else ""
