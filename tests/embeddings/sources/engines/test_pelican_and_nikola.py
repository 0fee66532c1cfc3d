"""Folders of Pelican and Nikola."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read


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
