"""Teach the review: labelled articles that the network has not seen, to weights of `kg.read.review`."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as f
from torch import Tensor

from kg.link import Linker
from kg.link.terms import iris
from kg.read.network import TYPES
from kg.read.neural import NeuralReader
from kg.read.review import LANGUAGES, Review
from kg.read.weights import load, save
from kg.render.record import record
from kg.train.corpus import article
from kg.train.figures import measure
from kg.train.lexicon import lexicon
from kg.train.score import matcher
from kg.vocabulary import ordered

Documents = Sequence[dict[str, Any]]
EPOCHS = 12
BATCH = 256
RATE = 4e-3  # at its highest, of one cycle (Smith & Topin 2019)


def review(folder: Path, taught: Documents, held: Documents, dev: Documents, seed: int, tell: Callable[[str], None]) -> None:
    """Teach the review of the weights in ``folder`` and write them again.

    Its lexicon is counted in ``taught``, what it weighs is what the network finds possible in ``held``, and it is calibrated on ``dev``.
    """
    network, tokenizer = load(folder)
    torch.manual_seed(seed)
    network.review = Review(network.shape.relations, TYPES)  # from the beginning, whatever it has learnt
    reader = NeuralReader(taught=(network, tokenizer))
    numbers, classes, right = examples(reader, held, taught)
    network.review.lexicon = lexicon(taught)
    tell(f"review: {len(held)} articles, {len(right)} statements, {right.mean():.3f} of them right")
    tell(f"review: loss {teach(network.review, numbers, classes, right, seed):.4f}")
    least, reader.least = reader.least, 0.02
    for lang in LANGUAGES:
        calibrate(network.review, lang, measure([d for d in dev if d["lang"] == lang], reader, titled=False).sure)
    reader.least = least
    found = measure(dev, reader)
    tell(f"review: F1 {found.all.f1:.3f}, expected calibration error {found.calibration():.3f}")
    save(folder, network, tokenizer)


def calibrate(network: Review, lang: str, sure: Sequence[tuple[float, bool]]) -> None:
    """Fit slope and shift of a language, so that of what is found with a confidence of 0.7 seven tenths are right (Platt 1999)."""
    if not sure:
        return
    confidence, right = torch.tensor([(c, float(good)) for c, good in sure]).T
    odds = confidence.clamp(0.01, 0.99).logit()
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([line], max_iter=100)

    def step() -> Tensor:
        optimiser.zero_grad()
        value = f.binary_cross_entropy_with_logits(odds * line[0] + line[1], right)
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(step)  # type: ignore[no-untyped-call]
    network.slope[LANGUAGES.index(lang)], network.shift[LANGUAGES.index(lang)] = line.detach()


def examples(reader: NeuralReader, held: Documents, taught: Documents) -> tuple[Tensor, Tensor, Tensor]:
    """Numbers ``[C, N]`` and classes ``[C, 3]`` of what may be meant in labelled articles, and whether it is right ``[C]``.

    A statement is right when its sentence is labelled with its subject, relation and object. When only another sentence of the article
    is, it teaches nothing. The lexicon is that of the articles ``taught`` from other sources, for so it will be on outlets not seen yet.
    """
    linker = Linker()
    lexicons = {source: lexicon([d for d in taught if d.get("source") != source]) for source in {d.get("source") for d in held}}
    tables: list[tuple[Tensor, Tensor]] = []
    right: list[float] = []
    for d, reading in zip(held, reader.read(map(article, held)), strict=True):
        if not reading.statements:
            continue
        terms = linker.resolve(reading)
        said = {(a["sent"], ordered(a["s"], a["p"], a["o"])) for a in d["assertions"]}
        anywhere = {key for _, key in said}
        filled = (i for i, s in enumerate(d["sentences"]) if s)
        place, match = dict(zip(reading.article.sentences, filled, strict=True)), matcher(d)
        kept = []
        for i, s in enumerate(reading.statements):
            for a in linker.link(replace(reading, statements=(s,)), terms):
                sides = record(reading.article, a)
                key = ordered(match(sides["subject"]) or "", s.relation, match(sides["object"]) or "")
                here = (place[s.sentence], key) in said
                if here or key not in anywhere:
                    kept.append(i)
                    right.append(float(here))
        reader.network.review.lexicon = lexicons[d.get("source")]
        numbers, classes = reader.network.review.features(reading, iris(terms), linker.knows)
        tables.append((numbers[kept], classes[kept]))
    numbers, classes = (torch.cat(x) for x in zip(*tables, strict=True))
    return numbers, classes, torch.tensor(right)


def teach(network: Review, numbers: Tensor, classes: Tensor, right: Tensor, seed: int) -> float:
    """Teach a review in place, without calibration; gives the loss of the last epoch."""
    torch.manual_seed(seed)
    network.slope.fill_(1)  # an earlier calibration would count twice in the next
    network.shift.fill_(0)
    network.mean.copy_(numbers.mean(0))
    network.deviation.copy_(numbers.std(0).clamp(min=1e-3))
    network.train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=EPOCHS * -(-len(right) // BATCH))
    summed = 0.0
    for _ in range(EPOCHS):
        summed = 0.0
        for part in torch.randperm(len(right)).split(BATCH):  # type: ignore[no-untyped-call]
            value = f.binary_cross_entropy_with_logits(network(numbers[part], classes[part]), right[part].expand(len(network.members), -1))
            optimiser.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            summed += value.item() * len(part)
    network.eval()
    return summed / len(right)
