"""Files of RDF: read into memory, and taken apart into the graphs of their articles, in the spelling of the store."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.errors import InputError
from kg.iris import KGA
from kg.store import terms
from kg.store.names import ALIKE, COPIES, COPY, LIKENESS, ONTOLOGY

KINDS = {".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS}


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
    return found


def merged(found: ox.Store) -> ox.Store:
    """The same with everything that is in named graphs in the default graph too."""
    found.extend([Quad(q.subject, q.predicate, q.object) for q in found if q.graph_name != DefaultGraph()])
    return found


def graphs(found: ox.Store, path: Path) -> Mapping[NamedNode, set[Quad]]:
    """The named graph of each article in RDF that Alaqat wrote.

    Without named graphs (Turtle, N-Triples) an article gets all that is said of it, of its parts and of the entities that it speaks of:
    where two articles call an entity by different names, each gets both. Who may be the same, and
    what is a copy of what, is left out: the store finds it anew.

    Raises ``InputError``, which calls the file ``path``, when there is anything that is not of an article, or is not complete.
    """
    default = {q for q in found.quads_for_pattern(None, None, None, DefaultGraph()) if not _derived(q)}
    own = (g for g in found.named_graphs() if g not in (ONTOLOGY, LIKENESS, COPIES))
    named = {g: set(found.quads_for_pattern(None, None, None, g)) for g in own} or _parted(default)
    given: set[Quad] = set()
    taken: dict[NamedNode, set[Quad]] = {}
    for graph, quads in named.items():
        if not isinstance(graph, NamedNode) or not _complete(graph, quads):
            raise InputError(f"{path}: {graph}: not the graph of an article, or not complete. `kg export --format nquads` writes what can be read.")
        taken[graph] = quads
        given |= terms.merged(quads)
    if not taken:
        raise InputError(f"{path}: no article in it. `kg export --format nquads` writes what can be read.")
    if rest := default - given:
        raise InputError(f"{path}: {min(map(str, rest))}: no article in this file says so. Leave it out, or add the article.")
    return taken


def _derived(quad: Quad) -> bool:
    """Whether a quad says who may be the same or what is a copy of what."""
    return quad.predicate in (ALIKE, COPY) or str(quad.subject).startswith(f"<{LIKENESS.value}/")


def _complete(graph: NamedNode, quads: set[Quad]) -> bool:
    """Whether the quads are one article and its assertions with all their parts, and nothing without a name."""
    if not all(isinstance(q.subject, NamedNode) and isinstance(q.object, NamedNode | Literal) for q in quads):
        return False
    try:
        terms.assertions(quads)
        return terms.graph_name(terms.header(quads).id) == graph
    except (KeyError, ValueError, StopIteration):
        return False


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
