"""Who an entity is, in a graph and by the authority file, and why the words of articles were taken for it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.brief.find import entity, find
from kg.brief.lines import day, tame
from kg.brief.sayings import Saying, sayings
from kg.brief.words import REASONS, WORDS
from kg.iris import KGE
from kg.link.authority import KINDS, Name, authority
from kg.model import ROMANISED, Article, Entity, Span
from kg.store import Store
from kg.store.alike import likenesses
from kg.store.ledger import Correction, written
from kg.vocabulary import classes, relations

SHOWN = 12  # other names that are told
Link = tuple[str, str]  # the words, empty when no sentence that is kept has them, and why they were taken for the entity


@dataclass(frozen=True, slots=True)
class Profile:
    """``offices`` and ``names`` are rows of the authority file; ``told`` the offices by the articles; ``links`` by article, the oldest first.

    ``alike`` are those who may be the same, with how likely that is.
    """

    entity: Entity
    names: tuple[Name, ...]
    offices: tuple[Name, ...]
    told: tuple[tuple[str, Entity, int], ...]
    links: tuple[tuple[Article, Counter[Link]], ...]
    corrections: tuple[Correction, ...]
    alike: tuple[tuple[Entity, float], ...]


def profile(store: Store, text: str) -> Profile:
    """Who ``text`` names; raises ``InputError`` when that is nobody, or when several can be meant."""
    who = find(store, text, classes())
    known = authority()
    rows = (n for names in known.names.values() for n in names if n.iri == who.iri)
    labels = {name for _, name in who.labels}
    found = sayings(store, [who.iri])
    told = Counter(
        (a.relation, a.object)
        for a in (s.assertion for s in found)
        if a.subject.iri == who.iri and "holdsOfficeIn" in relations()[a.relation].parents and not a.negated and a.modality != "possible"
    )
    return Profile(
        who,
        tuple(sorted((n for n in rows if n.name not in labels), key=lambda n: (KINDS.index(n.kind), n.lang, n.name))),
        tuple(sorted((n for n in known.offices if n.iri == who.iri), key=lambda n: (n.since, n.until, n.lang, n.name))),
        tuple((relation, body, count) for (relation, body), count in sorted(told.items(), key=lambda row: (-row[1], row[0][0], row[0][1].iri))),
        tuple(_links(found, who.iri)),
        tuple(line for line in store.ledger.lines if who.iri in (line.entity, line.is_.iri)),
        tuple((other, score) for iri, score in likenesses(store, who.iri) if (other := entity(store, iri))),
    )


def as_text(told: Profile, lang: str) -> Iterator[str]:
    """The profile as lines to read in ``lang``."""
    who, word = told.entity, WORDS[lang]
    labels = sorted(who.labels, key=lambda label: label[1] != who.label(lang))
    names = dict.fromkeys(tame(name) + (f" [{word['romanised']}]" if of == ROMANISED else "") for of, name in labels)
    yield f"{' · '.join(names)} ({classes()[who.type][lang]})"
    yield f"kge:{who.iri.removeprefix(KGE)}" + (f" · https://www.wikidata.org/wiki/{who.wikidata}" if who.wikidata else "")
    if told.names:
        rest = len(told.names) - SHOWN
        yield f"{word['names']}: " + ("، " if lang == "ar" else ", ").join(n.name for n in told.names[:SHOWN]) + (f" … (+{rest})" if rest > 0 else "")
    offices = [n for n in told.offices if n.lang == lang] or list(told.offices)
    if offices:
        yield f"{word['offices']}:"
        yield from (f"  {n.name} · {day(n.since) or '…'} – {day(n.until) or '…'}" for n in offices)
    if told.told:
        yield f"{word['told offices']}:"
        yield from (f"  {relations()[relation].labels[lang]} {tame(body.label(lang))} · {word['sentences']}: {count}" for relation, body, count in told.told)
    if told.alike:
        yield f"{word['alike']}:"
        yield from (f"  {tame(other.label(lang))} · kge:{other.iri.removeprefix(KGE)} · {score:.2f}" for other, score in told.alike)
    if told.corrections:
        yield f"{word['corrections']}:"
        yield from (f"  {said_of(line, lang)}" for line in told.corrections)
    yield f"{word['articles']}: {len(told.links)}"
    for article, links in told.links:
        yield f"  {day(article.date) or word['no date']} · {tame(article.title) or word['untitled']} · {tame(article.outlet) or word['no outlet']} · {article.id}"
        for (words, why), count in sorted(links.items(), key=lambda row: (-row[1], row[0])):
            reason = (REASONS.get(why, why) if lang == "ar" else why) or word["no reason"]
            yield f"    {f'«{tame(words)}»' if words else word['elsewhere']}: {tame(reason)}" + (f" × {count}" if count > 1 else "")


def said_of(line: Correction, lang: str) -> str:
    """A correction as text."""
    word = WORDS[lang]
    where = [f"{word['article']}: {line.article}"] if line.article else []
    where += [f"«{tame(line.words)}»"] if line.words else []
    if line.why:
        where.append(tame(REASONS.get(line.why, line.why) if lang == "ar" else line.why))
    if line.apart:
        return f"{tame(line.name)} (kge:{line.entity.removeprefix(KGE)}): {word['apart']}"
    return f"{tame(line.name)} (kge:{line.entity.removeprefix(KGE)}) = {tame(line.is_.label(lang))} (kge:{line.is_.iri.removeprefix(KGE)})" + "".join(f" · {part}" for part in where)


def _links(found: tuple[Saying, ...], iri: str) -> Iterator[tuple[Article, Counter[Link]]]:
    """The articles that the entity has a part in, each with how often it is written in which words, and why they were taken for it."""
    articles: dict[str, list[Saying]] = {}
    for s in found:
        articles.setdefault(s.article.id, []).append(s)
    for said in articles.values():
        quotes = {s.assertion.evidence.sentence: s.assertion.evidence.quote for s in said}
        places: dict[Span, str] = {}
        named = False
        for a in (s.assertion for s in said):
            e = a.evidence
            places |= {span: why for who, span, why in ((a.subject, e.subject, e.subject_why), (a.object, e.object, e.object_why)) if who.iri == iri}
            named |= iri in {who.iri for who in (a.subject, a.object, a.speaker, a.outlet, a.about) if who}
        if named:
            yield said[0].article, Counter((written(span, quotes), why) for span, why in places.items())
