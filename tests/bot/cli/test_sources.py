"""A source keeps the options that it was given, and can be listed and removed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .test_app import Run, fails, run
from .test_sites import HERE, Serve

__all__ = ["run"]


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A folder with two posts and a draft, and nothing that says where the blog is."""
    folder = tmp_path / "blog"
    folder.mkdir()
    (folder / "2024-05-06-rye.md").write_text("---\ntitle: Rye\n---\nRye bread must rest for a whole day.")
    (folder / "2024-05-07-salt.md").write_text("---\ntitle: Salt\n---\nTwo per cent of salt is right for a loaf.")
    (folder / "later.md").write_text("---\ntitle: Later\ndraft: true\n---\nA draft about an oven thermometer.")
    return folder


def links(run: Run) -> list[str]:
    """Where the first quotes to three questions lead."""
    asked = ("How long must rye bread rest?", "How much salt is right?", "What is the draft about?")
    quotes = [json.loads(run("ask", question, "--json").stdout)["quotes"][0] for question in asked]
    return [quote["post"]["url"] for quote in quotes]


def test_a_sync_reads_a_source_as_it_was_indexed(run: Run, blog: Path) -> None:
    run("index", blog, "--base-url", "https://crumbs.example/", "--include", "draft")
    before = links(run)
    assert [link.startswith("https://crumbs.example/") for link in before] == [True] * 3
    synced = json.loads(run("sync", "--json").stdout)
    assert (synced["unchanged"], synced["changed"], synced["removed"]) == (3, 0, 0)
    assert links(run) == before


def test_options_are_shown_and_changed_by_giving_them_again(run: Run, blog: Path) -> None:
    run("index", blog, "--base-url", "https://crumbs.example/", "--include", "draft")
    shown = run("sources").stdout
    assert f"{blog}: 3 posts" in shown
    assert "--base-url https://crumbs.example/" in shown
    assert "--include draft" in shown
    # What is not given again stays.
    run("index", blog, "--base-url", "https://crumbs.example/notes/")
    (found,) = json.loads(run("sources", "--json").stdout)
    assert (found["base_url"], found["include"]) == ("https://crumbs.example/notes/", ["draft"])
    assert json.loads(run("index", blog, "--include", "none", "--json").stdout)["removed"] == 1
    assert json.loads(run("sync", "--json").stdout)["left_out"] == {"draft": 1}
    assert links(run)[0].startswith("https://crumbs.example/notes/")


def test_a_sync_takes_no_address_away_unasked(run: Run, blog: Path) -> None:
    """The address came from a setting that is gone."""
    run("index", blog, BASE_URL="https://crumbs.example/")
    before = links(run)
    assert before[0].startswith("https://crumbs.example/")
    synced = run("sync")
    assert "2 posts would lose their addresses" in synced.stdout
    assert "--base-url" in synced.stdout
    assert links(run) == before
    # Whoever says that there is none means it.
    run("index", blog, "--base-url", "")
    assert links(run) == ["", "", ""]


def test_a_setting_holds_where_a_source_was_given_nothing(run: Run, blog: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(blog, other)
    run("index", blog, "--base-url", "https://own.example/")
    run("index", other, BASE_URL="https://crumbs.example/")
    synced = json.loads(run("sync", "--json", BASE_URL="https://moved.example/").stdout)
    assert (synced["changed"], synced["unchanged"]) == (2, 2)


def test_a_source_is_removed_with_all_that_is_kept_of_it(run: Run, blog: Path, serve: Serve) -> None:
    site = serve("static", 3)
    run("index", blog, "--base-url", "https://crumbs.example/")
    run("index", site.address, **HERE)
    removed = run("sources", "remove", blog)
    assert (removed.returncode, removed.stdout) == (0, f"2 posts of {blog} removed.\n")
    assert [source["source"] for source in json.loads(run("sources", "--json").stdout)] == [site.address]
    run("index", blog)
    assert json.loads(run("sources", "--json").stdout)[0]["base_url"] is None
    unknown = run("sources", "remove", "https://no.example/")
    assert unknown.returncode == 1
    assert site.address in unknown.stderr


def test_how_a_blog_was_read_stands_in_the_report_and_the_status(run: Run, serve: Serve) -> None:
    site = serve("wordpress", 3)
    assert "read by WordPress's interface, " in run("index", site.address, **HERE).stdout
    quiet = json.loads(run("sync", "--json", **HERE).stdout)["readings"]
    assert [(found["source"], found["method"], found["requests"]) for found in quiet] == [
        (site.address, "WordPress's interface", 1)
    ]
    assert f"{site.address} (read by WordPress's interface, 1 request, " in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["readings"][0]["requests"] == 1


def test_many_that_are_left_out_for_one_reason_are_one_line(run: Run, serve: Serve, tmp_path: Path) -> None:
    site = serve("static", 20)
    run("index", site.address, **HERE)
    lines = [
        {
            "_id": str(post.number),
            "title": post.title,
            "text": post.body[3:-4],
            "metadata": {"url": site.address + post.path},
        }
        for post in site.posts
    ]
    corpus: Any = tmp_path / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(line) + "\n" for line in lines))
    said = run("index", corpus).stdout
    assert "8 more: it is the same post as another\n" in said
    assert said.count("more:") == 1


def test_a_source_whose_name_cannot_be_stored_fails_alone(run: Run, blog: Path, tmp_path: Path) -> None:
    odd = tmp_path / "odd_\udcff"
    try:
        odd.mkdir()
    except (OSError, UnicodeError):
        pytest.skip("a name has to be UTF-8 here")
    (odd / "rye.md").write_text("Rye bread is gummy at first.")
    for command in (("index", odd, blog), ("index", odd, blog, "--json"), ("index", blog, odd)):
        result = run(*command)
        assert result.returncode == 1
        assert "its name is not UTF-8" in (result.stderr or json.loads(result.stdout)["failed"][0])
        assert "disk" not in result.stderr
    assert f"{blog}: 2 posts" in run("sources").stdout


def test_another_archive_is_brought_up_to_date_with_its_own_sources(run: Run, blog: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "oats.md").write_text("---\ntitle: Oats\n---\nOats make a loaf that keeps for a week.")
    run("index", other, "--archive", "b")
    (other / "oats.md").write_text("---\ntitle: Oats\n---\nOats make a loaf that keeps for two weeks.")
    synced = json.loads(run("sync", "--archive", "b", "--json", SOURCES=str(blog)).stdout)
    assert (synced["changed"], synced["posts"]) == (1, 1)
    assert [source["source"] for source in json.loads(run("sources", "--archive", "b", "--json").stdout)] == [
        str(other)
    ]
    fails(run("index", "--archive", "b", SOURCES=str(blog)), "--archive", "SOURCES", "pullquote index SOURCE")
    # The archive of the settings, by whatever path, is made of SOURCES.
    run("index", blog)
    for named in ((), ("--archive", tmp_path / "archive")):
        assert json.loads(run("sync", *named, "--json", SOURCES=str(blog)).stdout)["posts"] == 2
    assert "SOURCES" not in run("sources", "remove", other, "--archive", "b", SOURCES=str(other)).stdout


def test_sources_are_not_of_several_archives(run: Run, blog: Path) -> None:
    run("index", blog, "--archive", "a")
    both = {"ARCHIVES": "a=a,b=b", "SOURCES": str(blog), "DISCORD_TOKEN": "token"}
    for command in ("sync", "index", "run"):
        for named in ((), ("--archive", "a")):
            fails(
                run(command, *named, **both), "SOURCES: it says what one archive is made of", "ARCHIVES names several"
            )
    # Which is what it advises.
    assert run("index", blog, "--archive", "a", **both).returncode == 0
