"""Weights on disk: 8 bits a weight, one scale a row; `network.safetensors`, `shape.json`, `tokenizer.json`, `lexicon.tsv.gz` in one folder.

The embeddings of words, which are not taught, have 4 bits and a scale for each 32, as the published encoder that they come from.
"""

import json
from hashlib import sha256
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor

from kg.errors import ResourceError
from kg.read import lexicon
from kg.read.cues import Cues
from kg.read.network import Network, Shape

FOLDER = Path(__file__).parent / "weights"
NAMES = ("network.safetensors", "shape.json", "tokenizer.json", "lexicon.tsv.gz")
SMALL = 4096  # tensors of fewer weights stay as they are
WORDS = "encoder.word.weight"
BLOCK = 32  # weights of one scale


def save(folder: Path, network: Network, tokenizer: Tokenizer) -> None:
    """Write a network; matrices lose at most 1/254 of their row's largest weight."""
    folder.mkdir(parents=True, exist_ok=True)
    out = {}
    for name, w in network.state_dict().items():
        if name == WORDS and w.shape[1] % BLOCK == 0:
            out[name], out[name + ".scale"] = _halved(w)
        elif w.dim() >= 2 and w.numel() > SMALL:
            scale = w.abs().amax(-1, keepdim=True).clamp(min=1e-8) / 127
            out[name] = (w / scale).round().to(torch.int8)
            out[name + ".scale"] = scale.half()
        else:
            out[name] = w.float() if w.is_floating_point() else w
    save_file({k: v.contiguous().cpu() for k, v in sorted(out.items())}, folder / NAMES[0])
    (folder / NAMES[1]).write_text(json.dumps(network.shape.plain(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
    tokenizer.save(str(folder / NAMES[2]), pretty=False)
    network.review.lexicon.save(folder / NAMES[3])


def load(folder: Path = FOLDER) -> tuple[Network, Tokenizer]:
    """Read a network that `save` wrote, ready to read with.

    Raises ResourceError when a file is missing, or when they are of a network of another shape than this version's.
    """
    for name in NAMES:
        if not (folder / name).is_file():
            raise ResourceError(f"{folder}: {name} is missing. Install Alaqat again, or teach a reader with `kg train`.")
    shape = json.loads((folder / NAMES[1]).read_text(encoding="utf-8"))
    network = Network(Shape(**{**shape, "relations": tuple(shape["relations"])}))
    stored = load_file(folder / NAMES[0])
    network.cues = Cues(len(stored.get("cues.known", ())))
    whole = {k: _whole(v, stored.get(k + ".scale")) for k, v in stored.items() if not k.endswith(".scale")}
    try:
        network.load_state_dict(whole)
    except RuntimeError as e:
        raise ResourceError(f"{folder}: weights for another version of Alaqat. Install Alaqat again, or teach a reader with `kg train`.") from e
    network.review.lexicon = lexicon.load(folder / NAMES[3])
    return network.eval(), Tokenizer.from_file(str(folder / NAMES[2]))


def _halved(w: Tensor) -> tuple[Tensor, Tensor]:
    """Weights ``[N, M]`` as two a byte ``[N, M / 2]``, and a scale for each block ``[N, M / BLOCK]``: -8 is the largest of a block.

    So weights that were written so once lose nothing when they are written again.
    """
    blocks = w.float().reshape(len(w), -1, BLOCK)
    most = blocks.gather(2, blocks.abs().argmax(2, keepdim=True))
    scale = (most / -8).half()
    steps = (blocks / torch.where(scale == 0, 1, scale).float()).round().clamp(-8, 7) + 8
    low, high = steps.to(torch.uint8).reshape(len(w), -1, 2).unbind(2)
    return low | high << 4, scale[:, :, 0]


def _whole(w: Tensor, scale: Tensor | None) -> Tensor:
    """Weights in floats, of whatever `save` made."""
    if scale is None:
        return w
    if w.dtype == torch.uint8:
        both = torch.stack([w & 15, w >> 4], 2).float() - 8
        return (both.reshape(len(w), -1, BLOCK) * scale.float()[:, :, None]).flatten(1)
    return w.float() * scale.float()


def fingerprint(folder: Path = FOLDER) -> str:
    """Eight hexadecimal digits that tell these weights from others."""
    return sha256(b"".join((folder / name).read_bytes() for name in NAMES)).hexdigest()[:8]
