"""What an author adds to a post later goes before what it corrects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from embeddings.answering.lines import lines_of
from embeddings.answering.updates import updates
from embeddings.posts import Answer, BlockKind

from .quoting import FILLER, made

Ask = Callable[[str], Answer]
OLD = "We check each oven against the list of the guild before we deliver bread to it, and we deliver to no other."
NEW = "We stopped checking the list, and all ovens of the town get bread of ours now."


@pytest.mark.parametrize(
    "text",
    [
        f"{OLD}\n\n{FILLER}\n\n**Update, May 3, 2019:** {NEW}",
        f"**EDIT:** {NEW}\n\n{OLD}\n\n{FILLER}",
    ],
)
def test_what_was_added_later_goes_first(asking: Callable[..., Ask], text: str) -> None:
    shown = asking(The_guild=("2017-02-03", text))(
        "do you check ovens against the list of the guild before you deliver bread?"
    ).shown
    assert NEW in shown[0].text
    assert any("We check each oven" in quote.text for quote in shown)


@pytest.mark.parametrize(
    ("parts", "later"),
    [
        ([("paragraph", "One. (Update: Two.) Three."), ("paragraph", "Four.")], ["(Update: Two.)", "Three."]),
        ([("paragraph", "Update:"), ("paragraph", "One. Two."), ("paragraph", "Three.")], ["One.", "Two."]),
        ([("heading", "Update (3/5/19)"), ("paragraph", "One."), ("item", "Two.")], ["One.", "Two."]),
        (
            [("heading", "Nachtrag vom 3. Mai 2019"), ("paragraph", "Eins."), ("heading", "Zwei"), ("item", "Drei.")],
            ["Eins."],
        ),
        ([("paragraph", "追記：焼けました。"), ("paragraph", "食べた。")], ["追記：焼けました。"]),
        ([("paragraph", "[Update] One."), ("paragraph", "Two.")], ["[Update] One."]),
        ([("paragraph", "UPDATE 12/3/2020 – One.")], ["UPDATE 12/3/2020 – One."]),
        ([("heading", "Update from 1.76"), ("paragraph", "One.")], []),
        ([("heading", "Update Ubuntu 20.04"), ("paragraph", "One.")], []),
        ([("heading", "Edit"), ("paragraph", "One."), ("heading", "Update"), ("item", "Update: PUT")], []),
        ([("paragraph", "Correction factor 1.5: One."), ("paragraph", "Update PHP to 8.1. Two.")], []),
        ([("paragraph", "Update the list: it is old."), ("paragraph", "Editing is hard: One.")], []),
        ([("paragraph", "Updated: 2019-05-03"), ("paragraph", "One.")], []),
        ([("code", "update: 3"), ("paragraph", "One.")], []),
    ],
)
def test_what_was_added_later_is_told_by_its_head(parts: list[tuple[BlockKind, str]], later: list[str]) -> None:
    post = made(*parts)
    found = updates(post)
    assert [line.text for line in lines_of(post) if line.start in found] == later
