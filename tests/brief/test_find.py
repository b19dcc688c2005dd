import pytest
from told import ATTACK, GROUP, OTHER, RUSSIA, Told, attack

from kg.brief.find import ACTORS, find
from kg.errors import InputError
from kg.iris import KGE
from kg.store import Store
from kg.store.derived import ready
from kg.vocabulary import OCCASIONS


@pytest.fixture(scope="module", params=["by the index", "among all names"])
def store(request, tmp_path_factory):
    told = attack()
    told.say("وقال: سبق ذلك هجوم المرفأ.", GROUP, "claimsResponsibilityFor", OTHER)
    folder = told.store(tmp_path_factory.mktemp("graph"))
    with Store(folder) as made:
        made.derive() if request.param == "by the index" else made._unready()
    with Store.read_only(folder) as store:
        assert ready(store) == (request.param == "by the index")
        yield store


@pytest.mark.parametrize(
    "text",
    [
        "الهجوم على مسرح أوراسيا",
        "الهجوم علي مسرح اوراسيا",
        "الهُجومُ على مسرحِ أوراسيا",
        "attack on the Eurasia theatre",
        "The Attack on the EURASIA theatre",
        "هجوم مسرح أوراسيا",
        "Eurasia",
        ATTACK.iri,
        "kge:" + ATTACK.iri.removeprefix(KGE),
    ],
)
def test_an_event_by_its_names_and_its_iri(store, text):
    assert find(store, text, OCCASIONS).iri == ATTACK.iri


@pytest.mark.parametrize("text", ["روسيا", "رُوسيا", "Russia", "RUSSIA", "موسكو", "kge:Russia"])
def test_an_actor_also_by_what_the_authority_file_calls_it(store, text):
    assert find(store, text, ACTORS).iri == RUSSIA.iri


def test_several_are_listed_to_choose_from(store):
    with pytest.raises(InputError, match="more than one event") as told:
        find(store, "هجوم", OCCASIONS)
    assert "هجوم المرفأ" in str(told.value)
    assert f"kge:{ATTACK.iri.removeprefix(KGE)}" in str(told.value)


@pytest.mark.parametrize(("text", "kinds"), [("زلزال", OCCASIONS), ("روسيا", OCCASIONS), ("هجوم المرفأ", ACTORS), ("", OCCASIONS), ("<>", ACTORS)])
def test_what_is_not_there_is_told(store, text, kinds):
    with pytest.raises(InputError, match="kg query"):
        find(store, text, kinds)


def test_an_empty_graph_has_nobody(tmp_path):
    with Store.read_only(Told().store(tmp_path)) as empty, pytest.raises(InputError, match="no actor"):
        find(empty, "روسيا", ACTORS)
