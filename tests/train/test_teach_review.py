from types import SimpleNamespace

import torch

from kg.model import Mention, Reading, Span, Statement
from kg.read.lexicon import NUMBERS
from kg.read.network import TYPES
from kg.read.review import SCORES, Review
from kg.train.lexicon import lexicon
from kg.train.review import calibrate, examples, teach
from kg.vocabulary import relations


def mention(article, form, kind):
    at = article.text.index(form)
    return Mention(Span(at, at + len(form)), kind)


class Finds:
    """A reader that finds three things possible: one labelled, one not, one labelled in another sentence only."""

    def __init__(self):
        self.network = SimpleNamespace(review=Review(tuple(relations()), TYPES))

    def read(self, articles):
        for a in articles:
            who, whom = mention(a, "وزير خارجية قطر", "Person"), mention(a, "أنقرة", "State")
            later = mention(a, "تركيا", "State")
            made = [(0, "visits", whom), (0, "accuses", whom), (1, "visits", later)]
            yield Reading(a, (who, whom, later), tuple(
                Statement(r, a.sentences[i], Span(a.sentences[i].start, a.sentences[i].start + 3), who, o, scores=(0.0,) * len(SCORES))
                for i, r, o in made
            ))  # fmt: skip


def test_examples_are_right_where_the_sentence_says_so(document):
    numbers, classes, right = examples(Finds(), [document], [])
    assert right.tolist() == [1.0, 0.0]
    assert len(numbers) == len(classes) == 2


def test_examples_know_the_words_of_other_sources_only(document):
    own, other = ({**document, "id": source, "source": source} for source in ("a", "b"))
    alone, both, twice = (examples(Finds(), [own], taught)[0][:, -NUMBERS:] for taught in ([], [other, other], [own, own]))
    assert not both.equal(alone)
    assert twice.equal(alone)


def test_a_lexicon_counts_words_and_what_they_serve(document):
    found = lexicon([document, document])
    assert (found.triggers.seen["زار"], found.triggers.served["زار"]) == (2, {"visits": 2, "any": 2})
    assert found.triggers.served["ستدعم"] == {"supports": 2, "praises": 2, "any": 2}
    assert found.before.served["ستدعم "] == {"object supports": 2, "object praises": 2}
    assert lexicon([document]).triggers.seen == {}, "a word seen once tells nothing"


def test_it_learns_what_the_judge_does_not_know():
    torch.manual_seed(3)
    network = Review(tuple(relations()), TYPES)
    numbers, classes = torch.randn(3000, len(network.mean)), torch.zeros(3000, 3, dtype=torch.long)
    right = (numbers[:, 5] > 0).float()
    network.slope.fill_(0.5)
    last = teach(network, numbers, classes, right, 7)
    assert (network.slope.tolist(), network.shift.tolist()) == ([1, 1], [0, 0])
    with torch.no_grad():
        found = network(numbers, classes).mean(0)
    assert last < 0.4
    assert ((found > 0).float() == right).float().mean() > 0.9


def test_the_same_seed_teaches_the_same():
    numbers, classes = torch.randn(500, len(Review(tuple(relations()), TYPES).mean)), torch.zeros(500, 3, dtype=torch.long)

    def once():
        torch.manual_seed(3)
        network = Review(tuple(relations()), TYPES)
        teach(network, numbers, classes, (numbers[:, 1] > 0).float(), 7)
        return network.state_dict()

    for a, b in zip(once().values(), once().values(), strict=True):
        assert a.equal(b)


def test_calibrated_confidence_is_the_share_that_is_right():
    network = Review(tuple(relations()), TYPES)
    torch.manual_seed(1)
    told = torch.rand(4000) * 0.98 + 0.01
    right = torch.rand(4000) < (told.logit() * 0.5 - 1).sigmoid()
    calibrate(network, "en", list(zip(told.tolist(), right.tolist(), strict=True)))
    calibrate(network, "ar", [])
    assert abs(network.slope[1] - 0.5) < 0.1
    assert abs(network.shift[1] + 1) < 0.15
    assert (network.slope[0], network.shift[0]) == (1, 0), "of a language without articles nothing is known"
