"""The model that reads a question and a passage together."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.torch import load_file, save_file

from embeddings.archive import Archive
from embeddings.models.encoder import DEFAULT_MODEL
from embeddings.models.reader import LONGEST, SHIPPED, QuestionAndPassage, Reader
from embeddings.posts import Query
from embeddings.text.sentences import blocks_of, sentence_spans
from tests.toy import ToyEncoder

POST = """---
title: Bread
---

Why does bread tear? Many people ask me why their bread tears in the oven. The dough was cut too shallow, so that steam
burst out at the side.
"""


def reading(question: str, text: str) -> QuestionAndPassage:
    from embeddings.posts import Post

    post = Post(id="x", text=text)
    return QuestionAndPassage(
        question, text, [span for block in blocks_of(post) for span in sentence_spans(text, block)]
    )


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_a_sentence_that_answers_is_ahead_of_one_that_repeats_the_question(reader: Reader) -> None:
    passage = POST.split("---\n")[2].strip()
    (answers,) = reader.answers([reading("Why does my bread tear?", passage)])
    assert answers.argmax() == 2


def test_none_of_the_sentences_of_another_subject_answers(reader: Reader) -> None:
    passage = POST.split("---\n")[2].strip()
    right, wrong = reader.answers(
        [reading("Why does my bread tear?", passage), reading("Who painted the Mona Lisa?", passage)]
    )
    assert wrong.max() < 0.2 < right.max()


def test_questions_read_together_say_what_they_say_alone(reader: Reader) -> None:
    texts = ["It rests a day.", "The oven is hot. " * 20 + "It rests two days.", "Salt is cheap. Rye rests a week."]
    readings = [reading("How long does it rest?", text) for text in texts]
    together = reader.answers(readings)
    for one, answers in zip(readings, together, strict=True):
        assert answers.shape == (len(one.sentences),)
        assert answers == pytest.approx(reader.answers([one])[0], abs=0.05)


def test_what_is_longer_than_the_model_reads_is_least_likely(reader: Reader) -> None:
    one = reading("How long does it rest?", "The oven is hot. " * LONGEST + "It rests two days.")
    (answers,) = reader.answers([one])
    assert answers.shape == (LONGEST + 1,)
    assert answers[-1] == answers.min() < 0.001
    (answers,) = reader.answers([reading("Does it rest? " * LONGEST, "It rests two days.")])
    assert np.isfinite(answers).all()


def test_it_reads_the_languages_that_it_knows(reader: Reader) -> None:
    assert reader.reads([POST, "```\nfor (int i = 0; i < n; i++) { sum += a[i]; }\n```"])
    assert reader.reads(["Der Teig ging nicht auf, weil die Küche zu kalt war."])
    assert not reader.reads(["面团没有发起来，因为厨房太冷了。"])
    assert not reader.reads(["Тесто не поднялось, потому что на кухне было слишком холодно."])


def test_each_reader_is_made_for_the_model_that_it_ships_for() -> None:
    for base, path in SHIPPED.items():
        with safe_open(path, framework="pt") as file:
            assert file.metadata()["base"] == base


def test_another_model_is_served_by_the_reader_of_the_default_one(reader: Reader) -> None:
    assert Reader("some/other-model").path == reader.path
    assert Reader("intfloat/multilingual-e5-small").path != reader.path


@pytest.mark.skipif("PULLQUOTE_E5" not in os.environ, reason="PULLQUOTE_E5 names no folder of multilingual-e5-small")
@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Warum reißt mein Brot?", "Warum reißt Brot? Viele fragen mich das. Der Teig wurde zu flach eingeschnitten."),
        ("面团为什么没有发起来?", "面团为什么没有发起来? 很多人问我这个。面团没有发起来，因为厨房太冷了。"),
    ],
)
def test_the_multilingual_reader_reads_other_languages(question: str, text: str) -> None:
    multilingual = Reader(os.environ["PULLQUOTE_E5"])
    assert multilingual.reads([text])
    answering, strange = multilingual.answers([reading(question, text), reading("Who painted the Mona Lisa?", text)])
    assert answering.argmax() == 2
    assert strange.max() < answering.max()


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files that are no reader for this model, by what is wrong with them."""
    folder = tmp_path_factory.mktemp("readers")
    shipped = SHIPPED[DEFAULT_MODEL]
    numbers = load_file(shipped)
    files = {name: folder / f"{name.replace(' ', '-')}.safetensors" for name in ("cut off", "another base", "a part")}
    files["cut off"].write_bytes(shipped.read_bytes()[:5000])
    save_file(numbers, files["another base"], metadata={"base": "another-model"})
    save_file(dict(list(numbers.items())[1:]), files["a part"], metadata={"base": "all-MiniLM-L6-v2"})
    return {**files, "missing": folder / "none.safetensors"}


@pytest.mark.parametrize("wrong", ["cut off", "another base", "a part", "missing"])
def test_without_a_reader_that_can_be_read_answers_are_as_without_one(
    damaged: dict[str, Path],
    wrong: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "rye.md").write_text(POST)
    query = Query("Why does my bread tear?")
    with Archive(tmp_path / "archive", encoder=ToyEncoder(), create=True) as archive:
        archive.sync([str(tmp_path / "posts")])
        without = archive.ask(query)
    monkeypatch.setattr("embeddings.archive.Reader", lambda _: Reader(path=damaged[wrong]))
    with (
        caplog.at_level(logging.WARNING),
        Archive(tmp_path / "archive", encoder=ToyEncoder(), reader=True) as archive,
    ):
        assert archive.ask(query) == without
        assert archive.ask(query) == without
    (record,) = caplog.records
    assert str(damaged[wrong]) in record.getMessage()
    assert "\n" not in record.getMessage()
