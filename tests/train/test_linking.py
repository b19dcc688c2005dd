"""What the figures of linking count."""

import pytest

from kg.iris import KGE
from kg.link.authority import authority
from kg.link.terms import Term
from kg.model import Article, Entity, Mention, Reading, Span
from kg.train.linking import Linking

TEXT = "زارت مصر الأردن، ثم شكرت القاهرة عمّان."
GOLD = {
    "entities": [
        {"name": "مصر", "type": "State", "forms": ["مصر", "القاهرة"]},
        {"name": "Jordan", "type": "State", "forms": ["الأردن", "عمّان"]},
        {"name": "زيد المثال", "type": "Person", "forms": []},
    ]
}


def counted(**taken):
    terms = {}
    for words, local in taken.items():
        at = TEXT.index(words)
        mention = Mention(Span(at, at + len(words)), "State")
        terms[mention] = Term(mention, (), (), Entity(KGE + local, "State", ()))
    linking = Linking()
    linking.add(GOLD, Reading(Article("a", TEXT, "ar", ()), tuple(terms), ()), terms, authority())
    return linking


@pytest.mark.parametrize(
    ("taken", "right", "doubles", "merged"),
    [
        ({"مصر": "Egypt", "القاهرة": "Egypt", "الأردن": "Jordan", "عمّان": "Jordan"}, 1, 0, 0),
        ({"مصر": "Egypt", "القاهرة": "Cairo", "الأردن": "Jordan", "عمّان": "Jordan"}, 0.75, 0.5, 0),
        ({"مصر": "Egypt", "القاهرة": "Egypt", "الأردن": "Egypt", "عمّان": "Egypt"}, 0.5, 0, 1),
        ({}, 0, 0, 0),
    ],
)
def test_right_doubles_and_wrong_merges(taken, right, doubles, merged):
    found = counted(**taken)
    assert (found.right, found.doubles, found.merged) == (right, doubles, merged)


def test_two_of_three_are_in_the_authority_file():
    assert counted().known == pytest.approx(2 / 3)
