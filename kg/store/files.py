"""Files of RDF, read into memory in the spelling of the store."""

from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.errors import InputError

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
