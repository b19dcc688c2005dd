import pytest
from stories import small

from kg.errors import InputError
from kg.pipeline import merge
from kg.render.turtle import nquads, turtle
from kg.store import Store


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    """The N-Quads of another graph."""
    assertions, articles = small()
    folder = tmp_path_factory.mktemp("theirs")
    with Store(folder) as store:
        store.add_all([(a, [s for s in assertions if s.evidence.article == a.id]) for a in articles.values()], "reader 1")
        (folder / "theirs.nq").write_bytes(nquads(store))
        (folder / "theirs.ttl").write_bytes(turtle(store))
    return folder


def test_a_graph_is_made_of_files_and_its_page_written(theirs, tmp_path):
    assert merge([theirs / "theirs.nq", theirs / "theirs.nq"], tmp_path / "graph") == (3, 3)
    assert (tmp_path / "graph" / "graph.ttl").read_bytes() == (theirs / "theirs.ttl").read_bytes()
    assert "لافروف" in (tmp_path / "graph" / "graph.html").read_text(encoding="utf-8")
    assert merge([theirs / "theirs.nq"], tmp_path / "graph") == (3, 0)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("\n", "\n<x\n", "not N-Quads: .*line 2"),
        ("ontology#planned>", "ontology#certain>", r"does not conform: .*kgo:modality.*`kg validate .*bad\.nq`"),
        ("لافروف في بكين", "عنوان آخر", r"bad\.nq: article ar-1 has other content in another of the files"),
    ],
)
def test_a_bad_file_is_told_in_a_line_and_nothing_is_written(theirs, tmp_path, old, new, words):
    bad = tmp_path / "bad.nq"
    bad.write_text((theirs / "theirs.nq").read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=words):
        merge([theirs / "theirs.nq", bad], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()
