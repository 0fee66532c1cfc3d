"""What readers asked and the blog lacks, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

from bot.services.store import Store
from embeddings import Archive

from .test_app import Run, run

__all__ = ["run"]


def test_a_question_counts_once_whichever_apostrophe_it_has(run: Run, posts: Path, tmp_path: Path) -> None:
    run("index", posts)
    store = Store(tmp_path / "archive", questions=10)
    for question in ("Why didn't it rise?", "Why didn’t it rise?", "why didn’t it rise", "What is “oven spring”?"):
        store.feedback.refuse(1, question)
    for member, question in enumerate(("Who's Nell?", "Who’s Nell?", "Who’s Nell?")):
        name = f"rye:{member}:9"
        store.feedback.vote(member, name, helpful=False, digest="ffff", guild=1, question=question)
    store.close()
    found = json.loads(run("gaps", "--json").stdout)
    assert found["refused"] == [
        {"question": "Why didn’t it rise?", "times": 3},
        {"question": "What is “oven spring”?", "times": 1},
    ]
    assert found["disliked_questions"] == [{"question": "Who’s Nell?", "times": 3}]


def test_gaps_are_listed_with_the_most_frequent_first(run: Run, posts: Path, tmp_path: Path) -> None:
    run("index", posts)
    with Archive(tmp_path / "archive") as archive:
        (post,) = archive.posts()
        with archive.snapshot() as snapshot:
            quote = snapshot.opening(post)
    store = Store(tmp_path / "archive", questions=10)
    asked = ("Is spelt wheat?", "What about oats?", "what about  oats", "Is there anything on oats?")
    for guild, question in zip((1, 1, 2, 1), asked, strict=True):
        store.feedback.refuse(guild, question)
    name = f"{post.key}:{quote.start}:{quote.end}"
    store.feedback.vote(7, name, helpful=False, digest=quote.digest, guild=1, question="How long?")
    store.feedback.vote(8, f"{post.key}:{quote.start}:{quote.end}0", helpful=False, digest="ffff", guild=1, question="")
    store.close()
    found = json.loads(run("gaps", "--json").stdout)
    assert found["refused"] == [
        {"question": "What about oats?", "times": 3, "also": ["Is there anything on oats?"]},
        {"question": "Is spelt wheat?", "times": 1},
    ]
    assert found["disliked_questions"] == [{"question": "How long?", "times": 1}]
    ((times, text),) = [(row["times"], row["text"]) for row in found["disliked_quotes"]]
    assert (times, text) == (1, quote.text)
    printed = run("gaps").stdout
    assert "     3 × What about oats?\n         Is there anything on oats?\n     1 × Is spelt wheat?" in printed
    assert "     1 × Rye\n         Rye bread must rest" in printed
    assert "QUESTIONS_KEPT=0" not in printed
    assert "QUESTIONS_KEPT=0: no questions are kept." in run("gaps", QUESTIONS_KEPT="0").stdout
