"""What a reader finds possible in labelled articles, and which of it is right: the lessons of the second look and of the cues."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.read.network import TYPES, Network
from kg.read.neural import NeuralReader
from kg.train.corpus import Lesson, lessons
from kg.vocabulary import ordered

LIMITS = {"trigger": 0.03, "role": 0.01, "candidate": 0.03, "looked": 0.0}  # lower than in reading: what is less likely teaches too


@dataclass(frozen=True)
class Case:
    """Candidates of one window: words ``trigger`` and relations ``[C]``, sides ``[C, 3]`` as in `kg.read.look.Look`, and which are right ``[C]``."""

    lesson: Lesson
    mentions: tuple[tuple[int, int], ...]  # that were found: first word, last word
    trigger: Tensor
    relation: Tensor
    subject: Tensor
    object: Tensor
    right: Tensor


def cases(before: Network, tokenizer: Tokenizer, documents: Sequence[dict[str, Any]]) -> list[Case]:
    """What a network finds possible in each window of labelled articles, and what is labelled there.

    It is to be a network as it was ``before`` it learnt from these articles: afterwards it knows them by heart, and finds in them few of the
    mistakes that it makes elsewhere.
    """
    loose = copy(before)
    loose.shape = replace(before.shape, thresholds=before.shape.thresholds | LIMITS)
    reader = NeuralReader(taught=(loose, tokenizer))
    every = [x for d in documents for x in lessons(d, tokenizer) if x.window.words]
    found = []
    for part, read in reader.spread(reader.decoded, [(i, x.window) for i, x in enumerate(every)]):
        for (i, _), (mentions, statements) in zip(part, read, strict=True):
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
            spans = tuple((starts[m.span.start], ends[m.span.end]) for m in mentions)
            case = _case(x, spans, rows, reader.network.shape.relations)
            found += [case] if case else []
    return found


def _case(x: Lesson, mentions: tuple[tuple[int, int], ...], rows: set[tuple[Any, ...]], relations: tuple[str, ...]) -> Case | None:
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
    return Case(x, mentions, trigger, relation, subject, object_, torch.tensor(right))
