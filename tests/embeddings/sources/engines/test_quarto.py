"""Folders of Quarto and of distill, and files of R Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read

SETTINGS = """project: {type: website}
website:
  title: Crumbs
  site-url: https://crumbs.example/blog
  drafts: [posts/named.qmd]
"""


PAGE = "<html><head><title>Rye</title></head><body><h1>Rye</h1><p>Rye rests for an hour.</p></body></html>"


def post(head: str, text: str = "Rye rests.") -> str:
    return f"---\ntitle: Rye\n{head}\n---\n{text}"


def test_quarto_folders(tmp_path: Path) -> None:
    """As its guide to blogs has them: https://quarto.org/docs/websites/website-blog.html."""
    files = {
        "_quarto.yml": SETTINGS,
        "index.qmd": "---\ntitle: Crumbs\nlisting: {contents: posts}\n---\n",
        "archive.qmd": "---\ntitle: All\nlisting: {contents: posts}\n---\n",
        "about.qmd": "---\ntitle: About\nabout: {template: jolla}\n---\nI bake.",
        "posts/_metadata.yml": "freeze: true\n",
        "posts/rye/index.qmd": post('date: "2024-02-03"'),
        "posts/rye/_notes.qmd": "A part of another.",
        "posts/wheat.md": post("date: 2024-02-04"),
        "posts/old.Rmd": post("date: 2023-02-04\noutput-file: ancient"),
        "posts/last.qmd": post("date: last-modified"),
        "posts/draft.qmd": post("date: 2024-02-05\ndraft: true"),
        "posts/named.qmd": post("date: 2024-02-06"),
        "posts/undated.qmd": post("description: A page."),
        "_site/posts/rye/index.html": "<html><body><p>Rye rests.</p></body></html>",
    }
    posts, out, remarks = read(fill(tmp_path, files))
    assert posts == {
        "posts/rye/index.qmd": "https://crumbs.example/blog/posts/rye/",
        "posts/wheat.md": "https://crumbs.example/blog/posts/wheat.html",
        "posts/old.Rmd": "https://crumbs.example/blog/posts/ancient.html",
        "posts/last.qmd": "https://crumbs.example/blog/posts/last.html",
    }
    assert {
        name: out.get(name) for name in ("about.qmd", "posts/draft.qmd", "posts/named.qmd", "posts/undated.qmd")
    } == {
        "about.qmd": "page",
        "posts/draft.qmd": "draft",
        "posts/named.qmd": "draft",
        "posts/undated.qmd": "page",
    }
    assert out["archive.qmd"] == "it lists posts"
    assert "underscore" in out["posts/rye/_notes.qmd"]
    assert "posts/_metadata.yml" not in out
    assert out["_site/"] == "other"
    assert remarks == []


def test_pages_are_made_where_the_settings_say(tmp_path: Path) -> None:
    settings = SETTINGS.replace("type: website", "type: website, output-dir: docs")
    files = {
        "_quarto.yml": settings,
        "posts/rye.qmd": post("date: 2024-02-03"),
        "docs/posts/rye.html": PAGE,
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert list(posts) == ["posts/rye.qmd"]
    assert out["docs/"] == "other"
    # The folder of the pages alone is what was published.
    assert list(read(tmp_path / "docs")[0]) == ["posts/rye.html"]


@pytest.mark.parametrize(
    ("typed", "day"), [("5/6/2021", "2021-05-06"), ("05-06-2021", "2021-05-06"), ("2021-05-06", "2021-05-06")]
)
def test_a_date_is_read_as_quarto_reads_it(tmp_path: Path, typed: str, day: str) -> None:
    fill(tmp_path, {"_quarto.yml": SETTINGS, "posts/rye.qmd": post(f'date: "{typed}"')})
    (found,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Post))
    assert found.day is not None
    assert found.day.isoformat() == day


@pytest.mark.parametrize(
    ("project", "folder", "own", "author"),
    [
        ("author: Ada Quill", "", "", "Ada Quill"),
        ("author: Ada Quill", "author: Bo Rye", "", "Bo Rye"),
        ("", "author: Bo Rye", "author: [{name: Cy Oat, url: 'https://c.example'}]", "Cy Oat"),
        ("", "", "author: [{name: {given: Di, family: Emmer}}, {name: Cy Oat}]", "Di Emmer, Cy Oat"),
    ],
)
def test_fields_that_posts_share(tmp_path: Path, project: str, folder: str, own: str, author: str) -> None:
    files = {
        "_quarto.yml": f"{SETTINGS}{project}\n",
        "posts/_metadata.yml": f"{folder}\n",
        "posts/rye.qmd": post(f"date: 2024-02-03\ncategories: [bread]\n{own}"),
    }
    (found,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert (found.author, found.tags) == (author, ("bread",))


def test_code_is_hidden_where_the_folder_says_so(tmp_path: Path) -> None:
    text = "```{r}\nmean(x)\n```\n\n```{r}\n#| echo: true\nsum(x)\n```\n\nRye rests."
    files = {
        "_quarto.yml": SETTINGS,
        "posts/_metadata.yml": "execute: {echo: false}\n",
        "posts/rye.qmd": post("date: 2024-02-03", text),
    }
    (found,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert found.text == "sum(x)\n\nRye rests."


@pytest.mark.parametrize(
    ("folder", "own", "echo"),
    [
        ("execute: {echo: false}", "execute: {warning: false}", False),
        ("execute: {echo: false}", "execute: {echo: true}", True),
    ],
)
def test_sections_of_fields_are_merged(tmp_path: Path, folder: str, own: str, echo: bool) -> None:
    files = {
        "_quarto.yml": SETTINGS,
        "posts/_metadata.yml": f"{folder}\ncategories: [bread]\n",
        "posts/rye.qmd": post(f"date: 2024-02-03\ncategories: [rye]\n{own}", "```{r}\nmean(x)\n```\n\nRye rests."),
    }
    (found,) = (item for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post))
    assert ("mean" in found.text, found.tags) == (echo, ("bread", "rye"))


@pytest.mark.parametrize(
    ("settings", "head"),
    [
        ("project: {type: website, output-dir: ../docs}\n", ""),
        ("project: {type: website}\n", "output-file: a/b.html\n"),
        ("project: {type: website}\n", "params:\n  day: !r Sys.Date()\n"),
    ],
)
def test_what_leads_out_of_the_folder_or_is_a_programs_own_costs_no_post(
    tmp_path: Path, settings: str, head: str
) -> None:
    files = {
        "_quarto.yml": settings,
        "docs/rye.qmd": post(f"date: 2024-02-03\n{head}".strip()),
        "docs/rye.html": "<p>Rye.</p>",
    }
    assert list(read(fill(tmp_path, files))[0]) == ["docs/rye.qmd"]


@pytest.mark.parametrize("made", ["posts/rye/index.html", "posts/rye/index.md"])
def test_what_was_made_of_r_markdown_is_read_in_its_place(tmp_path: Path, made: str) -> None:
    files = {
        "posts/rye/index.Rmd": post("date: 2024-02-03", "It has `r 1 + 1` loaves."),
        made: post("date: 2024-02-03"),
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert list(posts) == [made]
    assert out["posts/rye/index.Rmd"] == f"{made} is what was made of it"


def test_distill_folders(tmp_path: Path) -> None:
    """As its guide to blogs has them: https://rstudio.github.io/distill/blog.html."""
    files = {
        "_site.yml": "base_url: https://crumbs.example\noutput_dir: docs\noutput: distill::distill_article\n",
        "index.Rmd": "---\ntitle: Crumbs\nlisting: posts\n---\n",
        "about.Rmd": "---\ntitle: About\n---\nI bake.",
        "_posts/2024-02-03-rye/rye.Rmd": post("date: 02-03-2024\nauthor: [{name: Ada Quill, url: https://a.example}]"),
        "_posts/2024-02-03-rye/rye.html": PAGE,
        "_posts/wheat/wheat.Rmd": post("date: 2024-02-04\ndraft: true"),
        "docs/posts/2024-02-03-rye/index.html": PAGE,
    }
    posts, out, _ = read(fill(tmp_path, files))
    assert posts == {"_posts/2024-02-03-rye/rye.Rmd": "https://crumbs.example/posts/2024-02-03-rye/"}
    assert (out["about.Rmd"], out["_posts/wheat/wheat.Rmd"], out["docs/"]) == ("page", "draft", "other")
    (found,) = (item for item in read_source(str(tmp_path)) if isinstance(item, Post))
    assert found.day is not None
    assert (found.author, found.day.isoformat()) == ("Ada Quill", "2024-02-03")


def test_a_date_is_read_without_settings_too(tmp_path: Path) -> None:
    files = {"a.Rmd": post("date: 5/6/2021"), "b.Rmd": post("date: 05-07-2021")}
    days = [
        item.day.isoformat() for item in read_source(str(fill(tmp_path, files))) if isinstance(item, Post) and item.day
    ]
    assert sorted(days) == ["2021-05-06", "2021-05-07"]
