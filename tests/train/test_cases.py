from dataclasses import replace

from kg.read.network import Network
from kg.train.cases import _case, cases
from kg.train.corpus import lessons


def test_a_candidate_is_right_by_its_sentence_and_who_is_meant(document, tokenizer, weights):
    relations = weights[0].shape.relations
    (lesson,) = lessons(document, tokenizer)
    minister, qatar, ankara, turkey = (next(m[:3] for m in lesson.mentions if m[3] == e and s == lesson.window.sentence[m[0]]) for e, s in ((2, 0), (0, 1), (1, 0), (1, 1)))
    wrong = (0, "accuses", minister, ankara)
    elsewhere = (0, "supports", qatar, turkey)
    itself = (0, "visits", ankara, turkey)
    found = _case(lesson, (), {wrong, elsewhere, itself}, relations)
    told = dict(zip(((relations[r], bool(y)) for r, y in zip(found.relation.tolist(), found.right.tolist(), strict=True)), found.subject.tolist(), strict=True))
    assert set(told) == {("accuses", False), ("visits", True), ("supports", True), ("praises", True)}
    assert told["accuses", False] == list(minister)
    assert len(found.right) == 4, "neither what another sentence says, nor an entity with itself"
    assert _case(replace(lesson, labels=()), (), set(), relations) is None


def test_cases_hold_what_is_labelled_even_when_nothing_is_found(weights, document):
    network, tokenizer = weights
    (case,) = cases(Network(replace(network.shape, thresholds={"trigger": 1.0})).eval(), tokenizer, [document])
    assert case.right.sum() >= 3
