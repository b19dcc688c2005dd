"""Teach which time dates a statement: ``python -m kg.train.when OUT CORPUS… [--texts ARTICLES]``, from labelled articles to ``kg/link/when.tsv``."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import torch
import typer
from torch import Tensor

from kg.link.when import Dates, Weights
from kg.model import Article, Mention, Span, Statement
from kg.train import corpus as labelled
from kg.train.corpus import article, occurrences
from kg.train.score import together

HEAD = "# Which time dates a statement: log odds of each sign (kg/link/when.py). Written by kg/train/when.py. Do not edit.\n"
RARE = 60  # signs seen less often are left out
HOLD = 3.0  # how strongly weights are held to nothing (ridge; le Cessie & van Houwelingen 1992)


@dataclass(frozen=True, slots=True)
class Example:
    """What speaks for each expression of a sentence, and which of them the label has, -1 for none."""

    signs: tuple[dict[str, float], ...]
    right: int


def examples(documents: Iterable[dict[str, Any]]) -> Iterator[Example]:
    """Every labelled assertion whose sentence has a time expression."""
    for document in documents:
        read = article(document)
        spans = iter(read.sentences)
        sentences = [next(spans) if s else None for s in document["sentences"]]
        for i, sentence in enumerate(sentences):
            labels = [a for a in document["assertions"] if a["sent"] == i]
            if sentence is None or not labels:
                continue
            statements = [_statement(a, read, sentence) for a in labels]
            dates = Dates(read, sentence, [s.trigger for s in statements])
            for label, statement in zip(labels, statements, strict=True):
                if near := dates.near(statement):
                    same = [bool(label.get("t")) and together(label["t"], time.text) for _, time in near]
                    yield Example(tuple(dates.signs(statement)), same.index(True) if True in same else -1)


def _statement(label: dict[str, Any], read: Article, sentence: Span) -> Statement:
    """A label as the reader would have found it; a side that is not in the sentence lies at its beginning."""

    def where(words: str | None) -> Span:
        text = sentence.of(read.text)
        found = next(occurrences(words or "", text), None)
        at = found.start if found else max(text.find(words or ""), 0)
        return Span(sentence.start + at, sentence.start + (found.end if found else at + max(len(words or ""), 1)))

    subject, object_ = (Mention(where(label.get(side)), "State") for side in ("sf", "of"))
    said = subject if label.get("by") else None
    return Statement(label["p"], sentence, where(label["trig"]), subject, object_, label.get("mod", "actual"), bool(label.get("neg")), said)


def teach(found: Sequence[Example]) -> Weights:
    """The weights under which the labels are likeliest, given how strongly they are held to nothing."""
    seen = Counter(name for e in found for signs in e.signs for name in signs)
    names = sorted(name for name, times in seen.items() if times >= RARE)
    column = {name: i for i, name in enumerate(names)}
    rows = [signs for e in found for signs in e.signs]
    table = torch.zeros(len(rows), len(names))
    for row, signs in enumerate(rows):
        for name, value in signs.items():
            if name in column:
                table[row, column[name]] = value
    owner = torch.tensor([i for i, e in enumerate(found) for _ in e.signs])
    right = torch.tensor([i == e.right for e in found for i in range(len(e.signs))])
    weights = torch.zeros(len(names), requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=60, history_size=20, line_search_fn="strong_wolfe")

    def step() -> Tensor:
        optimiser.zero_grad()
        odds = table @ weights
        every = torch.ones(len(found)).index_add(0, owner, odds.exp()).log()
        loss = every.sum() - odds[right].sum() + HOLD / 2 * weights.square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(step)  # type: ignore[no-untyped-call]
    return {name: round(weight, 2) for name, weight in zip(names, weights.tolist(), strict=True) if round(weight, 2)}


def main(
    to: Annotated[Path, typer.Argument(help="The file of weights to write.")],
    corpus: Annotated[list[Path], typer.Argument(help="Labelled articles (JSON lines).")],
    texts: Annotated[list[Path], typer.Option(help="Articles that a file of labels alone is about.")] = [],  # noqa: B006
) -> None:
    """Teach which time dates a statement."""
    known = labelled.texts(texts)
    weights = teach([e for path in corpus for e in examples(labelled.documents(path, known))])
    lines = (f"{name}\t{weight:g}\n" for name, weight in weights.items())
    to.write_text(f"{HEAD}{''.join(lines)}", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
