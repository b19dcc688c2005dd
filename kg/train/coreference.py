"""Teach who is meant by other words: ``python -m kg.train.coreference OUT CORPUS… [--texts ARTICLES]``, from labelled articles to ``kg/link/coreference.tsv``."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.link.article import Resolver
from kg.link.coreference import Chain, chains, options
from kg.link.find import Finder, finder
from kg.model import Reading
from kg.read.neural import NeuralReader
from kg.train import corpus as labels
from kg.train.linking import labelled
from kg.train.logit import Example, save, teach

ABOUT = "Who is meant by other words: log odds of each sign (kg/link/coreference.py). Written by kg/train/coreference.py. Do not edit."
RARE = 20  # signs seen less often are left out


def examples(document: Mapping[str, Any], reading: Reading, known: Finder) -> Iterator[Example]:
    """Every entity of a labelled article that the article alone names, as far as rules tell. What most of its mentions are labelled as is right."""
    whom = labelled(document, reading.article.text)

    def right(chain: Chain) -> str:
        return max(Counter(filter(None, (whom(t.mention) for t in chain.terms))).items(), key=lambda told: told[1], default=("", 0))[0]

    resolver = Resolver(known, reading)
    resolver.resolve()
    for one, like, signs in options(chains(resolver.terms, reading.article, known), reading.article.text):
        if like:
            want = right(one)
            yield Example(tuple(signs), frozenset(i for i, c in enumerate(like) if want and right(c) == want))


def main(
    to: Annotated[Path, typer.Argument(help="The file of weights to write.")],
    corpus: Annotated[list[Path], typer.Argument(help="Labelled articles (JSON lines).")],
    texts: Annotated[list[Path], typer.Option(help="Articles that a file of labels alone is about.")] = [],  # noqa: B006
) -> None:
    """Teach who is meant by other words."""
    known, reader = labels.texts(texts), NeuralReader()
    documents = [d for path in corpus for d in labels.documents(path, known)]
    readings = reader.read(map(labels.article, documents))
    save(teach([e for d, r in zip(documents, readings, strict=True) for e in examples(d, r, finder())], RARE), to, ABOUT)


if __name__ == "__main__":
    typer.run(main)
