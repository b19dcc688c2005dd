import math

import pytest

from kg.ingest.draft import Draft, article
from kg.read.neural import DEFAULTS, NeuralReader
from kg.read.review import SCORES

TEXTS = {
    "ar": "أعلن وزير الخارجية الروسي سيرغي لافروف أن موسكو تدعم الصين. وقال الرئيس الفرنسي إيمانويل ماكرون إن باريس تندد بالهجوم الروسي على كييف.",
    "en": "Foreign Minister Sergey Lavrov said that Russia supports China. French President Emmanuel Macron said that Paris condemns the Russian attack on Kyiv.",
}


@pytest.fixture(scope="module")
def reader():
    return NeuralReader()


@pytest.mark.parametrize("lang", TEXTS)
def test_nobody_says_what_stands_before_he_is_named(monkeypatch, reader, lang):
    told = article(Draft("", TEXTS[lang]))
    first, last = told.sentences
    choose = reader.network.roles

    def latest(h, sentence, trigger, relation, mention):
        """The network's own choice of sides; for a speaker, the later the likelier."""
        roles, nobody = choose(h, sentence, trigger, relation, mention)
        roles[:, :, 2] = mention[:, 0].float() + 100
        return roles, nobody

    monkeypatch.setattr(reader.network, "roles", latest)
    (found,) = reader.read([told])
    speakers = {s.sentence: s.speaker for s in found.statements}
    assert last.covers(speakers[last].span)
    assert first.covers(speakers[first].span)


@pytest.mark.parametrize("lang", TEXTS)
def test_only_what_judge_and_cues_find_likely_is_looked_at(monkeypatch, reader, lang):
    look, looked = reader.look, []
    monkeypatch.setattr(reader, "look", lambda *given: looked.append(len(given[3])) or look(*given))
    possible = {}
    for least in (0.0, 0.06, 0.3, 1.0):
        looked.clear()
        monkeypatch.setitem(DEFAULTS, "looked", least)
        (found,) = reader.read([article(Draft("", TEXTS[lang]))])
        possible[least] = {(s.trigger, s.relation, s.subject, s.object) for s in found.statements}
        assert sum(looked) == len(found.statements)
        for s in found.statements:
            odds = sum(s.scores[SCORES.index(who)] for who in ("judge", "cues")) / 2
            assert 1 / (1 + math.exp(-odds)) >= least - 1e-6
    assert possible[0.0] > possible[0.06] > possible[0.3] > possible[1.0] == set()
