"""Folders as their engines publish them; ``tests/embeddings/engines`` holds the same against the engines themselves."""

from __future__ import annotations

import hashlib
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from embeddings.content.items import Remark, Skipped
from embeddings.posts import HOLE, Passage, Post
from embeddings.sources import read_source
from embeddings.text.passages import heading_path, sentences_in

CASES = Path(__file__).parents[4] / "shared" / "cases"


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def read(folder: Path, base_url: str = "") -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Addresses of the posts by id, kinds or reasons of what was left out by name, remarks."""
    items = list(read_source(str(folder), base_url))
    return (
        {item.id: item.url for item in items if isinstance(item, Post)},
        {item.name: item.kind or item.reason for item in items if isinstance(item, Skipped)},
        [item.text for item in items if isinstance(item, Remark)],
    )


def test_jekyll_by_its_defaults(tmp_path: Path) -> None:
    posts, out, _ = read(
        fill(
            tmp_path,
            {
                "_config.yml": "url: https://b.example\n",
                "_posts/2019-02-03-bread.md": "---\ntitle: Bread\ncategories: [Food, Home]\n---\nBread.",
                "_posts/2099-02-03-later.md": "---\ntitle: Later\n---\nNobody knows.",
                "_posts/notes.md": "---\ntitle: Notes\n---\nNo date.",
                "_drafts/idea.md": "---\ntitle: Idea\n---\nIdea.",
                "about.md": "---\nlayout: page\ntitle: About\n---\nI bake.",
                "_site/2019/02/03/bread.html": "<title>Bread</title><article><h1>Bread</h1><p>Bread.</p></article>",
                "_layouts/post.html": "<article>{{ content }}</article>",
            },
        )
    )
    assert posts == {"_posts/2019-02-03-bread.md": "https://b.example/food/home/2019/02/03/bread.html"}
    assert out["_posts/2099-02-03-later.md"] == "scheduled"
    assert out["_drafts/idea.md"] == "draft"
    assert out["about.md"] == "page"
    assert out["_site/"] == "other"
    assert "does not start with a date" in out["_posts/notes.md"]


@pytest.mark.parametrize(
    ("pattern", "name", "path"),
    [
        (":year-:month-:day-:title.md", "2019-02-03-on-rye.md", "2019/02/03/on-rye"),
        (":year-:i_month-:i_day-:title.md", "2019-2-13-on-rye.md", "2019/02/13/on-rye"),
        (":year:i_month:i_day:title.md", "2019123rye.md", "2019/12/03/rye"),
        (":year/:title.md", "2019/02/rye.md", "02/rye"),
        (":category/:year-:month-:day-:title.md", "food/2019-02-03-on-rye.md", "2019/02/03/on-rye"),
        (":a-:year-:title-:b.md", "x-y-2019-on-rye-bread.md", "on"),
        (":year+:title.md", "2019+(rye.md", "(rye"),
        (":year-:month-:day-:title.md", "bread/v1.2 Käse.md", "bread-v1-2-Kase"),
    ],
)
def test_hexos_names_of_files(tmp_path: Path, pattern: str, name: str, path: str) -> None:
    """As hexo-util 4.0.0 divides them."""
    permalink = ":year/:month/:day/:title/" if path.startswith("2019/") else ":title/"
    files = {
        "_config.yml": f"url: https://b.example\npermalink: {permalink}\nnew_post_name: '{pattern}'\n",
        f"source/_posts/{name}": "---\ntitle: Rye\n---\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/{path}/"]


@pytest.mark.parametrize(
    ("settings", "fields", "path"),
    [
        ("permalink: posts/:abbrlink/", "abbrlink: 3f2a", "posts/3f2a/"),
        ("permalink: posts/:abbrlink/", "abbrlink: 34e12", None),
        ("permalink: posts/:abbrlink.html", "", None),
        ("permalink: p/:id/", "id: 17", "p/17/"),
        ("permalink: p/:id/", "", None),
        ("permalink: :lang/:title/\npermalink_defaults: {lang: en}", "lang: de", "de/rye/"),
        ("permalink: :lang/:title/\npermalink_defaults: {lang: en}", "", "en/rye/"),
        ("permalink: :title/\npermalink_defaults: {title: en}", "title: On Rye", "rye/"),
        ("permalink: :post_title/", "title: 'Über Größe: x?'", "uber-grose-x/"),
        ("permalink: :post_title/", "title: 对话 が", "%E5%AF%B9%E8%AF%9D-%E3%81%8C/"),
        ("permalink: :post_title/", "title: ƿynn", None),
        ("permalink: :category/\nfilename_case: 1", "categories: [Tech Stuff, Café]", "tech-stuff/cafe/"),
        ("permalink: :category/", "categories:\n- [A, B]\n- [C, D]", "C/D/"),
        ("permalink: :hash/\ntimezone: Asia/Shanghai", "", "{hash}/"),
        ("permalink: :hash/", "", None),
        ("permalink: :timestamp/\ntimezone: Asia/Shanghai", "", "1549159200/"),
        ("permalink: :year/:title/index.html", "", "2019/rye/"),
        ("permalink: :year/:title\npost_asset_folder: true", "", "2019/rye/"),
    ],
)
def test_hexos_permalinks(tmp_path: Path, settings: str, fields: str, path: str | None) -> None:
    """As Hexo 8 has them."""
    files = {
        "_config.yml": f"url: https://b.example\nsource_dir: source\n{settings}\n",
        "source/_posts/rye.md": f"---\ndate: 2019-02-03 10:00:00\n{fields}\n---\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    digest = hashlib.sha1(b"rye1549159200").hexdigest()[:12]
    assert list(posts.values()) == [f"https://b.example/{path.replace('{hash}', digest)}" if path else ""]


def test_hexos_categories_are_tags(tmp_path: Path) -> None:
    files = {
        "_config.yml": "url: https://b.example\nsource_dir: source\nauthor: Ann\n",
        "source/_posts/a.md": "---\ndate: 2019-02-03\ncategories:\n- [Sports, Baseball]\n- Play\n---\nBread.",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert (post.author, post.tags) == ("Ann", ("Sports", "Baseball", "Play"))


@pytest.mark.parametrize(
    ("settings", "name", "fields", "path"),
    [
        ("", "_posts/2019-02-03-a.md", "category: own\ncategories: [one, two]", "one/two/own/2019/02/03/a.html"),
        ("", "food/_posts/2019-02-03-a.md", "categories: one two", "food/one/two/2019/02/03/a.html"),
        ("", "_posts/2019-02-03-a.md", "permalink: pretty", "pretty"),
        (
            "defaults: [{scope: {path: '_posts/2019-*'}, values: {permalink: '/g/:title/'}}]",
            "_posts/2019-02-03-a.md",
            "",
            "g/a/",
        ),
        (
            "defaults: [{scope: {path: '{a,_posts}/*'}, values: {permalink: '/g/:title/'}}]",
            "_posts/2019-02-03-a.md",
            "",
            None,
        ),
        (
            "defaults: [{scope: {path: _posts, type: posts}, values: {permalink: '/p/:title/'}},"
            " {scope: {path: ''}, values: {permalink: '/g/:title/', category: all}}]",
            "_posts/2019-02-03-a.md",
            "",
            "p/a/",
        ),
        ("collections_dir: my", "my/_posts/2019-02-03-a.md", "", "2019/02/03/a.html"),
    ],
)
def test_jekylls_addresses(tmp_path: Path, settings: str, name: str, fields: str, path: str | None) -> None:
    """As Jekyll 4.3 has them."""
    files = {"_config.yml": f"url: https://b.example\n{settings}\n", name: f"---\ntitle: A\n{fields}\n---\nBread."}
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/{path}" if path else ""]


@pytest.mark.parametrize(
    ("settings", "fields", "author"),
    [
        ("ann: {name: Ann Baker}", "author: ann", "Ann Baker"),
        ("authors: {ann: {name: Ann Baker}}", "author: ann", "Ann Baker"),
        ("author: {name: Ann Baker}", "", "Ann Baker"),
        ("author: {name: Ann Baker}", "author: bo", "bo"),
    ],
)
def test_jekylls_authors(tmp_path: Path, settings: str, fields: str, author: str) -> None:
    files = {
        "_config.yml": f"url: https://b.example\n{settings}\n",
        "_posts/2019-02-03-a.md": f"---\ntitle: A\n{fields}\n---\nBread.",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert post.author == author


def test_what_jekyll_is_told_to_leave_out_and_what_it_says_of_posts_itself(tmp_path: Path) -> None:
    post = "---\nlayout: post\n---\nBread."
    files = {
        "_config.yml": "url: https://b.example\nexclude: [private, '*/old-*']\ninclude: [node_modules]\nauthor: ann\n"
        "collections:\n  tutorials: {output: true}\n  notes: {output: false}\n",
        "_data/authors.yml": "ann: {name: Ann Baker}\n",
        "_posts/2019-02-03-on-RYE-bread.md": post,
        "_posts/2019-02-04-named.md": "---\ntitle: Named\nauthor: Bo\n---\nSalt.",
        "_posts/old-notes/2019-02-03-a.md": post,
        "private/_posts/2019-02-03-b.md": post,
        "vendor/bundle/x/_posts/2019-02-03-c.md": post,
        "_tutorials/sub/Knife.md": post,
        "_notes/a.md": post,
    }
    items = list(read_source(str(fill(tmp_path, files)), include=["page"]))
    found = {item.id: (item.title, item.author, item.url) for item in items if isinstance(item, Post)}
    assert found == {
        "_notes/a.md": ("", "Ann Baker", ""),
        "_posts/2019-02-03-on-RYE-bread.md": (
            "On Rye Bread",
            "Ann Baker",
            "https://b.example/2019/02/03/on-RYE-bread.html",
        ),
        "_posts/2019-02-04-named.md": ("Named", "Bo", "https://b.example/2019/02/04/named.html"),
        "_tutorials/sub/Knife.md": ("Knife", "Ann Baker", "https://b.example/tutorials/sub/Knife.html"),
    }
    left = {item.name for item in items if isinstance(item, Skipped) and "told to leave it out" in item.reason}
    assert left == {
        "_posts/old-notes/2019-02-03-a.md",
        "private/_posts/2019-02-03-b.md",
        "vendor/bundle/x/_posts/2019-02-03-c.md",
    }


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


@pytest.mark.parametrize(
    ("zone", "path"), [("America/New_York", "2019/02/03"), ("Asia/Tokyo", "2019/02/04"), ("UTC", "2019/02/04")]
)
def test_the_sites_zone_decides_the_day(tmp_path: Path, zone: str, path: str) -> None:
    files = {
        "_config.yml": f"url: https://b.example\ntimezone: {zone}\n",
        "_posts/2019-02-04-late.md": "---\ndate: 2019-02-04 03:30:00 +0000\n---\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/{path}/late.html"]


def test_a_folder_called_posts_is_jekylls(tmp_path: Path) -> None:
    files = {"_posts/2019-02-03-bread.md": "---\ntitle: Bread\n---\nBread."}
    posts, _, remarks = read(fill(tmp_path, files))
    assert list(posts.values()) == [""]
    assert "give --base-url" in remarks[0]
    posts, _, remarks = read(tmp_path, "https://b.example/blog")
    assert list(posts.values()) == ["https://b.example/blog/2019/02/03/bread.html"]
    assert not remarks


def test_pelicans_and_nikolas_heads(tmp_path: Path) -> None:
    posts, out, _ = read(
        fill(
            tmp_path / "pelican",
            {
                "pelicanconf.py": 'SITEURL = "https://p.example"\nPATH = "content"\nTIMEZONE = UNKNOWN()\n',
                "content/rye.md": "Title: Rye & wheat\nDate: 2019-02-03 10:00\nTags: flour, rye\n  \n\nRye rests.",
                "content/idea.md": "Title: Idea\nDate: 2019-02-03\nStatus: draft\n\nAn idea.",
                "content/diary.md": "Title: Diary\nDate: 2019-02-03\nStatus: hidden\n\nA diary.",
                "content/pages/about.md": "Title: About\n\nI bake.",
                "output/rye-wheat.html": "<title>Rye</title><article><p>Rye rests.</p></article>",
            },
        )
    )
    assert posts == {"content/rye.md": "https://p.example/rye-wheat.html"}
    assert [out[f"content/{name}.md"] for name in ("idea", "diary", "pages/about")] == ["draft", "private", "page"]
    assert out["output/"] == "other"
    posts, out, _ = read(
        fill(
            tmp_path / "nikola",
            {
                "conf.py": 'SITE_URL = "https://n.example/"\nPOSTS = (("posts/*.md", "blog", "post.tmpl"),)\n'
                'PAGES = (("pages/*.md", "", "page.tmpl"),)\n',
                "posts/rye.md": "<!--\n.. title: Rye\n.. slug: on-rye\n.. date: 2019-02-03 10:00:00 UTC\n-->\n\nRye.",
                "posts/idea.md": ".. title: Idea\n.. slug: idea\n.. date: 2019-02-03\n.. status: draft\n\nAn idea.",
                "posts/diary.md": ".. title: Diary\n.. slug: d\n.. date: 2019-02-03\n.. status: private\n\nA diary.",
                "posts/later.md": ".. title: Later\n.. slug: l\n.. date: 2099-02-03\n\nNobody knows.",
                "posts/two.meta": ".. title: Two files\n.. slug: two-files\n.. date: 2019-02-03\n",
                "posts/two.md": "Its head stands in another file.",
            },
        )
    )
    assert posts == {
        "posts/rye.md": "https://n.example/blog/on-rye/",
        "posts/two.md": "https://n.example/blog/two-files/",
    }
    assert [out[f"posts/{name}.md"] for name in ("idea", "diary", "later")] == ["draft", "private", "scheduled"]


@pytest.mark.parametrize(
    ("settings", "name", "head", "path"),
    [
        ("", "a.md", "Title: Rye's bread – new", "ryes-bread-new.html"),
        ("SLUGIFY_PRESERVE_CASE = True", "a.md", "Title: Rye Größe", "Rye-Grosse.html"),
        ("SLUGIFY_USE_UNICODE = True", "a.md", "Title: Rye Größe", "rye-gr%C3%B6%C3%9Fe.html"),
        (
            r"SLUG_REGEX_SUBSTITUTIONS = [(r'[^\w\s-]', ''), (r'[-\s]+', '_')]",
            "a.md",
            "Title: Rye: new",
            "rye_new.html",
        ),
        (r"SLUG_REGEX_SUBSTITUTIONS = [(r'(\w+)+x', '')]", "a.md", "Title: Rye", None),
        ("SLUG_REGEX_SUBSTITUTIONS = rules()", "a.md", "Title: Rye", None),
        ("FILENAME_METADATA = '(?P<slug>.*)'", "on-rye.md", "Title: Rye", "on-rye.html"),
        (r"FILENAME_METADATA = r'(?P<date>\d{4}-\d{2}-\d{2})-(?P<slug>.*)'", "2019-02-03-on.md", "Title: R", "on.html"),
        ("FILENAME_METADATA = '((?P<slug>a|b)+)+x'", "on-rye.md", "Title: Rye", None),
        ("PATH_METADATA = '(?P<category>.*)/.*'\nARTICLE_URL = '{category}/{slug}/'", "x/y/a.md", "Title: R", "xy/r/"),
        ("SUB = 'notes'\nARTICLE_URL = SUB + '/{slug}/'", "a.md", "Title: Rye", "notes/rye/"),
        ("ARTICLE_URL = place('{slug}')", "a.md", "Title: Rye", None),
        ("if True:\n    ARTICLE_URL = '{slug}/'", "a.md", "Title: Rye", None),
        ("SLUGIFY_SOURCE = source()", "a.md", "Title: Rye\nUrl: own/", "own/"),
    ],
)
def test_pelicans_addresses(tmp_path: Path, settings: str, name: str, head: str, path: str | None) -> None:
    """As Pelican 4.11 has them; the settings are a program, and what they do not say plainly is not guessed."""
    conf = f'SITEURL = "https://p.example"\nPATH = "content"\n{settings}\n'
    files = {"pelicanconf.py": conf, f"content/{name}": f"{head}\nDate: 2019-02-03\n\nBread."}
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://p.example/{path}" if path else ""]


def test_what_pelicans_settings_say_of_all_posts(tmp_path: Path) -> None:
    files = {
        "pelicanconf.py": 'SITEURL = ""\nPATH = "content"\nARTICLE_PATHS = ["notes"]\n'
        'DEFAULT_METADATA = {"status": "draft", "author": "Ann"}\n',
        "content/notes/a.md": "Title: A\nDate: 2019-02-03\nStatus: published\nTags: rye bread; salt, water\n\nBread.",
        "content/notes/b.md": "Title: B\nDate: 2019-02-03\n\nNot yet.",
        "content/other/c.md": "Title: C\nDate: 2019-02-03\nStatus: published\n\nNo article.",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert (post.id, post.author, post.tags) == ("content/notes/a.md", "Ann", ("rye bread", "salt, water", "notes"))
    _, out, _ = read(tmp_path)
    assert out["content/notes/b.md"] == "draft"
    assert "no folder of Pelican's articles" in out["content/other/c.md"]


SLUGIFY = "post_slugify: !!python/object/apply:pymdownx.slugs.slugify\n        kwds:\n          case: "


@pytest.mark.parametrize(
    ("options", "name", "body", "path"),
    [
        ("", "a", "# Nested _one_ :tada: {#own}", "2019/02/03/nested-_one_-tada-own"),
        (
            "",
            "a",
            "# With [a link](https://x.example) & html <em>x</em>",
            "2019/02/03/with-a-linkhttpsxexample--html-x",
        ),
        ("", "a", "# Two  spaces &", "2019/02/03/two--spaces-"),
        ("", "on_rye-bread", "No heading.", "2019/02/03/on-rye-bread"),
        ("post_slugify_separator: _", "a", "# On Rye - bread", "2019/02/03/on_rye_-_bread"),
        (SLUGIFY + "lower", "a", "# On Rye", "2019/02/03/on-rye"),
        (SLUGIFY + "lower-ascii", "a", "# On Rye", None),
        ("post_url_format: '{categories}/{slug}'\n      post_url_max_categories: 2", "a", "# X", "web-dev/c/x"),
        ("post_url_format: '{categories}/{slug}'\n      categories_slugify: !!python/name:x.y", "a", "# X", None),
        ("post_url_date_format: MMMM", "drafts/a", "# X", "February/x"),
    ],
)
def test_the_addresses_of_mkdocs_blog(tmp_path: Path, options: str, name: str, body: str, path: str | None) -> None:
    """As MkDocs-Material 9 has them, of headings as they are typed."""
    files = {
        "mkdocs.yml": f"site_url: https://b.example\nplugins:\n  - blog:\n      enabled: true\n      {options}\n",
        f"docs/blog/posts/{name}.md": f"---\ndate: 2019-02-03\ncategories: [Web Dev, C++, D]\n---\n\n{body}\n\nBread.",
    }
    posts, _, _ = read(fill(tmp_path, files))
    assert list(posts.values()) == [f"https://b.example/blog/{path}/" if path else ""]


@pytest.mark.parametrize(
    "head",
    [
        "---\npubDate: 2019-02-03\n---",
        "---\npubDatetime: 2019-02-03T10:00:00Z\n---",
        "---\npublishedAt: 'Feb 3 2019'\n---",
        "+++\npublishDate = 2019-02-03\n+++",
        "---\npublished: true\ndate_published: 2019-02-03\n---",
        "---\nkind: article\ncreated_at: 2019-02-03\n---",
        "date: 2019-02-03 10:00:00\ntags:\n  - rye\n---",
    ],
)
def test_a_post_is_dated_by_whatever_its_theme_calls_the_date(tmp_path: Path, head: str) -> None:
    fill(
        tmp_path,
        {"a.md": f"{head}\n\nRye rests.", "b.md": "---\ntitle: About\n---\nI bake.", "c.md": f"{head}\n\nSalt."},
    )
    posts = [item for item in read_source(str(tmp_path)) if isinstance(item, Post)]
    assert {(str(post.day), post.text.split()[0]) for post in posts} >= {("2019-02-03", "Rye"), ("2019-02-03", "Salt.")}


@pytest.mark.parametrize(
    ("fields", "authors", "tags"),
    [
        ("tags: rye salt\ncategories: bread", "", ("rye", "salt", "bread")),
        ("tags: rye bread, salt", "", ("rye bread", "salt")),
        ("category: rye bread", "", ("rye bread",)),
        ("authors:\n  name: Ann Baker\n  url: https://a.example", "Ann Baker", ()),
        ("authors:\n  - name: Ann\n  - name: Bo", "Ann, Bo", ()),
    ],
)
def test_names_in_jekylls_heads(tmp_path: Path, fields: str, authors: str, tags: tuple[str, ...]) -> None:
    fill(tmp_path, {"_config.yml": "title: x\n", "_posts/2019-02-03-a.md": f"---\n{fields}\n---\nBread."})
    (post,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Post))
    assert (post.author, post.tags) == (authors, tags)


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


def test_a_heading_with_a_colon_is_no_head(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("Title: the story of rye\n---\n\nIt rests.")
    (post,) = read_source(str(path))
    assert isinstance(post, Post)
    assert post.text == "Title: the story of rye\n\nIt rests."


def test_a_heading_that_is_not_known_names_nothing_and_parts_what_stands_around_it(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("# {{ page.title }}\n\nIt rests.\n\n## {{ page.next }}\n\nNo.\n")
    (post,) = read_source(str(path))
    assert isinstance(post, Post)
    assert (post.text, post.title) == (f"{HOLE}\n\nIt rests.\n\n{HOLE}\n\nNo.", "")
    assert [block.kind for block in post.blocks] == ["heading", "paragraph", "heading", "paragraph"]
    whole = Passage(0, len(post.text))
    assert [post.text[start:end] for start, end in sentences_in(post, whole)] == ["It rests.", "No."]
    assert heading_path(post, Passage(post.text.index("No."), len(post.text))) == ""


def test_a_text_that_opens_with_a_colon_has_no_head(tmp_path: Path) -> None:
    path = tmp_path / "note.md"
    path.write_text("Note: rye rests for a day.\n\nIt is gummy at first.")
    (post,) = read_source(str(path))
    assert isinstance(post, Post)
    assert post.text.startswith("Note: rye rests for a day.")


def test_where_an_engine_does_not_tell_the_address_there_is_none(tmp_path: Path) -> None:
    """Docusaurus' settings are a program; what it does not say plainly is not guessed."""
    files = {
        "docusaurus.config.js": "export default {\n  url: 'https://d.example',\n  baseUrl: '/docs/',\n"
        "  presets: [['classic', {blog: {routeBasePath: 'news'}}]],\n};\n",
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


ASTRO = {
    "astro.config.mjs": "export default defineConfig({\n  site: 'https://a.example',\n});\n",
    "src/content.config.ts": "const blog = defineCollection({\n"
    "  loader: glob({ base: './src/content/blog', pattern: '**/*.md' }),\n});\nexport const collections = { blog };\n",
    "src/pages/blog/[...slug].astro": "---\nconst posts = await getCollection('blog');\n"
    "return posts.map((post) => ({ params: { slug: post.id }, props: post }));\n---\n",
    "src/pages/about.md": "---\ntitle: About\n---\nI bake.",
    "src/content/blog/2019-02-03-dated.md": "---\npubDate: 2019-02-03\n---\nDated.",
    "src/content/blog/version-1.2.md": "---\npubDate: 2019-02-03\n---\nVersion.",
    "src/content/blog/nested/My Fancy  Post.md": "---\npubDate: 2019-02-03\n---\nFancy.",
    "src/content/blog/bundle/index.md": "---\npubDate: 2019-02-03\n---\nBundle.",
    "src/content/blog/own.md": "---\npubDate: 2019-02-03\nslug: My-own\n---\nOwn.",
    "src/content/blog/idea.md": "---\npubDate: 2019-02-03\ndraft: true\n---\nIdea.",
    "dist/blog/own/index.html": "---\ntitle: Own\n---\n<article><p>Own.</p></article>",
}
PLACED = {
    "2019-02-03-dated.md": "blog/2019-02-03-dated/",
    "version-1.2.md": "blog/version-12/",
    "nested/My Fancy  Post.md": "blog/nested/my-fancy--post/",
    "bundle/index.md": "blog/bundle/",
    "own.md": "blog/My-own/",
}


def test_astros_collections(tmp_path: Path) -> None:
    """As Astro 5 names them."""
    posts, out, _ = read(fill(tmp_path, ASTRO))
    assert posts == {f"src/content/blog/{name}": f"https://a.example/{path}" for name, path in PLACED.items()}
    assert (out["src/content/blog/idea.md"], out["src/pages/about.md"], out["dist/"]) == ("draft", "page", "other")
    part, _, _ = read(tmp_path / "src" / "content" / "blog")
    assert part == {name: f"https://a.example/{path}" for name, path in PLACED.items()}


@pytest.mark.parametrize(
    ("file", "text", "address"),
    [
        ("astro.config.mjs", "site: 'https://a.example', base: '/notes'", "https://a.example/notes/blog/own"),
        ("astro.config.mjs", "site: 'https://a.example', base: BASE", ""),
        ("astro.config.mjs", "site: `https://${HOST}`", ""),
        ("astro.config.mjs", "site: 'https://a.example', trailingSlash: process.env.SLASH", ""),
        ("astro.config.mjs", "site: 'https://a.example', build: { format: 'file' }", "https://a.example/blog/own.html"),
        ("src/pages/blog/[...slug].astro", "getCollection('blog') params: { slug: pathOf(post.id) }", ""),
        ("src/pages/print/[id].astro", "getCollection('blog') params: { id: post.id }", ""),
        ("src/content.config.ts", "const blog = defineCollection({ loader: mine({ base: FOLDER }) })", ""),
    ],
)
def test_what_astros_programs_do_not_say_plainly_is_not_guessed(
    tmp_path: Path, file: str, text: str, address: str
) -> None:
    files = {
        **ASTRO,
        file: text if "config.mjs" not in file else f"export default {{ {text}, trailingSlash: 'never' }}",
    }
    files["src/content/blog/own.md"] = "---\npubDate: 2019-02-03\n---\nOwn."
    posts, _, _ = read(fill(tmp_path, files))
    assert posts["src/content/blog/own.md"] == address


ELEVENTY = {
    "eleventy.config.mjs": "export const config = { dir: { input: 'content' } };\n",
    ".eleventyignore": "# not yet\ncontent/private/\ncontent/notes/*-later.md\n",
    "content/notes/notes.json": '{"permalink": "/n/{{ page.fileSlug }}/", "author": "Ann", "tags": ["note"]}',
    "content/notes/2019-02-03-rye.md": "---\ntags: [rye]\n---\nRye.",
    "content/notes/own.md": "---\ndate: 2019-02-03\npermalink: /own/index.html\n---\nOwn.",
    "content/notes/salt-later.md": "---\ndate: 2019-02-03\n---\nLater.",
    "content/notes/deep/deep.11tydata.json": '{"permalink": "/d/{{ title | slugify }}/", "draft": false}',
    "content/notes/deep/a.md": "---\ntitle: On Rye (again)\ndate: 2019-02-03\n---\nAgain.",
    "content/notes/deep/b.md": "---\ntitle: Müsli\ndate: 2019-02-03\n---\nMuesli.",
    "content/notes/deep/idea.11tydata.json": '{"draft": true}',
    "content/notes/deep/idea.md": "---\ntitle: Idea\ndate: 2019-02-03\n---\nIdea.",
    "content/blog/2020-05-06-oven/index.md": "Oven.",
    "content/blog/made.md": "---\ndate: Last Modified\n---\nMade.",
    "content/blog/computed.md": "---\ndate: 2019-02-03\neleventyComputed:\n  permalink: /c/{{ title }}/\n---\nC.",
    "content/code/code.11tydata.js": "export default { permalink: (data) => `/${data.title}/` };",
    "content/code/a.md": "---\ndate: 2019-02-03\n---\nCode.",
    "content/private/a.md": "---\ndate: 2019-02-03\n---\nPrivate.",
    "content/about.md": "---\ntitle: About\n---\nI bake.",
}


def test_the_data_of_eleventys_folders(tmp_path: Path) -> None:
    """As Eleventy 3 builds it."""
    posts, out, _ = read(fill(tmp_path, ELEVENTY), "https://e.example")
    assert {name.removeprefix("content/"): url.removeprefix("https://e.example/") for name, url in posts.items()} == {
        "blog/2020-05-06-oven/index.md": "blog/2020-05-06-oven/",
        "blog/computed.md": "",
        "blog/made.md": "blog/made/",
        "code/a.md": "",
        "notes/2019-02-03-rye.md": "n/rye/",
        "notes/deep/a.md": "d/on-rye-again/",
        "notes/deep/b.md": "",
        "notes/own.md": "own/",
    }
    assert (out["content/notes/deep/idea.md"], out["content/about.md"]) == ("draft", "page")
    assert "told to leave it out" in out["content/private/a.md"]
    assert "told to leave it out" in out["content/notes/salt-later.md"]
    found = {item.id: item for item in read_source(str(tmp_path)) if isinstance(item, Post)}
    rye = found["content/notes/2019-02-03-rye.md"]
    assert (rye.author, rye.tags, str(rye.day)) == ("Ann", ("note", "rye"), "2019-02-03")
    assert str(found["content/blog/2020-05-06-oven/index.md"].day) == "2020-05-06"
    assert found["content/blog/made.md"].day is None


@pytest.mark.parametrize(
    ("name", "path", "day"),
    [
        ("2019-02-03-rye.md", "2019/02/03/rye", "2019-02-03"),
        ("2019-2-3-rye.md", "2019/2/3/rye", "2019-02-03"),
        ("2019/2019-02-03-rye.md", "2019/02/03/2019/rye", "2019-02-03"),
        ("2019/02/2019-02-13-rye.md", "2019/02/13/2019/02/rye", "2019-02-13"),
        ("breads/2019-02-03-rye/index.mdx", "2019/02/03/breads/rye", "2019-02-03"),
        ("2019/02-03-rye/index.md", "2019/02/03/rye", "2019-02-03"),
        ("breads/rye.md", "breads/rye", "None"),
    ],
)
def test_docusaurus_folders(tmp_path: Path, name: str, path: str, day: str) -> None:
    """As Docusaurus 3 builds them."""
    files = {
        "docusaurus.config.js": "export default {\n  url: 'https://d.example',\n  baseUrl: '/',\n};\n",
        f"blog/{name}": "---\ntags:\n  - label: Baking\n    permalink: /b\n  - rye\n---\nBread.",
        "blog/_parts/_note.mdx": "Mind the heat.",
    }
    (post,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert (post.url, str(post.day)) == (f"https://d.example/blog/{path}", day)
    assert post.tags == ("Baking", "rye")


VITEPRESS = """import { defineConfig } from 'vitepress'
export default defineConfig({
  title: 'Harbour Notes',
  OPTIONS
  sitemap: { hostname: 'https://h.example' },
  themeConfig: { nav: [{ text: 'Home', link: '/' }] }
})
"""


@pytest.mark.parametrize(
    ("options", "folder", "path"),
    [
        ("", "", "posts/rye.html"),
        ("cleanUrls: true,", "", "posts/rye"),
        ("cleanUrls: false,\n  srcDir: './src',", "src/", "posts/rye.html"),
        ("cleanUrls: !!process.env.CLEAN,", "", None),
        ("rewrites: { 'posts/rye.md': 'bread/rye.md' },", "", "bread/rye.html"),
        ("rewrites: { 'pages/:name.md': ':name.md' },", "", None),
        ("rewrites(id) { return id },", "", None),
    ],
)
def test_vitepress_folders(tmp_path: Path, options: str, folder: str, path: str | None) -> None:
    """As VitePress 1 builds them."""
    files = {
        ".vitepress/config.mts": VITEPRESS.replace(
            "OPTIONS", f"srcExclude: ['**/README.md', 'notes/**'],\n  {options}"
        ),
        f"{folder}index.md": "---\nlayout: home\n---\nHello.",
        f"{folder}about.md": "# About\n\nI bake.",
        f"{folder}posts/rye.md": "---\ntitle: Rye\ndate: 2022-11-19\n---\nRye rests :tada:",
        f"{folder}posts/letter.md": "---\ntitle: A letter\n---\nIt has no date.",
        f"{folder}notes/idea.md": "---\ndate: 2022-11-19\n---\nAn idea.",
        f"{folder}posts/[name].md": "---\ndate: 2022-11-19\n---\nA template.",
    }
    posts, out, remarks = read(fill(tmp_path, files))
    assert posts == {f"{folder}posts/rye.md": f"https://h.example/{path}" if path else ""}
    assert out[f"{folder}about.md"] == out[f"{folder}posts/letter.md"] == "page"
    assert "told to leave it out" in out[f"{folder}notes/idea.md"]
    assert bool(remarks) is (path is None)


def test_pages_of_vitepress_without_any_date_are_posts(tmp_path: Path) -> None:
    files = {".vitepress/config.js": VITEPRESS.replace("OPTIONS", ""), "guide/index.md": "# Rye\n\nIt rests."}
    posts, _, _ = read(fill(tmp_path, files))
    assert posts == {"guide/index.md": "https://h.example/guide/"}


def test_a_page_among_dated_posts_is_no_post(tmp_path: Path) -> None:
    files = {f"2019-02-0{day}-x{day}.md": f"---\ntitle: X{day}\n---\nText {day}." for day in range(1, 9)}
    posts, out, _ = read(fill(tmp_path, {**files, "about.md": "---\ntitle: About\n---\nI bake."}))
    assert len(posts) == 8
    assert out == {"about.md": "page"}


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


VUEPRESS = """import { defineUserConfig } from "vuepress";
export default defineUserConfig({
  base: "/clay/",
  OPTIONS
  theme: hopeTheme({ hostname: "https://h.example" }),
});
"""


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize(
    ("options", "name", "head", "path"),
    [
        ("", "posts/rye.md", "", "posts/rye.html"),
        ("", "posts/rye/README.md", "", "posts/rye/"),
        ("", "posts/rye.md", "permalink: /bread/rye.html", "bread/rye.html"),
        ('permalinkPattern: ":year/:month/:slug.html",', "posts/2022-11-19-rye.md", "", "2022/11/rye.html"),
        ('permalinkPattern: ":year/:slug/",', "posts/Rye & Salt.md", "", None),
        ("permalinkPattern: pattern(),", "posts/rye.md", "", None),
        ('plugins: ["@vuepress/blog"],', "_posts/2022-11-19-rye.md", "", "2022/11/19/rye"),
    ],
)
def test_vuepress_folders(tmp_path: Path, options: str, name: str, head: str, path: str | None, zipped: bool) -> None:
    """As VuePress 2 with Theme Hope, and VuePress 1 with its blog, publish them."""
    project = tmp_path / "kiln"
    files = {
        "docs/.vuepress/config.ts": VUEPRESS.replace("OPTIONS", options),
        "docs/.vuepress/dist/posts/rye.html": "<title>Rye</title><article><h1>Rye</h1><p>Built.</p></article>",
        "docs/README.md": "---\nhome: true\n---\nHello.",
        "docs/about.md": "---\ntitle: About\n---\nI bake.",
        "docs/intro.md": "---\ndate: 2022-01-02\narticle: false\n---\nHow to read this.",
        f"docs/{name}": f"---\ntitle: Rye\ndate: 2022-11-19\n{head}\n---\nRye rests :tada:",
    }
    fill(project, files)
    source = tmp_path / "kiln.zip" if zipped else project
    if zipped:
        with zipfile.ZipFile(source, "w") as archive:
            for each in files:
                archive.write(project / each, f"kiln/{each}")
    posts, out, remarks = read(source)
    below = "kiln/docs" if zipped else "docs"
    assert posts == {f"{below}/{name}": f"https://h.example/clay/{path}" if path is not None else ""}
    assert out[f"{below}/about.md"] == out[f"{below}/intro.md"] == "page"
    assert bool(remarks) is (path is None)


def test_tags_by_the_name_that_themes_of_vuepress_have_for_them(tmp_path: Path) -> None:
    fill(tmp_path, {"a.md": "---\ntitle: Rye\ndate: 2022-11-19\ncategory: Bread\ntag:\n  - rye\n---\nRye rests."})
    (post,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Post))
    assert post.tags == ("rye", "Bread")


def test_starlights_blog(tmp_path: Path) -> None:
    """As Starlight 0.36 with starlight-blog 0.25 publishes it."""
    files = {
        "astro.config.mjs": "import starlight from '@astrojs/starlight';\nexport default defineConfig({\n"
        "  site: 'https://h.example',\n  integrations: [starlight({ plugins: [starlightBlog()] })],\n});",
        "src/content.config.ts": "export const collections = {\n  docs: defineCollection({ loader: docsLoader(),"
        " schema: docsSchema({ extend: (context) => blogSchema(context) }) }),\n};",
        "src/content/docs/index.md": "---\ntitle: Kiln\n---\nWelcome.",
        "src/content/docs/guides/about.md": "---\ntitle: About\n---\nI bake.",
        "src/content/docs/blog/rye.md": "---\ntitle: Rye\ndate: 2022-11-19\n---\nRye rests.",
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert posts == {"src/content/docs/blog/rye.md": "https://h.example/blog/rye/"}
    assert out["src/content/docs/guides/about.md"] == "page"


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


GATSBY = """module.exports = {
  siteMetadata: { title: `Kiln`,
    siteUrl: `https://h.example/` },
  plugins: [
    { resolve: `gatsby-source-filesystem`, options: { path: `${__dirname}/content/blog`, name: `blog` } },
  ],
}
"""


@pytest.mark.parametrize(
    ("program", "name", "head", "path"),
    [
        ("createFilePath({ node, getNode }) path: post.fields.slug,", "rye/index.md", "", "rye/"),
        ("createFilePath({ node, getNode }) path: node.fields.slug,", "2022/rye.md", "", "2022/rye/"),
        ("createFilePath({ node, getNode }) path: `/blog${post.fields.slug}`,", "rye/index.md", "", None),
        ("path: node.frontmatter.path,", "rye.md", "path: /bread/rye", "bread/rye/"),
        ("path: node.frontmatter.slug,", "rye.md", "", None),
        ("path: slugify(node),", "rye.md", "", None),
    ],
)
def test_gatsby_folders(tmp_path: Path, program: str, name: str, head: str, path: str | None) -> None:
    """As Gatsby 5 publishes what its starter for blogs has, and what its program changes."""
    files = {
        "gatsby-config.js": GATSBY,
        "gatsby-node.js": program,
        f"content/blog/{name}": f"---\ntitle: Rye\ndate: 2022-11-19\n{head}\n---\nRye rests.",
        "content/blog/letter.md": "---\ntitle: A letter\n---\nIt has no date.",
    }
    posts, out, remarks = read(fill(tmp_path, files))
    assert posts == {f"content/blog/{name}": f"https://h.example/{path}" if path else ""}
    assert out["content/blog/letter.md"] == "page"
    assert bool(remarks) is (path is None)
