"""How well a model's vocabulary covers the language of posts."""

from __future__ import annotations

from transformers import AutoTokenizer

from embeddings.models.encoder import shipped_model
from embeddings.models.vocabulary import coverage


def test_addresses_in_english_posts_do_not_make_another_language_of_them() -> None:
    tokenizer = AutoTokenizer.from_pretrained(shipped_model())
    teaser = "The lamp went out on the way home. Visit http://127.0.0.1:8106/posts/dyn0-h4b-lx77 to read more."
    assert coverage(tokenizer, [teaser]) > 0.95
    assert coverage(tokenizer, ["昨天的灯坏了，我在路上走了很久。"]) < 0.5
