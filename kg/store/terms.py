"""Articles and assertions as RDF, and back: all translation between ``kg.model`` and quads, pure and without blank nodes.

The store keeps numbers by value, not by spelling (``"0.90"`` comes back as ``0.9``, an ``xsd:nonNegativeInteger`` as an
``xsd:integer``), so quads are made in the spelling that it gives back: then "is it there already?" is a comparison of sets.
``kg.render.turtle`` puts the exact types back when the graph leaves the store.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from hashlib import sha256
from sys import intern
from urllib.parse import quote, unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from kg.iris import KGA, KGO, article_iri, local_name, term
from kg.model import Article, Assertion, Entity, Evidence, Span, Time
from kg.resources import folder
from kg.store.copies import signature
from kg.store.names import ALIKE, ASSERTION, COPIES, COPY, LABEL, LIKENESS, MINHASH, ONTOLOGY, READERS, SAME, A, name

DAY = re.compile(r"\d{4}-\d\d-\d\d")
SPANS = ("trigger", "subject", "object")

Node = dict[str, list[NamedNode | Literal]]
Nodes = Mapping[str, Node]


def graph_name(article_id: str) -> NamedNode:
    """The named graph that holds an article and what it asserts; also the article's own IRI."""
    return NamedNode(article_iri(article_id))


def article_id(graph: NamedNode) -> str:
    """The id of the article whose named graph it is."""
    return unquote(graph.value.removeprefix(KGA))


def quads(article: Article, assertions: Iterable[Assertion], reader: str) -> Iterator[Quad]:
    """All that the graph knows from one article, in the article's named graph. ``reader`` is the name of the reader that found it."""
    graph = graph_name(article.id)
    for s, p, o in _article(article, graph, reader):
        yield Quad(s, p, o, graph)
    yield from said(graph, assertions, reader)


def said(graph: NamedNode, assertions: Iterable[Assertion], reader: str) -> Iterator[Quad]:
    """What the article of a named graph asserts, and of whom, without the article itself.

    Of assertions that differ only in confidence, time or inflection of the same words, one is kept, the most confident.
    """
    kept: dict[str, Assertion] = {}
    for found in assertions:
        fragment = _fragment(found)
        if fragment not in kept or (-found.confidence, repr(found)) < (-kept[fragment].confidence, repr(kept[fragment])):
            kept[fragment] = found
    entities = {e for a in kept.values() for e in (a.subject, a.object, a.speaker, a.outlet, a.about) if e}
    for entity in sorted(entities):
        for s, p, o in _entity(entity):
            yield Quad(s, p, o, graph)
    for fragment, found in sorted(kept.items()):
        for s, p, o in _assertion(found, fragment, graph, reader):
            yield Quad(s, p, o, graph)


def ontology() -> Iterator[Quad]:
    """The ontology, in the named graph that is called like it."""
    for q in parse((folder("ontology") / "alaqat.ttl").read_bytes(), RdfFormat.TURTLE):
        yield Quad(q.subject, q.predicate, q.object, ONTOLOGY)


def copied(originals: Mapping[str, str]) -> set[Quad]:
    """Which article (an IRI) is a copy of which, in the named graph for that: it follows from all articles and is in none of theirs."""
    return {Quad(NamedNode(copy), COPY, NamedNode(original), COPIES) for copy, original in originals.items()}


def merged(found: Iterable[Quad]) -> set[Quad]:
    """What the quads of named graphs give to the default graph: their triples, and the edges that their assertions draw."""
    return parted(found)[0]


def parted(found: Iterable[Quad]) -> tuple[set[Quad], dict[str, Node]]:
    """What is `merged` of these quads, and what they say `by_subject`, told of each quad at once: taking it apart costs the most."""
    given, nodes = list[Quad](), dict[str, Node]()
    for q in found:
        s, p, o = q.subject, q.predicate, q.object
        given.append(Quad(s, p, o))
        _note(nodes, s, p, o)
    given += (Quad(*edge) for edge in drawn(nodes))
    return set(given), nodes


def drawn(nodes: Nodes) -> set[Triple]:
    """The edges of policy ``reported``: one for each of the ``deeds``."""
    return {Triple(*map(NamedNode, deed)) for deed in deeds(nodes)}


def deeds(nodes: Nodes) -> Iterator[tuple[str, str, str]]:
    """Subject, relation and object of each assertion that is not negated and whose modality is not ``possible``."""
    for node in nodes.values():
        if _iri("rdf:predicate") in node and _text(node, "kgo:negated") == "false" and _text(node, "kgo:modality") != term("possible"):
            yield _text(node, "rdf:subject"), _text(node, "rdf:predicate"), _text(node, "rdf:object")


def is_entity(node: NamedNode | BlankNode | Triple) -> bool:
    """Whether a node of the graph is an entity, and not a part of an article, a reader or a likeness."""
    return isinstance(node, NamedNode) and not node.value.startswith((KGA, READERS, LIKENESS.value))


def is_edge(quad: Quad) -> bool:
    """Whether a quad of the default graph says of two entities how they are related."""
    return quad.predicate.value.startswith(KGO) and quad.predicate != ALIKE and is_entity(quad.subject)


def reading(found: Iterable[Quad], copy_of: str = "") -> tuple[Article, tuple[Assertion, ...]]:
    """The `header` of a named graph and its `assertions`."""
    nodes = by_subject(found)
    return _header(nodes, copy_of), _assertions(nodes)


def header(found: Iterable[Quad], copy_of: str = "") -> Article:
    """The article of a named graph, without its text: the graph holds only the sentences that assert something. ``copy_of`` is its original."""
    return _header(by_subject(found), copy_of)


def _header(nodes: Nodes, copy_of: str) -> Article:
    iri, node = next((iri, node) for iri, node in nodes.items() if name("kgo:Article") in node.get(_iri("rdf:type"), ()))
    texts = (_text(node, "dcterms:" + key) for key in ("language", "title", "date", "publisher", "source", "creator"))
    lang, title, date, outlet, url, author = texts
    return Article(article_id(NamedNode(iri)), "", lang, (), title, date, outlet, url, author, copy_of)


def digest(text: str) -> str:
    """By which a changed article is told from a known one: the SHA-256 of its text, in hexadecimal."""
    return sha256(text.encode(errors="surrogatepass")).hexdigest()


def assertions(found: Iterable[Quad]) -> tuple[Assertion, ...]:
    """The assertions of one named graph, in the order in which the article makes them."""
    return _assertions(by_subject(found))


def _assertions(nodes: Nodes) -> tuple[Assertion, ...]:
    rebuilt = (_rebuilt(node, nodes) for node in nodes.values() if _iri("rdf:predicate") in node)
    return tuple(sorted(rebuilt, key=place))


def assertion_iri(found: Assertion) -> str:
    """The IRI of an assertion in the graph."""
    return f"{article_iri(found.evidence.article)}#{_fragment(found)}"


def place(found: Assertion) -> tuple[int, int, str]:
    """Where in its article an assertion stands: sorts assertions as the article makes them, and always alike."""
    return found.evidence.sentence.start, found.evidence.trigger.start, repr(found)


def _article(article: Article, iri: NamedNode, reader: str) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    yield iri, A, name("kgo:Article")
    yield iri, name("dcterms:identifier"), Literal(article.id)
    yield iri, name("schema:sha256"), Literal(digest(article.text))
    if minima := signature(article.text):
        yield iri, MINHASH, Literal(minima)
    texts = (("language", article.lang), ("title", article.title), ("publisher", article.outlet), ("creator", article.author))
    for key, text in texts:
        if text:
            yield iri, name("dcterms:" + key), Literal(text)
    if article.date:
        yield iri, name("dcterms:date"), day(article.date)
    if article.url:
        yield iri, name("dcterms:source"), link(article.url)
    reading, agent = NamedNode(iri.value + "#reading"), NamedNode(READERS + quote(reader, safe="-._~"))
    yield reading, A, name("prov:Activity")
    yield reading, name("prov:used"), iri
    yield reading, name("prov:wasAssociatedWith"), agent
    yield agent, A, name("prov:SoftwareAgent")
    yield agent, LABEL, Literal(reader)


def _entity(entity: Entity) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    iri = NamedNode(entity.iri)
    yield iri, A, NamedNode(term(entity.type))
    for lang, label in entity.labels:
        yield iri, LABEL, Literal(label, language=lang) if lang else Literal(label)
    if entity.wikidata:
        yield iri, SAME, name("wd:" + entity.wikidata)


def _fragment(found: Assertion) -> str:
    """What tells an assertion from the others of its article: who says, by what words, that who does what to whom, about what."""
    e = found.evidence
    parties = (entity.iri if entity else "" for entity in (found.speaker, found.outlet, found.about))
    starts = (str(span.start) for span in (e.sentence, e.trigger, e.subject, e.object))
    return "a-" + sha256("\n".join((found.key, *parties, *starts)).encode()).hexdigest()[:16]


def _assertion(
    found: Assertion, fragment: str, article: NamedNode, reader: str
) -> Iterator[tuple[NamedNode, NamedNode, NamedNode | Literal]]:
    e = found.evidence
    iri = NamedNode(f"{article.value}#{fragment}")
    yield iri, A, ASSERTION
    yield iri, A, name("rdf:Statement")
    yield iri, name("rdf:subject"), NamedNode(found.subject.iri)
    yield iri, name("rdf:predicate"), NamedNode(term(found.relation))
    yield iri, name("rdf:object"), NamedNode(found.object.iri)
    yield iri, name("kgo:modality"), NamedNode(term(found.modality))
    yield iri, name("kgo:negated"), Literal(found.negated)
    for key, entity in (("speaker", found.speaker), ("outlet", found.outlet), ("about", found.about)):
        if entity:
            yield iri, name("kgo:" + key), NamedNode(entity.iri)
    yield iri, name("kgo:confidence"), _hundredths(found.confidence)
    yield iri, name("kgo:reader"), Literal(reader)
    if found.time:
        yield iri, name("kgo:timeText"), Literal(found.time.text)
        for key, when in (("timeStart", found.time.start), ("timeEnd", found.time.end)):
            if when:
                yield iri, name("kgo:" + key), day(when)
    for role, span in zip(SPANS, (e.trigger, e.subject, e.object), strict=True):
        yield iri, name(f"kgo:{role}Start"), Literal(span.start)
        yield iri, name(f"kgo:{role}End"), Literal(span.end)
    for role, why in (("subject", e.subject_why), ("object", e.object_why)):
        if why:
            yield iri, name(f"kgo:{role}Reason"), Literal(why)
    yield iri, name("prov:wasDerivedFrom"), article
    yield iri, name("prov:wasGeneratedBy"), NamedNode(article.value + "#reading")
    place = f"{e.sentence.start}-{e.sentence.end}"
    target, words, position = (NamedNode(f"{article.value}#{letter}-{place}") for letter in "tqp")
    yield iri, name("oa:hasTarget"), target
    yield target, A, name("oa:SpecificResource")
    yield target, name("oa:hasSource"), article
    yield target, name("oa:hasSelector"), words
    yield target, name("oa:hasSelector"), position
    yield words, A, name("oa:TextQuoteSelector")
    for key, text in (("exact", e.quote), ("prefix", e.prefix), ("suffix", e.suffix)):
        if text:
            yield words, name("oa:" + key), Literal(text)
    yield position, A, name("oa:TextPositionSelector")
    yield position, name("oa:start"), Literal(e.sentence.start)
    yield position, name("oa:end"), Literal(e.sentence.end)


def by_subject(found: Iterable[Quad]) -> dict[str, Node]:
    """Subjects with what is said of each: predicate IRI to objects."""
    nodes: dict[str, Node] = {}
    for q in found:
        _note(nodes, q.subject, q.predicate, q.object)
    return nodes


def _note(nodes: dict[str, Node], subject: NamedNode | BlankNode | Triple, predicate: NamedNode, value: NamedNode | BlankNode | Literal | Triple) -> None:
    if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
        nodes.setdefault(subject.value, {}).setdefault(predicate.value, []).append(value)


def _text(node: Node, short: str) -> str:
    """The value of a property, empty without one; of several the first by letters. The same text is the same object: many an assertion has it."""
    objects = node.get(_iri(short), ())
    return intern(objects[0].value if len(objects) == 1 else min((o.value for o in objects), default=""))


@cache
def _iri(short: str) -> str:
    return name(short).value


def _rebuilt(node: Node, nodes: Nodes) -> Assertion:
    def entity(short: str) -> Entity | None:
        iri = _text(node, short)
        return _described(iri, nodes.get(iri, {})) if iri else None

    target = nodes[_text(node, "oa:hasTarget")]
    words: dict[str, str] = {}
    for selector in target[_iri("oa:hasSelector")]:
        about = nodes[selector.value]
        words |= {key: _text(about, "oa:" + key) for key in ("exact", "prefix", "suffix", "start", "end") if _iri("oa:" + key) in about}
    trigger, subject, obj = (Span(int(_text(node, f"kgo:{role}Start")), int(_text(node, f"kgo:{role}End"))) for role in SPANS)
    evidence = Evidence(
        article=unquote(_text(node, "prov:wasDerivedFrom").removeprefix(KGA)),
        sentence=Span(int(words["start"]), int(words["end"])),
        quote=words.get("exact", ""),
        prefix=words.get("prefix", ""),
        suffix=words.get("suffix", ""),
        trigger=trigger,
        subject=subject,
        object=obj,
        subject_why=_text(node, "kgo:subjectReason"),
        object_why=_text(node, "kgo:objectReason"),
    )
    time = Time(*(_text(node, "kgo:" + key) for key in ("timeText", "timeStart", "timeEnd")))
    who, whom = (_text(node, "rdf:" + role) for role in ("subject", "object"))
    return Assertion(
        subject=_described(who, nodes.get(who, {})),
        relation=local_name(_text(node, "rdf:predicate")),
        object=_described(whom, nodes.get(whom, {})),
        evidence=evidence,
        modality=local_name(_text(node, "kgo:modality")),
        negated=_text(node, "kgo:negated") == "true",
        speaker=entity("kgo:speaker"),
        outlet=entity("kgo:outlet"),
        about=entity("kgo:about"),
        time=time if _iri("kgo:timeText") in node else None,
        confidence=float(_text(node, "kgo:confidence") or 1),
    )


def _described(iri: str, node: Node) -> Entity:
    labels = sorted((o.language or "", o.value) for o in node.get(_iri("rdfs:label"), ()) if isinstance(o, Literal))
    return _one(Entity(iri, local_name(_text(node, "rdf:type")), tuple(labels), local_name(_text(node, "owl:sameAs"))))


@lru_cache(maxsize=1 << 14)
def _one(entity: Entity) -> Entity:
    """One object for all that are equal: many an assertion has it."""
    return entity


def day(text: str) -> Literal:
    """A day of xsd:date, or what stands in its place as it is."""
    return Literal(text, datatype=name("xsd:date")) if DAY.fullmatch(text) else Literal(text)


def link(url: str) -> NamedNode | Literal:
    """The address as an IRI where it is one, else as it stands."""
    try:
        return NamedNode(url)
    except ValueError:
        return Literal(url)


def _hundredths(confidence: float) -> Literal:
    """Two digits are all that a confidence is worth; spelled as the store spells decimals.

    >>> _hundredths(0.899), _hundredths(1)
    (<Literal value=0.9 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>, <Literal value=1 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>)
    """
    value = f"{Decimal(f'{confidence:.2f}').normalize():f}"
    return Literal(value, datatype=name("xsd:decimal"))
