"""A saying as a line that people read: who does what to whom, how it is told, who says so, where, and the sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kg.brief.sayings import Saying, Sides
from kg.brief.words import WORDS
from kg.model import Entity
from kg.query.results import CONTROL
from kg.vocabulary import modalities, relations


@dataclass(frozen=True, slots=True)
class Line:
    """What is written of one saying, in one language. ``number`` is its own in the whole text; ``url`` is http(s) or empty; ``retracted`` if its article is gone."""

    number: int
    subject: str
    relation: str
    object: str
    negated: bool
    group: str
    notes: tuple[str, ...]
    voice: str
    outlet: str
    title: str
    url: str
    date: str
    quote: str
    retracted: bool = False

    @property
    def words(self) -> str:
        """The triple as text.

        >>> Line(1, "China", "supports", "Russia", False, "support", (), "", "", "", "", "", "").words
        'China — supports — Russia'
        """
        return f"{self.subject} — {self.relation} — {self.object}"


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes lines in ``lang``, ``"ar"`` or ``"en"``, naming beside a person the state or body that they act for."""

    lang: str
    sides: Sides

    def word(self, name: str) -> str:
        """A word of `WORDS`."""
        return WORDS[self.lang][name]

    def line(self, number: int, saying: Saying, notes: Iterable[str] = (), voice: str = "") -> Line:
        """The line of a saying; ``notes`` are told after its own; ``voice``, if given, instead of who says it."""
        a, relation = saying.assertion, relations()[saying.assertion.relation]
        own = [self.word("replaced article" if saying.retraction.by else "withdrawn article")] if saying.retraction else []
        own += [self.word("negated")] if a.negated else []
        own += [modalities()[a.modality][self.lang]] if a.modality != "actual" else []
        own += [f"{self.word('about')}: {self.name(a.about)}"] if a.about else []
        own += [f"{self.word('time')}: {tame(a.time.text)}" + (f" ({day(a.time.start)})" if a.time.start else "")] if a.time else []
        own += [*notes, f"{self.word('sure')}: {a.confidence:.2f}"]
        return Line(
            number,
            self.called(a.subject, saying),
            relation.labels[self.lang],
            self.called(a.object, saying),
            a.negated,
            relation.group,
            tuple(own),
            voice or self.voice(saying, saying.assertion.speaker),
            tame(saying.article.outlet) or self.word("no outlet"),
            tame(saying.article.title) or self.word("untitled"),
            link(saying.article.url),
            day(saying.date) or self.word("no date"),
            plain(a.evidence.quote),
            saying.retraction is not None,
        )

    def voice(self, saying: Saying, speaker: Entity | None) -> str:
        """Whose word it is: the speaker's, or that of the outlet itself; and through whom it came."""
        who = f"{self.word('by')} {self.called(speaker, saying)}" if speaker else self.word("voice")
        via = saying.assertion.outlet
        return f"{who} · {self.word('via')} {self.name(via)}" if via else who

    def name(self, who: Entity) -> str:
        """The name of an entity in the language, as one line."""
        return tame(who.label(self.lang))

    def called(self, who: Entity, saying: Saying) -> str:
        """The name, and for whom a person acts."""
        side = self.sides.of(who, saying)
        return self.name(who) if side.iri == who.iri else f"{self.name(who)} ({self.name(side)})"


def plain(text: str) -> str:
    r"""Text on one line, without the control characters that steer a terminal.

    >>> plain("two\n lines \x1b[31m")
    'two lines [31m'
    """
    return re.sub(r"\s+", " ", CONTROL.sub(" ", text)).strip()


def tame(text: str) -> str:
    """A name on one line, without controls of direction, which would turn round what stands after it.

    >>> tame("a\u202eb")
    'ab'
    """
    return re.sub("[\u202a-\u202e\u2066-\u2069]", "", plain(text))


def day(iso: str) -> str:
    r"""A day that stays in its order beside Arabic words, which would turn its hyphens round.

    >>> day("2024-04-09"), day("")
    ('\u20662024-04-09\u2069', '')
    """
    return f"\u2066{iso}\u2069" if iso else ""


def link(url: str) -> str:
    """An address that a page may link to, without characters that end a link; empty for anything but http(s).

    >>> link("https://example.org/a (b)"), link("javascript:alert(1)")
    ('https://example.org/a%20%28b%29', '')
    """
    try:
        known = urlsplit(url).scheme in ("http", "https")
    except ValueError:
        known = False
    return quote(url, safe="/:?#[]@!$&'*+,;=%~-._") if known else ""
