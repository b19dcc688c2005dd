"""The reader that comes with Alaqat: runs the network over windows and decodes what it finds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg import __version__
from kg.memory import give_back
from kg.model import MODALITIES, Article, Mention, Reading, Span, Statement
from kg.read import Knows, eight
from kg.read.cues import Scene
from kg.read.look import Look
from kg.read.network import TYPES, Network, batch, candidates
from kg.read.weights import FOLDER, fingerprint, load
from kg.read.words import Window, windows
from kg.vocabulary import relations

ARTICLES = 64  # read together
TOKENS = 16384  # in a batch for a GPU, padding included
# Chosen on the dev articles: what is likelier than this counts.
DEFAULTS = {"mention": 0.3, "trigger": 0.05, "role": 0.02, "candidate": 0.05, "looked": 0.06, "statement": 0.24}
MOST = 6  # candidates for a side of one trigger
Part = tuple[int, Window]  # of which article
Found = tuple[list[Mention], list[Statement]]
T = TypeVar("T")


class NeuralReader:
    """Reads with the weights of a folder, or with a network that is there already."""

    def __init__(self, folder: Path = FOLDER, taught: tuple[Network, Tokenizer] | None = None) -> None:
        network, self.tokenizer = taught or load(folder)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self.network = network.to(self.device).eval()
        self.layers = eight.layers(network.encoder.layers, self.device)
        self.look = eight.look(network.look, self.device)
        if taught is None and self.layers:  # in the place of the floats that they were made of: 0.2 GB
            network.encoder.layers, network.look = nn.ModuleList(self.layers), self.look
            give_back()
        self.least = (DEFAULTS | network.shape.thresholds)["statement"]
        self.name = f"alaqat {__version__} neural {'untold' if taught else fingerprint(folder)}"

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """See `kg.read.Reader`."""
        articles = iter(articles)
        while group := list(islice(articles, ARTICLES)):
            todo = self.parts(group)
            mentions: dict[int, set[Mention]] = {i: set() for i in range(len(group))}
            possible: dict[int, list[Statement]] = {i: [] for i in range(len(group))}
            left, done = Counter(i for i, _ in todo), 0
            for part, found in chain(self.spread(self.decoded, todo), [([], [])]):
                for (i, _), (ms, cs) in zip(part, found, strict=True):
                    mentions[i].update(ms)
                    possible[i] += cs
                    left[i] -= 1
                while done < len(group) and not left[done]:  # whoever goes on with it does so while others are read
                    yield Reading(group[done], tuple(sorted(mentions[done])), tuple(sorted(possible[done], key=_order)))
                    done += 1

    @property
    def processes(self) -> int:
        """See `kg.read.Reader`."""
        return torch.get_num_threads() if self.device.type == "cpu" else 1

    def parts(self, group: Iterable[Article]) -> list[Part]:
        """The windows of articles."""
        return [(i, w) for i, a in enumerate(group) for w in windows(a, self.tokenizer) if w.words]

    def spread(self, work: Callable[[list[Part]], T], todo: list[Part]) -> Iterator[tuple[list[Part], T]]:
        """The windows batch by batch, and what ``work`` makes of each batch.

        A processor takes window by window, one a thread: nothing is spent on padding, and no window is read otherwise because of what
        stands beside it, so that the order of the articles changes nothing.
        """
        cores = self.processes
        parts = [[p] for p in todo] if self.device.type == "cpu" else _batches(todo)
        if cores == 1:
            yield from ((part, work(part)) for part in parts)
            return
        try:
            torch.set_num_threads(1)  # for whoever asks, too: it works in between
            with ThreadPoolExecutor(cores, initializer=torch.set_num_threads, initargs=(1,)) as pool:
                yield from zip(parts, pool.map(work, parts), strict=True)
        finally:
            torch.set_num_threads(cores)  # some of its kernels heed the setting of whichever thread set it last

    @torch.inference_mode()
    def encoded(self, part: list[Part]) -> Tensor:
        """What the encoder alone makes of windows, ``[words, hidden]``."""
        return self.network.words(batch([w for _, w in part], self.device), layers=self.layers)

    def decoded(self, part: list[Part]) -> list[Found]:
        """What is found in windows."""
        return decode(self.network, [w for _, w in part], self.device, self.layers, self.look)

    def review(self, reading: Reading, who: Mapping[Mention, str], knows: Knows) -> Reading:
        """See `kg.read.Reader`."""
        return self.network.review.weigh(reading, who, knows, self.least)


def _order(s: Statement) -> tuple[object, ...]:
    return (s.sentence, s.trigger, s.relation, s.subject, s.object)


def _batches(todo: list[Part]) -> Iterator[list[Part]]:
    """Batches of at most TOKENS, of windows of like length."""
    part: list[Part] = []
    for item in sorted(todo, key=lambda p: len(p[1].pieces)):
        if part and (len(part) + 1) * len(item[1].pieces) > TOKENS:
            yield part
            part = []
        part.append(item)
    if part:
        yield part


@torch.inference_mode()
def decode(
    network: Network, todo: list[Window], device: torch.device, layers: Iterable[nn.Module] | None = None, look: Look | None = None
) -> list[Found]:
    """What the network finds in each window: mentions, and possible statements whose trigger is not in a context sentence.

    ``layers`` and ``look``, if given, are read through instead of the network's own. What judge and cues together find unlikely is not looked at.
    """
    limits = DEFAULTS | network.shape.thresholds
    b = batch(todo, device)
    with torch.autocast(device.type, torch.bfloat16, enabled=device.type != "cpu"):
        states = network.encoder.states(b.pieces, layers=layers)
        h = network.rows(b, states[-1])
    start, end = candidates(todo, b.first)
    types = network.spans(h, start.to(device), end.to(device)).softmax(1).cpu()
    triggers, lengths = (x.cpu() for x in network.triggers(h))
    found = []
    for row, (w, base) in enumerate(zip(todo, b.first, strict=True)):
        mine = (start >= base) & (start < base + len(w.words))
        rows = _mentions(start[mine], end[mine], types[mine], limits["mention"])
        mentions = [Mention(Span(w.words[s - base].start, w.words[e - base].end), TYPES[t]) for s, e, t in rows]
        logits = triggers[base : base + len(w.words)]
        hits = [(i, r) for i, r in (logits.sigmoid() > limits["trigger"]).nonzero().tolist() if w.sentence[i] >= w.fresh]
        below = [x[row, : len(w.pieces)].float() for x in states[network.shape.looked]]
        possible = _candidates(network, look or network.look, h, below, b.sentence, w, base, rows, mentions, hits, logits, lengths, limits) if rows and hits else []
        found.append((mentions, possible))
    return found


def _mentions(start: Tensor, end: Tensor, types: Tensor, limit: float) -> list[tuple[int, int, int]]:
    """Spans likelier than ``limit`` to be a mention; of two that cross or repeat, the likelier."""
    some = (1 - types[:, 0] > limit).nonzero()[:, 0]
    likely, kind = (1 - types[some, 0]).tolist(), types[some, 1:].argmax(1).tolist()
    starts, ends = start[some].tolist(), end[some].tolist()
    order = sorted(range(len(likely)), key=lambda i: (-likely[i], i))
    kept: list[tuple[int, int, int]] = []
    for i in order:
        s, e = starts[i], ends[i]
        if not any(a < s <= b < e or s < a <= e < b for a, b, _ in kept):
            kept.append((s, e, kind[i]))
    return sorted(kept)


def _candidates(
    network: Network,
    look: Look,
    h: Tensor,
    below: list[Tensor],
    sentence: Tensor,
    w: Window,
    base: int,
    rows: list[tuple[int, int, int]],
    mentions: list[Mention],
    hits: list[tuple[int, int]],
    logits: Tensor,
    lengths: Tensor,
    limits: dict[str, float],
) -> list[Statement]:
    device = h.device
    m = torch.tensor(rows, device=device)
    word = torch.tensor([base + i for i, _ in hits], device=device)
    relation = torch.tensor([r for _, r in hits], device=device)
    roles, nobody = network.roles(h, sentence, word, relation, m)
    claims = network.claims(h, word, relation).cpu()
    modality = claims[:, :4].softmax(1)
    pairs: list[tuple[int, int, int]] = []
    likely = roles[:, :, :2].sigmoid().cpu()
    fits = _fit(network.shape.relations)[relation.cpu()][:, [t for _, _, t in rows]]
    shares = (roles[:, :, :2].cpu() + torch.where(fits, 0.0, -30.0)).log_softmax(1)
    top = (likely * fits).topk(min(MOST, len(rows)), 1)
    keep, which = (top.values > limits["role"]).tolist(), top.indices.tolist()
    for k in range(len(hits)):
        sides = [[i[c] for i, good in zip(which[k], keep[k], strict=True) if good[c]] for c in (0, 1)]
        pairs += [(k, s, o) for s in sides[0] for o in sides[1] if s != o]
    if not pairs:
        return []
    k, s, o = torch.tensor(pairs).T
    at = logits[*zip(*hits, strict=True)].to(device)
    scores = torch.stack([at[k], roles[k, s, 0], roles[k, o, 1]], 1)
    judged = network.judged(h, word, relation, m, (k, s, o), scores).cpu()
    rivals = logits[[i for i, _ in hits]].scatter(1, relation.cpu()[:, None], -torch.inf).amax(1)
    heard = torch.cat([nobody[:, None], roles[:, :, 2:]], 1)
    later = sentence[m[:, 0]] > sentence[word][:, None]
    heard[:, 1:, 0] = heard[:, 1:, 0].masked_fill(later, -torch.inf)  # of 3,068 labelled speakers 8 are named after their sentence only
    spoken = heard.argmax(1).cpu()
    likelihood = judged.sigmoid()
    odds = likelihood.tolist()
    best: dict[tuple[int, int, int, int], int] = {}  # of the same words in a sentence, the likeliest
    for n in (likelihood >= limits["candidate"]).nonzero()[:, 0].tolist():
        hit, subject, object_ = pairs[n]
        i, r = hits[hit]
        key = (w.sentence[i], subject, object_, r)
        if key not in best or odds[best[key]] < odds[n]:
            best[key] = n
    if not best:
        return []
    scene, names = Scene(w, (row[:2] for row in rows)), network.shape.relations
    some = torch.tensor(list(best.values()))
    signs = scene.signs((hits[hit][0], names[hits[hit][1]], rows[subject], rows[object_]) for hit, subject, object_ in map(pairs.__getitem__, some.tolist()))
    cues = network.cues(*(torch.from_numpy(x).to(device) for x in signs)).cpu()
    worth = ((judged[some] + cues) / 2).sigmoid() >= limits["looked"]
    kept = some[worth]
    if not len(kept):
        return []
    table = torch.stack([judged, scores[:, 0].cpu(), rivals[k], scores[:, 1].cpu(), scores[:, 2].cpu(), shares[k, s, 0], shares[k, o, 1]], 1)
    table = torch.cat([table, claims[k, 4:], modality[k]], 1)[kept]
    k, s, o = k[kept], s[kept], o[kept]
    inside = m - torch.tensor([base, base, 0], device=device)
    looked = look(below, torch.tensor(w.owner, device=device), len(w.words), word[k] - base, relation[k], inside[s], inside[o])
    table = torch.cat([table, looked.cpu()[:, None], cues[worth, None]], 1)
    # of each trigger, as plain numbers: asking a tensor for one at a time takes longer than reading
    further, claimed, negated = (x.tolist() for x in (lengths[word.cpu()].argmax(1), modality.argmax(1), claims[:, 4] > 0))
    whom = [[mentions[j - 1] if j else None for j in theirs] for theirs in spoken.tolist()]
    found = []
    for n, told in zip(kept.tolist(), table.tolist(), strict=True):
        hit, subject, object_ = pairs[n]
        i, r = hits[hit]
        last = min(i + further[hit], len(w.words) - 1)
        while w.sentence[last] != w.sentence[i]:
            last -= 1
        speaker, outlet, about = whom[hit]
        found.append(
            Statement(
                relation=names[r],
                sentence=w.article.sentences[w.sentence[i]],
                trigger=Span(w.words[i].start, w.words[last].end),
                subject=mentions[subject],
                object=mentions[object_],
                modality=MODALITIES[claimed[hit]],
                negated=negated[hit],
                speaker=speaker,
                outlet=outlet,
                about=about,
                confidence=odds[n],
                scores=(*told, *(rows[side][0] - base - i for side in (subject, object_))),
            )
        )
    return found


@cache
def _fit(names: tuple[str, ...]) -> Tensor:
    """Whether a mention of a type can be subject or object of a relation, ``[R, types, 2]``: the ontology says that a visit goes to no event."""
    known = [relations()[name] for name in names]
    return torch.tensor([[[t in k.domain, t in k.range] for t in TYPES] for k in known])
