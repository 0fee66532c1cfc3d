"""Questions that a post asks itself, and sections that a question names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from embeddings.answering.features import sentence_features
from embeddings.answering.precedence import cell_first
from embeddings.answering.sections import sections
from embeddings.archive import Archive
from embeddings.posts import Answer, Query

from ...toy import ToyEncoder
from .quoting import FILLER, made

Ask = Callable[[str], Answer]
REPLY = "No. We take this step because the bakery is in good shape."
LIST = f"""
We are closing the second oven in May, and the future of the bakery depends on all who worry about bread.

{FILLER}

## Why is this happening?

Flour is dear, and the people who bake want to rest.

## Should I be worried about the future of the bakery?

{REPLY}

## How does it work?

You bring a sourdough, and we bake it.
"""
INTERVIEW = f"""
Andrea bakes since April of 2015 in an old mill, and got there by photography and by luck.

{FILLER}

**PX: When did you get into baking?**

AF: I think I was about fifteen, and my father had a stone oven.

**PX: What do you like most?**

AF: The crust.
"""
ENTRIES = "\n\n".join(
    f"## {name}\n\nOne bun for every eighty guests. Bake it at dawn, and again in {month}."
    for name, month in (
        ("Osmanthus", "November"),
        ("Firethorn", "March and September"),
        ("Rosemary", "June"),
        ("Boxwood", "May and August"),
    )
)


@pytest.mark.parametrize(
    "question", ["Should I be worried about the future of the bakery?", "should I worry about the bakery’s future"]
)
def test_what_replies_to_the_same_question_in_a_post_goes_first(asking: Callable[..., Ask], question: str) -> None:
    (first, *_) = asking(Second_oven=("2020-01-02", LIST))(question).shown
    assert REPLY in first.text


def test_a_question_in_an_interview_leads_to_its_reply(asking: Callable[..., Ask]) -> None:
    answer = asking(Baking_with_Andrea_Ferrero=("2020-01-02", INTERVIEW))("when did andrea ferrero get into baking")
    assert "I think I was about fifteen" in answer.shown[0].text


def test_another_question_about_the_same_does_not_lead_to_the_reply(asking: Callable[..., Ask]) -> None:
    (first, *_) = asking(Second_oven=("2020-01-02", LIST))("When does the bakery close the second oven?").shown
    assert "in May" in first.text


@pytest.mark.parametrize(
    ("text", "question", "told", "not_told"),
    [
        (
            "Henrik Sand built the dam in 1920 with his men.\n\n## Where was the dam built?\n\nTwo miles up the river.",
            "Who built the dam?",
            "Henrik Sand",
            "Two miles",
        ),
        (
            "On Zeiss stands the lamp fits after you take off the filter ring.\n\n"
            "## Will the halogen replacement lamp fit older Leica microscope stands?\n\nNo, the socket is too narrow.",
            "Will the halogen replacement lamp fit older Zeiss microscope stands?",
            "On Zeiss stands",
            "too narrow",
        ),
        (
            "We put a tray of hot water below the stone, which makes steam in the oven.\n\n"
            "How do you make steam in your home oven?\n\nTell us in the forum, and see you next week.",
            "How do you make steam in your home oven?",
            "a tray of hot water",
            "Tell us",
        ),
        (
            "Semolina keeps the dough from sticking to the peel, since it rolls."
            "\n\n## Why does dough stick to the peel?\n\n```\nDUST=semolina\n```\n\nSee the next part of this series.",
            "Why does dough stick to the peel?",
            "Semolina keeps",
            "DUST",
        ),
    ],
)
def test_what_replies_to_something_else_does_not_go_first(
    asking: Callable[..., Ask], text: str, question: str, told: str, not_told: str
) -> None:
    (first, *_) = asking(Notes=("2020-01-02", text))(question).shown
    assert told in first.text
    assert not_told not in first.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("firethorn", "March and September"),
        ("rosemary", "June"),
        ("the boxwood", "May and August"),
    ],
)
def test_what_stands_below_the_heading_that_is_named_goes_first(
    asking: Callable[..., Ask], name: str, said: str
) -> None:
    (first, *_) = asking(Buns_for_hedges=("2020-01-02", ENTRIES))(f"when do you bake {name}?").shown
    assert said in first.text


def test_sections_are_headings_and_questions_that_stand_alone() -> None:
    post = made(
        ("paragraph", "PX: How old is bread?"),
        ("paragraph", "Very old. Is it? It is."),
        ("paragraph", "PX: Who bakes it?"),
        ("paragraph", "Who does not?"),
        ("paragraph", "All do."),
        ("heading", "Why rye"),
        ("heading", "The north"),
        ("item", "In the north."),
        ("heading", "The code"),
        ("code", "bake()"),
    )
    assert [(one.text, one.asks, post.text[one.start : one.end]) for one in sections(post)] == [
        ("PX: How old is bread?", True, "Very old. Is it? It is."),
        ("Who does not?", True, "All do."),
        ("The north", False, "In the north."),
    ]


def test_of_a_tables_rows_the_one_that_is_named_goes_first(asking: Callable[..., Ask]) -> None:
    days = [("1.4.3", "December 10th"), ("1.4.4", "December 20th"), ("1.4.7", "January 14th"), ("1.4.11", "June 11th")]
    rows = "\n".join(f"| {version} | {day}, 2017 9:00 PM |" for version, day in days)
    told = "Below is a table of each oven and of the date when bread that is baked in it will start to fail."
    ask = asking(Ovens=("2016-01-02", f"{told}\n\n| Oven | Date |\n|---|---|\n{rows}\n"))
    for version, day in days:
        (first, *_) = ask(f"on what date does {version} fail?").shown
        assert f"{version}\t{day}" in first.text


@pytest.mark.parametrize(
    ("question", "share", "lifted"),
    [
        ("whats the cutoff date for the rye oven", 0.9, True),
        # It answers far less well; no column is named, or no cell; something else is asked for too.
        ("whats the cutoff date for the rye oven", 0.8, False),
        ("when is the rye oven", 0.9, False),
        ("whats the cutoff date", 0.9, False),
        ("whats the cutoff date for the rye oven hand mixer", 0.9, False),
    ],
)
def test_a_row_that_is_named_with_its_column_goes_before_text(
    tmp_path: Path, question: str, share: float, lifted: bool
) -> None:
    table = "| Thing | Cutoff date |\n|---|---|\n| tin | to be told |\n| rye oven | March 18th |"
    text = f"Each has a strict cutoff date this year.\n\n{table}"
    (tmp_path / "fair.md").write_text(f"---\ntitle: Fair\ndate: 2019-01-02\n---\n{text}\n")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "fair.md")])
        with archive.snapshot() as snapshot:
            (found,) = snapshot._pipeline.ranker.rank([Query(question)], quoting=True)
    features = sentence_features(found)
    row = next(at for at, one in enumerate(features.sentences) if one.text.startswith("rye oven"))
    scores = np.array([share if "\t" in one.text else 1.0 for one in features.sentences])
    assert (int(cell_first(found.asked, features, scores).argmax()) == row) is lifted
