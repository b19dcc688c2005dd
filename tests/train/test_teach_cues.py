import torch

from kg.read.cues import Scene
from kg.read.network import Network
from kg.train.cases import Case
from kg.train.corpus import lessons
from kg.train.cues import teach


def test_it_learns_what_speaks_for_a_statement_and_leaves_the_rest_of_the_network(weights, document):
    network = Network(weights[0].shape).eval()
    relations = network.shape.relations
    (lesson,) = lessons(document, weights[1])
    told = [m[:3] for m in lesson.mentions]
    every = [(r, s, o) for r in ("visits", "accuses") for s in told for o in told if s != o]
    relation, subject, object_ = ([c[i] for c in every] for i in range(3))
    right = [float(r == "visits" and s < o) for r, s, o in every]
    case = Case(lesson, tuple(m[:2] for m in told), torch.zeros(len(every), dtype=torch.long), torch.tensor([relations.index(r) for r in relation]),
                torch.tensor(subject), torch.tensor(object_), torch.tensor(right))  # fmt: skip
    before = {n: w.clone() for n, w in network.state_dict().items()}
    lines: list[str] = []
    teach(network, [case] * 4, lines.append)
    scene = Scene(lesson.window, case.mentions)
    odds = network.cues(*map(torch.from_numpy, scene.signs((0, *it) for it in every)))
    assert odds[torch.tensor(right) > 0].min() > odds[torch.tensor(right) == 0].max()
    assert {n.split(".")[0] for n, w in network.state_dict().items() if n not in before or not w.equal(before[n])} == {"cues"}
    assert "candidates" in lines[0]
    taught = network.cues.state_dict()
    teach(network, [case] * 4, lines.append)
    assert all(w.equal(taught[n]) for n, w in network.cues.state_dict().items()), "the same cases, the same weights"


def test_what_was_seen_in_few_windows_only_teaches_nothing(weights, document):
    network = Network(weights[0].shape).eval()
    (lesson,) = lessons(document, weights[1])
    s, o = torch.tensor([lesson.mentions[0][:3], lesson.mentions[1][:3]]), torch.tensor([lesson.mentions[1][:3], lesson.mentions[0][:3]])
    case = Case(lesson, (), torch.tensor([0, 0]), torch.tensor([0, 0]), s, o, torch.tensor([1.0, 0.0]))
    lines: list[str] = []
    teach(network, [case] * 2, lines.append)
    assert "too few" in lines[0]
    assert network.cues(torch.tensor([1, 2], dtype=torch.int32), torch.tensor([2])).tolist() == [0]
