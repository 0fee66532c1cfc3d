"""An archive is measured by how its posts name and link each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.archive import Archive
from embeddings.content.html import read_html
from embeddings.evaluation.evaluate import evaluate_self
from embeddings.evaluation.self_test import self_test_sets
from embeddings.posts import Link, Post


def post(name: str, *links: Link, text: str = "Words.", title: str = "") -> Post:
    return Post(name, text, title, f"https://www.blog.example/2024/{name}/", links=links)


@pytest.mark.parametrize(
    "address",
    [
        "https://blog.example/2024/rye",
        "http://www.blog.example/2024/rye.html?utm_source=x#rest",
        "../rye/",
        "/2024/rye/index.html",
    ],
)
def test_a_link_asks_for_the_post_that_it_leads_to(address: str) -> None:
    found = self_test_sets([post("rye"), post("salt", Link("how long rye rests", address))])
    (links,) = found
    ((key, query),) = links.queries
    assert (links.name, query.text, query.exclude, links.qrels[key]) == (
        "own links",
        "how long rye rests",
        "salt",
        {"rye": 1},
    )


def test_links_that_ask_for_nothing_are_left_out() -> None:
    links = [
        Link("here", "../rye/"),
        Link("elsewhere on the web", "https://other.example/2024/rye/"),
        Link("to this very post", "../salt/"),
        Link("https://blog.example/2024/rye a b", "../rye/"),
        Link("write me a letter", "mailto:nell@blog.example"),
        Link("an address that is broken", "http://[broken"),
    ]
    assert self_test_sets([post("rye"), post("salt", *links)]) == []


def test_titles_that_many_posts_have_ask_for_none() -> None:
    posts = [post(str(number), title="This week in bread") for number in range(4)]
    (titles,) = self_test_sets([*posts, post("rye", title="Rye has to rest")])
    assert ([name for name, _ in titles.queries], titles.qrels) == (
        ["Rye has to rest"],
        {"Rye has to rest": {"rye": 1}},
    )


def test_links_are_read_from_a_page() -> None:
    html = '<p><a href="/a">One <b>two</b>\n three</a> <a href="/b"></a> <a>no address</a></p>'
    assert read_html(html).links == (Link("One two three", "/a"),)


def test_the_sample_finds_its_own_posts(sample: Archive) -> None:
    scores = {found.name: found for found in evaluate_self(sample, compare=("bm25",))}
    assert scores["own titles"].queries == len(
        [title for post in sample.posts() if len((title := post.title).split()) >= 3]
    )
    assert scores["own titles"].retrieval.recall_at_1 > 0.9
    assert scores["own titles"].quoting is None


@pytest.mark.slow
def test_links_of_real_blogs_lead_to_their_posts(shared: Path, tmp_path: Path) -> None:
    from embeddings.sources import read_source

    blog = shared / "blogs" / "rust-blog"
    posts = [found for found in read_source(str(blog), "https://blog.rust-lang.org/") if isinstance(found, Post)]
    links = self_test_sets(posts)[-1]
    assert links.name == "own links"
    assert 300 < len(links.queries) <= 500
    assert set(links.qrels) == {key for key, _ in links.queries}
    assert len({target for grades in links.qrels.values() for target in grades}) > 100
