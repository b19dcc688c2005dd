import pytest

from kg.link.logit import likeliest, load
from kg.train.logit import Example, save, teach

SURE = Example(({"told": 1.0, "any": 1.0}, {"any": 1.0}), frozenset((0,)))
NONE = Example(({"any": 1.0},), frozenset())


def test_it_learns_which_sign_tells():
    weights = teach([SURE, NONE] * 20, 1)
    assert weights["told"] > 0 > weights["any"]
    assert [likeliest(weights, e.signs) for e in (SURE, NONE)] == [0, None]


def test_either_of_two_that_are_right_will_do():
    both = Example(({"told": 1.0}, {"told": 1.0}), frozenset((0, 1)))
    assert teach([both, NONE] * 20, 1)["told"] > 0


@pytest.mark.parametrize(("rare", "kept"), [(20, {"often"}), (1, {"often", "rare"})])
def test_what_is_seen_too_seldom_is_left_out(rare, kept):
    often = Example(({"often": 1.0},), frozenset((0,)))
    assert teach([Example(({"often": 1.0, "rare": 1.0},), frozenset((0,))), *[often] * 19], rare).keys() == kept


def test_what_is_written_is_read(tmp_path):
    weights = teach([SURE, NONE] * 20, 1)
    save(weights, tmp_path / "w.tsv", "what they are")
    assert load(tmp_path / "w.tsv") == weights
