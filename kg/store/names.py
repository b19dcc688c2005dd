"""The prefixes and the fixed names of the graph."""

from functools import cache

from pyoxigraph import NamedNode

from kg.iris import KGA, KGE, KGO

PREFIXES = {
    "kgo": KGO,
    "kge": KGE,
    "kga": KGA,
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
READERS = "https://w3id.org/alaqat/reader/"


@cache
def name(short: str) -> NamedNode:
    """The IRI that a prefixed name stands for.

    >>> name("kgo:supports").value
    'https://w3id.org/alaqat/ontology#supports'
    """
    prefix, _, local = short.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


A, LABEL, SAME = name("rdf:type"), name("rdfs:label"), name("owl:sameAs")
ASSERTION = name("kgo:Assertion")
ONTOLOGY = NamedNode(KGO.rstrip("#"))
COPIES = NamedNode("https://w3id.org/alaqat/copies")  # the named graph that says which articles are copies of which
LIKENESS = NamedNode("https://w3id.org/alaqat/likeness")  # the named graph that says who may be the same
LEDGER = NamedNode("https://w3id.org/alaqat/ledger")  # the named graph that keeps what articles gave before it was corrected
RETRACTED = NamedNode("https://w3id.org/alaqat/retracted")  # the named graph that keeps what articles told of events before they were retracted
INDEX = NamedNode("https://w3id.org/alaqat/index")  # the named graph of what the store notes for itself, to be quick; it is in no export
BESIDE = (ONTOLOGY, COPIES, LIKENESS, LEDGER, RETRACTED, INDEX)  # the named graphs that are no articles
COPY, MINHASH, ALIKE = name("kgo:copyOf"), name("kgo:minHash"), name("kgo:possiblySame")
