"""The table of assertions is that of the store's moment, or answers nothing."""

from shutil import copyfile

import pytest
from made import ENTITIES, say

from kg.errors import KgError
from kg.model import Article
from kg.query import run
from kg.query.tabled import answer
from kg.store import Store, table

CHINA, RUSSIA, WANG, *_ = ENTITIES


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
