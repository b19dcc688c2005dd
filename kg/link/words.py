"""The words by which articles describe an entity instead of naming it: a typed view of ``words.tsv``."""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import ResourceError
from kg.lang.normalise import key, keys
from kg.link.spelling import readings

FILE = Path(__file__).with_name("words.tsv")
_PROCLITICS = 2  # so many letters are not cut from a common word: too little is left of it
KINDS = frozenset(
    (
        "title",
        "office",
        "head",
        "people",
        "institution",
        "counterpart",
        "latter",
        "country",
        "filler",
        "former",
        "honorific",
        "government",
        "several",
        "both",
        "occasion",
        "crown",
        "usual",
    )
)


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """An Arabic word without article, as it is looked up; other words as they are.

    >>> stem("الرئيس"), stem("للرئيس"), stem("president"), stem("الله")
    ('رييس', 'رييس', 'president', 'الله')
    """
    plain = key(word)
    return plain[2:] if plain.startswith(("ال", "لل")) and len(plain) > 4 else plain


class Words:
    """Phrases of one kind, each with what it means."""

    def __init__(self, meanings: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        self.meanings = meanings
        self.longest = max(map(len, meanings), default=0)

    def means(self, words: Sequence[str]) -> tuple[str, ...]:
        """What the whole phrase means; nothing when it is not of this kind."""
        return self.meanings.get(tuple(map(stem, words)), ())

    def longest_in(self, words: Sequence[str]) -> tuple[int, int, str] | None:
        """The longest phrase inside ``words``, the first of equals: its start, its end, its first meaning."""
        stems = [stem(w) for w in words]
        for size in range(min(self.longest, len(stems)), 0, -1):
            for start in range(len(stems) - size + 1):
                if found := self.meanings.get(tuple(stems[start : start + size])):
                    return start, start + size, found[0]
        return None


@cache
def words(kind: str) -> Words:
    """The phrases of one kind. Raises `ResourceError` when the file is wrong."""
    return _read(FILE)[kind]


@lru_cache(maxsize=1 << 15)
def kinds(word: str) -> frozenset[str]:
    """The kinds of which a word is by itself, behind proclitics or not.

    >>> sorted(kinds("لنظيره")), sorted(kinds("بوتين"))
    (['counterpart', 'title'], [])
    """
    stems = {(stem(r),) for cut, r in readings(word) if cut < _PROCLITICS}
    return frozenset(k for k, w in _read(FILE).items() if not stems.isdisjoint(w.meanings))


@lru_cache(maxsize=1 << 15)
def heads(word: str) -> frozenset[str]:
    """The classes of what a word before a name says a thing is, behind proclitics or not.

    >>> sorted(heads("لمدينة")), sorted(heads("بوتين"))
    (['Place'], [])
    """
    return frozenset(kind for _, r in readings(word) for kind in words("head").means([r]))


@lru_cache(maxsize=1 << 15)
def occasions(word: str) -> frozenset[str]:
    """What a word says happened, in all words for it.

    >>> sorted(occasions("blast"))
    ['attack', 'bombing']
    """
    return frozenset(what for _, r in readings(word) for what in words("occasion").means([r]))


def without_honorific(text: tuple[str, ...]) -> tuple[str, ...]:
    """Folded words without the style of address that they begin with.

    >>> without_honorific(("لسمو", "ولي", "العهد"))
    ('ولي', 'العهد')
    """
    for size in range(min(words("honorific").longest, len(text) - 1), 0, -1):
        if any(words("honorific").means((first, *text[1:size])) for _, first in readings(text[0])):
            return text[size:]
    return text


@cache
def singles() -> frozenset[str]:
    """Every single word of the file, without article."""
    return frozenset(p[0] for w in _read(FILE).values() for p in w.meanings if len(p) == 1)


@cache
def _read(path: Path) -> dict[str, Words]:
    found: dict[str, dict[tuple[str, ...], tuple[str, ...]]] = {k: {} for k in KINDS}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith(("#", "kind\t")):
            continue
        fields = line.split("\t")
        if len(fields) != 4 or fields[0] not in KINDS:
            raise ResourceError(
                f"{path}: line {number}: {line!r} needs four fields, the first one of {', '.join(sorted(KINDS))}"
            )
        for phrase in fields[2].split("|"):
            stems = tuple(map(stem, keys(phrase.removeprefix("the "))))
            old = found[fields[0]].get(stems, ())
            found[fields[0]][stems] = old if fields[3] in old else (*old, fields[3])
    return {k: Words(v) for k, v in found.items()}
