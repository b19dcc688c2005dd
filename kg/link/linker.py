"""The linker: from a reading to assertions with entities, evidence and time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from kg.link import titles
from kg.link.article import Resolver
from kg.link.coreference import settle
from kg.link.find import finder
from kg.link.terms import Term, shown
from kg.link.when import Dates
from kg.model import Article, Assertion, Entity, Evidence, Mention, Reading, Span, Statement
from kg.vocabulary import ordered, relations

OFFICES = relations()["officialOf"].group
_TOLD = 0.75  # confidence in an office that only titles tell: so many of them are right on 297 labelled articles
AROUND = 32  # characters of context before and after the sentence, as in a Web Annotation


class Linker:
    """Decides who each mention is. ``extra`` are authority files of the user's own, which go before Alaqat's."""

    def __init__(self, extra: Sequence[Path] = ()) -> None:
        self.finder = finder(*extra)

    def resolve(self, reading: Reading) -> dict[Mention, Term]:
        """Who every mention stands for, as rules tell. One network's reading gives the same whatever was resolved before it."""
        return Resolver(self.finder, reading).resolve()

    def settle(self, reading: Reading, terms: dict[Mention, Term]) -> None:
        """Tell also, in place, who is likeliest to be meant where no rule does (see `kg.link.coreference`)."""
        settle(tuple(terms.values()), reading.article, self.finder)

    def knows(self, subject: str, relation: str, object_: str) -> int:
        """Whether the authority file knows a triple of IRIs: 1 if it does, -1 if it knows other offices of the subject, else 0."""
        return self.finder.offices.knows(subject, relation, object_) if relations()[relation].group == OFFICES else 0

    def link(self, reading: Reading, terms: dict[Mention, Term] | None = None) -> tuple[Assertion, ...]:
        """What the article asserts, of whom; ``terms`` are those of `resolve`.

        A mention of two, as «الجانبان», makes an assertion of each. A statement of an entity about itself, of nobody known, or of a kind
        that the ontology does not let do this, or suffer it, is left out; of statements of one sentence that say the same, through other
        mentions of the same entities, the likeliest stays.
        """
        terms = self.resolve(reading) if terms is None else terms
        triggers: dict[Span, list[Span]] = defaultdict(list)
        for s in reading.statements:
            triggers[s.sentence].append(s.trigger)
        dates = {sentence: Dates(reading.article, sentence, known) for sentence, known in triggers.items()}
        found: dict[tuple[object, ...], Assertion] = {}
        for s in reading.statements:
            relation = relations()[s.relation]
            evidence, time = _evidence(reading.article, s, terms), dates[s.sentence].of(s)
            outlet, about = _entity(terms, s.outlet), _entity(terms, s.about)
            speakers: tuple[Entity | None, ...] = terms[s.speaker].entities if s.speaker else (None,)
            for subject, obj, speaker in product(terms[s.subject].entities, terms[s.object].entities, speakers):
                if subject.type not in relation.domain or obj.type not in relation.range:
                    continue  # the reader took one of them for something else
                key = (s.sentence, *ordered(subject.iri, s.relation, obj.iri), s.negated, speaker and speaker.iri)
                if subject.iri != obj.iri and (key not in found or _likelier(evidence, s.confidence, found[key])):
                    found[key] = Assertion(
                        subject, s.relation, obj, evidence, s.modality, s.negated, speaker, outlet, about, time, s.confidence
                    )
        return tuple(found.values())

    def titled(self, reading: Reading, terms: dict[Mention, Term]) -> Reading:
        """The reading with the offices that titles give to persons and that it has nowhere: each once, of a body that the article mentions."""
        return replace(reading, statements=(*reading.statements, *self._offices(reading, terms)))

    def _offices(self, reading: Reading, terms: dict[Mention, Term]) -> Iterator[Statement]:
        article, known, entities = reading.article, self.finder.offices, self.finder.authority.entities
        starts = [x.start for x in article.sentences]
        said = {(a.iri, s.relation, b.iri) for s in reading.statements for a, b in product(terms[s.subject].entities, terms[s.object].entities)}
        places: dict[str, list[Mention]] = defaultdict(list)
        for m, t in terms.items():
            for e in t.entities:
                places[e.iri].append(m)
        for m, t in sorted(terms.items()):
            if m.type != "Person" or not (t.entity and t.entity.type == "Person" and t.words):
                continue
            for office, sure in titles.of(t, article.text, self.finder, article.date):
                body = office.body or known.where(t.entity.iri, office.role, article.date)
                triple = (t.entity.iri, office.relation, body)
                sentence = article.sentences[max(0, bisect_right(starts, office.span.start) - 1)]
                if triple in said or body not in places or not sentence.covers(office.span) or known.knows(t.entity.iri, office.role, body) < (0 if sure else 1):
                    continue
                if office.relation == "leaderOf" and entities[body].type == "State":
                    continue  # «رئيس البرلمان الليبي» leads another body
                said.add(triple)
                near = min(places[body], key=lambda x: (not office.span.covers(x.span), not sentence.covers(x.span), abs(x.span.start - m.span.start)))
                yield Statement(office.relation, sentence, office.span, m, near, "past" if office.past else "actual", confidence=_TOLD)

    def explain(self, reading: Reading) -> tuple[tuple[Mention, Entity, str], ...]:
        """Every mention with the entity that it is taken for, and why."""
        terms = self.resolve(reading)
        self.settle(reading, terms)
        return tuple((m, e, t.why) for m, t in sorted(terms.items()) for e in t.entities)


def _entity(terms: dict[Mention, Term], mention: Mention | None) -> Entity | None:
    return terms[mention].entity if mention else None


def _likelier(evidence: Evidence, confidence: float, other: Assertion) -> bool:
    """Whether what was found goes before another assertion of the same: it is surer, or more of it stands in the sentence."""
    return (confidence, _inside(evidence)) > (other.confidence, _inside(other.evidence))


def _inside(evidence: Evidence) -> int:
    return sum(evidence.sentence.covers(side) for side in (evidence.subject, evidence.object))


def _evidence(article: Article, s: Statement, terms: dict[Mention, Term]) -> Evidence:
    text = article.text
    return Evidence(
        article.id,
        s.sentence,
        s.sentence.of(text),
        text[max(0, s.sentence.start - AROUND) : s.sentence.start],
        text[s.sentence.end : s.sentence.end + AROUND],
        s.trigger,
        shown(terms[s.subject], text),
        shown(terms[s.object], text),
        terms[s.subject].why,
        terms[s.object].why,
    )
