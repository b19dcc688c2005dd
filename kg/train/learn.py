"""Teach the reader: labelled articles to weights."""

import json
import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as f
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from kg.errors import InputError
from kg.model import MODALITIES
from kg.read.network import ROLES, Batch, Network, batch, candidates
from kg.read.neural import NeuralReader
from kg.read.weights import save
from kg.read.words import UNKNOWN
from kg.train.corpus import Label, Lesson, lessons
from kg.train.figures import CLAIMS, measure
from kg.train.score import Figures

CONFIG: dict[str, Any] = {
    "epochs": 12,
    "tokens": 3072,  # in a step
    "rate": 1.5e-4,  # of the encoder
    "head_rate": 1e-3,
    "warmup": 0.08,
    "decay": 0.02,
    "blanks": 0.0,  # share of the words hidden from the encoder, so that it learns to go by what stands around them; not with `frozen`
    "frozen": 0,  # lowest layers of the encoder, left as they are: what they make of an article is kept, which saves their time
    "average": 0.99,  # of the weights that are kept, over steps
    "seed": 7,
}
WEIGHTS = {"first": 0.5, "length": 0.3}  # of losses that count less
Groups = dict[tuple[int, int], list[Label]]


def precision() -> torch.dtype:
    """The type to multiply matrices in: bfloat16 where the processor has instructions for it, else float32 (there faster by far)."""
    if torch.cuda.is_available():
        return torch.bfloat16
    fast = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()  # noqa: SLF001
    return torch.bfloat16 if fast else torch.float32


def blanked(b: Batch, share: float) -> Batch:
    """The batch with a random share of its words made unknown."""
    gone = torch.rand(b.count + 1, device=b.pieces.device) < share
    gone[-1] = False  # the row of -1, which marks what belongs to no word
    return replace(b, pieces=b.pieces.masked_fill(gone[b.owner], UNKNOWN))


def loss(
    network: Network, part: Sequence[Lesson], device: torch.device, chance: random.Random, frozen: int = 0, blanks: float = 0
) -> Tensor:
    """The sum of the heads' losses on one batch, each averaged over what it decides."""
    b = batch([x.window for x in part], device)
    if blanks:
        b = blanked(b, blanks)
    kept = [x.below for x in part if x.below is not None]
    below = pad_sequence(kept, batch_first=True).float().to(device) if kept else None
    with torch.autocast(device.type, torch.bfloat16, enabled=precision() is torch.bfloat16):
        h = network.words(b, below, network.encoder.layers[frozen if kept else 0 :])
    start, end = candidates(b.windows, b.first)
    place = {span: i for i, span in enumerate(zip(start.tolist(), end.tolist(), strict=True))}
    kind = torch.zeros(len(start), dtype=torch.long)
    wanted = torch.zeros(b.count, len(network.shape.relations))
    fresh = torch.tensor([s >= w.fresh for w in b.windows for s in w.sentence])
    order = {r: i for i, r in enumerate(network.shape.relations)}
    groups: list[Groups] = []
    for x, base in zip(part, b.first, strict=True):
        for s, e, t, _ in x.mentions:
            kind[place[base + s, base + e]] = 1 + t
        mine: Groups = defaultdict(list)
        for label in x.labels:
            mine[label.trigger[0], order[label.relation]].append(label)
            wanted[base + label.trigger[0], order[label.relation]] = 1
        groups.append(mine)
    kind, wanted, fresh, start, end = (t.to(device) for t in (kind, wanted, fresh, start, end))
    types = network.spans(h, start, end)
    total = f.cross_entropy(types, kind, reduction="sum") / max(int((kind > 0).sum()), 1)
    logits, lengths = network.triggers(h)
    total = total + f.binary_cross_entropy_with_logits(logits[fresh], wanted[fresh], reduction="sum") / max(int(wanted.sum()), 1)
    parts: dict[str, list[Tensor]] = defaultdict(list)
    likely = 1 - types.detach().softmax(1)[:, 0]
    guess = logits.detach().sigmoid()
    for x, base, mine in zip(part, b.first, groups, strict=True):
        if x.mentions:
            _roles(network, h, b.sentence, x, base, mine, (start, end, kind, types, likely), logits, lengths, guess, parts, chance)
    return total + sum((WEIGHTS.get(k, 1.0) * torch.cat(v).mean() for k, v in parts.items()), torch.zeros((), device=device))


def _roles(
    network: Network,
    h: Tensor,
    sentence: Tensor,
    x: Lesson,
    base: int,
    mine: Groups,
    spans: tuple[Tensor, Tensor, Tensor, Tensor, Tensor],
    logits: Tensor,
    lengths: Tensor,
    guess: Tensor,
    parts: dict[str, list[Tensor]],
    chance: random.Random,
) -> None:
    """Add the losses of roles, claims and judgements of one window to ``parts``."""
    device, size = h.device, len(x.window.words)
    start, end, kind, types, likely = spans
    # what the mention head finds and nobody labelled: such spans come up when reading, so teach that they play no role
    false = ((start >= base) & (start < base + size) & (kind == 0) & (likely > 0.3)).nonzero()[:, 0].tolist()[:30]
    rows = [(s, e, t) for s, e, t, _ in x.mentions]
    rows += [(int(start[i]) - base, int(end[i]) - base, int(types[i, 1:].argmax())) for i in false]
    m = torch.tensor(rows, device=device)
    entity = [k[3] for k in x.mentions] + [-1 - i for i in range(len(false))]
    tempting = (guess[base : base + size] > 0.1).nonzero().tolist()
    tempting = [(i, r) for i, r in tempting if (i, r) not in mine and x.window.sentence[i] >= x.window.fresh]
    chance.shuffle(tempting)
    keys = [*mine, *((i, r) for i, r in tempting[:10])]
    if not keys:
        return
    word = torch.tensor([base + i for i, _ in keys], device=device)
    relation = torch.tensor([r for _, r in keys], device=device)
    roles, nobody = network.roles(h, sentence, word, relation, m)
    real = len(mine)
    wanted, counted = torch.zeros(real, len(rows), 2), torch.ones(real, len(rows), 2)
    right: list[set[tuple[int, int]]] = []
    for g, labels in enumerate(mine.values()):
        pairs = set()
        for label in labels:
            for c, role in enumerate(ROLES[:2]):
                for i in label.ignored[role]:
                    counted[g, i, c] = 0
        for label in labels:
            for c, role in enumerate(ROLES[:2]):
                wanted[g, label.roles[role][0], c] = counted[g, label.roles[role][0], c] = 1
            pairs.add((label.roles["subject"][0], label.roles["object"][0]))
        right.append(pairs)
    if real:
        bce = f.binary_cross_entropy_with_logits(roles[:real, :, :2], wanted.to(device), reduction="none")
        parts["role"].append((bce * counted.to(device)).sum((1, 2)))
        # whichever mention of a right entity it is, one of them comes first
        right_ones = (wanted + 1 - counted).bool().to(device)
        first = roles[:real, :, :2].log_softmax(1).masked_fill(~right_ones, -torch.inf).logsumexp(1)
        parts["first"].append(-first.sum(1))
        length = torch.tensor([k[0].trigger[1] - k[0].trigger[0] for k in mine.values()], device=device)
        parts["length"].append(f.cross_entropy(lengths[word[:real]], length, reduction="none"))
        claims = network.claims(h, word[:real], relation[:real])
        modality = torch.tensor([MODALITIES.index(k[0].modality) for k in mine.values()], device=device)
        negated = torch.tensor([float(k[0].negated) for k in mine.values()], device=device)
        parts["modality"].append(f.cross_entropy(claims[:, :4], modality, reduction="none"))
        parts["negated"].append(f.binary_cross_entropy_with_logits(claims[:, 4], negated, reduction="none"))
        for c, role in enumerate(ROLES[2:]):
            told = torch.cat([nobody[:real, c : c + 1], roles[:real, :, 2 + c]], 1).log_softmax(1)
            for g, labels in enumerate(mine.values()):
                given = {i for k in labels for i in k.roles.get(role, ())}
                if given:
                    parts[role].append(-told[g, [1 + i for i in given]].logsumexp(0)[None])
                elif not any(role in k.ignored or role in k.roles for k in labels):
                    parts[role].append(-told[g, :1])
    # candidates for the judge: what the roles propose, and what is right
    chosen: list[tuple[int, int, int]] = []
    verdict: list[float] = []
    with torch.no_grad():
        tops = roles[:, :, :2].topk(min(4, len(rows)), 1).indices.cpu()
    for g in range(len(keys)):
        good = right[g] if g < real else set()
        known = {(entity[a], entity[b]) for a, b in good}
        sides = [set(tops[g, :, c].tolist()) | {p[c] for p in good} for c in (0, 1)]
        for a in sides[0]:
            for b in sides[1]:
                if entity[a] == entity[b] or ((entity[a], entity[b]) in known and (a, b) not in good):
                    continue
                chosen.append((g, a, b))
                verdict.append(float((a, b) in good))
    if chosen:
        g, a, b = torch.tensor(chosen, device=device).T
        scores = torch.stack([logits[word[g], relation[g]], roles[g, a, 0], roles[g, b, 1]], 1)
        judged = network.judged(h, word, relation, m, (g, a, b), scores.detach())
        bce = f.binary_cross_entropy_with_logits(judged, torch.tensor(verdict, device=device), reduction="none")
        parts["judge"].append(torch.zeros(len(keys), device=device).index_add(0, g, bce))


def batches(taught: Sequence[Lesson], tokens: int, chance: random.Random) -> list[list[Lesson]]:
    """Shuffled batches of windows of like length, at most ``tokens`` pieces with padding."""
    order = sorted(taught, key=lambda x: len(x.window.pieces) + chance.uniform(0, 60))
    found: list[list[Lesson]] = [[]]
    for x in order:
        if found[-1] and (len(found[-1]) + 1) * len(x.window.pieces) > tokens:
            found.append([])
        found[-1].append(x)
    chance.shuffle(found)
    return found


@torch.no_grad()
def _below(network: Network, lesson: Lesson, frozen: int, device: torch.device) -> Tensor:
    """What the first ``frozen`` layers make of a window, ``[pieces, hidden]``; half the precision is enough to keep it."""
    network.eval()
    made: Tensor = network.encoder(batch([lesson.window], device).pieces, layers=network.encoder.layers[:frozen])
    return made[0].half()


def warmed(optimiser: torch.optim.Optimizer, steps: int, warm: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Rates that rise for ``warm`` steps and then fall in a straight line, to a fiftieth at least."""
    return torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm))))


@torch.no_grad()
def follow(mean: nn.Module, taught: nn.Module, keep: float) -> None:
    """Let the mean of the weights over steps keep a share of itself, and take the rest from the weights as they are."""
    for p, q in zip(mean.parameters(), taught.parameters(), strict=True):
        p.lerp_(q, 1 - keep)


def teach(
    network: Network,
    tokenizer: Tokenizer,
    documents: Sequence[dict[str, Any]],
    dev: Sequence[dict[str, Any]],
    out: Path,
    config: dict[str, Any],
    tell: Callable[[str], None],
) -> None:
    """Train and write the weights to ``out`` after each epoch that reads ``dev`` better; goes on from ``out/last.pt`` if that is there.

    With no epochs the network is written as it is, for a review to be taught anew.
    """
    config = CONFIG | config
    if not config["epochs"]:
        save(out, network, tokenizer)
        return
    torch.manual_seed(config["seed"])
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device)
    network.encoder.word.weight.requires_grad_(False)
    taught = [x for d in documents for x in lessons(d, tokenizer) if x.window.words]
    tell(f"{len(documents)} articles, {len(taught)} windows, {sum(len(x.labels) for x in taught)} labels")
    frozen = config["frozen"]
    if frozen and config["blanks"]:
        raise InputError("blanks and frozen: choose one. What frozen layers made of an article is kept, so its words can't be hidden from them.")
    for layer in network.encoder.layers[:frozen]:
        layer.requires_grad_(False)
    body = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": config["rate"]}, {"params": heads, "lr": config["head_rate"]}], weight_decay=config["decay"]
    )
    steps = config["epochs"] * len(batches(taught, config["tokens"], random.Random(0)))  # noqa: S311
    schedule = warmed(optimiser, steps, max(1, int(config["warmup"] * steps)))
    mean = deepcopy(network)
    best, begun, last = 0.0, 0, out / "last.pt"
    if last.is_file():
        kept = torch.load(last, map_location=device, weights_only=True)
        network.load_state_dict(kept["network"])
        mean.load_state_dict(kept["mean"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        best, begun = kept["best"], kept["epoch"]
        tell(f"going on after epoch {begun}")
    if frozen:
        taught = [replace(x, below=_below(network, x, frozen, device)) for x in taught]
    made_from = sha256(json.dumps([[d["id"] for d in documents], config], sort_keys=True).encode()).hexdigest()[:16]
    ticks = count(begun * (steps // config["epochs"]))
    for epoch in range(begun, config["epochs"]):
        chance = random.Random(config["seed"] + epoch)  # noqa: S311
        network.train()
        summed = n = 0.0
        for part in batches(taught, config["tokens"], chance):
            value = loss(network, part, device, chance, frozen, config["blanks"])
            optimiser.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            follow(mean, network, min(config["average"], next(ticks) / 100))
            summed, n = summed + value.item(), n + 1
            if n % 20 == 0:
                tell(f"  epoch {epoch + 1} step {int(n)}: loss {summed / n:.3f}")
        figures = measure(dev, NeuralReader(taught=(mean, tokenizer)))
        tell(f"epoch {epoch + 1}: loss {summed / n:.3f} {brief(figures)}")
        out.mkdir(parents=True, exist_ok=True)
        if figures.all.f1 >= best:
            best = figures.all.f1
            save(out, mean, tokenizer)
            (out / "made.json").write_text(
                json.dumps({"config": config, "data": made_from, "epoch": epoch + 1, "dev": round(best, 4)}, indent=1, sort_keys=True) + "\n"
            )
        state = {"network": network.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict(),
                 "schedule": schedule.state_dict(), "best": best, "epoch": epoch + 1}  # fmt: skip
        torch.save(state, last.with_suffix(".part"))
        last.with_suffix(".part").replace(last)


def brief(x: Figures) -> str:
    """One line of figures."""
    by = {k: x.by[k].f1 for k in ("ar", "en") if k in x.by}
    return (
        f"P {x.all.precision:.3f} R {x.all.recall:.3f} F1 {x.all.f1:.3f} "
        + " ".join(f"{k} {v:.3f}" for k, v in by.items())
        + f" pairs {x.pairs.f1:.3f} "
        + " ".join(f"{n} {x.claim(n):.3f}" for n in CLAIMS)
    )
