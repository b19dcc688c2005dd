"""The graph of accusers and accused."""

from stories import AMERICA, CHINA, RUSSIA, UKRAINE
from told import ATTACK, GROUP, SALIM, Told, attack

from kg.render import views
from kg.store import Store


def drawn(told, folder, **cut):
    with Store.read_only(told.store(folder)) as store:
        return views.graph(store, accusations=True, **cut)


def edges(graph):
    return {(s, o, r): told.get("answers") for s, o, r, told in graph.edges(keys=True, data=True)}


def test_who_accuses_whom_of_what_and_which_denial_answers_it(tmp_path):
    graph = drawn(attack(), tmp_path)
    accusation = (RUSSIA.iri, UKRAINE.iri, "accuses")
    assert edges(graph) == {
        accusation: None,
        (AMERICA.iri, GROUP.iri, "accuses"): None,
        (GROUP.iri, ATTACK.iri, "claimsResponsibilityFor"): None,
        (UKRAINE.iri, RUSSIA.iri, "denies"): (accusation,),
        (SALIM.iri, RUSSIA.iri, "denies"): (accusation,),  # who says that it took no part denies it to the accuser
    }
    (said,) = graph.edges[accusation]["evidence"]
    assert said.about == ATTACK
    (denied,) = graph.edges[SALIM.iri, RUSSIA.iri, "denies"]["evidence"]
    assert (denied.negated, denied.about, denied.quote.startswith("وقال سالم")) == (False, ATTACK, True)


def test_an_adviser_denies_for_his_state_when_persons_count_for_states(tmp_path):
    graph = drawn(attack(), tmp_path, roll_up=True)
    assert SALIM.iri not in graph
    assert len(graph.edges[UKRAINE.iri, RUSSIA.iri, "denies"]["evidence"]) == 2


def test_the_rest_of_a_graph_is_left_out_and_other_cuts_hold(tmp_path):
    told = attack().say("China supports Russia.", CHINA, "supports", RUSSIA)
    assert CHINA.iri not in drawn(told, tmp_path)
    assert set(drawn(told, tmp_path, focus="United States")) == {AMERICA.iri, GROUP.iri}
    assert set(edges(drawn(told, tmp_path, until="2024-03-22"))) == set()


def test_without_an_event_accusations_and_denials_are_there(tmp_path):
    told = Told().article("a", "2024-03-23").say("واتهمت موسكو كييف.", RUSSIA, "accuses", UKRAINE).say("ونفت كييف.", UKRAINE, "denies", RUSSIA)
    assert edges(drawn(told, tmp_path)) == {(RUSSIA.iri, UKRAINE.iri, "accuses"): None, (UKRAINE.iri, RUSSIA.iri, "denies"): ()}


def test_the_page_of_it_is_drawn(tmp_path):
    with Store.read_only(attack().store(tmp_path)) as store:
        page = views.draw(store, accusations=True)
    assert '"answers":[' in page
