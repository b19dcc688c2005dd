"""Articles to statements: one protocol, and the readers that serve it."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.model import Article, Reading


class Reader(Protocol):
    """Finds what articles say.

    ``name`` goes into the provenance of each assertion and changes whenever the reader would find something else.
    """

    name: str

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, in order, one reading an article."""
        ...
