"""What people give as the parameters of a query, as terms of RDF: names in Arabic or English become IRIs of the graph."""

from collections.abc import Callable, Mapping

import pyoxigraph as ox

from kg.brief.find import entity, find
from kg.errors import InputError
from kg.iris import KGE, term
from kg.lang.days import day
from kg.lang.normalise import keys
from kg.store import Store
from kg.store.names import name as rdf
from kg.vocabulary import classes, groups, relations

DATE = rdf("xsd:date")


def meant(store: Store, given: Mapping[str, str]) -> dict[str, ox.NamedNode | ox.Literal]:
    """The terms that are meant; raises ``InputError``, which names the parameter, for what the graph does not know."""
    terms = {name: KINDS[name](store, name, value) for name, value in given.items()}
    since, until = given.get("since", ""), given.get("until", "")
    if since and until and until < since:
        raise InputError(f"--since {since} --until {until}: no day is in both. Turn them round.")
    return terms


def _entity(store: Store, _: str, value: str) -> ox.NamedNode:
    if value.startswith(("kge:", KGE)):  # it need not be looked for among all names
        iri = store.ledger.now(KGE + value.removeprefix("kge:").removeprefix(KGE))
        try:
            if entity(store, iri):
                return ox.NamedNode(iri)
        except ValueError:  # no IRI: then it names nobody, which is told below
            pass
    return ox.NamedNode(find(store, value, classes()).iri)


def _day(_: Store, name: str, value: str) -> ox.Literal:
    return ox.Literal(day(f"--{name}", value), datatype=DATE)


def _relation(_: Store, name: str, value: str) -> ox.NamedNode:
    return _term(name, value, {relation.name: (relation.name, *relation.labels.values()) for relation in relations().values()})


def _group(_: Store, name: str, value: str) -> ox.NamedNode:
    tops = {relation.group: relation.parents[-1] for relation in relations().values()}
    return _term(name, value, {tops[group]: (tops[group], *labels.values()) for group, labels in groups().items()})


def _term(name: str, value: str, known: Mapping[str, tuple[str, ...]]) -> ox.NamedNode:
    for local, names in known.items():
        if keys(value) in map(keys, names):
            return ox.NamedNode(term(local))
    raise InputError(f"--{name} {value}: choose {', '.join(known)}, or its name in Arabic.")


def _outlet(store: Store, name: str, value: str) -> ox.Literal:
    published = store.inner.quads_for_pattern(None, rdf("dcterms:publisher"), None, ox.DefaultGraph())
    known = sorted({q.object.value for q in published if isinstance(q.object, ox.Literal)})
    found = [outlet for outlet in known if outlet == value] or [outlet for outlet in known if keys(outlet) == keys(value)]
    if not found:
        raise InputError(f"--{name} {value}: no article of this graph is from there. `kg query outlets` lists them.")
    if len(found) > 1:
        raise InputError(f"--{name} {value}: more than one can be meant. Name one of them: {', '.join(found)}.")
    return ox.Literal(found[0])


KINDS: Mapping[str, Callable[[Store, str, str], ox.NamedNode | ox.Literal]] = {
    "actor": _entity,
    "other": _entity,
    "since": _day,
    "until": _day,
    "relation": _relation,
    "group": _group,
    "outlet": _outlet,
}
