"""Articles to statements: one protocol, and the readers that serve it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from kg.model import Article, Mention, Reading


class Reader(Protocol):
    """Finds what articles say.

    ``name`` goes into the provenance of each assertion and changes whenever the reader would find something else.
    """

    name: str

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, in order, one reading an article. Its statements are all that may be meant."""
        ...

    def review(self, reading: Reading, who: Mapping[Mention, str]) -> Reading:
        """The reading with the statements that hold when all are weighed together; ``who`` is the IRI that a mention stands for."""
        ...
