"""The table of assertions is that of the store's moment, or answers nothing."""

from shutil import copyfile

import pytest
from made import ENTITIES, say

from kg.errors import KgError
from kg.iris import KGE
from kg.model import Article, Entity
from kg.query import ask, run, written
from kg.query.tabled import answer
from kg.store import Store, table

CHINA, RUSSIA, WANG, _, EVENT = ENTITIES


def put(store, name, relation="supports", day="2024-03-01", **more):
    store.add(Article(name, f"نص {name}", "ar", (), date=day), [say(name, CHINA, relation, RUSSIA, **more)], "reader 1")


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as store:
        put(store, "a")
        store.derive()
        yield store


def articles(store):
    """How many articles the table says that China supports Russia in; None without an answer."""
    found = answer(store, "supporters", {}, 9)
    return found and [row[3].value for row in found[1]]


def test_it_is_of_no_use_until_all_is_derived(store):
    assert articles(store) == ["1"]
    put(store, "b")
    assert articles(store) is None
    assert run(store, "supporters").rows[0][3].value == "2"
    store.derive()
    assert articles(store) == ["2"]


def test_ended_between_table_and_store_the_same_is_done_again(store, monkeypatch):
    put(store, "b")
    store.retract("a")
    with monkeypatch.context() as broken:
        broken.setattr(Store, "_replace", lambda *_: (_ for _ in ()).throw(KgError("ended")))
        with pytest.raises(KgError):
            store.derive()
    assert articles(store) is None
    put(store, "c")
    monkeypatch.setattr(table, "SCHEMA", "")  # to make it anew would fail
    store.derive()
    assert articles(store) == ["2"]


@pytest.mark.parametrize("spoil", [lambda file: file.unlink(), lambda file: file.write_bytes(b"no table"), lambda file: copyfile(file.with_name("old"), file)], ids=("lost", "spoilt", "old"))
def test_a_table_that_is_lost_or_of_another_moment_is_made_anew(store, spoil):
    file = store.folder / table.FILE
    copyfile(file, file.with_name("old"))
    for name in "bc":
        put(store, name)
        store.derive()
    spoil(file)
    assert articles(store) is None
    assert run(store, "supporters").rows[0][3].value == "3"
    store.derive()
    assert articles(store) == ["3"]


def test_a_reader_of_an_earlier_moment_does_without(store):
    with Store.read_only(store.folder) as earlier:
        put(store, "b")
        store.derive()
        assert articles(store) == ["2"]
        assert articles(earlier) is None
        assert run(earlier, "supporters").rows[0][3].value == "1"


@pytest.mark.parametrize(("name", "who", "relation", "whom"), [
    ("supporters", CHINA, "supports", RUSSIA),
    ("states", CHINA, "supports", RUSSIA),
    ("busiest", CHINA, "supports", RUSSIA),
    ("flows", CHINA, "aids", RUSSIA),
    ("offices", WANG, "foreignMinisterOf", CHINA),
    ("members", CHINA, "memberOf", Entity(KGE + "Brics", "IGO", (("ar", "بريكس"),))),
    ("places", EVENT, "occursIn", RUSSIA),
])
def test_articles_without_a_date_leave_first_and_last_as_they_are(store, name, who, relation, whom):
    for article, day in (("b", "2024-03-02"), ("c", ""), ("d", "2024-03-05")):
        store.add(Article(article, f"نص {article}", "ar", (), date=day), [say(article, who, relation, whom)], "reader 1")
    for found in (run(store, name), ask(store, written(name))):
        first, last = (found.columns.index(column) for column in ("first", "last"))
        row = next(row for row in found.rows if {who.iri, whom.iri} <= {getattr(term, "value", "") for term in row})
        assert row[last].value == "2024-03-05"
        assert row[first].value == ("2024-03-01" if relation == "supports" else "2024-03-02")


@pytest.mark.parametrize("day", ["2024-02-30", "last spring"])
def test_an_article_that_has_no_place_in_rows_makes_it_answer_nothing(store, day):
    put(store, "b", day=day)
    store.derive()
    assert articles(store) is None
    assert run(store, "supporters").rows[0][3].value == "2"
    store.retract("b")
    store.derive()
    assert articles(store) == ["1"]


def test_a_folder_that_is_no_longer_there_is_told(store):
    put(store, "b")
    (store.folder / table.FILE).unlink()
    (store.folder / table.FILE).mkdir()
    with pytest.raises(KgError, match="can't be written"):
        store.derive()
