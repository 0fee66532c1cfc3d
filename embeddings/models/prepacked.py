"""Linear layers whose weights lie as the processor's matrix library (oneDNN) wants them, rather than being put in that
order by every product; with the GELU behind them in the same pass.

It is what ``torch.compile`` makes of a model that is frozen, which wants a C++ compiler:
https://docs.pytorch.org/docs/stable/torch.compiler_inductor_freezing.html. Imported where torch is needed anyway.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, Self, TypeVar, cast

import torch
from torch import Tensor, nn
from transformers.activations import GELUActivation

Kind = TypeVar("Kind", bound=nn.Module)
_FAMILY = frozenset({"bert", "roberta", "xlm-roberta"})
"""Models whose linear layers are all modules that are called, and whose activation stands where :func:`prepack` looks;
``model_type`` of their configuration."""


class PrepackedLinear(nn.Module):
    """A linear layer that has its weights in that order alone; in a precision that the processor cannot order, as
    bfloat16 without AVX-512, as they are."""

    def __init__(self, linear: nn.Linear, *, gelu: bool) -> None:
        """``gelu``: whether that comes behind it."""
        super().__init__()
        self.gelu = gelu
        self._take(linear)

    def _take(self, linear: nn.Linear) -> None:
        weight = linear.weight.detach().contiguous()
        self._dtype = weight.dtype
        try:
            self._packed = torch.ops.mkldnn._reorder_linear_weight(weight, None)
        except RuntimeError:
            self._packed = weight
        self.bias = None if linear.bias is None else nn.Parameter(linear.bias.detach(), requires_grad=False)

    def unpacked(self) -> nn.Linear:
        """A linear layer with the same weights."""
        linear = nn.Linear(1, 1, device="meta")
        weight = self._packed.to_dense(self._dtype) if self._packed.is_mkldnn else self._packed
        linear.weight = nn.Parameter(weight, requires_grad=False)
        linear.bias = self.bias
        linear.out_features, linear.in_features = linear.weight.shape
        return linear

    def _apply(self, fn: Callable[[Tensor], Tensor], recurse: bool = True) -> Self:
        self._take(self.unpacked()._apply(fn, recurse))  # type: ignore[no-untyped-call]
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> PrepackedLinear:
        return PrepackedLinear(deepcopy(self.unpacked(), memo), gelu=self.gelu)

    def forward(self, x: Tensor) -> Tensor:
        if not self._packed.is_mkldnn:
            product = nn.functional.linear(x, self._packed, self.bias)
            return nn.functional.gelu(product) if self.gelu else product
        behind: tuple[str, list[float], str] = ("gelu", [], "none") if self.gelu else ("none", [], "")
        return cast("Tensor", torch.ops.mkldnn._linear_pointwise(x, self._packed, self.bias, *behind))


def prepack(model: nn.Module) -> None:
    """Make the linear layers of a model of BERT's kind such, in place. Nothing is trained after that.

    Other models, and all where PyTorch has no oneDNN, stay as they are.
    """
    if getattr(getattr(model, "config", None), "model_type", "") not in _FAMILY or not _works():
        return
    for name, parent, linear in _of_kind(model, nn.Linear):
        gelu = name == "dense" and _is_gelu(getattr(parent, "intermediate_act_fn", None))
        if gelu:
            parent.intermediate_act_fn = nn.Identity()
        setattr(parent, name, PrepackedLinear(linear, gelu=gelu))


def unpack(model: nn.Module) -> None:
    """Give a model the layers back that it had before :func:`prepack`, in place."""
    for name, parent, packed in _of_kind(model, PrepackedLinear):
        if packed.gelu:
            parent.intermediate_act_fn = GELUActivation()
        setattr(parent, name, packed.unpacked())


def _of_kind(model: nn.Module, kind: type[Kind]) -> list[tuple[str, Any, Kind]]:
    """The parts of a model that are of a kind, each with its name in the part that it stands in, and that part."""
    found = [(name.rpartition("."), part) for name, part in model.named_modules() if isinstance(part, kind)]
    return [(name, model.get_submodule(place), part) for (place, _, name), part in found]


def _is_gelu(activation: object) -> bool:
    """Whether it is the exact function rather than one of those that come near it."""
    exact = isinstance(activation, nn.GELU) and activation.approximate == "none"
    return exact or type(activation) is GELUActivation


def _works() -> bool:
    """Whether this PyTorch has the operations, and they give what its own do."""
    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return False
    linear = nn.Linear(32, 32)
    x = torch.linspace(-1, 1, 64).reshape(2, 32)
    try:
        with torch.inference_mode():
            packed = PrepackedLinear(linear, gelu=True)
            found = packed(x)
            return packed._packed.is_mkldnn and torch.allclose(found, nn.functional.gelu(linear(x)), atol=1e-4)
    except (AttributeError, RuntimeError, TypeError, NotImplementedError):
        return False
