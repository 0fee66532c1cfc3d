"""Readers' comments in the text of a post itself."""

from __future__ import annotations

import pytest

from embeddings.content.html import read_html
from embeddings.content.items import checked
from embeddings.posts import Post
from embeddings.sources.rendering import rendered


def shown(typed: str) -> Post:
    found = read_html(rendered(typed))
    (post,) = checked([Post(id="p", text=found.text, title="Rye", blocks=found.blocks, links=found.links)])
    assert isinstance(post, Post)
    return post


@pytest.mark.parametrize(
    "comments",
    [
        "### Comment by Kelly on 2021-09-23 13:30:17 -0700\n\nTheirs.\n\n### Comment by 清平 on 2021-10-18\n\nTheirs.",
        "## Migrated Comments\n\n### Comment by Kelly on 2021-09-23\n\nTheirs.\n\n### My rye\n\nTheirs.",
        "### Comment by Kelly on September 23, 2021\n\nTheirs.\n\n### Reply by Ada (24 May 2022)\n\nTheirs.",
        "## 3 Comments:\n\n## Kelly says: September 23, 2021 at 1:30 pm\n\nTheirs.",
        "## Comments (1)\n\n#### Kelly wrote:\n\nSeptember 23, 2021 at 13:30\n\nTheirs.",
        "#### 清平 评论于 2021-10-18 23:12\n\nTheirs.",
        "#### Kommentar von Bo am 18.10.2021 um 23:12\n\nTheirs.",
        "#### Commentaire de Bo le 18 octobre 2021 à 23h12\n\nTheirs.",
    ],
)
@pytest.mark.parametrize("behind", ["", "\n\n# The mill\n\nMine too, [of it](m)."])
def test_what_readers_wrote_below_a_post_is_not_the_authors(comments: str, behind: str) -> None:
    post = shown(f"# Rye\n\nMine, [of rye](a).\n\n## Rest\n\nIt rests.\n\n{comments}\n\n[theirs](b){behind}")
    texts = ["Mine, of rye.", "Rest", "It rests.", *(["The mill", "Mine too, of it."] if behind else [])]
    assert post.text == "\n\n".join(texts)
    assert [post.text[block.start : block.end] for block in post.blocks] == texts
    assert [link.address for link in post.links] == ["a", "m"][: 1 + bool(behind)]


@pytest.mark.parametrize(
    "typed",
    [
        "Mine.\n\n## Comment by the editor\n\nIt rests.",
        "Mine.\n\n## Comment by the editor on May 3, 2021\n\nIt rests.",
        "Mine.\n\n## What Ada said on May 3, 2021\n\nIt rests.\n\n## What Bo said on 2021-05-04\n\nIt does.",
        "Mine.\n\n## Comments\n\nAda wrote on 2021-05-03 that it rests.",
        "Mine.\n\n## Comment by Ada on 2021-05-03, and what came of it\n\nIt rests.",
        "## Comment by Ada on 2021-05-03 10:00\n\nIt rests.",
    ],
)
def test_a_post_about_comments_keeps_its_text(typed: str) -> None:
    assert shown(typed).text == read_html(rendered(typed)).text
