"""The names in what posts say of their authors."""

from __future__ import annotations

import pytest

from embeddings.answering.bylines import names_in


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ada Quill", ["Ada Quill"]),
        ("Ada Quill, Bo Rye", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill, Bo Rye, and Cy Oat", ["Ada Quill", "Bo Rye", "Cy Oat"]),
        ("Ada Quill and Bo Rye", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill & Bo Rye", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill und Bo Rye", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill, Bo Rye y Cy Oat", ["Ada Quill", "Bo Rye", "Cy Oat"]),
        ("Ada Quill and Bo Rye, for the bakers", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill on behalf of the bakers", ["Ada Quill"]),
        ("Ada Quill, on behalf of the bakers", ["Ada Quill"]),
        ("Ada Quill (@ada), the miller, and Bo Rye @bo, who sifts", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill — not enough cooks, or too many", ["Ada Quill"]),
        ("the bakers: Ada Quill and Bo Rye", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill (Bakers)", ["Ada Quill (Bakers)"]),
        ("Ada Quill (Bakers, Inc.), Bo Rye", ["Ada Quill (Bakers, Inc.)", "Bo Rye"]),
        ("Ada Quill, Ph.D., Bo Rye, Jr.", ["Ada Quill, Ph.D.", "Bo Rye, Jr."]),
        ("Ada Quill (Mill) & Bo Rye (Bakers)", ["Ada Quill (Mill)", "Bo Rye (Bakers)"]),
        ("Ada Quill, Executive Director", ["Ada Quill"]),
        ("Ada Quill, ISRG Head Editor of Rye Weekly, Bo Rye", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill, Executive director", ["Ada Quill"]),
        ("Ada Quill and Bo Rye, Product Managers", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill, Talent", ["Ada Quill"]),
        ("Ada Quill, Bo, Cy Cao", ["Ada Quill", "Bo", "Cy Cao"]),
        ("Ada Quill, Hilma af Klint, Jeanne d’Arc", ["Ada Quill", "Hilma af Klint", "Jeanne d’Arc"]),
        ("The Rye Team, The Oat Team", ["The Rye Team", "The Oat Team"]),
        ("Rye University, Oat University", ["Rye University", "Oat University"]),
        ("Ada Quill, Head of Talent", ["Ada Quill"]),
        ("Ada Quill, Senior design researcher", ["Ada Quill"]),
        ("Ada Quill, Outreach and Bo Rye, Content Design", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill, Service Owner, and Bo Rye, Product Manager - Loaves", ["Ada Quill", "Bo Rye"]),
        ("Ada Quill, Data Curator (Mill Library), University of Rye at Oat-on-Sea", ["Ada Quill"]),
        ("Ada Quill, Bo van der Rye", ["Ada Quill", "Bo van der Rye"]),
        ("Ada, Bo", ["Ada", "Bo"]),
        # One name, though "and" or a comma stands in it.
        ("Salt and Smoke", ["Salt and Smoke"]),
        ("the Rye and Oat teams", ["the Rye and Oat teams"]),
        ("Anders And", ["Anders And"]),
        # What people are called in a program, and scripts without capitals.
        ("ada, bo-rye", ["ada", "bo-rye"]),
        ("the bakers, bo", ["the bakers", "bo"]),
        ("王小明, 李华", ["王小明", "李华"]),
        ("", []),
    ],
)
def test_each_author_is_named_apart(byline: str, names: list[str]) -> None:
    assert names_in(byline) == names
