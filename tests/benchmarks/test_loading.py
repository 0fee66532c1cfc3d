"""How fast exports are read and cut, and in how much memory.

``pytest -n 0 -m benchmark -s tests/benchmarks/test_loading.py``

Nothing is encoded. What is printed is measured in a process of its own.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.benchmark

MEASURE = """
import json, resource, sys, time
from embeddings.text.passages import cut
from embeddings.posts import Post
from embeddings.sources import read_source
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
started = time.perf_counter()
posts = passages = 0
for item in read_source(sys.argv[1], "https://blog.example"):
    if isinstance(item, Post):
        posts += 1
        passages += len(cut(item))
seconds = time.perf_counter() - started
print(json.dumps([posts, passages, seconds, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
HEAD = (
    "<?xml version='1.0'?><rss xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:wp='http://wordpress.org/export/1.2/'><channel><link>https://blog.example</link>"
)
PARAGRAPH = "\n\n"
WORDS = (
    "rye bread rests for a whole day before it is cut and nobody should hurry a loaf that is still warm from the oven"
).split()


def measured(source: Path) -> tuple[int, int, float, float, float]:
    command = [sys.executable, "-c", MEASURE, str(source)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    posts, passages, seconds, before, peak = json.loads(printed)
    return posts, passages, seconds, before, peak


def export(path: Path, megabytes: int) -> Path:
    """A WordPress export of posts of 5,000 characters."""
    chance = random.Random(7)
    number = 0
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD)
        while file.tell() < megabytes * 2**20:
            body = PARAGRAPH.join(" ".join(chance.choices(WORDS, k=80)).capitalize() + "." for _ in range(12))
            file.write(
                f"<item><title>Post {number}</title><link>https://blog.example/{number}</link>"
                f"<content:encoded><![CDATA[{body}]]></content:encoded>"
                f"<wp:post_id>{number}</wp:post_id><wp:post_date>2020-01-01 10:00:00</wp:post_date>"
                "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>\n"
            )
            number += 1
        file.write("</channel></rss>")
    return path


@pytest.mark.parametrize("megabytes", [16, 1024])
def test_an_export_streams_through(tmp_path: Path, megabytes: int) -> None:
    posts, passages, seconds, before, peak = measured(export(tmp_path / "export.xml", megabytes))
    print(
        f"\n{megabytes} MB: {posts:,} posts, {passages:,} passages in {seconds:.1f} s, {posts / seconds:.0f} posts/s; "
    )
    print(f"memory {before:.0f} MB before, {peak:.0f} MB at most")
    assert posts > megabytes * 100


@pytest.mark.parametrize("blog", ["rust-blog", "go-blog", "18f", "v8-blog"])
def test_a_real_blog_is_loaded(shared: Path, blog: str) -> None:
    posts, passages, seconds, before, peak = measured(shared / "blogs" / blog)
    print(f"\n{blog}: {posts} posts, {passages} passages in {seconds:.1f} s, {posts / seconds:.0f} posts/s; ")
    print(f"memory {before:.0f} MB before, {peak:.0f} MB at most")
    assert posts
