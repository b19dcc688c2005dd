"""The authority file: what it knows, and what its loader refuses."""

import pytest

from kg.errors import ResourceError
from kg.iris import KGE
from kg.lang.normalise import keys
from kg.link import build_cities
from kg.link.authority import HEADER, authority, load
from kg.link.spelling import is_arabic
from kg.resources import folder

ROW = "State/Atlantis\tأطلانطس\tar\tname\t\t\ttest"


def write(folder, *rows, name="mine.tsv", header=HEADER):
    path = folder / name
    path.write_text("\n".join(["# a test", "\t".join(header), *rows]) + "\n", encoding="utf-8")
    return path


def iris(name):
    return {n.iri.removeprefix(KGE) for n in authority().names.get(keys(name), ())}


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("الكرملين", "Russia"),
        ("داونينغ ستريت", "United_Kingdom"),
        ("الإيرانيات", "Iran"),
        ("الأتراك", "Turkey"),
        ("كوريون شماليون", "North_Korea"),
        ("بريكس", "BRICS"),
        ("أوبك+", "OPEC_Plus"),
        ("ISIL", "Islamic_State"),
        ("سيرغي لافروف", "Sergey_Lavrov"),
        ("أفغانستان", "Afghanistan"),
        ("عرين الأسود", "Lions_Den"),
        ("الإسكوا", "ESCWA"),
        ("خاركيف", "Kharkiv"),
        ("Bobo-Dioulasso", "Bobo-Dioulasso"),
    ],
)
def test_knows(name, entity):
    assert entity in iris(name)


@pytest.mark.parametrize("name", ["أففانستان", "المسكيك", "US-DoesNotExist"])
def test_leaves_out_the_errors_of_its_sources(name):
    assert not iris(name)


def test_every_state_has_names_in_both_languages_a_code_and_an_id():
    states = [e for e in authority().entities.values() if e.type == "State" and e.wikidata]
    assert len(states) >= 250
    assert all(dict(e.labels).keys() == {"ar", "en"} for e in states)


@pytest.mark.parametrize(
    ("kind", "least"), [("State", 250), ("IGO", 120), ("ArmedGroup", 200), ("Media", 150), ("Person", 1200), ("Place", 1500)]
)
def test_knows_many_of_each_kind_in_both_languages(kind, least):
    mine = [e for e in authority().entities.values() if e.type == kind]
    assert len(mine) >= least
    assert all(dict(e.labels).keys() == {"ar", "en"} for e in mine)


def test_cities_are_built_again_as_they_are(tmp_path):
    assert build_cities.main([str(tmp_path / "cities.tsv")]) == 0
    assert (tmp_path / "cities.tsv").read_bytes() == (folder("ontology") / "entities" / "cities.tsv").read_bytes()


def test_labels_are_in_the_script_of_their_language():
    wrong = [n for e in authority().entities.values() for lang, n in e.labels if is_arabic(n) != (lang == "ar")]
    assert not wrong


def test_offices_have_days():
    assert all(o.since for o in authority().offices)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Atlantis\tأطلانطس\tar\tname\t\t\ttest", "not Type/Local_Name"),
        ("Planet/Mars\tالمريخ\tar\tname\t\t\ttest", "not Type/Local_Name"),
        ("State/Atlantis\tأطلانطس\tar\tnickname\t\t\ttest", "kind 'nickname'"),
        ("State/Atlantis\tأطلانطس\tfa\tname\t\t\ttest", "language 'fa'"),
        ("State/Atlantis\t«»\tar\tname\t\t\ttest", "without letters"),
        ("State/Atlantis\tأطلانطس\tar\tname\t2009\t\ttest", "2009-01-20"),
        ("State/Atlantis\tأطلانطس\tar\tname\t2010-01-01\t2009-01-01\ttest", "after it begins"),
        ("State/Atlantis\tأطلانطس\tar\tname\t\t\t", "no source"),
        ("State/Atlantis\tأطلانطس\tar\tname", "4 fields"),
        ("State/Atlantis\t148\t\twikidata\t\t\ttest", "Q148"),
    ],
)
def test_a_bad_row_is_named_with_its_remedy(tmp_path, row, says):
    path = write(tmp_path, ROW, row)
    with pytest.raises(ResourceError) as error:
        load([path])
    assert f"{path}: line 4: " in str(error.value)
    assert says in str(error.value)


def test_one_local_name_has_one_type(tmp_path):
    with pytest.raises(ResourceError, match="elsewhere"):
        load([write(tmp_path, ROW, "Place/Atlantis\tAtlantis\ten\tname\t\t\ttest")])


def test_a_file_needs_its_header(tmp_path):
    with pytest.raises(ResourceError, match="header"):
        load([write(tmp_path, ROW, header=("entity", "name"))])


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_is_not_text(tmp_path, content):
    path = tmp_path / "mine.tsv"
    if content:
        path.write_bytes(content)
    with pytest.raises(ResourceError, match=r"mine\.tsv"):
        load([path])


def test_the_users_names_replace_ours(tmp_path):
    ours = write(tmp_path, ROW, "State/Atlantis\tAtlantis\ten\tname\t\t\ttest")
    mine = write(
        tmp_path,
        "Place/Atlantis_Bar\tأطلانطس\tar\tname\t\t\ttest",
        "State/Atlantis\tAtlantis Republic\ten\tname\t\t\ttest",
        name="x.tsv",
    )
    found = load([ours], [mine])
    assert [n.iri for n in found.names[("اطلانطس",)]] == [KGE + "Atlantis_Bar"]
    assert found.entities[KGE + "Atlantis"].label() == "Atlantis Republic"
