from copy import deepcopy

import pytest

from kg.read.weights import load

DOCUMENT = {
    "id": "t1",
    "lang": "ar",
    "sentences": ["زار وزير خارجية قطر أنقرة أمس.", "وأضاف أن بلاده ستدعم تركيا، بحسب الأناضول."],
    "entities": [
        {"name": "Qatar", "type": "State", "forms": ["قطر", "بلاده"]},
        {"name": "Turkey", "type": "State", "forms": ["تركيا", "أنقرة"]},
        {"name": "Minister", "type": "Person", "forms": ["وزير خارجية قطر"]},
        {"name": "Anadolu", "type": "Media", "forms": ["الأناضول"]},
    ],
    "assertions": [
        {"sent": 0, "s": "Minister", "sf": "وزير خارجية قطر", "p": "visits", "o": "Turkey", "of": "أنقرة", "trig": "زار", "t": "أمس"},
        {"sent": 1, "s": "Qatar", "sf": "بلاده", "p": "supports", "o": "Turkey", "of": "تركيا", "trig": "ستدعم", "mod": "planned",
         "by": "Minister", "src": "Anadolu"},
        {"sent": 1, "s": "Minister", "sf": None, "p": "praises", "o": "Turkey", "of": "تركيا", "trig": "ستدعم", "neg": True},
    ],
}  # fmt: skip


@pytest.fixture
def document():
    """A labelled article in words of our own."""
    return deepcopy(DOCUMENT)


@pytest.fixture(scope="session")
def weights():
    """Alaqat's own network and tokenizer, loaded once."""
    return load()


@pytest.fixture(scope="session")
def tokenizer(weights):
    return weights[1]
