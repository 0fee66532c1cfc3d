"""Linear layers whose weights are put in order beforehand."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from embeddings.models.prepacked import PrepackedLinear, prepack, unpack


def model(activation: str = "gelu") -> BertModel:
    torch.manual_seed(5)
    config = BertConfig(
        vocab_size=50,
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        hidden_act=activation,
    )
    return BertModel(config).eval()


def states(of: nn.Module) -> Tensor:
    with torch.inference_mode():
        found: Tensor = of(input_ids=torch.arange(1, 41).reshape(2, 20)).last_hidden_state
    return found


def prepacked(of: nn.Module) -> list[PrepackedLinear]:
    return [part for part in of.modules() if isinstance(part, PrepackedLinear)]


@pytest.mark.parametrize("activation", ["gelu", "gelu_new", "relu"])
def test_a_model_gives_what_it_gave_before(activation: str) -> None:
    changed = model(activation)
    before = states(changed)
    prepack(changed)
    assert len(prepacked(changed)) == 2 * 6 + 1
    assert torch.allclose(states(changed), before, atol=1e-5)


def test_so_do_its_copies_and_those_in_another_precision() -> None:
    changed = model()
    before = states(changed)
    prepack(changed)
    assert torch.allclose(states(copy.deepcopy(changed).float()), before, atol=1e-5)
    assert torch.allclose(states(copy.deepcopy(changed).bfloat16()).float(), before, atol=0.1)


def test_what_the_processor_cannot_order_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = model()
    before = states(changed)
    prepack(changed)
    ordered = torch.ops.mkldnn._reorder_linear_weight

    def without_bfloat16(weight: torch.Tensor, batch: int | None) -> Any:
        if weight.dtype == torch.bfloat16:
            raise RuntimeError("bf16 path needs the cpu support avx512bw")
        return ordered(weight, batch)

    monkeypatch.setattr(torch.ops.mkldnn, "_reorder_linear_weight", without_bfloat16)
    changed = changed.bfloat16()
    assert torch.allclose(states(changed).float(), before, atol=0.1)
    assert torch.allclose(states(copy.deepcopy(changed).float()), before, atol=0.1)
    unpack(changed)
    assert torch.allclose(states(changed).float(), before, atol=0.1)


def test_unpacked_it_is_what_it_was() -> None:
    changed, plain = model(), model()
    prepack(changed)
    unpack(changed)
    assert not prepacked(changed)
    assert repr(changed) == repr(plain)
    assert torch.equal(states(changed), states(plain))


def test_models_of_other_kinds_stay_as_they_are() -> None:
    other: Any = nn.Sequential(nn.Linear(4, 4), nn.GELU())
    prepack(other)
    assert not prepacked(other)


def test_without_onednn_all_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mkldnn, "is_available", lambda: False)
    changed = model()
    prepack(changed)
    assert not prepacked(changed)
