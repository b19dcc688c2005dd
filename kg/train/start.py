"""The network to begin from: the published encoder, its vocabulary cut to Arabic and Latin script."""

import json
import re
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from kg.errors import InputError
from kg.read.network import Network, Shape
from kg.read.weights import NAMES, load

ARABIC = re.compile(r"[▁\u0600-\u06ff]+")
LATIN = re.compile(r"[▁\u0000-\u024f\u2010-\u2044\u20ac]+")
SPECIAL = 4  # <s> <pad> </s> <unk>
LATIN_PIECES = 26_000  # the vocabulary is sorted by frequency: the most frequent ones


def cut(tokenizer: Path) -> tuple[Tokenizer, list[int]]:
    """A tokenizer of fewer pieces, and the row of each in the old one."""
    data = json.loads(tokenizer.read_text(encoding="utf-8"))
    old = data["model"]["vocab"]
    kept, latin = list(range(SPECIAL)), 0
    for i, (piece, _) in enumerate(old[SPECIAL:], SPECIAL):
        if ARABIC.fullmatch(piece):
            kept.append(i)
        elif LATIN.fullmatch(piece) and latin < LATIN_PIECES:
            kept.append(i)
            latin += 1
    data["model"]["vocab"] = [old[i] for i in kept]
    data["added_tokens"] = [t for t in data["added_tokens"] if t["id"] < SPECIAL]
    data["post_processor"] = None
    return Tokenizer.from_str(json.dumps(data)), kept


def network(encoder: Path, relations: tuple[str, ...]) -> tuple[Network, Tokenizer]:
    """An untaught network over a published encoder: ``model.safetensors``, ``config.json`` and ``tokenizer.json`` in one folder.

    A folder of weights that `kg.read.weights` wrote gives that network, taught as it is.
    """
    if (encoder / NAMES[1]).is_file():
        return load(encoder)
    missing = [n for n in ("model.safetensors", "config.json", "tokenizer.json") if not (encoder / n).is_file()]
    if missing:
        raise InputError(f"{encoder}: no {', '.join(missing)}. Give the folder of an unpacked multilingual-e5-small, or of weights.")
    tokenizer, kept = cut(encoder / "tokenizer.json")
    config = json.loads((encoder / "config.json").read_text(encoding="utf-8"))
    found = Network(
        Shape(
            relations=relations,
            vocabulary=len(kept),
            hidden=config["hidden_size"],
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            inner=config["intermediate_size"],
            positions=config["max_position_embeddings"],
        )
    )
    old = {k: v.float() for k, v in load_file(encoder / "model.safetensors").items()}
    e = found.encoder
    new = {
        "word.weight": old["embeddings.word_embeddings.weight"][kept],
        # one sentence, one kind of token: its embedding is a constant, added here once
        "position.weight": old["embeddings.position_embeddings.weight"] + old["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    names = {
        "self_attn.out_proj": "attention.output.dense",
        "linear1": "intermediate.dense",
        "linear2": "output.dense",
        "norm1": "attention.output.LayerNorm",
        "norm2": "output.LayerNorm",
    }
    for i in range(config["num_hidden_layers"]):
        for part in ("weight", "bias"):
            three = [old[f"encoder.layer.{i}.attention.self.{n}.{part}"] for n in ("query", "key", "value")]
            new[f"layers.{i}.self_attn.in_proj_{part}"] = torch.cat(three)
            for ours, theirs in names.items():
                new[f"layers.{i}.{ours}.{part}"] = old[f"encoder.layer.{i}.{theirs}.{part}"]
    e.load_state_dict(new)
    return found, tokenizer
