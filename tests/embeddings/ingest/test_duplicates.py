"""A post that two sources have is kept once, and what was quoted from the one is found in the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

import pytest

from embeddings.archive import Archive, Fetching
from embeddings.ingest.duplicates import duplicates
from embeddings.ingest.sync import Sync
from embeddings.posts import Post, Query
from embeddings.sources import read_source
from embeddings.stores.catalog import Catalog
from embeddings.stores.overlap import overlap
from embeddings.stores.pending import Pending

from ...conftest import At
from ...toy import ToyEncoder, redirects_of, stored_posts

Serve = Callable[..., Any]
SEED_URL = "https://chrismillsblog.blogspot.com/2017/07/"


def test_the_seeds_month_moves_to_its_feed(serve: Serve, local: Fetching, shared: Path, tmp_path: Path) -> None:
    """The dump lost two titles and all addresses; Blogger's feed of the month has eleven posts, with both."""
    dump = [post for post in read_source(str(shared / "seed"), SEED_URL) if isinstance(post, Post)]
    site = serve("blogger", 11)
    true_titles = {5: "Treating social workers well", 6: "Not a new broom"}
    for number, (made, post) in enumerate(zip(site.posts, dump, strict=False)):
        day = post.day
        assert day is not None
        made.title = post.title or true_titles[number]
        made.slug = f"true-address-{number}"
        paragraphs = (post.text[block.start : block.end] for block in post.blocks)
        made.body = "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        made.published = made.updated = datetime(day.year, day.month, day.day, 9, number, tzinfo=UTC)
    for made in site.posts[9:]:
        made.published = made.updated = datetime(2017, 7, 30, 9, made.number, tzinfo=UTC)

    with Archive(tmp_path, create=True) as archive:
        archive.sync([str(shared / "seed")], base_url=SEED_URL)
        asked = Query("What did Ofsted find about the vacancy rate in West Berkshire?")
        before = archive.ask(asked).quotes[0]
        assert before.post.title == ""
        report = archive.sync([site.address], fetching=local)
        assert (report.added, archive.status().posts) == (11, 11)

        posts = {post.title: post for post in archive.posts()}
        assert {(p.title, p.url) for p in posts.values()} == {(m.title, site.address + m.path) for m in site.posts}
        after = archive.ask(asked).quotes[0]
        assert after.text == before.text
        assert (after.post.title, after.post.url) == (true_titles[5], site.address + site.posts[5].path)
        with archive.snapshot() as snapshot:
            again = snapshot.quote_again(before.post.key, before.end - before.start, before.digest)
        assert again is not None
        assert (again.text, again.post) == (before.text, after.post)

        both = archive.sync([str(shared / "seed"), site.address], base_url=SEED_URL, fetching=local)
        assert (both.added, both.removed, both.encoded, archive.status().posts) == (0, 0, 0, 11)
        assert sum("it is the same post as" in item.reason for item in both.skipped) == 9


RYE = "Rye rests for a day. Then it is cut with a sharp knife. Nobody should hurry it."
WEB = "https://blog.example"


def made(identity: str, text: str, day: int, url: str = "") -> Post:
    return Post(identity, text, url=url, published=datetime(2020, 1, day, tzinfo=UTC))


def found(catalog: Catalog) -> dict[str, str]:
    """Ids of the posts to leave out, each with that of the one that stands for it."""
    with overlap(catalog) as current:
        return {current.name(number)[0]: current.name(other)[0] for number, other in duplicates(current).items()}


@pytest.mark.parametrize("stored", ["the web", "the files", "nothing"])
def test_what_only_looks_alike_is_kept(place: At, stored: str) -> None:
    web = [made("a", RYE, 1, "https://blog.example/rye")]
    files = [
        made("same", RYE, 2),
        made("another day", RYE, 9),
        made("half of it", "Rye rests for a day. Wheat does not, and neither does spelt or barley.", 1),
        made("by address", "Only a summary.", 20, "http://www.blog.example/rye/"),
        Post("no day", RYE),
    ]
    catalog = Catalog(place("a"), create=True)
    pending = Pending(catalog)
    sources = {"the web": (WEB, web), "the files": ("/dump.txt", files)}
    for name in sorted(sources, key=lambda name: name != stored):
        pending.add(*sources[name])
        if name == stored:
            pending.apply("2024-01-01T00:00:00+00:00", {}, {}, {}, recut=False)
    assert found(catalog) == {"same": "a", "by address": "a"}


def test_two_blogs_of_one_address_keep_the_first(place: At) -> None:
    catalog = Catalog(place("a"), create=True)
    pending = Pending(catalog)
    pending.add(WEB, [made("a", RYE, 1, "https://blog.example/rye"), made("b", "Salt.", 1, "https://blog.example/rye")])
    pending.add("https://blog.example/feed", [made("c", RYE, 1, "https://blog.example/rye/?utm_source=feed")])
    assert found(catalog) == {"c": "a"}


def test_an_export_under_another_name_doubles_nothing(tmp_path: Path) -> None:
    """As whoever exports a blog every month has them; the newer takes over once the older is taken away."""

    def export(name: str, *texts: str) -> str:
        entries = [
            {"id": text, "url": f"https://b.example/{text[:3]}", "title": text.split()[0], "content_text": text}
            for text in texts
        ]
        (tmp_path / name).write_text(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": entries}))
        return str(tmp_path / name)

    def texts() -> list[str]:
        return sorted(post.text for post in archive.posts())

    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        may = export("may.json", "Rye rests for a day.", "Salt goes in last.")
        archive.sync([may])
        june = export("june.json", "Rye rests for two days.", "Salt goes in last.", "Butter has to be cold.")
        report = archive.sync([june])
        assert (report.added, report.removed) == (1, 0)
        assert "2 posts have the address of one in" in report.notes[0]
        assert texts() == ["Butter has to be cold.", "Rye rests for a day.", "Salt goes in last."]
        assert not archive.sync([may, june], thorough=False).added
        archive.remove_source(may)
        archive.sync([june], thorough=False)
        assert texts() == ["Butter has to be cold.", "Rye rests for two days.", "Salt goes in last."]


def test_two_folders_under_one_base_url_lose_no_post(tmp_path: Path) -> None:
    for folder in ("posts", "notes"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "opening.md").write_text(
            f"---\ntitle: Opening of the {folder}\n---\nHere the {folder} open."
        )
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as archive:
        folders = [str(tmp_path / folder) for folder in ("posts", "notes")]
        assert archive.sync(folders, base_url="https://b.example/").added == 2


def test_what_did_not_change_is_not_compared_again(place: At) -> None:
    """Both were compared when they came, and their texts are left on the disk."""
    catalog = Catalog(place("a"), create=True)
    pending = Pending(catalog)
    pending.add(WEB, [made("a", RYE, 1, "https://blog.example/rye")])
    pending.add("/dump.txt", [made("same", RYE, 2)])
    pending.apply("2024-01-01T00:00:00+00:00", {}, {}, {}, recut=False)
    pending.add(WEB, [made("new", "Something else.", 20, "https://blog.example/else")])
    with overlap(catalog) as current:
        assert list(current.files_of_web_days()) == []


def test_a_withdrawn_post_leads_to_the_one_that_stands_for_it(tmp_path: Path, place: At) -> None:
    catalog = Catalog(place("a"), create=True)
    dump = tmp_path / "dump.md"
    dump.write_text(f"---\ntitle: Rye\ndate: 2020-01-02\n---\n{RYE}")
    Sync(catalog, ToyEncoder()).run([str(dump)])
    ((old, withdrawn),) = stored_posts(catalog).items()
    pending = Pending(catalog)
    pending.add(WEB, [made("a", RYE, 1, "https://blog.example/rye")])
    pending.leave_out([old])
    assert pending.outcomes() == {"added": 1, "removed": 1}
    new = pending.added([WEB])[0]
    pending.apply("2024-01-01T00:00:00+00:00", {}, {old: (withdrawn.key, new)}, {}, recut=False)
    posts = stored_posts(catalog)
    assert [post.id for post in posts.values()] == ["a"]
    assert redirects_of(catalog) == {withdrawn.key: posts[new].key}


def test_a_quote_is_found_again_where_a_post_was_edited(serve: Serve, local: Fetching, tmp_path: Path) -> None:
    site = serve("wordpress", 6)
    with Archive(tmp_path, create=True) as archive:
        archive.sync([site.address], fetching=local)
        (quote,) = archive.ask(Query("How long did batch 3 rest?"), limit=1).quotes
        edited = site.posts[2]
        edited.body = f"<p>A word before.</p>{edited.body}"
        edited.updated += timedelta(days=99)
        archive.sync([site.address], fetching=local)
        with archive.snapshot() as snapshot:
            moved = snapshot.quote(quote.post.key, quote.start, quote.end, sentences=0)
        assert moved is None or moved.text != quote.text
        with archive.snapshot() as snapshot:
            again = snapshot.quote_again(quote.post.key, len(quote.text), quote.digest)
        assert again is not None
        assert again.text == quote.text
        with archive.snapshot() as snapshot:
            assert snapshot.quote_again(quote.post.key, len(quote.text), "0000") is None
        assert replace(again, start=quote.start, end=quote.end).text != quote.text
