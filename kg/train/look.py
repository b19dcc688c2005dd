"""Teach the second look: which of the statements that a network finds possible are right, to weights of `kg.read.look`."""

import random
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from typing import cast

import torch
import torch.nn.functional as f
from torch import Tensor, nn

from kg.read import eight
from kg.read.look import Layer
from kg.read.network import Network, batch
from kg.train.cases import Case
from kg.train.corpus import Lesson
from kg.train.learn import follow, warmed

CPU = torch.device("cpu")
EPOCHS = 5
RATE, HEAD_RATE = 1e-4, 6e-4  # of the layers, which begin as the encoder's, and of the rest
MOST = 90  # candidates of a window in one step, at most half of them right
BATCH = 8  # windows in a step
AVERAGE = 0.99  # of the weights that are kept, over steps


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
