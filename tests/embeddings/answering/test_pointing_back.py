"""What a quote opens or ends with that points outside it brings what it points to."""

from __future__ import annotations

import pytest

from embeddings.answering.lines import lines_of

from .quoting import FILLER, made, paragraph, quoted

LOFTS = "The old lofts by the river have been empty for a decade, and nobody wants to pay for new roofs or doors."


@pytest.mark.parametrize(
    "opening",
    [
        "They need a new coat of tar, a door that shuts and someone who looks after the hinges all year round.",
        "He has a plan.",
        "Such lofts are cold.",
        "Both of them leak.",
        "For instance, the one by the mill has no door.",
        "Well, nearly empty.",
        "Zum Beispiel fehlt am Mühlentor das Dach.",
        "Beide sind undicht.",
        "Ellos gotean.",
        "Similarly, the mill has no door.",
        "Even more so, if it rains.",
        "As a result, the mill has no door.",
        "En revanche, le moulin a une porte.",
        "According to him, the mill has no door.",
        "Most of them leak.",
        "In that case the mill has no door.",
        "Selon lui, le moulin a une porte.",
        "Según él, gotean.",
        "Com isso, o telhado pinga.",
        "Secondo lui, gocciolano.",
    ],
)
def test_a_word_that_points_back_takes_along_what_it_points_to(opening: str) -> None:
    assert quoted(paragraph(f"{FILLER}{LOFTS} {opening}"), opening) == f"{LOFTS} {opening}"


@pytest.mark.parametrize(
    "opening",
    [
        "Assim que chove por mais de um dia, o telhado pinga, e ninguém quer pagar por telhas, portas e calhas novas.",
        "In this post the roof of the loft is mended, with tiles from the mill and a ladder that a neighbour had left.",
    ],
)
def test_a_word_that_points_nowhere_takes_nothing_along(opening: str) -> None:
    assert quoted(paragraph(f"{FILLER}{LOFTS} {opening}"), opening) == opening


@pytest.mark.parametrize(
    ("shows", "whole"), [("Here is a photo of the roof:", False), ("This is how the roof is mended:", True)]
)
def test_what_announces_a_picture_takes_no_paragraph_along(shows: str, whole: bool) -> None:
    post = made(("paragraph", f"{LOFTS} {shows}"), ("paragraph", f"{FILLER}{LOFTS}"))
    assert quoted(post, shows).endswith(shows) != whole


@pytest.mark.parametrize("opening", ["But the mill has one.", "Só que o moinho tem uma.", "Aber die Mühle hat eines."])
def test_a_short_sentence_that_holds_something_against_a_quote_comes_along(opening: str) -> None:
    assert quoted(paragraph(f"{FILLER}{LOFTS} {opening} {FILLER}"), LOFTS) == f"{LOFTS} {opening}"
    apart = made(("paragraph", f"{FILLER}{LOFTS}"), ("paragraph", f"{opening} {FILLER}"))
    assert quoted(apart, LOFTS) == LOFTS
    long = f"{opening[:-1]}, {LOFTS[:-1]}, {LOFTS}"
    assert quoted(paragraph(f"{FILLER}{LOFTS} {long}"), LOFTS) == LOFTS


@pytest.mark.parametrize(
    "says", ["It is very possible to bake", "It’s not necessary to bake", "It is also worth baking"]
)
def test_what_points_to_nothing_stands_alone(says: str) -> None:
    own = f"{says} at home, where the stone keeps warm until noon and the neighbours bring wood and flour of their own."
    assert quoted(paragraph(f"{FILLER}{LOFTS} {own} {FILLER}"), says) == own


@pytest.mark.parametrize("update", ["(Update: As of 2019 they are let.)", "Nachtrag vom 3. Mai: Sie sind vermietet."])
def test_an_update_of_what_is_quoted_comes_along(update: str) -> None:
    assert quoted(paragraph(f"{FILLER}{LOFTS} {update}"), LOFTS) == f"{LOFTS} {update}"


def test_what_points_back_to_a_list_takes_all_of_it_or_nothing() -> None:
    needs = "For these reasons nobody wants them, and the mill is the only house by the river that is sold."
    short = made(("paragraph", FILLER), ("item", "The roofs leak."), ("item", "It is cold."), ("paragraph", needs))
    assert quoted(short, "For these") == f"The roofs leak.\n\nIt is cold.\n\n{needs}"
    long = made(("paragraph", FILLER), ("item", f"{LOFTS} {LOFTS}"), ("item", f"{LOFTS} {LOFTS}"), ("paragraph", needs))
    assert quoted(long, "For these") == needs


def test_a_paragraph_that_goes_on_by_dots_brings_the_one_before() -> None:
    on = (
        "... which took the whole of a day in June and a crane that a farmer from the other side of the river had lent."
    )
    post = made(("paragraph", f"{FILLER}We lifted the roof ..."), ("paragraph", on))
    assert quoted(post, "which took") == f"We lifted the roof ...\n\n{on}"


def test_a_word_that_points_back_under_a_heading_takes_the_heading() -> None:
    needs = "They want corn in winter and peas in spring, and clean water every day of the whole year."
    post = made(("paragraph", FILLER), ("heading", "Homing pigeons"), ("paragraph", needs))
    assert quoted(post, "corn in winter") == f"Homing pigeons\n\n{needs}"


def test_and_at_the_head_of_a_paragraph_needs_nothing_of_the_one_before_it() -> None:
    more = "And if it rains for days, the birds stay in, as they do in every loft by the river that has a roof."
    assert quoted(made(("paragraph", LOFTS), ("paragraph", more)), more) == more
    assert quoted(paragraph(f"{FILLER}{LOFTS} {more}"), more) == f"{LOFTS} {more}"


def test_a_word_that_points_back_takes_code_along_whole_or_not_at_all() -> None:
    parts = "\n\n".join(f"def hatch_{number}():\n    open({number})" for number in range(4))
    post = made(("code", parts), ("paragraph", "This is how it opens. It squeaks."))
    assert len(lines_of(post)) > 3
    assert quoted(post, "This is") == "This is how it opens. It squeaks."
    line = made(("code", "hatch.open()"), ("paragraph", "This is how it opens. It squeaks."))
    assert quoted(line, "This is") == "hatch.open()\n\nThis is how it opens. It squeaks."


def test_what_goes_on_below_code_brings_the_whole_sentence() -> None:
    post = made(
        ("paragraph", "Doors squeak in autumn. To open one, write"),
        ("code", "hatch.open()"),
        ("paragraph", "which waits for the birds. It takes a while."),
    )
    assert quoted(post, "which waits") == "To open one, write\n\nhatch.open()\n\nwhich waits for the birds."
    name = made(
        ("code", "hatch.open()"),
        (
            "paragraph",
            "hatchd opens each of the lofts at dawn, and shuts them all again at dusk, whatever the weather is like.",
        ),
    )
    assert (
        quoted(name, "hatchd")
        == "hatchd opens each of the lofts at dawn, and shuts them all again at dusk, whatever the weather is like."
    )
