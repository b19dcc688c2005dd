import pytest

from kg.ingest.draft import Draft, article
from kg.read.neural import NeuralReader

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
