"""The encoder's layers in 8-bit whole numbers, for reading on processors that multiply these several times as fast as floats.

Weights have one scale a row, as they have on disk, and what goes in one scale a word piece, found as it passes (dynamic quantisation by
token, Yao et al. 2022, ZeroQuant): a piece is read alike whatever stands beside it in a batch.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import cast

import torch
import torch.nn.functional as f
from torch import Tensor, nn

from kg.read.look import Look

_MOST = 80.0  # score of which the exponential, and a sum of them, is still a number


class Linear(nn.Module):
    """What a float ``weight`` ``[out, in]`` and ``bias`` ``[out]`` do, in 8 bits."""

    weight: Tensor
    scale: Tensor
    bias: Tensor

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        scale = _scale(weight)
        self.register_buffer("weight", (weight / scale).round().to(torch.int8).t())
        self.register_buffer("scale", scale[:, 0].contiguous())
        self.register_buffer("bias", bias)

    def forward(self, x: Tensor) -> Tensor:
        """``[N, in]`` to ``[N, out]``."""
        scale = _scale(x)
        whole = torch._int_mm((x / scale).round_().to(torch.int8), self.weight)  # noqa: SLF001
        return torch.addcmul(self.bias, whole.float().mul_(scale), self.scale)


def _scale(x: Tensor) -> Tensor:
    """Of each row ``[N, 1]``, so that its largest number becomes 127."""
    return x.abs().amax(1, keepdim=True).div_(127).clamp_(min=1e-8)


class Layer(nn.Module):
    """One layer of the encoder, for reading only."""

    def __init__(self, layer: nn.TransformerEncoderLayer) -> None:
        super().__init__()
        attention = layer.self_attn
        self.heads = attention.num_heads
        self.into = Linear(attention.in_proj_weight.detach(), attention.in_proj_bias.detach())
        self.out, self.wide, self.narrow = (
            Linear(x.weight.detach(), x.bias.detach()) for x in (attention.out_proj, layer.linear1, layer.linear2)
        )
        self.norm1, self.norm2 = layer.norm1, layer.norm2

    def forward(self, h: Tensor, src_key_padding_mask: Tensor | None) -> Tensor:
        """``[B, T, hidden]`` to the same; the mask ``[B, T]``, if any, is added to what a piece pays to each other."""
        shape = h.shape
        h = h.flatten(0, 1)
        query, key, value = self.into(h).view(*shape[:2], 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = attended(query, key, value, src_key_padding_mask)
        h = self.norm1(h + self.out(seen.transpose(1, 2).reshape(h.shape)))
        found: Tensor = self.norm2(h + self.narrow(f.gelu(self.wide(h))))
        return found.view(shape)


def attended(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None) -> Tensor:
    """What each piece sees of all others, ``[B, heads, T, width]``; in bfloat16 where the processor has it, three times as fast.

    So coarse a number needs small scores: less the mean key every piece sees the same (SageAttention, Zhang et al. 2025, smooths keys so), and
    the greatest of the reader's falls from 77 to 54. The sum that a softmax divides by is one more column of what is seen.
    """
    mask = None if mask is None else mask[:, None, None]
    if not torch.cpu._is_avx512_bf16_supported():  # noqa: SLF001
        return f.scaled_dot_product_attention(query, key, value, mask)
    scores = (query * query.shape[-1] ** -0.5).bfloat16() @ (key - key.mean(2, keepdim=True)).bfloat16().transpose(2, 3)
    weights = (scores if mask is None else scores + mask.bfloat16()).clamp_(max=_MOST).exp_()
    seen = (weights @ f.pad(value.bfloat16(), (0, 1), value=1.0)).float()
    found: Tensor = seen[..., :-1] / seen[..., -1:]
    return found


def look(module: Look, device: torch.device) -> Look:
    """A look in 8 bits but for its verdict, or itself where that is no gain."""
    if not _quick(device):
        return module
    found = deepcopy(module)
    for part in list(found.modules()):
        for name, linear in list(part.named_children()):
            if isinstance(linear, nn.Linear) and linear is not found.verdict:
                setattr(part, name, Linear(linear.weight.detach(), linear.bias.detach()))
    return found.eval()


def layers(encoder: Iterable[nn.Module], device: torch.device) -> list[nn.Module] | None:
    """The layers of an encoder in 8 bits, or None where that is no gain."""
    return [Layer(cast("nn.TransformerEncoderLayer", x)) for x in encoder] if _quick(device) else None


def _quick(device: torch.device) -> bool:
    """Only processors with instructions for it (VNNI) are fast, and add up without overflow."""
    return device.type == "cpu" and torch.cpu._is_vnni_supported()  # noqa: SLF001
