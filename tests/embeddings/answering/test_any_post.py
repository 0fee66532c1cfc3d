"""Whatever a post is made of, each of its lines can be quoted, and what is told beside a quote holds."""

from __future__ import annotations

from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.answering.lines import lines_of
from embeddings.answering.notes import cut_off, far_header, heading_above, is_reported, more_items
from embeddings.answering.widening import widened
from embeddings.posts import Block, BlockKind, Post

WORDS = st.sampled_from(
    [
        *("What do you think?", "Rye rests for a day.", "This is why.", "They are wrong.", "And so it is.", "Yes."),
        *("Do the following:", "Here are my", "See the table", "Size\tPrice", "below (if any)", "Salt"),
        *("— Ada Quill", "Ada: Rest it.", "Myth: Salt kills.", "Fact: It does not.", "1- Knead it\n2- Bake it"),
        "a long sentence that goes on and on and on " * 4,
    ]
)
BLOCKS = st.lists(
    st.tuples(
        st.sampled_from(get_args(BlockKind)),
        st.lists(WORDS, min_size=1, max_size=3),
        st.integers(min_value=0, max_value=2),
    ),
    min_size=1,
    max_size=7,
)


@given(blocks=BLOCKS, share=st.floats(min_value=0, max_value=1), most=st.sampled_from([0, 260, 420]))
@settings(max_examples=200, deadline=None)
def test_every_line_of_a_post_can_be_quoted(
    blocks: list[tuple[BlockKind, list[str], int]], share: float, most: int
) -> None:
    text, made = "", []
    for kind, said, level in blocks:
        text += "\n\n" if text else ""
        words = " ".join(said)
        made.append(Block(len(text), len(text) + len(words), kind, level))
        text += words
    post = Post(id="p", text=text, blocks=tuple(made))
    lines = lines_of(post)
    for row in range(len(lines)):
        first, last = widened(lines, row, lambda _: True, lambda _: share, lambda _: share, most)
        assert 0 <= first <= row <= last < len(lines)
        start, end = lines[first].start, lines[last].end
        assert more_items(post, start, end) >= 0
        assert cut_off(post, start, end) == (False, False)
        if any(line.kind == "quotation" for line in lines[first : last + 1]) and first == last:
            own = any(line.kind == "paragraph" and line.text == lines[row].text for line in lines)
            assert own or is_reported(post, start, end)
        for header in (far_header(post, start, end), heading_above(post, start, end)):
            assert header is None or 0 <= header[0] < header[1] <= start
