"""Quotes that touch: one where one of them is nothing without the other, or where both are short."""

from __future__ import annotations

from pathlib import Path

import pytest

from embeddings.posts import Query
from tests.toy import toy_archive

FILLER = "The harbour was quiet that week, and the boats lay in their places until the wind turned. " * 4
DOOR = "The door of an oven is shut for the night, so that the heat of the day stays in it for bread."


@pytest.mark.parametrize(("more", "together"), [(0, True), (10, False)])
def test_a_further_quote_that_goes_on_from_another_is_part_of_it_unless_that_gets_too_long(
    tmp_path: Path, more: int, together: bool
) -> None:
    long = "The oven keeps its heat for a day since its walls are of stone, " + "and of clay between the stones, " * 12
    further = f"It keeps its heat for a second day {'and a further night ' * more}where the door is shut."
    with toy_archive(tmp_path, {"oven": f"{long}as I said. {further}", "door": DOOR}) as archive:
        quotes = archive.ask(Query("How does the oven keep its heat for a day?")).quotes
    (whole,) = [quote for quote in quotes if quote.text.startswith("The oven keeps its heat")]
    assert whole.text.endswith("where the door is shut.") == together
    assert len(quotes) > 1
    assert not any(quote.text.startswith("It keeps") for quote in quotes)


@pytest.mark.parametrize(("more", "together"), [(0, True), (10, False)])
def test_no_quote_ends_just_before_another_that_takes_it_back(tmp_path: Path, more: int, together: bool) -> None:
    told = f"Bakers say that the oven keeps its heat for a day {'and a further night ' * more}if the door is shut."
    back = (
        "We see the opposite: the oven keeps its heat for an hour, not a day, " + "as the stones tell, " * 18 + "alas."
    )
    with toy_archive(tmp_path, {"oven": f"{told} {back}", "door": DOOR}) as archive:
        quotes = archive.ask(Query("How long does the oven keep its heat, an hour or a day?")).quotes
    assert any(quote.text == f"{told} {back}" for quote in quotes) == together
    assert not any(quote.text.endswith("if the door is shut.") for quote in quotes)


@pytest.mark.parametrize(("more", "together"), [(0, True), (7, False)])
def test_a_further_quote_that_announces_another_is_part_of_it_unless_that_gets_too_long(
    tmp_path: Path, more: int, together: bool
) -> None:
    because = "The oven keeps its heat for a day, " + "since its walls are of stone and of clay between them, " * 8
    before = f"My oven and the heat of a day {'and of a night ' * more}in it are no wonder:"
    with toy_archive(tmp_path, {"oven": f"{before}\n\n{because}as I said.", "door": DOOR}) as archive:
        quotes = archive.ask(Query("Why does the oven keep its heat for a day?")).quotes
    assert quotes[0].text.startswith("My oven" if together else "The oven keeps its heat")
    assert quotes[0].text.endswith("as I said.")
    assert len(quotes) > 1
    assert not any(quote.text.endswith(":") for quote in quotes)


@pytest.mark.parametrize(("between", "texts"), [(" ", 1), (f" {FILLER}", 2), ("\n\n", 2)])
def test_quotes_that_stand_side_by_side_in_a_paragraph_are_one(tmp_path: Path, between: str, texts: int) -> None:
    told = {
        "mill": "The mill by the river grinds rye on Monday and on Friday for all bakers who bring a sack of their own."
        f"{between}At the mill by the river, wheat is ground every Tuesday by Ada Quill for those with a large cart."
    }
    with toy_archive(tmp_path, told) as archive:
        quotes = archive.ask(Query("When does the mill by the river grind?")).quotes
    assert len([quote for quote in quotes if "the mill by the river" in quote.text.casefold()]) == texts
