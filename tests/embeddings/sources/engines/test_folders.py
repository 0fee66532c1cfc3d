"""Folders as their engines publish them; ``tests/embeddings/engines`` holds the same against the engines themselves."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path, PurePosixPath

import pytest

from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read

CASES = Path(__file__).parents[5] / "shared" / "cases"


LONG = {
    "Hexo": {
        "_config.yml": "new_post_name: ':year" + ":a" * 12 + "!.md'\n",
        f"source/_posts/2020{'a' * 200}.md": "---\ntitle: Rye\ndate: 2019-02-03\n---\nBread.",
    },
    "Hexo's addresses": {
        "_config.yml": "source_dir: source\nurl: https://b.example\npermalink: " + ":post_title" * 50_000,
        "source/_posts/a.md": f"---\ntitle: {'rye' * 100_000}\ndate: 2019-02-03\n---\nBread.",
    },
    "Jekyll": {
        "_config.yml": "url: https://b.example\npermalink: /" + ":title" * 400,
        "_posts/2020-01-01-a.md": f"---\nslug: {'rye' * 1_000_000}\n---\nBread.",
    },
    "Hugo": {
        "hugo.toml": 'baseURL = "https://b.example"\n[permalinks]\nposts = "' + ":slug" * 500 + '"',
        "content/posts/a.md": f"---\nslug: {'rye' * 1_000_000}\ndate: 2019-02-03\n---\nBread.",
    },
    "Pelican": {
        "pelicanconf.py": "SITEURL = 'https://b.example'\nARTICLE_URL = '" + "{slug}" * 400 + "'",
        "content/a.md": f"Title: Rye\nDate: 2019-02-03\nSlug: {'rye' * 1_000_000}\n\nBread.",
    },
    "MkDocs": {
        "mkdocs.yml": "site_url: https://b.example\nplugins: [blog: {post_url_format: '" + "{slug}" * 400 + "'}]",
        "docs/blog/posts/a.md": f"---\nslug: {'rye' * 1_000_000}\ndate: 2019-02-03\n---\nBread.",
    },
    "Docusaurus": {
        "docusaurus.config.js": "\n" * 50_000,
        "blog/2019-02-03-a.md": "Bread.",
    },
    "a post's own": {
        "a.md": f"---\npermalink: {':title' * 400}\nslug: {'rye' * 1_000_000}\ndate: 2019-02-03\n---\nBread."
    },
}


@pytest.mark.parametrize("engine", LONG)
def test_patterns_made_to_hang_a_reader_or_to_fill_its_memory(tmp_path: Path, engine: str) -> None:
    fill(tmp_path, LONG[engine])
    tracemalloc.start()
    started = time.thread_time()
    try:
        found = [item for item in read_source(str(tmp_path), "https://b.example") if isinstance(item, Post)]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [post.text for post in found] == ["Bread."]
    assert time.thread_time() - started < 5
    assert peak < 200 * 2**20


def test_where_an_engine_does_not_tell_the_address_there_is_none(tmp_path: Path) -> None:
    """Docusaurus' settings are a program; what it does not say plainly is not guessed."""
    files = {
        "docusaurus.config.js": "export default {\n  url: 'https://d.example',\n  baseUrl: '/docs/',\n"
        "  presets: [['classic', {blog: {routeBasePath: NEWS}}]],\n};\n",
        "blog/2019-02-03-bread.md": "---\ntitle: Bread\n---\nBread.",
    }
    posts, _, remarks = read(fill(tmp_path, files))
    assert list(posts.values()) == [""]
    assert "Docusaurus's settings do not tell the addresses of 1 of its posts" in remarks[0]
    (tmp_path / "docusaurus.config.js").write_text(
        "export default {\n  url: 'https://d.example',\n  baseUrl: BASE ?? '/en/',\n};\n"
    )
    assert list(read(tmp_path)[0].values()) == [""]
    plain = "export default {\n  url: 'https://d.example',\n  baseUrl: '/en/',\n};\n"
    (tmp_path / "docusaurus.config.js").write_text(plain)
    posts, _, remarks = read(tmp_path)
    assert list(posts.values()) == ["https://d.example/en/blog/2019/02/03/bread"]
    pattern, _, _ = read(tmp_path, "https://d.example/:year/:title/")
    assert list(pattern.values()) == ["https://d.example/2019/bread/"]


def test_a_page_among_dated_posts_is_no_post(tmp_path: Path) -> None:
    files = {f"2019-02-0{day}-x{day}.md": f"---\ntitle: X{day}\n---\nText {day}." for day in range(1, 9)}
    posts, out, _ = read(fill(tmp_path, {**files, "about.md": "---\ntitle: About\n---\nI bake."}))
    assert len(posts) == 8
    assert out == {"about.md": "page"}


@pytest.mark.parametrize(
    ("name", "field", "is_post"),
    [
        ("2019-02-03-bread.md", "layout: page", True),
        ("2019-02-03-bread/index.md", "layout: page", True),
        ("_posts/2019-02-03-bread.md", "layout: page", True),
        ("source/_posts/bread.md", "layout: page", True),
        ("bread.md", "layout: page", False),
        ("2019-02-03-bread.md", "type: page", False),
        ("posts/bread.md", "type: page", False),
        ("posts/bread.md", "type: post", True),
    ],
)
def test_a_layout_makes_no_page_of_what_stands_where_posts_do(
    tmp_path: Path, name: str, field: str, is_post: bool
) -> None:
    other = PurePosixPath(name).parent / "2019-03-04-salt.md"
    files = {name: f"---\ntitle: Bread\n{field}\ndate: 2019-02-03\n---\nIt rests.", str(other): "Salt."}
    posts, out, _ = read(fill(tmp_path, files))
    assert (name in posts, out.get(name)) == (is_post, None if is_post else "page")


@pytest.mark.parametrize(
    ("folder", "url", "title"),
    [
        ("html-front-matter", "https://b.example/2019/05/04/the-oven.html", "The oven at last"),
        ("json-front-matter", "https://b.example/posts/oven/", "The oven"),
    ],
)
def test_the_shared_cases(folder: str, url: str, title: str) -> None:
    if not CASES.is_dir():
        pytest.skip("the shared cases are not beside the project")
    (post,) = read_source(str(CASES / "folders" / folder), "https://b.example/")
    assert isinstance(post, Post)
    assert (post.url, post.title, str(post.day)) == (url, title, "2019-05-04")
    assert post.text.startswith("The oven came on a Tuesday")


def test_the_built_folder_beside_a_sites_sources_is_read(tmp_path: Path) -> None:
    page = (
        "<title>{0}</title><article><h1>{0}</h1><time datetime=2022-11-19>19 November</time><p>It rests.</p></article>"
    )
    files = {
        "hugo.toml": "baseURL = 'https://h.example/'\n",
        "content/posts/rye.md": "---\ndate: 2022-11-19\n---\nIt rests.",
        "public/posts/rye/index.html": page.format("Rye"),
        "public/posts/salt/index.html": page.format("Salt"),
    }
    posts, _, _ = read(fill(tmp_path, files) / "public", "https://h.example")
    assert posts == {f"posts/{name}/index.html": f"https://h.example/posts/{name}/" for name in ("rye", "salt")}


def test_who_wrote_a_post_of_zolas_is_among_its_taxonomies(tmp_path: Path) -> None:
    files = {
        "config.toml": 'base_url = "https://z.example"\ntaxonomies = [{name = "author"}, {name = "tags"}]\n',
        "content/rye.md": '+++\ntitle = "Rye"\ndate = 2022-01-02\n[taxonomies]\nauthor = ["Ada Quill"]\n'
        'tags = ["bread"]\n+++\nRye rests.',
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert (post.author, post.tags) == ("Ada Quill", ("bread",))
