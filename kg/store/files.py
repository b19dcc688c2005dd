"""Files of RDF: read into memory, and taken apart into the graphs of their articles, in the spelling of the store.

RDF 1.2 names a triple where RDF 1.1 takes three triples to describe it: what reifies is read as those three.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple

from kg.errors import InputError
from kg.iris import KGA
from kg.store import terms
from kg.store.names import ALIKE, ASSERTION, COPIES, COPY, LIKENESS, ONTOLOGY, A, name

KINDS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}
REIFIES = name("rdf:reifies")
ROLES = ("rdf:subject", "rdf:predicate", "rdf:object")
SPANS = tuple(f"kgo:{role}{side}" for role in terms.SPANS for side in ("Start", "End"))
PARTS = (*ROLES, "kgo:modality", "kgo:negated", *SPANS, "prov:wasDerivedFrom", "oa:hasTarget")  # of an assertion
HOW = "`kg export --format nquads` writes what can be read."


def load(path: Path) -> ox.Store:
    """What is in a file of Turtle, N-Triples, TriG or N-Quads: which, its ending tells.

    Raises ``InputError`` when the file can't be read, or is not of that kind.
    """
    form = KINDS.get(path.suffix.lower())
    if form is None:
        raise InputError(f"{path}: not a file of RDF by its name. It must end with {', '.join(KINDS)}.")
    found = ox.Store()
    try:
        found.bulk_load(path=str(path), format=form)
    except OSError as e:
        raise InputError(f"{path}: can't be read ({e}).") from e
    except (SyntaxError, ValueError) as e:
        raise InputError(f"{path}: not {form.name}: {getattr(e, 'msg', e)}") from e
    reifying = list(found.quads_for_pattern(None, REIFIES, None))
    found.extend([described for q in reifying for described in _described(q)])
    for q in reifying:
        found.remove(q)
    return found


def _described(reifying: Quad) -> Iterator[Quad]:
    """The triple that something reifies, as rdf:Statement describes it."""
    if isinstance(triple := reifying.object, Triple):
        yield Quad(reifying.subject, A, name("rdf:Statement"), reifying.graph_name)
        for role, value in zip(ROLES, triple, strict=True):
            yield Quad(reifying.subject, name(role), value, reifying.graph_name)


def merged(found: ox.Store) -> ox.Store:
    """The same with everything that is in named graphs in the default graph too."""
    found.extend([Quad(q.subject, q.predicate, q.object) for q in found if q.graph_name != DefaultGraph()])
    return found


def graphs(found: ox.Store, path: Path) -> Mapping[NamedNode, set[Quad]]:
    """The named graph of each article in RDF that Alaqat wrote, or others in its vocabulary.

    Without named graphs (Turtle, N-Triples) an article gets all that is said of it, of its parts and of the entities that it speaks of:
    where two articles call an entity by different names, each gets both. Who may be the same, and
    what is a copy of what, is left out: the store finds it anew.

    Raises ``InputError``, which calls the file ``path`` and says what is lacking, when there is anything that is not of an article, or is not complete.
    """
    default = {q for q in found.quads_for_pattern(None, None, None, DefaultGraph()) if not _derived(q)}
    own = (g for g in found.named_graphs() if g not in (ONTOLOGY, LIKENESS, COPIES))
    named = {g: set(found.quads_for_pattern(None, None, None, g)) for g in own} or _parted(default)
    given: set[Quad] = set()
    taken: dict[NamedNode, set[Quad]] = {}
    for graph, quads in named.items():
        if not isinstance(graph, NamedNode):
            raise InputError(f"{path}: {graph}: not the graph of an article: it has no IRI. {HOW}")
        if lacking := _lacking(graph, quads):
            raise InputError(f"{path}: {lacking} {HOW}")
        taken[graph] = quads
        given |= terms.merged(quads)
    if stray := min((str(q.subject) for q in default - given if q.predicate == A and q.object == ASSERTION), default=""):
        raise InputError(f"{path}: {stray}: an assertion is a part of its article. Call the article <{KGA}ID>, as its dcterms:identifier has it, and the assertion <{KGA}ID#NAME>.")
    if not taken:
        raise InputError(f"{path}: no article in it. {HOW}")
    if rest := default - given:
        raise InputError(f"{path}: {min(map(str, rest))}: no article in this file says so. Leave it out, or add the article.")
    return taken


def _derived(quad: Quad) -> bool:
    """Whether a quad says who may be the same or what is a copy of what."""
    return quad.predicate in (ALIKE, COPY) or str(quad.subject).startswith(f"<{LIKENESS.value}/")


def _lacking(graph: NamedNode, quads: set[Quad]) -> str:
    """What the quads lack that are to be one article and its assertions with all their parts; empty where they are that."""
    if nameless := [str(q.triple) for q in quads if not isinstance(q.subject, NamedNode) or not isinstance(q.object, NamedNode | Literal)]:
        return f"{min(nameless)}: a node without a name. Give every node an IRI."
    said: defaultdict[NamedNode, dict[NamedNode, str]] = defaultdict(dict)
    for q in quads:
        if isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal):
            said[q.subject][q.predicate] = q.object.value
    identifier = said[graph].get(name("dcterms:identifier"))
    if Quad(graph, A, name("kgo:Article"), graph) not in quads or not identifier or terms.graph_name(identifier) != graph:
        return f"{graph}: not the graph of an article: it must be a kgo:Article, and its IRI, <{KGA}ID>, end with its dcterms:identifier."
    for node in sorted((node for node, known in said.items() if known.keys() & {name("rdf:predicate"), name("kgo:negated")}), key=str):
        if missing := [part for part in PARTS if name(part) not in said[node]]:
            return f"{node}: the assertion has no {', '.join(missing)}. Offsets are Unicode code points of the article's text."
    try:
        terms.reading(quads)
    except (KeyError, ValueError, StopIteration) as e:
        return f"{graph}: not complete: {e}. An assertion's oa:hasTarget has two oa:hasSelector: oa:exact, and oa:start with oa:end."
    return ""


def _parted(default: Iterable[Quad]) -> dict[NamedNode, set[Quad]]:
    """The triples of each article, and those of the entities and readers that it names."""
    parts: defaultdict[str, list[Quad]] = defaultdict(list)
    described: defaultdict[str, list[Quad]] = defaultdict(list)
    for q in default:
        if isinstance(q.subject, NamedNode) and q.subject.value.startswith(KGA):
            parts[q.subject.value.partition("#")[0]].append(q)
        elif isinstance(q.subject, NamedNode) and not terms.is_edge(q):
            described[q.subject.value].append(q)
    graphs = {}
    for iri, own in parts.items():
        named = {q.object.value for q in own if isinstance(q.object, NamedNode)} & described.keys()
        whole = [*own, *(q for name in named for q in described[name])]
        graphs[NamedNode(iri)] = {Quad(q.subject, q.predicate, q.object, NamedNode(iri)) for q in whole}
    return graphs
