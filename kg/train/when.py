"""Teach which time dates a statement: ``python -m kg.train.when OUT CORPUS… [--texts ARTICLES]``, from labelled articles to ``kg/link/when.tsv``."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.link.when import Dates
from kg.model import Article, Mention, Span, Statement
from kg.train import corpus as labelled
from kg.train.corpus import article, occurrences
from kg.train.logit import Example, save, teach
from kg.train.score import together

ABOUT = "Which time dates a statement: log odds of each sign (kg/link/when.py). Written by kg/train/when.py. Do not edit."
RARE = 60  # signs seen less often are left out


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
                    yield Example(tuple(dates.signs(statement)), frozenset((same.index(True),) if True in same else ()))


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


def main(
    to: Annotated[Path, typer.Argument(help="The file of weights to write.")],
    corpus: Annotated[list[Path], typer.Argument(help="Labelled articles (JSON lines).")],
    texts: Annotated[list[Path], typer.Option(help="Articles that a file of labels alone is about.")] = [],  # noqa: B006
) -> None:
    """Teach which time dates a statement."""
    known = labelled.texts(texts)
    save(teach([e for path in corpus for e in examples(labelled.documents(path, known))], RARE), to, ABOUT)


if __name__ == "__main__":
    typer.run(main)
