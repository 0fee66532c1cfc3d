"""A Chinese question finds what answers it in the other script."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.archive import Archive
from embeddings.han import in_other_script, simplified, tradition
from embeddings.posts import Query

from ...toy import ToyEncoder

SIMPLIFIED = (
    "我们的冰箱是去年买的，花了三千块。",
    "酱油放在冰箱里可以保存半年，开封以后要盖紧。",
    "网络慢的时候，先看看路由器的灯。",
)
TRADITIONAL = (
    "我們的麵包機是去年買的，價錢是三千塊。",
    "醬油開封以後放進冰箱，可以保存半年。",
    "網路慢的時候，先看看路由器的燈。",
)


def archive_of(folder: Path, *texts: str) -> Archive:
    for number, text in enumerate(texts):
        (folder / f"{number}.md").write_text(f"---\ntitle: 之 {number}\ndate: 2024-01-0{number + 1}\n---\n{text}\n")
    archive = Archive(folder / "archive", encoder=ToyEncoder(), create=True)
    archive.sync([str(folder)])
    return archive


@pytest.mark.parametrize("texts", [SIMPLIFIED, TRADITIONAL])
@pytest.mark.parametrize(
    ("question", "other"),
    [("酱油可以保存多久？", "醬油可以保存多久？"), ("路由器的灯怎么看", "路由器的燈怎麼看")],
)
def test_a_question_in_either_script_gets_the_same_answer(
    tmp_path: Path, texts: tuple[str, ...], question: str, other: str
) -> None:
    with archive_of(tmp_path, *texts) as archive:
        first, second = archive.ask(Query(question)), archive.ask(Query(other))
    assert first.quotes[0].text in texts
    assert [quote.text for quote in first.quotes] == [quote.text for quote in second.quotes]
    assert first.confidence == second.confidence
    # It is shown as it was typed.
    assert (first.understood, second.understood) == (question, other)


def test_an_archive_in_both_scripts_is_asked_in_both(tmp_path: Path) -> None:
    with archive_of(tmp_path, *SIMPLIFIED[:2], TRADITIONAL[2]) as archive:
        assert archive.ask(Query("網路慢要怎麼辦")).quotes[0].text == TRADITIONAL[2]
        assert archive.ask(Query("路由器的灯要看吗")).quotes[0].text == TRADITIONAL[2]
        assert archive.ask(Query("醬油可以保存多久？")).quotes[0].text == SIMPLIFIED[1]


@given(st.text(st.sampled_from("麵面醬酱后里台a1 日本語の") | st.characters(), max_size=60))
def test_simplifying_moves_no_character(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


def test_what_tells_the_script() -> None:
    assert [tradition(text) for text in ("酱油", "醬油", "油 oil", "酱醬")] == [0.0, 1.0, None, 0.5]
    assert in_other_script("後來要保存頭髮嗎") == "后来要保存头发吗"
    assert in_other_script("后来要保存头发吗") == "後來要保存頭髮嗎"
