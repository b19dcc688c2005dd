"""Two spellings of one new person become one by strong evidence alone: told in the ledger, whatever the order, and taken back for good."""

import json
from itertools import pairwise, permutations

import pytest
from made import ENTITIES, say

from kg import correct, pipeline
from kg.brief.profile import as_text, profile
from kg.evident import WHY
from kg.iris import KGE
from kg.link.mint import mint
from kg.model import Article, Entity
from kg.render.turtle import turtle
from kg.store import Store, ledger

CHINA, RUSSIA, *_ = ENTITIES
SPELT = [mint(name, "Person", "a", True) for name in ("جوزيف بورل", "جوزيب بوريل", "جوزيف بوريل", "جوزيف بوريال")]
EN = [mint(name, "Person", "a", True) for name in ("Mykhailo Podolyak", "Mykhaylo Podolyak")]
KNOWN = [Entity(KGE + name, "Person", (("ar", spelt), ("en", name))) for name, spelt in (("Borrell", "جوزيف بورال"), ("Other_Borrell", "جوزيف بورلي"))]


def made(folder, *said):
    """The graph of articles, each of which says some triples."""
    with Store(folder) as store:
        for number, triples in said:
            article = f"a{number}"
            store.add(Article(article, "", "ar", ()), [say(article, *triple) for triple in triples], "r")
        pipeline.write(store, folder)
    return Store.read_only(folder)


def holding(people, office="spokespersonOf", body=CHINA):
    return [(number, [(who, office, body)]) for number, who in enumerate(people)]


def subjects(store):
    return {a.subject.iri for a in store.assertions()}


@pytest.mark.parametrize("people", [[SPELT[0], SPELT[2]], EN, [KNOWN[0], SPELT[0]]])
def test_one_office_and_one_name_are_one_person(tmp_path, people):
    with made(tmp_path, *holding(people), (9, [(people[1], "visits", RUSSIA)])) as found:
        (line,) = found.ledger.lines
        assert line.why == WHY
        assert subjects(found) == {line.is_.iri} == {people[0].iri if people[0] in KNOWN else min(p.iri for p in people)}
        assert sum(WHY in (a.evidence.subject_why) for a in found.assertions()) == (1 if line.entity == people[0].iri else 2)
        for lang, reason in (("en", WHY), ("ar", "المنصب نفسه والتهجئة تكاد تتطابق")):
            assert reason in "\n".join(as_text(profile(found, people[1].label("ar")), lang))  # by the name that is gone, too
    assert ledger.read(tmp_path).lines == (line,)
    with Store(tmp_path) as again:
        assert not pipeline.write(again, tmp_path)  # nothing more to say


def test_all_spellings_are_one_whatever_the_order(tmp_path):
    graphs = []
    for number, order in enumerate(permutations(zip(range(3), (SPELT[0], SPELT[2], SPELT[3]), strict=True))):
        said = [(n, [(who, "spokespersonOf", CHINA)]) for n, who in order]
        with made(tmp_path / str(number), *said) as found:
            graphs.append(turtle(found))
            assert len(subjects(found)) == 1
        for each in said:  # one build after another
            made(tmp_path / f"{number} by one", each).close()
        with Store.read_only(tmp_path / f"{number} by one") as found:
            graphs.append(turtle(found))
    assert all(one == other for one, other in pairwise(graphs))


@pytest.mark.parametrize(
    "said",
    [
        [*holding(SPELT[:1]), (1, [(SPELT[2], "visits", CHINA)])],  # no office
        [*holding(SPELT[:1]), (1, [(SPELT[2], "spokespersonOf", RUSSIA)])],  # another one
        [(0, [(SPELT[0], "spokespersonOf", CHINA), (SPELT[2], "spokespersonOf", CHINA)])],  # two in one article
        holding([SPELT[1], SPELT[3]]),  # not near enough
        holding([SPELT[0], *KNOWN]),  # one of two who are known
        holding([mint("وزيرة الدفاع الألمانية", "Person", "a0", False), mint("وزير الدفاع الألماني", "Person", "a1", False)]),  # no names
    ],
)
def test_less_merges_nobody(tmp_path, said):
    with made(tmp_path, *said) as found:
        assert not found.ledger.lines
        assert subjects(found) == {who.iri for _, triples in said for who, *_ in triples}


def test_a_build_tells_whom_it_merged(tmp_path):
    texts = ("إدارة المركز", "إدارة المركز الصيني")
    (tmp_path / "news.jsonl").write_text("".join(json.dumps({"id": f"a{n}", "text": text}) + "\n" for n, text in enumerate(texts)), encoding="utf-8")

    def reading(found, _):
        return ((article, (say(article.id, SPELT[0 if article.id == "a0" else 2], "spokespersonOf", CHINA),)) for article in found)

    done = [pipeline.gather([str(tmp_path / "news.jsonl")], tmp_path / "graph", "r", reading, pytest.fail) for _ in range(2)]
    assert [len(each.merged) for each in done] == [1, 0]


def test_descriptions_are_like_nobody(tmp_path):
    with made(tmp_path, *holding([mint("وزيرة الدفاع الألمانية", "Person", "a0", False), mint("وزير الدفاع الألماني", "Person", "a1", False)])) as found:
        assert b"possiblySame" not in turtle(found)


def test_taken_back_they_stay_apart_until_that_is_taken_back(tmp_path):
    with made(tmp_path, *holding([SPELT[0], SPELT[2]])) as found:
        (line,) = found.ledger.lines
    (apart,) = correct.undo(tmp_path, line.key)
    assert apart.apart
    assert not apart.why
    made(tmp_path, (7, [(SPELT[2], "spokespersonOf", CHINA)])).close()
    with Store.read_only(tmp_path) as found:
        assert found.ledger.lines == (apart,)
        assert subjects(found) == {SPELT[0].iri, SPELT[2].iri}
        assert {a.evidence.subject_why for a in found.assertions()} == {""}
    correct.undo(tmp_path, apart.key)
    with Store.read_only(tmp_path) as found:
        assert found.ledger.lines == (line,)
        assert len(subjects(found)) == 1


def test_a_person_goes_before_evidence(tmp_path):
    with made(tmp_path, *holding(SPELT[:1])):
        pass
    correct.split(tmp_path, SPELT[0].iri, "سالم الحداد", words="جوزيف بورل")
    with made(tmp_path, (5, [(SPELT[2], "spokespersonOf", CHINA)])) as found:
        assert [line.why for line in found.ledger.lines] == [""]
        assert SPELT[2].iri in subjects(found)


def test_a_ledger_from_before_there_was_evidence_is_read(tmp_path):
    old = "entity\tname\tis\ttype\tar\ten\twikidata\tarticle\twords\nkge:A\ta\tkge:B\tState\t\tB\t\t\t\n"
    (tmp_path / ledger.FILE).write_text(old, encoding="utf-8")
    (line,) = ledger.read(tmp_path).lines
    assert (line.entity, line.is_.iri, line.why) == (KGE + "A", KGE + "B", "")
