"""Who wrote a post, where its head calls the author as a program does, or names nobody."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from embeddings.content.items import Skipped
from embeddings.posts import Post
from embeddings.sources import read_source

POST = "---\ntitle: Rye\ndate: 2020-01-02\nauthors: [aquill, {name: Bo Rye}, cy]\n---\nRye rests for a day.\n"
JEKYLL = {"_config.yml": "url: https://x.example", "_posts/2020-01-02-rye.md": POST}
HUGO = {"hugo.toml": 'baseURL = "https://x.example"', "content/posts/rye.md": POST}


def author(folder: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    (post,) = (item for item in read_source(str(folder)) if isinstance(item, Post) and item.title == "Rye")
    return post.author


@pytest.mark.parametrize(
    "files",
    [
        {**JEKYLL, "_data/authors.yml": "aquill: {name: Ada Quill}"},
        {**JEKYLL, "_authors/aquill.md": "---\ntitle: Ada Quill\n---\n"},
        {
            **HUGO,
            "content/authors/aquill/_index.md": '---\ntitle: "aquill"\ndisplay_name: Ada  Quill\n---\n',
        },
        {**HUGO, "data/authors/aquill.toml": 'name = "Ada Quill"'},
        {**HUGO, "data/authors.json": '{"aquill": {"name": "Ada Quill"}}'},
        {"rye.md": POST, "authors.yml": "aquill:\n  name: Ada Quill\n  url: https://a.example"},
    ],
)
def test_who_is_called_by_a_short_name_is_named(tmp_path: Path, files: dict[str, str]) -> None:
    assert author(tmp_path, files) == "Ada Quill, Bo Rye, cy"


def test_where_names_are_looked_up_is_not_told_as_left_out(tmp_path: Path) -> None:
    files = {
        "site/docusaurus.config.js": "export default { url: 'https://d.example' };",
        "site/blog/authors.yml": "aquill: {name: Ada Quill}",
        "site/data/authors/bo.toml": 'name = "Bo"',
        "site/data/prices.yml": "rye: 3",
        "site/blog/authors/notes.txt": "Nothing.",
        "site/blog/2020-01-02-rye.md": POST,
    }
    assert author(tmp_path, files) == "Ada Quill, Bo Rye, cy"
    left = [item.name for item in read_source(str(tmp_path)) if isinstance(item, Skipped)]
    assert left == ["site/blog/authors/notes.txt", "site/data/prices.yml"]


@pytest.mark.parametrize(
    "table", ["aquill: [1, 2]", "aquill: {name: [x]}", "- aquill", "aquill: {name: '  '}", "{", "aquill:", "\0", ""]
)
def test_what_names_nobody_changes_nothing(tmp_path: Path, table: str) -> None:
    assert author(tmp_path, {"rye.md": POST, "authors.yml": table}) == "aquill, Bo Rye, cy"


def test_names_are_not_looked_up_outside_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "authors.yml").write_text("aquill: {name: Secret}\n../../authors: {name: Secret}\n")
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "authors.yml").symlink_to(tmp_path / "authors.yml")
    assert author(tmp_path / "blog", {"rye.md": POST}) == "aquill, Bo Rye, cy"


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("**Authors:** Ada Quill and Bo Rye (Mill)", "Ada Quill and Bo Rye (Mill)"),
        ("Author: Ada Quill", "Ada Quill"),
        ("*Written by: Ada Quill*", "Ada Quill"),
        ("Autor: Ada Quill", "Ada Quill"),
        ("# Rye\n\n**Author**: Ada Quill", "Ada Quill"),
        (f"Authors: {', '.join(['Ada Quill'] * 20)}", ", ".join(["Ada Quill"] * 20)),
        (f"Author: Ada Quill bakes{', which takes all of the day that she has and more of the night' * 4}", ""),
        ("Authors: bake it.\n\nThey do.", ""),
        ("By the way: rye rests.", ""),
        ("The author: Ada Quill", ""),
        ("I bake.\n\nAuthor: Ada Quill", ""),
        ("Authors:", ""),
    ],
)
def test_a_line_at_the_beginning_names_the_authors(tmp_path: Path, opening: str, name: str) -> None:
    body = f"{opening}\n\nRye rests for a day."
    assert author(tmp_path, {"rye.md": f"---\ntitle: Rye\n---\n{body}\n"}) == name
    assert author(tmp_path, {"rye.md": f"---\ntitle: Rye\nauthor: Cy Oat\n---\n{body}\n"}) == "Cy Oat"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("post_author: Ada Quill", "Ada Quill"),
        ("post-author: Ada Quill", "Ada Quill"),
        ("author_name: Ada Quill", "Ada Quill"),
        ("written_by: [Ada Quill, Bo Rye]", "Ada Quill, Bo Rye"),
        ("byline: By Ada Quill and Bo Rye", "Ada Quill and Bo Rye"),
        ("byline: 王小波", "王小波"),
        ("byline: A baker's tale", ""),
        ("byline: 'by: '", ""),
        ("byline: {by: 3}", ""),
        ("author: aquill\nauthor_name: Ada Quill", "Ada Quill"),
        ("author: aquill\npost_author: bo", "aquill"),
        ("author: [aquill, bo]\nauthor_name: Ada Quill", "aquill, bo"),
        ("author: Cy Oat\npost_author: Ada Quill", "Cy Oat"),
    ],
)
def test_a_post_names_its_authors_in_whatever_field_its_theme_has_for_them(
    tmp_path: Path, fields: str, name: str
) -> None:
    assert author(tmp_path, {"rye.md": f"---\ntitle: Rye\n{fields}\n---\nRye rests for a day.\n"}) == name


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({}, "Ada Quill"),
        ({"posts_authors": []}, "Ada Quill"),
        ({"posts_authors": [{"post_id": 7, "author_id": 2}]}, "Bo Rye"),
        ({"users": []}, ""),
    ],
)
def test_an_old_export_of_ghosts_has_the_author_in_the_post(tmp_path: Path, more: dict[str, Any], name: str) -> None:
    users = [{"id": 1, "name": "Ada Quill"}, {"id": 2, "name": "Bo Rye"}]
    post = {"id": 7, "title": "Rye", "slug": "rye", "html": "<p>Rye rests.</p>", "status": "published", "author_id": 1}
    tables = {"posts": [post], "users": users, **more}
    export = {"meta": {"exported_on": 1439471368028, "version": "002"}, "data": tables}
    assert author(tmp_path, {"export.json": json.dumps(export)}) == name
