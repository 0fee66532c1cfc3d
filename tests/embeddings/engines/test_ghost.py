"""Ghost itself: its pages, its Content API and its export say the same of its posts, and all edits are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.content.html import read_html
from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources import read_source

from ...toy import ToyEncoder
from .ghost import Ghost, document, ghost
from .sites import blog, typed_marks

pytestmark = pytest.mark.engines
_QUIET = 6
"""Requests at most where nothing has changed."""
SECRET = "Nobody is to read a word of this until its author says so."


def _seen_by(*, anyone: bool) -> dict[str, Any]:
    """Who sees a card on the page: whoever comes, or members alone."""
    return {"web": {"nonMember": anyone, "memberSegment": "status:free,status:-free"}, "email": {"memberSegment": ""}}


_CARDS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"type": "html", "html": "<div>A card of <b>HTML</b>.</div>"}, "A card of HTML."),
    ({"type": "html", "html": f"<p>{SECRET}</p>", "visibility": _seen_by(anyone=False)}, ""),
    (
        {"type": "html", "html": "<p>For whoever comes by.</p>", "visibility": _seen_by(anyone=True)},
        "For whoever comes by.",
    ),
    (
        {"type": "callout", "calloutText": "Mind the <b>oven</b>.", "calloutEmoji": "", "backgroundColor": "blue"},
        "Mind the oven.",
    ),
    ({"type": "codeblock", "code": "knead()\n  rest()", "language": "py"}, "knead()\n  rest()"),
    ({"type": "toggle", "heading": "Why?", "content": "<p>Because of <i>yeast</i>.</p>"}, "Why?\n\nBecause of yeast."),
    (
        {"type": "image", "src": "__GHOST_URL__/content/images/a.png", "alt": "x", "caption": "<i>A loaf</i> at dawn"},
        "A loaf at dawn",
    ),
    ({"type": "markdown", "markdown": "A *mark* -- down\n\n- one\n- two"}, "A mark -- down\n\none\ntwo"),
    (
        {
            "type": "bookmark",
            "url": "https://mill.example",
            "metadata": {"title": "A mill", "description": "It mills.", "publisher": "Mill"},
            "caption": "",
        },
        "",
    ),
    ({"type": "button", "buttonText": "Buy flour", "alignment": "center", "buttonUrl": "https://mill.example"}, ""),
    ({"type": "email", "html": f"<p>{SECRET}</p>"}, ""),
    ({"type": "email-cta", "html": f"<p>{SECRET}</p>", "showButton": False, "segment": "status:free"}, ""),
    (
        {
            "type": "product",
            "productTitle": "Rye flour",
            "productDescription": "<p>Of the <b>dark</b> kind.</p>",
            "productButtonEnabled": False,
            "productRatingEnabled": False,
        },
        "Rye flour\n\nOf the dark kind.",
    ),
    ({"type": "signup", "header": "Sign up", "subheader": "Do", "disclaimer": "No spam"}, ""),
    (
        {"type": "audio", "title": "The oven, recorded", "duration": 3, "src": "__GHOST_URL__/f.mp3"},
        "The oven, recorded",
    ),
    (
        {"type": "video", "src": "__GHOST_URL__/f.mp4", "caption": "It rises", "thumbnailSrc": "x", "duration": 2},
        "It rises",
    ),
    (
        {
            "type": "file",
            "fileTitle": "The table",
            "fileCaption": "Of all batches",
            "fileName": "f.pdf",
            "src": "__GHOST_URL__/f.pdf",
            "fileSize": 3,
        },
        "The table\n\nOf all batches",
    ),
)
"""Cards of its editor, each with what a reader sees of it that its author wrote."""


def write(site: Ghost) -> None:
    """The posts of the blog, one of cards, and one of each kind that its interface and its lists leave out."""
    for post in blog():
        fields: dict[str, Any] = {
            "title": post.title,
            "slug": post.name,
            "lexical": document(*post.body.split("\n\n")),
            "tags": ["bread", "kitchen", {"name": "#theme"}],
            "codeinjection_head": f"<script>var words = '{SECRET}';</script>",
            "codeinjection_foot": f"<p hidden>{SECRET}</p>",
        }
        match post.state:
            case "published":
                site.write(**fields, status="published", published_at=_instant(post.day), authors=_people(site))
            case "draft":
                site.write(**fields)
            case "scheduled":
                site.write(**fields, status="scheduled", published_at="2098-05-06T10:00:00.000Z")
            case "private":
                for who in ("members", "paid"):
                    said = {**fields, "title": f"{post.title}, {who}", "slug": f"{post.name}-{who}", "visibility": who}
                    site.write(**said, status="published", published_at=_instant(post.day))
            case "page":
                site.write(kind="pages", **fields, status="published")
    for post in typed_marks():
        card = {"type": "markdown", "markdown": post.body}
        site.write(title=post.title, lexical=document(card), status="published", published_at=_instant(post.day))
    site.write(
        title="Cards",
        lexical=document(*(card for card, _ in _CARDS)),
        status="published",
        published_at=_instant("2021-02-03"),
    )
    # It is in no sitemap, and too old for the first page of the feed.
    site.write(
        title="First stood elsewhere",
        lexical=document("This was printed in a magazine before it stood here, and nobody minded at all."),
        status="published",
        published_at=_instant("2010-02-03"),
        canonical_url="https://magazine.example/elsewhere/",
    )
    site.write(title="By mail", lexical=document(SECRET), email_only=True)
    site.edit("By mail", "?newsletter=default-newsletter&email_segment=all", status="published")


def _instant(day: str) -> str:
    """Half past midnight in Tokyo of a day, where it is still the day before in UTC."""
    return datetime.fromisoformat(f"{day}T00:30:00+09:00").astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _people(site: Ghost) -> list[dict[str, str]]:
    return [{"id": row["id"]} for row in site.call("GET", "users/")["users"]]


@pytest.fixture
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Ghost]:
    with ghost(tmp_path, getattr(request, "param", "")) as found:
        write(found)
        yield found


def _pages(site: Ghost) -> Fetching:
    return Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01)


def _interface(site: Ghost) -> Fetching:
    return Fetching(allowed=("127.0.0.1",), delay=0.0, patience=0.01, ghost_key=site.key)


def check(site: Ghost, found: dict[str, Post]) -> None:
    """The posts are those of the site, as the site's own source has them."""
    days = {post.title: post.day for post in [*blog(), *typed_marks()] if post.state == "published"}
    days |= {"Cards": "2021-02-03", "First stood elsewhere": "2010-02-03"}
    assert {title: str(post.day) for title, post in found.items()} == days
    assert not [post.title for post in found.values() if SECRET[:20] in post.text]
    for title, post in found.items():
        own = site.read(title)
        assert post.url == own["url"]
        if title != "Cards":
            assert post.text == read_html(own["html"]).text
    assert found["Cards"].text == "\n\n".join(text for _, text in _CARDS if text)
    first = found["On rye & water, part 1"]
    assert first.author == "Ann Baker, Bob Miller"
    assert first.tags == ("bread", "kitchen")


@pytest.mark.parametrize("way", [_pages, _interface])
@pytest.mark.parametrize("site", ["", "/blog"], indirect=True)
def test_posts_are_found_edited_and_withdrawn(tmp_path: Path, site: Ghost, way: Callable[[Ghost], Fetching]) -> None:
    fetching = way(site)
    posts = [post for post in blog() if post.state == "published"]
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        first = archive.sync([site.address], fetching=fetching)
        found = {post.title: post for post in archive.posts()}
        check(site, found)
        quiet = archive.sync([site.address], fetching=fetching)
        assert (quiet.added, quiet.changed, quiet.removed) == (0, 0, 0)
        requests = [reading.requests for report in (first, quiet) for reading in report.readings]
        print(f"Ghost by {first.readings[0].method}: {requests[0]} requests at first, {requests[1]} when quiet")
        assert requests[1] <= _QUIET

        site.edit(posts[0].title, lexical=document(*posts[0].body.split("\n\n"), "A word was added."))
        site.edit(posts[1].title, visibility="members")
        site.edit(posts[2].title, visibility="paid")
        site.edit(posts[3].title, status="draft")
        site.delete(posts[4].title)
        site.edit(posts[5].title, slug="another-name")
        site.edit(posts[6].title, slug="moved")
        site.redirect({f"/{posts[6].name}/": f"{urlsplit(site.address).path}/moved/"})
        archive.sync([site.address], fetching=fetching)
        now = {post.title: post for post in archive.posts()}
        assert found.keys() - now.keys() == {posts[number].title for number in (1, 2, 3, 4)}
        assert "A word was added." in now[posts[0].title].text
        assert now[posts[5].title].url.endswith("/another-name/")
        assert now[posts[6].title].url.endswith("/moved/")
        assert now[posts[6].title].id == found[posts[6].title].id


def test_an_export_says_the_same(tmp_path: Path, site: Ghost) -> None:
    (tmp_path / "export.json").write_text(site.export())
    items = list(read_source(str(tmp_path / "export.json"), site.address))
    found = {item.title: item for item in items if isinstance(item, Post)}
    by_mail = found.pop("By mail")
    assert (by_mail.url, by_mail.text) == ("", SECRET)
    check(site, found)
    kinds = sorted(item.kind for item in items if isinstance(item, Skipped) and item.kind)
    assert kinds == ["draft", "page", "page", "private", "private", "scheduled"]
