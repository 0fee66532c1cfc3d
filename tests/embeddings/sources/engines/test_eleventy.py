"""Folders of Eleventy."""

from __future__ import annotations

from pathlib import Path

from embeddings.posts import Post
from embeddings.sources import read_source
from tests.embeddings.sources.engines.folders import fill, read

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
