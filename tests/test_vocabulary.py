"""What the ontology declares reaches the program whole, in order, and can't be changed there."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ResourceError
from kg.iris import KGA, KGO, article_iri, local_name, term
from kg.model import MODALITIES
from kg.vocabulary import Declarations, classes, groups, modalities, relations

CLASSES = ["State", "Person", "IGO", "Organization", "ArmedGroup", "Media", "Place", "People", "Event", "Document"]
ACTORS = {"State", "Person", "IGO", "Organization", "ArmedGroup", "People", "Media"}
GROUPS = {
    "contact": "meets visits mediates agreesWith",
    "support": "supports praises thanks congratulates offersCondolencesTo recognizes",
    "cooperation": "cooperatesWith aids arms exportsTo concedesTo",
    "verbal conflict": "demands criticizes accuses rejects denies warns threatens",
    "material conflict": "protestsAgainst sanctions cutsTiesWith mobilizesAgainst coerces attacks invades fights claimsResponsibilityFor",
    "offices": "headOfStateOf headOfGovernmentOf foreignMinisterOf defenceMinisterOf ministerOf spokespersonOf representativeOf"
    " leaderOf officialOf memberOf chairs",
    "events and places": "participatesIn hosts occursIn locatedIn partOf",
}
PLOVER = {
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
}
PLOVER |= {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}


def test_there_are_ten_classes():
    assert list(classes()) == CLASSES


def test_there_are_47_relations_in_seven_groups_in_the_order_of_the_guidelines():
    found = {group: " ".join(r.name for r in relations().values() if r.group == group) for group in groups()}
    assert found == GROUPS
    assert list(relations()) == " ".join(GROUPS.values()).split()
    assert len(relations()) == 47


def test_a_relation_knows_its_own_name_and_ends_its_parents_with_the_group():
    for name, relation in relations().items():
        assert relation.name == name
        assert relation.group in groups()
        assert relation.parents[-1].casefold() == relation.group.replace(" ", "")


def test_four_relations_are_symmetric_and_take_the_same_on_both_sides():
    symmetric = [r for r in relations().values() if r.symmetric]
    assert {r.name for r in symmetric} == {"meets", "agreesWith", "cooperatesWith", "fights"}
    assert all(r.domain == r.range == ACTORS for r in symmetric)


def test_a_person_holds_an_office():
    offices = [r for r in relations().values() if "holdsOfficeIn" in r.parents]
    assert len(offices) == 9
    assert all(r.domain == {"Person"} and {"State"} <= r.range <= ACTORS - {"Person", "People"} for r in offices)


@pytest.mark.parametrize(
    ("name", "domain", "range_"),
    [
        ("visits", ACTORS, {"State", "Place", "IGO"}),
        ("supports", ACTORS, set(CLASSES)),
        ("claimsResponsibilityFor", ACTORS, {"Event"}),
        ("headOfStateOf", {"Person"}, {"State"}),
        ("chairs", ACTORS, {"IGO", "Organization", "ArmedGroup", "Event"}),
        ("participatesIn", ACTORS, {"Event", "Document"}),
        ("hosts", ACTORS, {"Event"}),
        ("occursIn", {"Event"}, {"Place", "State"}),
        ("partOf", set(CLASSES), set(CLASSES)),
    ],
)
def test_who_can_do_it_to_whom(name, domain, range_):
    assert (relations()[name].domain, relations()[name].range) == (domain, range_)


def test_whoever_acts_is_an_actor_except_in_events_and_places():
    for relation in relations().values():
        assert relation.domain <= ACTORS or relation.group == "events and places"


def test_event_codes_have_the_form_of_their_systems():
    for relation in relations().values():
        assert set(relation.plover) <= PLOVER
        assert all(re.fullmatch("(0[1-9]|1[0-9]|20)[0-9]{0,2}", code) for code in relation.cameo)
        assert relation.cameo or not relation.plover
    assert relations()["rejects"].plover == ("REJECT",)
    assert not relations()["memberOf"].cameo


def test_modalities_are_those_of_the_model():
    assert tuple(modalities()) == MODALITIES


def test_every_label_is_there_in_both_languages_and_none_means_two_things():
    for said in (classes(), groups(), modalities(), {name: r.labels for name, r in relations().items()}):
        for lang, letters in (("ar", "[ء-ْ ]+"), ("en", "[a-z ]+")):
            labels = [by_language[lang] for by_language in said.values()]
            assert len(set(labels)) == len(labels)
            assert all(re.fullmatch(letters, label) for label in labels)


def test_nobody_can_add_a_relation():
    with pytest.raises(TypeError):
        relations()["loves"] = relations()["supports"]
    with pytest.raises(AttributeError):
        relations()["supports"].group = "contact"


def test_a_blank_node_in_the_ontology_is_an_error_that_says_so():
    with pytest.raises(ResourceError, match="blank node"):
        Declarations(b"<x:a> <x:p> [] .")


def test_a_missing_label_is_an_error_that_names_it():
    found = Declarations(b'<https://w3id.org/alaqat/ontology#a> <http://www.w3.org/2000/01/rdf-schema#label> "a"@en .')
    with pytest.raises(ResourceError, match="kgo:a has no label in 'ar'"):
        found.by_language(term("a"), "http://www.w3.org/2000/01/rdf-schema#label")


ids = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)


@given(ids)
def test_an_article_iri_gives_the_id_back(article_id):
    iri = article_iri(article_id)
    assert iri.startswith(KGA)
    assert unquote(iri.removeprefix(KGA)) == article_id
    assert re.fullmatch(r"[A-Za-z0-9%._~-]+", iri.removeprefix(KGA))


def test_an_article_without_id_has_no_iri():
    with pytest.raises(ValueError, match="needs an id"):
        article_iri("")


@given(st.from_regex(r"[A-Za-z]\w*", fullmatch=True))
def test_a_term_is_in_the_namespace_under_its_name(name):
    assert term(name).startswith(KGO)
    assert local_name(term(name)) == name
