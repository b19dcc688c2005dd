"""Which articles print one text: exact copies, versions, and what several outlets take from one agency.

Each article carries a MinHash signature (Broder 1997) of its text, so that copies are found without the texts, whenever the articles came.
What is a copy of what follows from the set of articles alone, not from the order in which they were read.
"""

from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from itertools import chain, combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHORTEST = 20  # words; who prints less in the same words need not have copied it
SHINGLE = 3  # words
BANDS, ROWS = 42, 3  # a pair that shares half of its shingles is looked at with probability 0.996, one that shares 1 % with 0.00004
SEED, SCHEME = 1, "affine32"  # signatures in graphs hold only for these
HELD = 0.7  # the part of the shorter text's shingles that is in the longer one


def signature(text: str) -> str:
    """What copies are found by: the number of shingles and 16 bits of each minimum, in base 64; empty for a short text.

    >>> signature("too short")
    ''
    """
    from kg.lang.normalise import keys  # noqa: PLC0415  # heavy, and whoever only reads a graph does without

    words = keys(text)
    if len(words) < SHORTEST:
        return ""
    from datasketch import MinHash  # noqa: PLC0415

    shingles = {" ".join(words[i : i + SHINGLE]).encode() for i in range(len(words) - SHINGLE + 1)}
    hashed = MinHash(BANDS * ROWS, seed=SEED, scheme=SCHEME)
    hashed.update_batch(sorted(shingles))
    values = np.array([min(len(shingles), 0xFFFF), *(hashed.hashvalues & 0xFFFF)], dtype="<u2")
    return b64encode(values.tobytes()).decode()


def similar(one: str, other: str) -> bool:
    """Whether two signatures are of one text: most of the shorter one stands in the longer one."""
    return bool(one and other) and _held(_values(one), _values(other)) >= HELD


def originals(signatures: Iterable[tuple[str, str]], day: Callable[[str], str]) -> dict[str, str]:
    """Of the articles with these signatures, each that is a copy, and which it is a copy of: the oldest of all with this text.

    Articles of which ``day`` (ISO) is empty come last; of several on one day, or without any, the first by letters is the original.
    """
    import networkx as nx  # noqa: PLC0415  # slow to load, and whoever only reads a graph does without

    articles, texts, numbers, packed = list[str](), list[int](), dict[bytes, int](), bytearray()
    for article, given in signatures:
        values = b64decode(given)
        text = numbers.setdefault(blake2b(values, digest_size=16).digest(), len(numbers))
        if text * len(values) == len(packed):  # a new one: those of many articles take room enough once
            packed += values
        articles.append(article)
        texts.append(text)
    if not articles:
        return {}
    alike, often = nx.Graph(_pairs(np.frombuffer(packed, dtype="<u2").reshape(-1, BANDS * ROWS + 1))), Counter(texts)
    same: defaultdict[int, list[str]] = defaultdict(list)  # the articles of each text that there is again, or nearly
    for article, text in zip(articles, texts, strict=True):
        if often[text] > 1 or text in alike:
            same[text].append(article)
    found: dict[str, str] = {}
    for group in chain(nx.connected_components(alike), ({text} for text in same if text not in alike)):
        dated = sorted((day(article) or "9999", article) for text in group for article in same[text])
        found |= {article: dated[0][1] for _, article in dated[1:]}
    return found


def bands(given: str) -> Iterator[str]:
    """What signatures of near texts have in common: they agree in one band at least."""
    values = _values(given)[1:]
    for number in range(BANDS):
        yield f"{number:02}{b64encode(values[number * ROWS : (number + 1) * ROWS].tobytes()).decode()}"


def _pairs(values: "NDArray[np.uint16]") -> Iterator[tuple[int, int]]:
    """The rows that are similar, some more than once. Only those that have a band in common are compared."""
    for number in range(BANDS):
        columns = values[:, 1 + number * ROWS : 1 + (number + 1) * ROWS].astype(np.uint64)
        band = columns @ (np.uint64(1) << np.arange(0, 16 * ROWS, 16, dtype=np.uint64))
        order = np.argsort(band, kind="stable")
        bounds = np.concatenate(([0], np.flatnonzero(np.diff(band[order])) + 1, [len(order)]))
        for several in np.flatnonzero(np.diff(bounds) > 1):
            for one, other in combinations(order[bounds[several] : bounds[several + 1]].tolist(), 2):
                if _held(values[one], values[other]) >= HELD:
                    yield one, other


def _held(one: "NDArray[np.uint16]", other: "NDArray[np.uint16]") -> float:
    """The part of the smaller set that is in the larger one, as their sizes and what they share of their union tell."""
    shared = float(np.mean(one[1:] == other[1:]))
    sizes = int(one[0]), int(other[0])
    return shared / (1 + shared) * sum(sizes) / min(sizes)


def _values(given: str) -> "NDArray[np.uint16]":
    return np.frombuffer(b64decode(given), dtype="<u2")
