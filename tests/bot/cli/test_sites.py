"""The command line on blogs by their address and on exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .test_app import Run, run

__all__ = ["run"]

Serve = Callable[..., Any]
HERE = {"ALLOW_HOSTS": "127.0.0.1", "CRAWL_DELAY": "0"}


def test_a_blog_is_indexed_synced_and_verified_by_its_address(run: Run, serve: Serve) -> None:
    site = serve("static", 5)
    first = run("index", site.address, **HERE)
    assert first.returncode == 0, first.stderr
    assert "5 added" in first.stdout
    assert "Left out: 1 × page" in first.stdout
    asked = json.loads(run("ask", "How long did batch 3 rest?", "--json").stdout)
    assert asked["quotes"][0]["post"]["url"] == site.address + site.posts[2].path
    same = run("sync", **HERE)
    assert "0 added, 0 changed, 0 removed, 5 unchanged; 0 passages encoded" in same.stdout
    proved = run("verify", **HERE)
    assert (proved.returncode, proved.stdout) == (0, "5 × the page says so\n")

    site.posts[2].body = "<p>Something else stands here.</p>"
    gone = site.posts.pop(4)
    drifted = run("verify", "--json", **HERE)
    assert drifted.returncode == 1
    found = {verification["url"]: verification for verification in json.loads(drifted.stdout)}
    assert [verification["state"] for verification in found.values()].count("same") == 3
    assert found[site.address + gone.path]["state"] == "gone"
    changed = found[site.address + site.posts[2].path]
    assert (changed["state"], changed["broken_links"]) == ("changed", 2)
    assert changed["missing"][0].startswith("Batch 3 of yeast rested")
    assert changed["source"] == site.address
    assert changed["fetched"] is not None
    shown = run("verify", "part 3", **HERE).stdout
    assert "no longer there: Batch 3 of yeast rested for 6 minutes in a cold kitchen." in shown


def test_a_private_host_is_refused_with_the_setting_that_would_allow_it(run: Run, serve: Serve) -> None:
    site = serve("static", 5)
    refused = run("index", site.address)
    assert refused.returncode == 1
    assert "private address" in refused.stderr
    assert "ALLOW_HOSTS=127.0.0.1" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not site.asked


def test_a_source_that_fails_is_named_and_the_others_go_on(run: Run, serve: Serve) -> None:
    site, down = serve("ghost", 3), serve("ghost", 3)
    down.fails_after = 0
    found = run("index", down.address, site.address, **HERE)
    assert found.returncode == 1
    assert "3 added" in found.stdout
    assert down.address in found.stderr


def test_an_export_says_how_many_of_each_kind_it_left_out(run: Run, shared: Path) -> None:
    export = shared / "exports/blogger/takeout-sample/feed.atom"
    command = ["index", export, "--base-url", "https://eagle.example", "--json"]
    found = json.loads(run(*command).stdout)
    assert found["left_out"] == {"draft": 2, "comment": 1}
    assert found["added"] == 1
    taken = json.loads(run(*command, "--include", "draft", "--include", "comment").stdout)
    assert taken["left_out"] == {}
    assert (taken["added"], taken["unchanged"]) == (3, 1)


@pytest.mark.parametrize(
    ("arguments", "settings", "said"),
    [
        (["index", "x", "--include", "novels"], {}, "draft, scheduled"),
        (["index", "x"], {"INCLUDE": "novels"}, "INCLUDE"),
        (["index", "x"], {"SYNC_EVERY": "often"}, "30m, 6h or 1d"),
        (["index", "x"], {"CRAWL_DELAY": "-1"}, "CRAWL_DELAY"),
        (["index", "https://"], {}, "https://"),
        (["index", "https://no.such.host.invalid/"], {}, "no host"),
    ],
)
def test_bad_values_are_refused(run: Run, arguments: list[str], settings: dict[str, str], said: str) -> None:
    refused = run(*arguments, **settings)
    assert refused.returncode != 0
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr
