"""Ghost's exports as its blog shows them: addresses, and texts of which only the editor's document is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources import read_source

BASE = "https://loft.example/"


def export(path: Path, *rows: dict[str, Any], **tables: Any) -> Path:
    usual = {"status": "published", "visibility": "public", "published_at": "2024-03-05T10:00:00.000Z", "type": "post"}
    posts = [{"id": str(number), "title": "T", "slug": f"s{number}", **usual, **row} for number, row in enumerate(rows)]
    found = {"db": [{"meta": {"exported_on": 1}, "data": {"posts": posts, **tables}}]}
    file = path / "ghost.json"
    file.write_text(json.dumps(found))
    return file


def posts(file: Path, base_url: str = BASE) -> list[Post]:
    return [item for item in read_source(str(file), base_url) if isinstance(item, Post)]


@pytest.mark.parametrize(
    ("row", "url"),
    [
        ({}, f"{BASE}s0/"),
        ({"canonical_url": "https://medium.example/p/x"}, f"{BASE}s0/"),
        ({"canonical_url": "__GHOST_URL__/own/"}, f"{BASE}own/"),
        ({"status": "sent"}, ""),
        ({"email_only": 1}, ""),
    ],
)
def test_addresses(tmp_path: Path, row: dict[str, Any], url: str) -> None:
    html = "<p>See <a href='__GHOST_URL__/old/'>the old one</a> about corn.</p>"
    (post,) = posts(export(tmp_path, {"html": html, **row}))
    assert post.url == url
    assert [link.address for link in post.links] == [f"{BASE}old/"]


def test_what_was_only_mailed_is_known_from_the_table_beside(tmp_path: Path) -> None:
    file = export(tmp_path, {"html": "<p>By mail alone.</p>"}, posts_meta=[{"post_id": "0", "email_only": 1}])
    assert [post.url for post in posts(file)] == [""]


def test_what_only_members_see_of_a_post_for_everyone_is_left_out(tmp_path: Path) -> None:
    def card(words: str, visibility: object) -> dict[str, Any]:
        return {"type": "html", "html": f"<p>{words}</p>", "visibility": visibility}

    def gated(who: str) -> str:
        begin = f'<!--kg-gated-block:begin nonMember:{who} memberSegment:"status:free" -->'
        return f"{begin}<p>{who}</p><!--kg-gated-block:end-->"

    cards = [
        card("Everyone's.", None),
        card("Members'.", {"web": {"nonMember": False, "memberSegment": "status:free"}}),
        card("In mails.", {"showOnWeb": False, "showOnEmail": True}),
    ]
    document = json.dumps({"root": {"children": cards}})
    rows = ({"html": f"<p>a</p>{gated('false')}{gated('true')}<p>b</p>"}, {"html": None, "lexical": document})
    assert [post.text for post in posts(export(tmp_path, *rows))] == ["a\n\ntrue\n\nb", "Everyone's."]


@pytest.mark.parametrize("stamp", ["2024-03-05T15:30:00.000Z", "2024-03-05 15:30:00"])
def test_a_date_is_that_of_the_sites_zone_and_marks_for_the_theme_are_no_tags(tmp_path: Path, stamp: str) -> None:
    tables = {
        "settings": [{"key": "timezone", "value": "Asia/Tokyo"}],
        "tags": [{"id": "1", "name": "corn"}, {"id": "2", "name": "#wide"}],
        "posts_tags": [{"post_id": "0", "tag_id": "1"}, {"post_id": "0", "tag_id": "2"}],
    }
    (post,) = posts(export(tmp_path, {"html": "<p>Corn.</p>", "published_at": stamp}, **tables))
    assert (str(post.day), post.tags) == ("2024-03-06", ("corn",))


def test_lexical(tmp_path: Path) -> None:
    def text(words: str, style: int = 0) -> dict[str, Any]:
        return {"type": "extended-text", "text": words, "format": style}

    link = {"type": "link", "url": "https://x.example", "children": [text("a link")]}
    items = [{"type": "listitem", "children": [text(word)]} for word in ("peas", "corn")]
    children = [
        {"type": "extended-heading", "tag": "h2", "children": [text("On feed")]},
        {"type": "paragraph", "children": [text("Birds < people eat "), link, text(", mostly "), text("raw", 16)]},
        {"type": "paragraph", "children": [text("Grit "), text("kills", 5), text(" helps.")]},
        {"type": "list", "listType": "bullet", "children": items},
        {"type": "codeblock", "code": "if a < b:\n    feed()"},
        {"type": "callout", "calloutText": "<p>Keep water clean.</p>"},
        {"type": "bookmark", "url": "https://y.example", "metadata": {"title": "Somebody else's words"}},
        {"type": "markdown", "markdown": "Some *corn* too."},
    ]
    (post,) = posts(export(tmp_path, {"html": None, "lexical": json.dumps({"root": {"children": children}})}))
    assert post.text == (
        "On feed\n\nBirds < people eat a link, mostly raw\n\nGrit \ufffc helps.\n\npeas\ncorn\n\n"
        "if a < b:\n    feed()\n\nKeep water clean.\n\nSome corn too."
    )
    assert [link.address for link in post.links] == ["https://x.example"]


def test_mobiledoc(tmp_path: Path) -> None:
    document = {
        "version": "0.3.1",
        "markups": [["strong"], ["a", ["href", "https://x.example"]], ["s"]],
        "atoms": [["soft-return", "", {}]],
        "cards": [["card-markdown", {"markdown": "Old *markdown* on corn."}], ["hr", {}]],
        "sections": [
            [1, "h2", [[0, [], 0, "On feed"]]],
            [
                1,
                "p",
                [
                    [0, [], 0, "Birds eat "],
                    [0, [0, 1], 2, "corn"],
                    [1, [], 0, 0],
                    [0, [], 0, "& peas. "],
                    [0, [2], 1, "Not rye."],
                ],
            ],
            [3, "ul", [[[0, [], 0, "peas"]], [[0, [], 0, "corn"]]]],
            [10, 0],
            [10, 1],
            [10, 7],
        ],
    }
    (post,) = posts(export(tmp_path, {"html": None, "mobiledoc": json.dumps(document)}))
    assert post.text == "On feed\n\nBirds eat corn\n& peas. \ufffc\n\npeas\ncorn\n\nOld markdown on corn."
    assert [link.address for link in post.links] == ["https://x.example"]


@pytest.mark.parametrize(
    "document", ["", "{", "[]", '{"root": 5}', '{"sections": 5}', '{"sections": [[1], 5, [10, "x"]]}']
)
def test_a_broken_document_has_no_text(tmp_path: Path, document: str) -> None:
    file = export(tmp_path, {"html": "<p>Fine.</p>"}, {"html": None, "lexical": document, "mobiledoc": document})
    items = list(read_source(str(file), BASE))
    assert [item.text for item in items if isinstance(item, Post)] == ["Fine."]
    assert [item.reason for item in items if isinstance(item, Skipped)] == ["it has no text"]


def test_the_shared_case() -> None:
    file = Path(__file__).parents[4] / "shared" / "cases" / "exports" / "ghost.json"
    if not file.exists():
        pytest.skip("the shared cases are not beside the project")
    found = {post.title: (post.url, post.text) for post in posts(file)}
    assert found["Lexical only"] == (f"{BASE}lexical-only/", "The lexical text has the birds.")
    assert found["Old mobiledoc"] == (f"{BASE}old/", "Old markdown card on corn.")
    assert found["Canonical inside"][0] == f"{BASE}canon-real/"
    assert found["Elsewhere first"][0] == f"{BASE}elsewhere/"
    assert found["Email only"][0] == ""
    assert "Other site says" not in found["Cards"][1]
    assert "Callout: keep water clean." in found["Cards"][1]
    assert "Paywalled" not in found
