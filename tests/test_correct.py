"""Who is who, corrected by name."""

from dataclasses import replace

import pytest
from stories import LAVROV, RUSSIA, STATE, WANG, entity, small

from kg import correct
from kg.brief.find import find
from kg.brief.profile import as_text, profile
from kg.errors import InputError
from kg.iris import KGE
from kg.store import Store
from kg.vocabulary import classes


@pytest.fixture
def folder(tmp_path):
    return built(tmp_path / "graph")


def built(folder):
    found, articles = small()
    said = {a.id: [x for x in found if x.evidence.article == a.id] for a in articles.values()}
    said["ar-2"].append(replace(said["ar-2"][0], subject=entity("Person_سيرغي_المثال", "Person", "سيرغي المثال"), relation="supports", object=RUSSIA))
    with Store(folder) as store:
        store.add_all(((a, said[a.id]) for a in articles.values()), "reader 1")
    return folder


def told(folder, name, lang="ar"):
    with Store.read_only(folder) as store:
        return "\n".join(as_text(profile(store, name), lang))


def test_merged_and_found_by_the_former_name(folder):
    correct.merge(folder, "Antony Blinken", "وانغ يي")  # the first is known by the authority file alone
    assert "kge:Antony_Blinken" in told(folder, "وانق يي")
    assert "وانغ يي" in (folder / "ledger.tsv").read_text(encoding="utf-8")
    assert "kge:Wang_Yi" not in (folder / "graph.ttl").read_text(encoding="utf-8")
    with Store.read_only(folder) as store:
        assert find(store, WANG.iri, classes()).iri == KGE + "Antony_Blinken"


def test_split_into_somebody_new_and_back(folder):
    before = told(folder, "روسيا", "en")
    correct.split(folder, "روسيا", "دولة المثال", ["ar-1"])
    assert "kge:State_دوله_المثال" in told(folder, "دولة المثال")
    assert "articles: 1" in told(folder, "دولة المثال", "en")
    (line,) = correct.ledger(folder)
    assert correct.undo(folder, line.key) == ()
    assert told(folder, "Russia", "en") == before


def test_the_same_bytes_in_whatever_order_it_is_said(folder, tmp_path):
    other = built(tmp_path / "other")
    said = [(LAVROV, "شخص آخر", "ar-1"), (STATE, "جماعة أخرى", "ar-2")]
    for where, order in ((folder, said), (other, said[::-1])):
        for who, new, article in order:
            correct.split(where, who.iri, new, [article])
    assert (folder / "graph.ttl").read_bytes() == (other / "graph.ttl").read_bytes()


def test_taking_back_twice_takes_nothing_else_back(folder):
    correct.split(folder, "روسيا", "دولة المثال", ["ar-1"])
    first, second = correct.split(folder, "روسيا", "دولة أخرى", ["ar-2"])
    assert correct.undo(folder, first.key) == (second,)
    (folder / "graph.ttl").unlink()  # as if it had been killed before that was written
    with pytest.raises(InputError, match="no correction has this key"):
        correct.undo(folder, first.key)
    assert correct.ledger(folder) == (second,)
    assert (folder / "graph.ttl").exists()


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (lambda f: correct.merge(f, "روسيا", "Russia"), "one entity already"),
        (lambda f: correct.merge(f, "أطلانطس", "Russia"), "nobody of this graph or of the authority file"),
        (lambda f: correct.merge(f, "Russia", "أطلانطس"), "no entity of this graph"),
        (lambda f: correct.merge(f, "Russia", "سيرغي"), "more than one entity can be meant"),
        (lambda f: correct.merge(f, "سيرغي", "Russia"), "more than one entity can be meant"),
        (lambda f: correct.split(f, "Russia", "Prussia"), "--article or --words"),
        (lambda f: correct.split(f, "Russia", "Prussia", ["x"]), "x: no article of this graph that speaks of Russia"),
        (lambda f: correct.split(f, "Russia", "موسكو", ["ar-1"]), "the same entity"),
        (lambda f: correct.split(f, "Russia", "…", ["ar-1"]), "a name needs letters"),
        (lambda f: correct.undo(f, "00000000"), "no correction has this key"),
    ],
)
def test_what_is_unclear_is_told_and_nothing_is_written(folder, say, words):
    with pytest.raises(InputError, match=words):
        say(folder)
    assert not (folder / "ledger.tsv").exists()
