"""Posts of a few blocks, and what is quoted of them where a line answers."""

from __future__ import annotations

from embeddings.answering.lines import lines_of
from embeddings.answering.widening import widened
from embeddings.posts import Block, BlockKind, Post

FILLER = "The harbour was quiet that week, and the boats lay in their places until the wind turned. " * 4


def made(*parts: tuple[BlockKind, str]) -> Post:
    """A post of blocks."""
    text, blocks = "", []
    for kind, part in parts:
        text += "\n\n" if text else ""
        blocks.append(Block(len(text), len(text) + len(part), kind, 2 if kind == "heading" else 0))
        text += part
    return Post(id="p", text=text, blocks=tuple(blocks))


def quoted(post: Post, words: str) -> str:
    """What is quoted where the line with these words answers."""
    lines = lines_of(post)
    row = next(i for i, line in enumerate(lines) if words in line.text)
    first, last = widened(lines, row, lambda _: True, lambda _: 0.0, lambda _: 0.0, 0)
    return post.text[lines[first].start : lines[last].end]


def paragraph(text: str) -> Post:
    return made(("paragraph", text))
