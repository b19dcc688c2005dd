"""Articles to statements: one protocol, and the readers that serve it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from kg.model import Article, Mention, Reading

Knows = Callable[[str, str, str], int]  # of a triple of IRI, relation and IRI: 1, it is known to be so; -1, to be otherwise; 0, nothing


class Reader(Protocol):
    """Finds what articles say.

    ``name`` goes into the provenance of each assertion and changes whenever the reader would find something else.
    ``processes`` is how many, forked from this one, may each read other articles; 1 for a reader that does better alone.
    """

    name: str

    @property
    def processes(self) -> int: ...

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """Read articles, in order, one reading an article. Its statements are all that may be meant."""
        ...

    def review(self, reading: Reading, who: Mapping[Mention, str], knows: Knows) -> Reading:
        """The reading with the statements that hold when all are weighed together; ``who`` is the IRI that a mention stands for."""
        ...
