"""Folders of Hugo."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.errors import NoPostsError
from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read


@pytest.mark.parametrize(
    ("fields", "address", "tags"),
    [
        ("url: /:section/:year/:month/:slug/\nslug: rye-bread", "https://b.example/posts/2019/02/rye-bread/", ()),
        ("url: /:sections/:title/", "https://b.example/posts/rye/", ()),
        ("url: /rye/", "https://b.example/rye/", ()),
        ("url: /:nothing/rye/", "", ()),
        (
            "topics: [flour, rye]\ntags: [bread]\nauthors: [ann]",
            "https://b.example/posts/old/a/",
            ("bread", "flour", "rye"),
        ),
    ],
)
def test_what_hugos_heads_name(tmp_path: Path, fields: str, address: str, tags: tuple[str, ...]) -> None:
    taxonomies = 'topic = "topics"\ntag = "tags"\nauthor = "authors"'
    settings = f'baseURL = "https://b.example"\n[taxonomies]\n{taxonomies}\n'
    head = f"---\ntitle: Rye\ndate: 2019-02-03\n{fields}\n---\n"
    fill(tmp_path, {"hugo.toml": settings, "content/posts/old/a.md": f"{head}Bread."})
    (post,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Post))
    assert (post.url, post.tags) == (address, tags)


@pytest.mark.parametrize(
    ("settings", "name", "head", "path"),
    [
        ('permalinks = {posts = "/:sections/:slug/"}', "posts/2019/dark/a", "", "posts/dark/rye/"),
        ('permalinks = {posts = "/:sections[1:]/:slug/"}', "posts/dark/a", "", None),
        ('permalinks = {posts = "/:06/:1/:slug/"}', "posts/a", "", None),
        ('permalinks = {posts = "/:monthname/:weekdayname/:yearday/"}', "posts/a", "", "february/sunday/34/"),
        ('permalinks = {posts = "/p/:slug.html"}', "posts/a", "", "p/rye.html/"),
        ('permalinks = {"/" = "/:year/:slug/"}', "a", "", "2019/rye/"),
        ('permalinks = {"/" = "/:year/:slug/"}', "posts/a", "", "posts/a/"),
        ('permalinks = {posts = "/:title/"}', "posts/a", "title: TCP/IP and and/or", None),
        ('permalinks = {posts = "/:title/"}', "posts/a", "title: ''", None),
        ("disablePathToLower = true", "posts/With Capitals", "", "posts/With-Capitals/"),
        ("removePathAccents = true", "posts/Über Größe", "", "posts/uber-gro%C3%9Fe/"),
        ("", "posts/C++ & Go", "", None),
        ('uglyURLs = true\npermalinks = {posts = "/:year/:slug/"}', "posts/a", "", "2019/rye.html"),
    ],
)
def test_hugos_permalinks(tmp_path: Path, settings: str, name: str, head: str, path: str | None) -> None:
    """As Hugo 0.168 has them; where 0.111 has others, there is no link."""
    files = {
        "hugo.toml": f'baseURL = "https://b.example"\n{settings}\n',
        f"content/{name}.md": f"---\n{head or 'title: Rye'}\ndate: 2019-02-03\n---\nBread.",
        "content/posts/2019/dark/_index.md": "---\ntitle: Dark\n---\n",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/{path}" if path else ""]


@pytest.mark.parametrize(
    "languages",
    [
        '[languages.en]\ncontentDir = "content/en"\n[languages.de]\ncontentDir = "content/de"\n',
        '[languages.en]\n[languages.de]\n[module]\n[[module.mounts]]\nsource = "content/en"\ntarget = "content"\n'
        '[[module.mounts]]\nsource = "content/de"\ntarget = "content"\nlang = "de"\n',
    ],
)
def test_hugos_folders_of_languages(tmp_path: Path, languages: str) -> None:
    files = {
        "hugo.toml": f'baseURL = "https://b.example"\npermalinks = {{posts = "/:year/:slug/"}}\n{languages}',
        "content/en/posts/a.md": "---\ntitle: Rye\ndate: 2019-02-03\n---\nBread.",
        "content/de/posts/a.md": "---\ntitle: Roggen\ndate: 2019-02-03\n---\nBrot.",
        "content/de/posts/b.md": "---\ntitle: Salz\ndate: 2019-02-03\nurl: /salz/\n---\nSalz.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert posts == {
        "content/de/posts/a.md": "https://b.example/de/2019/roggen/",
        "content/de/posts/b.md": "",
        "content/en/posts/a.md": "https://b.example/2019/rye/",
    }


def test_hugos_languages_with_addresses_of_their_own(tmp_path: Path) -> None:
    """As Hugo 0.111 has them: without the language in the path, wherever the default one is."""
    files = {
        "config/_default/config.yaml": "defaultContentLanguageInSubdir: true\nlanguages:\n"
        "  en:\n    baseUrl: https://b.example/\n    contentDir: content/en\n"
        "    permalinks: {posts: '/:year/:month/:filename'}\n"
        "  fr:\n    baseUrl: https://p.example/sub/\n    contentDir: content/fr\n",
        "content/en/posts/b-Rye with Oat.md": "---\ntitle: Rye\ndate: 2019-02-03\n---\nBread.",
        "content/fr/posts/b-Rye with Oat.md": "---\ntitle: Seigle\ndate: 2019-02-03\n---\nPain.",
        "content/fr/posts/c.md": "---\ntitle: Sel\ndate: 2019-02-03\nurl: /sel/\n---\nSel.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert posts == {
        "content/en/posts/b-Rye with Oat.md": "https://b.example/2019/02/b-rye-with-oat/",
        "content/fr/posts/b-Rye with Oat.md": "https://p.example/sub/posts/b-rye-with-oat/",
        "content/fr/posts/c.md": "https://p.example/sub/sel/",
    }


def test_an_owners_pattern_has_the_names_of_files_as_hugo_has_them(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "title = 'B'",
        "content/posts/Why Rye’s Best?.md": "---\ntitle: Rye\ndate: 2019-02-03\n---\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files), "https://b.example/:year/:filename/")
    assert list(posts.values()) == ["https://b.example/2019/why-ryes-best/"]


def test_what_hugo_says_of_whole_sections(tmp_path: Path) -> None:
    page = "---\ntitle: {}\ndate: 2019-02-03\n---\nBread."
    files = {
        "hugo.toml": 'baseURL = "https://b.example"\n[params]\nauthor = "Ann"\n',
        "content/posts/_index.md": "---\ncascade:\n  tags: [bread]\n---\n",
        "content/posts/secret/_index.md": "---\ncascade:\n  - draft: true\n    _target: {path: '/posts/*/a*'}\n---\n",
        "content/posts/a.md": page.format("A"),
        "content/posts/secret/a.md": page.format("B"),
        "content/posts/secret/b.md": page.format("C").replace("date", "author: Bo\ntags: [rye]\ndate"),
        "content/posts/parts/index.md": page.format("D").replace("date", "headless: true\ndate"),
    }
    found = {item.id: item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post)}
    assert {name: (post.author, post.tags) for name, post in found.items()} == {
        "content/posts/a.md": ("Ann", ("bread",)),
        "content/posts/secret/b.md": ("Bo", ("rye",)),
    }
    _, out, _ = read(tmp_path)
    assert out["content/posts/secret/a.md"] == "draft"
    assert out["content/posts/parts/index.md"] == "Hugo makes no page of it"


POST = "---\ntitle: Rye\ndate: 2019-02-03\n---\nBread."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("config.yml", "log_level: info\nport: 80\n"),
        ("config.json", '{"name": "My blog"}'),
        ("config.json", '{"compilerOptions": {}}'),
        ("config.toml", 'base_url = "https://api.example"\n'),
        ("config.toml", 'title = "A program"\n[server]\nport = 80\n'),
    ],
)
@pytest.mark.parametrize("folder", ["", "posts", "content"])
def test_settings_of_any_program_are_not_hugos(tmp_path: Path, name: str, text: str, folder: str) -> None:
    inside = "site" if folder == "content" else "posts"
    fill(tmp_path, {name: text, f"{inside}/one.md": POST})
    source = tmp_path / inside if folder else tmp_path
    posts, _, remarks = read(source, "https://b.example/p")
    assert (list(posts), remarks) == ([f"{'' if folder else f'{inside}/'}one.md"], [])
    assert all(url.startswith("https://b.example/p/") for url in posts.values())


@pytest.mark.parametrize(
    ("name", "text", "url"),
    [
        ("config.toml", 'languageCode = "de"\nbaseURL = "https://b.example"\n', "https://b.example/posts/one/"),
        ("config.yaml", "title: A blog\nparams: {author: Ann}\n", ""),
        ("config/_default/config.json", '{"title": "A blog"}', ""),
        ("hugo.yaml", "title: A blog\n", ""),
    ],
)
def test_hugos_settings_are_known_by_what_they_say_or_by_the_contents_beside_them(
    tmp_path: Path, name: str, text: str, url: str
) -> None:
    fill(tmp_path, {name: text, "content/posts/one.md": POST, "archetypes/default.md": "---\ntitle: New\n---\nText."})
    posts, skipped, _ = read(tmp_path)
    assert posts == {"content/posts/one.md": url}
    assert "Hugo" in skipped["archetypes/default.md"]


def test_where_no_post_is_found_the_engine_is_named(tmp_path: Path) -> None:
    fill(tmp_path, {"hugo.toml": 'title = "A blog"\n', "posts/one.md": POST})
    with pytest.raises(NoPostsError, match="read as a folder of Hugo's"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("settings", "head", "author"),
    [
        ('[author]\nname = "Ann"', "", "Ann"),
        ('author = "Ann"', "", "Ann"),
        ('[author]\nname = "Ann"\n[params.author]\nname = "Bo"', "", "Bo"),
        ('[author]\nname = "Ann"\n[params]\nauthor = "Bo"', "", "Bo"),
        ('[author]\nname = "Ann"', "author: Cy", "Cy"),
        ('[author]\nemail = "ann@b.example"', "", ""),
    ],
)
def test_hugos_settings_name_the_author_of_all_that_name_nobody(
    tmp_path: Path, settings: str, head: str, author: str
) -> None:
    files = {
        "hugo.toml": f'baseURL = "https://b.example"\n{settings}\n',
        "content/posts/a.md": POST.replace("title", f"{head}\ntitle"),
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert post.author == author


def test_hugos_languages_have_settings_in_files_of_their_own(tmp_path: Path) -> None:
    """As Hugo 0.111 builds them."""
    files = {
        "config/_default/hugo.toml": 'baseURL = "https://b.example"\n',
        "config/_default/permalinks.toml": 'post = "/:year/:slug/"',
        "config/_default/languages.en.toml": 'contentDir = "content/en"\n[params.author]\nname = "Ann"',
        "config/_default/languages.de.toml": 'contentDir = "content/de"\n[permalinks]\npost = "/d/:slug/"',
        "config/_default/params.de.toml": '[author]\nname = "Bo"',
        "config/_default/menus.en.toml": '[[main]]\nname = "Blog"',
        "content/en/post/a.md": POST,
        "content/de/post/b.md": POST,
    }
    fill(tmp_path, files)
    found = list(read_source(str(tmp_path)))
    posts = {(post.url, post.author) for post in found if isinstance(post, Post)}
    assert posts == {("https://b.example/2019/rye/", "Ann"), ("https://b.example/de/d/rye/", "Bo")}
    assert len(found) == len(posts)
