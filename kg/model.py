"""The values that pass from stage to stage. All are immutable; nothing found is an empty tuple."""

from dataclasses import dataclass
from hashlib import sha256

MODALITIES = ("actual", "planned", "possible", "past")
ROMANISED = "ar-latn"  # the language tag of an Arabic name in Latin letters (BCP 47), as the store spells it


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range ``[start, end)`` of Unicode code points in ``Article.text``.

    >>> Span(0, 3).of("مصر والعراق")
    'مصر'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def covers(self, other: "Span") -> bool:
        """Whether ``other`` lies inside this span.

        >>> Span(0, 9).covers(Span(4, 9))
        True
        """
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Article:
    """A news article: ``sentences`` are spans of ``text``, in order, not overlapping.

    ``id`` names the article in every graph; ``lang`` is ``"ar"`` or ``"en"``; ``date`` is an ISO day (``"2024-04-09"``) or empty;
    ``outlet``, ``title``, ``url``, ``author`` may be empty. ``copy_of`` is the id of the article whose text this one prints, as a graph
    tells it; empty for an original, and before it is known.
    """

    id: str
    text: str
    lang: str
    sentences: tuple[Span, ...]
    title: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""
    copy_of: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """Words that stand for an entity of ``type`` (a class of the ontology: ``"State"``)."""

    span: Span
    type: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What a sentence says, in terms of mentions: the reader's finding, before it is known who is meant.

    ``subject`` and ``object`` may lie in an earlier sentence, when the sentence itself has only a pronoun or an inflected verb.
    ``confidence`` is in ``[0, 1]``; ``scores`` are what the reader keeps of it for its review.
    """

    relation: str
    sentence: Span
    trigger: Span
    subject: Mention
    object: Mention
    modality: str = "actual"
    negated: bool = False
    speaker: Mention | None = None
    outlet: Mention | None = None
    about: Mention | None = None
    confidence: float = 1.0
    scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a reader found in one article."""

    article: Article
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """Who or what is meant. ``labels`` are ``(language, name)`` pairs, sorted; ``wikidata`` is ``"Q148"`` or empty."""

    iri: str
    type: str
    labels: tuple[tuple[str, str], ...]
    wikidata: str = ""

    def label(self, lang: str = "en") -> str:
        """The name in ``lang``, in English else a romanised one, else in any language, else the IRI.

        >>> Entity("https://w3id.org/alaqat/entity/China", "State", (("ar", "الصين"), ("en", "China"))).label("ar")
        'الصين'
        """
        names = dict(self.labels)
        return names.get(lang) or (names.get(ROMANISED, "") if lang == "en" else "") or (self.labels[0][1] if self.labels else self.iri)


@dataclass(frozen=True, slots=True)
class Time:
    """When: the words, and the days ``[start, end)`` that they mean, ISO, both empty when unknown."""

    text: str
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where an article says it: spans of ``Article.text``; ``quote`` is the text of ``sentence``, verbatim.

    ``subject_why`` and ``object_why`` tell why those words were taken for that entity, empty when nobody said.
    """

    article: str
    sentence: Span
    quote: str
    prefix: str
    suffix: str
    trigger: Span
    subject: Span
    object: Span
    subject_why: str = ""
    object_why: str = ""


@dataclass(frozen=True, slots=True)
class Assertion:
    """Who says that who does what to whom, and where that stands."""

    subject: Entity
    relation: str
    object: Entity
    evidence: Evidence
    modality: str = "actual"
    negated: bool = False
    speaker: Entity | None = None
    outlet: Entity | None = None
    about: Entity | None = None
    time: Time | None = None
    confidence: float = 1.0

    @property
    def key(self) -> str:
        """Identity of what is asserted: equal for two reports of the same thing, whoever says it and wherever."""
        parts = ("not" if self.negated else "", self.modality, self.subject.iri, self.relation, self.object.iri)
        return sha256("\n".join(parts).encode()).hexdigest()[:32]
