"""Teach the second look: which of the statements that a network finds possible are right, to weights of `kg.read.look`."""

import random
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import torch
import torch.nn.functional as f
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.read import eight
from kg.read.look import Layer
from kg.read.network import TYPES, Network, batch
from kg.read.neural import NeuralReader
from kg.read.weights import load, save
from kg.train.corpus import Lesson, lessons
from kg.train.learn import follow, warmed
from kg.vocabulary import ordered

CPU = torch.device("cpu")
EPOCHS = 5
RATE, HEAD_RATE = 1e-4, 6e-4  # of the layers, which begin as the encoder's, and of the rest
MOST = 90  # candidates of a window in one step, at most half of them right
BATCH = 8  # windows in a step
AVERAGE = 0.99  # of the weights that are kept, over steps


@dataclass(frozen=True)
class Case:
    """Candidates of one window: words ``trigger`` and relations ``[C]``, sides ``[C, 3]`` as in `kg.read.look.Look`, and which are right ``[C]``."""

    lesson: Lesson
    trigger: Tensor
    relation: Tensor
    subject: Tensor
    object: Tensor
    right: Tensor


def look(folder: Path, before: Network, taught: Sequence[dict[str, Any]], seed: int, tell: Callable[[str], None]) -> None:
    """Teach the second look of the weights in ``folder`` and write them again.

    Its candidates are what the network ``before`` found possible in the articles ``taught``, before it learnt from them: afterwards it knows
    them by heart, and finds in them few of the mistakes that it makes elsewhere.
    """
    network, tokenizer = load(folder)
    found = cases(NeuralReader(taught=(before, tokenizer)), tokenizer, taught)
    tell(f"look: {len(found)} windows, {sum(len(x.right) for x in found)} candidates, {sum(float(x.right.sum()) for x in found):.0f} of them right")
    teach(network, found, seed, tell)
    save(folder, network, tokenizer)


def cases(reader: NeuralReader, tokenizer: Tokenizer, documents: Sequence[dict[str, Any]]) -> list[Case]:
    """What a reader finds possible in each window of labelled articles, and what is labelled there."""
    every = [x for d in documents for x in lessons(d, tokenizer) if x.window.words]
    found = []
    for part, read in reader.spread(reader.decoded, [(i, x.window) for i, x in enumerate(every)]):
        for (i, _), (_, statements) in zip(part, read, strict=True):
            x = every[i]
            starts, ends = ({getattr(w, edge): k for k, w in enumerate(x.window.words)} for edge in ("start", "end"))
            rows = {
                (
                    starts[s.trigger.start],
                    s.relation,
                    *((starts[m.span.start], ends[m.span.end], TYPES.index(m.type)) for m in (s.subject, s.object)),
                )
                for s in statements
            }
            case = _case(x, rows, reader.network.shape.relations)
            found += [case] if case else []
    return found


def _case(x: Lesson, rows: set[tuple[Any, ...]], relations: tuple[str, ...]) -> Case | None:
    """The candidates ``rows`` (trigger, relation, subject, object) and the labelled ones; they are right by sentence, relation and entities."""
    who = {m[:2]: m[3] for m in x.mentions}
    said = set()
    for label in x.labels:
        s, o = (x.mentions[label.roles[role][0]] for role in ("subject", "object"))
        said.add((x.window.sentence[label.trigger[0]], ordered(str(s[3]), label.relation, str(o[3]))))
        rows = rows | {(label.trigger[0], label.relation, s[:3], o[:3])}
    anywhere = {key for _, key in said}
    kept, right = [], []
    for trigger, relation, s, o in sorted(rows):
        a, b = (who.get(side[:2], f"none {side}") for side in (s, o))
        key = ordered(str(a), relation, str(b))
        here = (x.window.sentence[trigger], key) in said
        if a != b and (here or key not in anywhere):  # labelled in another sentence only: teaches nothing
            kept.append((trigger, relations.index(relation), s, o))
            right.append(float(here))
    if not kept:
        return None
    trigger, relation, subject, object_ = (torch.tensor(c) for c in zip(*kept, strict=True))
    return Case(x, trigger, relation, subject, object_, torch.tensor(right))


def teach(network: Network, found: Sequence[Case], seed: int, tell: Callable[[str], None]) -> None:
    """Teach the look of a network in place; the rest of it stays as it is."""
    torch.manual_seed(seed)
    look, chance = network.look, random.Random(seed)  # noqa: S311
    for mine, its in zip(look.layers, network.encoder.layers[network.shape.looked], strict=True):
        cast(Layer, mine).begin(cast("nn.TransformerEncoderLayer", its))  # noqa: TC006
    layers = eight.layers(network.encoder.layers, CPU)
    with torch.no_grad():
        states = [_states(network, x.lesson, layers) for x in found]
    body = list(look.layers.parameters())
    heads = [p for n, p in look.named_parameters() if not n.startswith("layers.")]
    optimiser = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.02)
    steps = EPOCHS * -(-len(found) // BATCH)
    schedule = warmed(optimiser, steps, max(1, round(0.06 * steps)))
    mean = deepcopy(look)
    look.train()
    for epoch in range(EPOCHS):
        order = chance.sample(range(len(found)), len(found))
        summed = 0.0
        for step, at in enumerate(range(0, len(order), BATCH)):
            part = order[at : at + BATCH]
            optimiser.zero_grad()
            for i in part:
                x, c = found[i], _some(found[i].right, chance)
                owner, words = torch.tensor(x.lesson.window.owner), len(x.lesson.window.words)
                odds = look([*states[i].float()], owner, words, x.trigger[c], x.relation[c], x.subject[c], x.object[c])
                value = f.binary_cross_entropy_with_logits(odds, x.right[c]) / len(part)
                value.backward()  # type: ignore[no-untyped-call]
                summed += value.item()
            torch.nn.utils.clip_grad_norm_(look.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            follow(mean, look, min(AVERAGE, (step + epoch * steps // EPOCHS) / 20))
        tell(f"look: epoch {epoch + 1}: loss {summed / (steps // EPOCHS):.3f}")
    look.load_state_dict(mean.state_dict())
    look.eval()


def _states(network: Network, lesson: Lesson, layers: Iterable[nn.Module] | None) -> Tensor:
    """What a look attends to in a window, ``[looks, pieces, hidden]``; half the precision is enough to keep it."""
    made = network.encoder.states(batch([lesson.window], CPU).pieces, layers=layers)
    return torch.stack([x[0] for x in made[network.shape.looked]]).half()


def _some(right: Tensor, chance: random.Random) -> list[int]:
    """At most MOST candidates, of which at most half are right."""
    good, bad = (((right > 0) == side).nonzero()[:, 0].tolist() for side in (True, False))
    good = chance.sample(good, min(len(good), max(MOST // 2, MOST - len(bad))))
    return good + chance.sample(bad, min(len(bad), MOST - len(good)))
