"""The graph as entities of FollowTheMoney, the model of Aleph and OpenSanctions: a line of JSON each, entities, articles and links.

Who holds an office, belongs to or speaks for a body has the link that the model has for that; every other edge is an ``UnknownLink`` whose
``role`` names the relation. A link has the days, the sentences and the articles (``proof``) of all assertions that draw it; its ``status``
is their modality. The model has neither treaties nor peoples: those are a ``Document`` and a ``LegalEntity``.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha1
from typing import Any

from kg.export.tables import Edge, days, edges, entities
from kg.iris import article_iri
from kg.link.authority import authority
from kg.model import Article, Entity
from kg.query.results import CONTROL
from kg.store import Store
from kg.store.terms import assertion_iri
from kg.vocabulary import relations

SCHEMATA = {
    "State": "PublicBody",
    "Person": "Person",
    "IGO": "Organization",
    "Organization": "Organization",
    "ArmedGroup": "Organization",
    "Media": "Organization",
    "Place": "Address",
    "People": "LegalEntity",
    "Event": "Event",
    "Document": "Document",
}
BODIES = frozenset(kind for kind, schema in SCHEMATA.items() if schema in ("PublicBody", "Organization"))
OFFICE = ("Directorship", "director", "organization")
LINKS = {  # schema of the link, and how it calls the two sides
    **{name: OFFICE for name, relation in relations().items() if "holdsOfficeIn" in relation.parents},
    "officialOf": ("Employment", "employee", "employer"),
    "spokespersonOf": ("Representation", "agent", "client"),
    "representativeOf": ("Representation", "agent", "client"),
    "memberOf": ("Membership", "member", "organization"),
}
ANY = ("UnknownLink", "subject", "object")
LANGUAGES = {"ar": "ara", "en": "eng"}  # ISO 639-3, as the model has them
Record = dict[str, Any]


def ftm(store: Store, policy: str) -> bytes:
    """One entity a line, sorted by kind, then by IRI; UTF-8."""
    articles = {a.id: a for a in store.articles()}
    drawn, known = edges(store, policy), entities(store)
    named = {iri for edge in drawn for iri in (edge.subject, edge.object)}
    told = {a.evidence.article for edge in drawn for a in edge.drawn_by}
    records = [_entity(known[iri]) for iri in sorted(named)]
    records += [_article(articles[name]) for name in sorted(told)]
    records += [_link(edge, known, articles) for edge in drawn]
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def _entity(who: Entity) -> Record:
    names = [label for _, label in who.labels] or [who.iri]
    own = {"PublicBody": ("country", authority().short.get(who.iri, "").lower()), "Address": ("full", names[0]), "Document": ("fileName", names[0])}
    return _record(
        SCHEMATA[who.type], who.iri, (("name", names), ("wikidataId", [who.wikidata]), ("sourceUrl", [who.iri]), *_one(own.get(SCHEMATA[who.type])))
    )


def _article(article: Article) -> Record:
    title = article.title or article.id
    told = {"title": title, "name": title, "fileName": article.id, "publishedAt": article.date, "publisher": article.outlet, "author": article.author}
    told |= {"language": LANGUAGES.get(article.lang, ""), "sourceUrl": _web(article)}
    return _record("Article", article_iri(article.id), ((key, [value]) for key, value in told.items()))


def _link(edge: Edge, known: dict[str, Entity], articles: dict[str, Article]) -> Record:
    subject, obj = known[edge.subject], known[edge.object]
    fits = obj.type in BODIES and (subject.type in BODIES or subject.type == "Person")
    schema, source, target = LINKS.get(edge.relation, ANY) if fits else ANY
    told = [articles[a.evidence.article] for a in edge.drawn_by]
    dated = {str(day) for a in edge.drawn_by for day in days(a, articles) if day}
    properties: list[tuple[str, Iterable[str]]] = [
        (source, [_id(edge.subject)]),
        (target, [_id(edge.object)]),
        ("role", [relations()[edge.relation].labels["en"]]),
        ("status", {a.modality for a in edge.drawn_by}),
        ("date", dated),
        ("summary", {a.evidence.quote for a in edge.drawn_by}),
        ("proof", {_id(article_iri(a.id)) for a in told}),
        ("publisher", {a.outlet for a in told}),
        ("sourceUrl", {_web(a) for a in told}),
        ("recordId", {assertion_iri(a) for a in edge.drawn_by}),
    ]
    return _record(schema, edge.name, properties)


def _record(schema: str, name: str, properties: Iterable[tuple[str, Iterable[str]]]) -> Record:
    """An entity with all values that are there, each once, without control characters, which the model drops."""
    kept = ((key, sorted({CONTROL.sub(" ", value).strip() for value in values} - {""})) for key, values in properties)
    return {"id": _id(name), "schema": schema, "properties": {key: values for key, values in kept if values}}


def _web(article: Article) -> str:
    """The address of an article, if it is one on the web."""
    return article.url if article.url.startswith(("http://", "https://")) else ""


def _id(name: str) -> str:
    """The model's ids have no room for an IRI."""
    return "alaqat-" + sha1(name.encode(), usedforsecurity=False).hexdigest()


def _one(pair: tuple[str, str] | None) -> Iterator[tuple[str, list[str]]]:
    if pair:
        yield pair[0], [pair[1]]
