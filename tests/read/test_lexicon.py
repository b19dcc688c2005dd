from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Mention, Span, Statement
from kg.read.lexicon import NUMBERS, Lexicon, Table, before, first, load

TEXT = "زار الوزير قطر. وندد بالقصف."
WORDS = st.text("ابتقد عex", min_size=1, max_size=4)
PURPOSES = st.sampled_from(["visits", "accuses", "any", "subject visits", "object visits"])


def table(seen, served):
    made = Table()
    made.seen.update(seen)
    for (word, purpose), times in served.items():
        made.served[word][purpose] += times
    return made


def test_a_word_that_served_often_has_the_better_odds():
    made = table({"زار": 10, "قال": 200}, {("زار", "visits"): 8, ("قال", "accuses"): 1})
    assert made.odds("زار", "visits") > 0 > made.odds("قال", "visits")
    assert made.odds("زار", "visits") > made.odds("زار", "accuses")


def test_a_word_never_seen_has_those_of_all_words():
    made = table({"زار": 10, "قال": 70}, {("زار", "visits"): 8})
    assert made.odds("لقاء", "visits") == table({"كل": 80}, {("كل", "visits"): 8}).odds("لقاء", "visits")
    assert "لقاء" not in made.served


@given(st.dictionaries(WORDS, st.integers(1, 99)), st.dictionaries(st.tuples(WORDS, PURPOSES), st.integers(1, 99)), WORDS, PURPOSES)
def test_odds_are_finite_and_rise_with_what_served(seen, served, word, purpose):
    made, more = table(seen, served), table(seen, Counter(served) + Counter({(word, purpose): 5}))
    assert -14 < made.odds(word, purpose) <= more.odds(word, purpose) < 14


@given(st.dictionaries(WORDS, st.integers(1, 99)), st.dictionaries(st.tuples(WORDS, PURPOSES), st.integers(1, 99)))
def test_what_is_saved_is_read_again(tmp_path_factory, seen, served):
    served = {(word, purpose): n for (word, purpose), n in served.items() if word in seen}
    kept = Lexicon()
    kept.triggers, kept.before = table(seen, served), table(seen, {})
    file = tmp_path_factory.getbasetemp() / "lexicon.tsv.gz"
    kept.save(file)
    found = load(file)
    for one, other in ((kept.triggers, found.triggers), (kept.before, found.before)):
        assert one.seen == other.seen
        assert {w: c for w, c in one.served.items() if c} == dict(other.served)


def test_what_stands_before_a_mention():
    minister, raid = Mention(Span(4, 10), "Person"), Mention(Span(21, 27), "Event")
    assert before(TEXT, Span(0, 15), minister) == "زار ال"
    assert before(TEXT, Span(16, 28), raid) == "وندد بال"
    assert before(TEXT, Span(0, 15), raid) == "", "it is in another sentence"
    assert before("The UN met", Span(0, 10), Mention(Span(4, 6), "IGO")) == "the "


def test_the_numbers_of_a_statement():
    said = Statement("visits", Span(0, 15), Span(0, 3), Mention(Span(4, 10), "Person"), Mention(Span(11, 14), "State"))
    empty, full = Lexicon(), Lexicon()
    full.triggers = table({"زار": 4, "قال": 9}, {("زار", "visits"): 3, ("زار", "any"): 3})
    full.before = table({"زار ال": 5, "قال ": 90}, {("زار ال", "subject visits"): 4})
    assert [len(row) for row in empty.numbers(TEXT, [said, said])] == [NUMBERS, NUMBERS]
    visits, anything, seen, served, subject, object_ = full.numbers(TEXT, [said])[0]
    assert visits == anything > 0
    assert seen > served > 0
    assert subject > 0 > object_


def test_a_trigger_of_marks_alone_is_no_word():
    assert first("«» قال", Span(0, 2)) == ""
