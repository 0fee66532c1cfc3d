"""Folders of Hexo."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from embeddings.posts import HOLE, Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read


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
    ("typed", "text"),
    [
        ("See {% post_link rye %}.", "See On: rye."),
        ("See {% post_link 'a/salt' true %}.", "See Salt."),
        ('See {% post_link rye "It\'s *this*" %}.', "See It's *this*."),
        ("So:\n\n    {% post_link rye %}", "So:\n\n{% post_link rye %}"),
        ("See {% post_link gone %} or {% post_link ../../secret %}.", f"See {HOLE} or {HOLE}."),
        ("See {% post_link marked %} or `{% post_link rye %}`.", f"See {HOLE} or {{% post_link rye %}}."),
    ],
)
def test_a_link_of_hexos_without_words_shows_the_title_of_its_post(tmp_path: Path, typed: str, text: str) -> None:
    """As Hexo 8 has it."""
    files = {
        "_config.yml": "url: https://b.example\nsource_dir: source\n",
        "secret.md": "---\ntitle: Secret\n---\n",
        "source/_posts/rye.md": "---\ntitle: 'On: rye'\n---\nRye rests.",
        "source/_posts/a/salt.md": "---\ntitle: Salt\n---\nSalt.",
        "source/_posts/marked.md": "---\ntitle: 'A \"b\"'\n---\nB.",
        "source/_posts/one.md": f"---\ntitle: One\n---\n{typed}",
    }
    found = {item.title: item.text for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post)}
    assert found["One"] == text
