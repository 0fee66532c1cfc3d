"""Files of which the disk says that they are as they were are not read by a sync that is not thorough."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from embeddings.archive import Archive, Fetching, Progress
from embeddings.ingest.report import SyncReport
from embeddings.sources import stamps

from ...toy import ToyEncoder

RYE = "---\ntitle: Rye\ndate: 2022-01-02\n---\nRye bread must rest for a whole day before you cut it.\n"
SALT = "---\ntitle: Salt\ndate: 2024-05-06\n---\nTwo per cent of salt is right for almost every loaf.\n"


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is too new to be trusted."""
    monkeypatch.setattr(stamps, "_SETTLED", 0)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Jekyll site with two posts."""
    folder = tmp_path / "site"
    (folder / "_posts").mkdir(parents=True)
    (folder / "_config.yml").write_text("url: https://bread.example\n")
    (folder / "_posts" / "2022-01-02-rye.md").write_text(RYE)
    (folder / "_posts" / "2024-05-06-salt.md").write_text(SALT)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=False, create=True) as made:
        yield made


def read(archive: Archive, *locations: Path | str, **options: Any) -> tuple[int, SyncReport]:
    """How many posts a sync read that is not thorough, and its report."""
    seen: list[Progress] = []
    report = archive.sync([*map(str, locations)], progress=seen.append, thorough=False, **options)
    return sum(progress.stage == "read" for progress in seen), report


def urls(archive: Archive) -> dict[str, str]:
    return {post.title: post.url for post in archive.posts()}


def test_what_has_not_changed_is_not_read(archive: Archive, site: Path) -> None:
    archive.sync([str(site)])
    before = archive.posts()
    count, report = read(archive, site)
    assert (count, report.unchanged, report.added + report.changed + report.removed) == (0, 2, 0)
    assert archive.posts() == before
    # Whoever asks for it has it read.
    seen: list[Progress] = []
    archive.sync([str(site)], progress=seen.append)
    assert len(seen) == 2


@pytest.mark.parametrize("pack", [False, True], ids=["file", "zip"])
def test_an_export_is_read_again_once_it_is_another(archive: Archive, tmp_path: Path, *, pack: bool) -> None:
    export = tmp_path / ("posts.zip" if pack else "rye.md")

    def write(text: str) -> None:
        if pack:
            with ZipFile(export, "w") as file:
                file.writestr("rye.md", text)
        else:
            export.write_text(text)

    write(RYE)
    archive.sync([str(export)])
    assert read(archive, export)[0] == 0
    write(RYE.replace("day", "eve"))
    # As some programs do that copy files.
    os.utime(export, (1, 1))
    count, report = read(archive, export)
    assert (count, report.changed) == (1, 1)
    assert read(archive, export)[0] == 0


def test_every_kind_of_change_is_seen(archive: Archive, site: Path) -> None:
    posts = site / "_posts"
    archive.sync([str(posts)])
    assert read(archive, posts)[0] == 0
    (posts / "2024-07-08-oats.md").write_text(SALT.replace("Salt", "Oats"))
    assert read(archive, posts)[1].added == 1
    shutil.move(posts / "2024-07-08-oats.md", posts / "2024-07-09-oats.md")
    assert read(archive, posts)[0] == 3
    (posts / "2024-07-09-oats.md").unlink()
    assert read(archive, posts)[1].removed == 1
    assert read(archive, posts)[0] == 0
    # Above the source.
    (site / "_config.yml").write_text("url: https://other.example\n")
    assert read(archive, posts)[1].changed == 2
    assert all(url.startswith("https://other.example/") for url in urls(archive).values())
    assert read(archive, posts)[0] == 0


def test_what_is_still_to_come_is_looked_for_every_time(archive: Archive, site: Path) -> None:
    day = datetime.now(UTC).date() + timedelta(days=3)
    (site / "_posts" / f"{day}-oats.md").write_text(SALT.replace("Salt", "Oats").replace("2024-05-06", str(day)))
    assert archive.sync([str(site)]).left_out == {"scheduled": 1}
    assert read(archive, site)[0] == 2


def test_what_could_not_be_read_is_tried_every_time(archive: Archive, site: Path) -> None:
    (site / "_posts" / "2024-07-08-broken.md").write_text("---\ntitle: [\n---\nWords.\n")
    archive.sync([str(site)])
    faults = [item for item in read(archive, site)[1].skipped if item.fault]
    assert len(faults) == 1


def test_a_file_that_is_too_new_is_read_again(archive: Archive, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may change once more without another time."""
    monkeypatch.setattr(stamps, "_SETTLED", 3600 * 10**9)
    archive.sync([str(site)])
    assert read(archive, site)[0] == 2


def test_how_it_is_to_be_read_counts_too(archive: Archive, site: Path) -> None:
    archive.sync([str(site)])
    assert read(archive, site, base_url="https://moved.example/:year/:title/")[1].changed == 2
    assert read(archive, site)[0] == 0
    assert set(urls(archive).values()) == {"https://moved.example/2022/rye/", "https://moved.example/2024/salt/"}


def test_a_post_whose_copy_elsewhere_goes_comes_back(
    archive: Archive, site: Path, serve: Callable[..., Any], local: Fetching
) -> None:
    web = serve("wordpress", 2)
    for made, title in zip(web.posts, ("Rye", "Salt"), strict=True):
        file = next((site / "_posts").glob(f"*{title.lower()}*"))
        made.title, made.body = title, f"<p>{file.read_text().split('---')[2].strip()}</p>"
        made.published = datetime.fromisoformat(file.name[:10]).replace(tzinfo=UTC)
    archive.sync([str(site), web.address], fetching=local)
    assert len(archive.posts()) == 2
    assert read(archive, site, web.address, fetching=local)[0] == 0
    assert all(url.startswith(web.address) for url in urls(archive).values())
    del web.posts[0]
    read(archive, site, web.address, fetching=local)
    assert sorted(urls(archive)) == ["Rye", "Salt"]
    assert urls(archive)["Rye"].startswith("https://bread.example/")
    # Also where it goes by another way.
    archive.remove_source(web.address)
    read(archive, site)
    assert sorted(urls(archive)) == ["Rye", "Salt"]
