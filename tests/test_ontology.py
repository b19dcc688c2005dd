"""The ontology keeps the rules of OWL 2 DL that can be checked without a reasoner; the shapes accept good data and nothing else."""

from collections import defaultdict
from decimal import Decimal

import pytest
from pyshacl import validate
from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, RDF, RDFS, SKOS

from kg.iris import KGE, KGO, article_iri
from kg.model import Article, Assertion, Entity, Evidence, Span, Time
from kg.resources import folder
from kg.store.terms import quads
from kg.vocabulary import classes, relations

K = Namespace(KGO)
OA = Namespace("http://www.w3.org/ns/oa#")
SH = Namespace("http://www.w3.org/ns/shacl#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")  # rdflib's own warns when doctest looks into it
HEADER = URIRef("https://w3id.org/alaqat/ontology")
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
BUILT_IN = {RDF.type, RDFS.label, RDFS.comment, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range}
BUILT_IN |= {OWL.disjointWith, OWL.versionInfo, OWL.versionIRI, OWL.sameAs}
DATATYPES = {
    XSD.boolean,
    XSD.decimal,
    XSD.nonNegativeInteger,
    XSD.string,
}  # all that OWL 2 DL knows of those that we use


@pytest.fixture(scope="module")
def ontology():
    return Graph().parse(folder("ontology") / "alaqat.ttl")


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(folder("ontology") / "shapes.ttl")


@pytest.fixture(scope="module")
def kinds(ontology):
    """What each term is declared to be."""
    found = defaultdict(set)
    for term, kind in ontology.subject_objects(RDF.type):
        found[term].add(kind)
    return found


def test_there_are_no_blank_nodes(ontology):
    assert not [triple for triple in ontology if any(isinstance(node, BNode) for node in triple)]


def test_the_header_tells_title_licence_and_version(ontology):
    assert (HEADER, RDF.type, OWL.Ontology) in ontology
    for about in (DCTERMS.title, DCTERMS.description):
        assert {text.language for text in ontology.objects(HEADER, about)} == {"ar", "en"}
    assert ontology.value(HEADER, OWL.versionIRI) == HEADER + "/" + ontology.value(HEADER, OWL.versionInfo)
    assert ontology.value(HEADER, DCTERMS.license)
    assert ontology.value(HEADER, URIRef("http://purl.org/vocab/vann/preferredNamespacePrefix")) == Literal("kgo")


def test_every_property_is_of_exactly_one_kind(ontology, kinds):
    declared = {term for term, found in kinds.items() if found & PROPERTIES}
    assert all(len(kinds[term] & PROPERTIES) == 1 for term in declared)
    assert set(ontology.predicates()) - BUILT_IN <= declared
    assert not [term for term in declared if OWL.Class in kinds[term] or OWL.NamedIndividual in kinds[term]]


def test_axioms_speak_only_of_what_is_declared_and_of_the_right_kind(ontology, kinds):
    for predicate in (RDFS.subClassOf, OWL.disjointWith):
        for pair in ontology.subject_objects(predicate):
            assert all(OWL.Class in kinds[term] for term in pair), pair
    for lower, upper in ontology.subject_objects(RDFS.subPropertyOf):
        assert kinds[lower] & PROPERTIES == kinds[upper] & PROPERTIES
    for prop, bound in ontology.subject_objects(RDFS.domain):
        assert OWL.Class in kinds[bound]
        assert OWL.AnnotationProperty not in kinds[prop]
    for prop, bound in ontology.subject_objects(RDFS.range):
        assert OWL.Class in kinds[bound] if OWL.ObjectProperty in kinds[prop] else bound in DATATYPES, prop
    for individual in (term for term, found in kinds.items() if OWL.NamedIndividual in found):
        assert all(OWL.Class in kinds[kind] for kind in kinds[individual] - {OWL.NamedIndividual})


def test_values_are_of_the_kind_that_the_property_takes(ontology, kinds):
    for subject, predicate, value in ontology:
        if OWL.ObjectProperty in kinds[predicate]:
            assert OWL.NamedIndividual in kinds[subject] & kinds[value]
        elif isinstance(value, Literal):
            assert value.datatype in DATATYPES | {None}, (subject, predicate)


def test_nothing_of_the_closed_vocabularies_is_declared_anew(kinds):
    assert not [term for term in kinds if term.startswith((str(RDF), str(RDFS), str(OWL), str(XSD)))]


def test_every_term_of_ours_has_label_and_comment_in_both_languages(ontology):
    ours = {subject for subject in ontology.subjects() if subject.startswith(KGO)}
    for term in ours:
        for about in (RDFS.label, RDFS.comment):
            found = [text for text in ontology.objects(term, about) if str(text).strip() == str(text) != ""]
            assert sorted(text.language for text in found) == ["ar", "en"], (term, about)
    assert {object_ for object_ in ontology.objects() if object_.startswith(KGO)} - ours == {Literal(KGO)}


def test_comments_in_arabic_are_arabic(ontology):
    for text in (*ontology.objects(predicate=RDFS.label), *ontology.objects(predicate=RDFS.comment)):
        assert any("ء" <= letter <= "ي" for letter in text) == (text.language == "ar"), text


def test_four_relations_and_possibly_same_are_symmetric(ontology):
    symmetric = set(ontology.subjects(RDF.type, OWL.SymmetricProperty))
    assert symmetric == {K.meets, K.agreesWith, K.cooperatesWith, K.fights, K.possiblySame}


def test_sub_class_and_sub_property_trees_have_no_circle(ontology):
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for term in set(ontology.subjects(predicate)):
            assert term not in set(ontology.transitive_objects(term, predicate)) - {term}
            assert not [
                upper
                for upper in ontology.objects(term, predicate)
                if term in ontology.transitive_objects(upper, predicate)
            ]


def test_the_four_modalities_make_a_scheme(ontology):
    four = {K.actual, K.planned, K.possible, K.past}
    assert set(ontology.subjects(RDF.type, K.Modality)) == four
    assert set(ontology.subjects(SKOS.inScheme, K.modalities)) == four
    assert set(ontology.objects(K.modalities, SKOS.hasTopConcept)) == four
    for concept in four:
        assert set(ontology.objects(concept, SKOS.prefLabel)) == set(ontology.objects(concept, RDFS.label))


# ------------------------------------------------------------------------------------------------------------ shapes

CHINA = Entity(KGE + "China", "State", (("ar", "الصين"), ("en", "China")), "Q148")
RUSSIA = Entity(KGE + "Russia", "State", (("ar", "روسيا"), ("en", "Russia")), "Q159")
SPEAKER = Entity(KGE + "Person_ليلى", "Person", (("ar", "ليلى"),))
AGENCY = Entity(KGE + "Media_وكالة", "Media", (("ar", "وكالة"),))
TEXT = "بحسب الوكالة، قالت ليلى يوم الأحد إن الصين ستدعم روسيا. ثم مضت."
ARTICLE = Article(
    "مثال 1", TEXT, "ar", (Span(0, 56),), "عنوان", "2024-04-08", "صحيفة", "https://example.org/1", "كاتبة"
)
EVIDENCE = Evidence("مثال 1", Span(0, 56), TEXT[:56], "", TEXT[56:], Span(43, 48), Span(37, 42), Span(49, 54))
FOUND = Assertion(
    CHINA, "supports", RUSSIA, EVIDENCE, "planned", speaker=SPEAKER, outlet=AGENCY, time=Time("الأحد", "2024-04-07", "2024-04-08")
)  # fmt: skip


@pytest.fixture
def data():
    """One article with one assertion, as the store writes it."""
    turtle = "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads(ARTICLE, (FOUND,), "alaqat test"))
    return Graph().parse(data=turtle, format="turtle")


def complaints(data, shapes):
    """The shapes that the data breaks, by local name."""
    conforms, report, _ = validate(data, shacl_graph=shapes, inference="none")
    broken = {str(shape).rpartition("#")[2] for shape in report.objects(predicate=SH.sourceShape)}
    assert conforms == (not broken)
    return broken


def test_what_the_store_writes_conforms(data, shapes):
    assert complaints(data, shapes) == set()


def test_what_the_store_writes_is_declared(data, kinds):
    known = BUILT_IN | {RDF.subject, RDF.predicate, RDF.object}
    assert {p for p in set(data.predicates()) - known if not kinds[p] & PROPERTIES} == set()
    assert {c for c in set(data.objects(predicate=RDF.type)) - {RDF.Statement} if OWL.Class not in kinds[c]} == set()


def test_offsets_may_keep_their_exact_type(data, shapes):
    for triple in [t for t in data if isinstance(t[2], Literal) and t[2].datatype == XSD.integer]:
        data.remove(triple)
        data.add((*triple[:2], Literal(str(triple[2]), datatype=XSD.nonNegativeInteger)))
    assert complaints(data, shapes) == set()


A, ART = "assertion", "article"
DATE, INTEGER = XSD.date, XSD.nonNegativeInteger
BREAKS = [
    ("no subject", A, RDF.subject, [], "subject"),
    ("two subjects", A, RDF.subject, [CHINA.iri, SPEAKER.iri], "subject"),
    ("to itself", A, RDF.subject, [RUSSIA.iri], "subject"),
    ("no relation", A, RDF.predicate, [], "predicate"),
    ("a group is no relation", A, RDF.predicate, [K.support], "predicate"),
    ("two relations", A, RDF.predicate, [K.supports, K.aids], "predicate"),
    ("no object", A, RDF.object, [], "object"),
    ("object is text", A, RDF.object, [Literal("روسيا")], "object"),
    ("no modality", A, K.modality, [], "modality"),
    ("unknown modality", A, K.modality, [K.certain], "modality"),
    ("no negated", A, K.negated, [], "negated"),
    ("negated is text", A, K.negated, [Literal("no")], "negated"),
    ("two speakers", A, K.speaker, [SPEAKER.iri, CHINA.iri], "speaker"),
    ("two outlets", A, K.outlet, [AGENCY.iri, CHINA.iri], "outlet"),
    ("about is text", A, K.about, [Literal("شيء")], "about"),
    ("no confidence", A, K.confidence, [], "confidence"),
    ("confidence above 1", A, K.confidence, [Literal(Decimal("1.01"))], "confidence"),
    ("confidence below 0", A, K.confidence, [Literal(Decimal("-0.01"))], "confidence"),
    ("confidence is a float", A, K.confidence, [Literal(0.5)], "confidence"),
    ("no reader", A, K.reader, [], "reader"),
    ("no such day", A, K.timeStart, [Literal("April")], "timeStart"),
    ("ends before it starts", A, K.timeEnd, [Literal("2024-04-01", datatype=DATE)], "timeStart"),
    ("no trigger", A, K.triggerStart, [], "triggerStart"),
    ("trigger ends before it starts", A, K.triggerEnd, [Literal("1", datatype=INTEGER)], "triggerStart"),
    ("offset is negative", A, K.subjectStart, [Literal(-1)], "subjectStart"),
    ("offset is text", A, K.objectEnd, [Literal("54")], "objectEnd"),
    ("no article", A, PROV.wasDerivedFrom, [], "article"),
    ("from a state", A, PROV.wasDerivedFrom, [CHINA.iri], "article"),
    ("no evidence", A, OA.hasTarget, [], "target"),
    ("no statement", A, RDF.type, [K.Assertion], "statement"),
    ("two titles", ART, DCTERMS.title, [Literal("a"), Literal("b")], "title"),
    ("date is text", ART, DCTERMS.date, [Literal("2024-04-08")], "date"),
    ("French", ART, DCTERMS.language, [Literal("fr")], "language"),
    ("no language", ART, DCTERMS.language, [], "language"),
    ("no label", CHINA.iri, RDFS.label, [], "label"),
    ("no class", CHINA.iri, RDF.type, [], "class"),
    ("two classes", CHINA.iri, RDF.type, [K.State, K.Place], "class"),
    ("a union is no class", CHINA.iri, RDF.type, [K.Actor], "class"),
    ("no quote", "q", OA.exact, [], "exact"),
    ("two quotes", "q", OA.exact, [Literal("a"), Literal("b")], "exact"),
    ("no start", "p", OA.start, [], "start"),
    ("ends at its start", "p", OA.end, [Literal(0)], "start"),
    ("no source", "t", OA.hasSource, [], "source"),
    ("no selector", "t", OA.hasSelector, [], "oneQuote"),
]


@pytest.mark.parametrize(
    ("node", "predicate", "values", "shape"), [row[1:] for row in BREAKS], ids=[row[0] for row in BREAKS]
)
def test_one_mistake_is_found(data, shapes, node, predicate, values, shape):
    article = article_iri(ARTICLE.id)
    kinds = {A: K.Assertion, "t": OA.SpecificResource, "q": OA.TextQuoteSelector, "p": OA.TextPositionSelector}
    subject = (
        data.value(predicate=RDF.type, object=kinds[node])
        if node in kinds
        else URIRef(article if node == ART else node)
    )
    data.remove((subject, predicate, None))
    for value in values:
        data.add((subject, predicate, value if isinstance(value, Literal) else URIRef(value)))
    assert shape in complaints(data, shapes)


def test_the_shapes_list_the_classes_and_relations_of_the_ontology(shapes):
    def listed(name):
        shape = URIRef("https://w3id.org/alaqat/shapes#" + name)
        return [str(member).removeprefix(KGO) for member in shapes.items(shapes.value(shape, SH["in"]))]

    assert listed("predicate") == list(relations())
    assert listed("class") == list(classes())


def test_the_shapes_are_of_shacl_core(shapes):
    assert not [
        term
        for triple in shapes
        for term in triple
        if term in {SH.sparql, SH.js, SH.SPARQLConstraint, SH.target, SH.rule}
    ]
