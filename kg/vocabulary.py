"""What ``ontology/alaqat.ttl`` declares: the classes, the relations and their groups. Nothing else knows them.

Everything comes in the order of the file, and is read once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.iris import KGO, local_name, term
from kg.resources import folder

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
ORGANISED = frozenset(("Organization", "ArmedGroup", "IGO", "Media"))  # classes of bodies that somebody leads
OCCASIONS = frozenset(("Event", "Document"))  # classes of what somebody can be accused of


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two entities.

    ``name`` is its local name (``"supports"``); ``labels`` by language, ``"ar"`` and ``"en"``; ``group`` one of `groups`;
    ``domain`` and ``range`` the classes that subject and object may have; ``plover`` and ``cameo`` the event codes that it
    covers; ``parents`` the names of the properties above it, nearest first, the last of them the group's.
    """

    name: str
    labels: Mapping[str, str]
    comments: Mapping[str, str]
    group: str
    symmetric: bool
    domain: frozenset[str]
    range: frozenset[str]
    plover: tuple[str, ...]
    cameo: tuple[str, ...]
    parents: tuple[str, ...]


class Declarations:
    """The triples of an ontology file, by subject and predicate, in the order of the file."""

    def __init__(self, turtle: bytes) -> None:
        self.values: dict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = {}
        self.subjects: dict[str, None] = {}
        self.below: dict[str, list[str]] = {}
        for triple in ox.parse(turtle, format=ox.RdfFormat.TURTLE):
            subject, value = triple.subject, triple.object
            if not isinstance(subject, ox.NamedNode) or not isinstance(value, ox.NamedNode | ox.Literal):
                raise ResourceError(
                    f"ontology/alaqat.ttl: {triple} has a blank node. Give it a name: the ontology has none."
                )
            self.subjects[subject.value] = None
            self.values.setdefault((subject.value, triple.predicate.value), []).append(value)
            if triple.predicate.value in (RDFS + "subClassOf", RDFS + "subPropertyOf"):
                self.below.setdefault(value.value, []).append(subject.value)

    def all(self, subject: str, predicate: str) -> tuple[str, ...]:
        """The values, as strings."""
        return tuple(value.value for value in self.values.get((subject, predicate), ()))

    def by_language(self, subject: str, predicate: str) -> dict[str, str]:
        """The texts of a property, by language; the error names what lacks Arabic or English."""
        values = self.values.get((subject, predicate), ())
        texts = {value.language: value.value for value in values if isinstance(value, ox.Literal) and value.language}
        for lang in ("ar", "en"):
            if lang not in texts:
                raise ResourceError(
                    f"ontology/alaqat.ttl: kgo:{local_name(subject)} has no {local_name(predicate)} in {lang!r}. Add one."
                )
        return texts

    def is_a(self, subject: str, kind: str) -> bool:
        return kind in self.all(subject, RDF + "type")

    def above(self, subject: str, predicate: str) -> tuple[str, ...]:
        """What is reached by following ``predicate`` upwards, nearest first, each once."""
        found = [subject]
        for one in found:  # which grows
            found += [upper for upper in self.all(one, predicate) if upper not in found]
        return tuple(found[1:])


@cache
def declarations() -> Declarations:
    """The ontology as it is written down."""
    path = folder("ontology") / "alaqat.ttl"
    try:
        return Declarations(path.read_bytes())
    except FileNotFoundError:
        raise ResourceError(f"{path} is missing. Install Alaqat again.") from None
    except SyntaxError as error:
        raise ResourceError(f"{path}: not Turtle: {error}. Correct it or install Alaqat again.") from None


@cache
def classes() -> Mapping[str, Mapping[str, str]]:
    """The ten classes of entities with their labels by language.

    >>> classes()["State"]["ar"]
    'دولة'
    """
    found = declarations()
    return MappingProxyType(
        {
            local_name(name): found.by_language(name, RDFS + "label")
            for name in found.subjects
            if found.is_a(name, OWL + "Class") and name not in found.below and _under(name, "Entity")
        }
    )


@cache
def groups() -> Mapping[str, Mapping[str, str]]:
    """The seven groups of relations, named by their English label, with their labels by language.

    >>> list(groups())[3], groups()["verbal conflict"]["ar"]
    ('verbal conflict', 'صراع بالقول')
    """
    return MappingProxyType({labels["en"]: labels for labels in _groups().values()})


@cache
def relations() -> Mapping[str, Relation]:
    """The relations by name: every property of the ontology under a group that has no property under it.

    >>> relations()["meets"].symmetric, relations()["leaderOf"].group, relations()["leaderOf"].parents
    (True, 'offices', ('holdsOfficeIn', 'offices'))
    >>> sorted(relations()["occursIn"].range)
    ['Place', 'State']
    """
    found = declarations()
    read: dict[str, Relation] = {}
    for name in found.subjects:
        parents = found.above(name, RDFS + "subPropertyOf")
        group = next((labels["en"] for iri, labels in _groups().items() if iri in parents), None)
        if group is None or name in found.below:
            continue
        read[local_name(name)] = Relation(
            name=local_name(name),
            labels=found.by_language(name, RDFS + "label"),
            comments=found.by_language(name, RDFS + "comment"),
            group=group,
            symmetric=found.is_a(name, OWL + "SymmetricProperty"),
            domain=_classes(name, "domain"),
            range=_classes(name, "range"),
            plover=found.all(name, KGO + "plover"),
            cameo=found.all(name, KGO + "cameo"),
            parents=tuple(local_name(parent) for parent in parents if parent.startswith(KGO)),
        )
    return MappingProxyType(read)


def ordered(subject: str, relation: str, object_: str) -> tuple[str, str, str]:
    """One triple for either direction of a symmetric relation.

    >>> ordered("Russia", "meets", "China"), ordered("Russia", "supports", "China")
    (('China', 'meets', 'Russia'), ('Russia', 'supports', 'China'))
    """
    if relations()[relation].symmetric:
        return min(subject, object_), relation, max(subject, object_)
    return subject, relation, object_


@cache
def modalities() -> Mapping[str, Mapping[str, str]]:
    """The modalities of an assertion with their labels by language.

    >>> list(modalities())
    ['actual', 'planned', 'possible', 'past']
    """
    found = declarations()
    return MappingProxyType(
        {
            local_name(name): found.by_language(name, RDFS + "label")
            for name in found.subjects
            if found.is_a(name, KGO + "Modality")
        }
    )


@cache
def _groups() -> Mapping[str, dict[str, str]]:
    """IRI and labels of the properties of Alaqat that have others under them and none above."""
    found = declarations()
    return {
        name: found.by_language(name, RDFS + "label")
        for name in found.subjects
        if name.startswith(KGO) and name in found.below and found.is_a(name, OWL + "ObjectProperty")
        if not found.all(name, RDFS + "subPropertyOf")
    }


def _under(name: str, upper: str) -> bool:
    return term(upper) in declarations().above(name, RDFS + "subClassOf")


def _classes(relation: str, side: str) -> frozenset[str]:
    """Which of the ten classes the domain or range of a relation covers."""
    bounds = declarations().all(relation, RDFS + side)
    if len(bounds) != 1:
        raise ResourceError(
            f"ontology/alaqat.ttl: kgo:{local_name(relation)} has {len(bounds)} values of rdfs:{side}. Give it one."
        )
    upper = local_name(bounds[0])
    return frozenset(name for name in classes() if name == upper or _under(term(name), upper))
