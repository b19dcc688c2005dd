from collections import Counter
from itertools import islice

from kg.bench.synthetic import articles
from kg.store import Store
from kg.validate import problems
from kg.vocabulary import relations


def test_the_same_every_time_and_the_short_run_begins_the_long_one():
    some = list(articles(100))
    assert some == list(islice(articles(300), len(some)))
    assert 100 <= sum(len(said) for _, said in some) < 130
    assert some != list(articles(100, seed=2))


def test_words_stand_where_they_are_said_to_and_kinds_fit():
    for article, said in articles(200):
        for a in said:
            assert a.evidence.sentence.of(article.text) == a.evidence.quote
            assert a.evidence.subject.of(article.text) == a.subject.label(article.lang)
            assert a.evidence.object.of(article.text) == a.object.label(article.lang)
            assert a.subject.type in relations()[a.relation].domain
            assert a.object.type in relations()[a.relation].range


def test_few_are_named_often_and_some_articles_are_copies(tmp_path):
    found = list(articles(1000))
    named = Counter(a.subject.iri for _, said in found for a in said)
    assert sum(n for _, n in named.most_common(10)) > sum(named.values()) / 5
    assert sum(n == 1 for n in named.values()) > len(named) / 3
    with Store(tmp_path) as store:
        store.load(found, "reader 1")
        store.derive()
        copies = [article for article in store.articles() if article.copy_of]
        assert 0.002 < len(copies) / len(found) < 0.06
        assert not problems(store.inner, every_edge=True)
