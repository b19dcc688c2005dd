import re
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from markup import Tags
from served import ARTICLE, BAD, HOSTILE
from starlette.testclient import TestClient
from stories import ATTACK, KGE, STATE, small

from kg.iris import article_iri
from kg.query import named, takes
from kg.serve.app import application
from kg.serve.draw import Visit, here
from kg.serve.entities import about_entity
from kg.serve.forms import TRIPLES
from kg.serve.index import made_of
from kg.serve.limits import Limits
from kg.serve.told import sayings
from kg.serve.words import WORDS
from kg.store import Store

PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
EVERYWHERE = ["/", "/?q=الصين", f"/?q={quote(HOSTILE)}", "/sparql", f"/sparql?query={quote('SELECT * { ?s rdfs:label ?o }')}", "/sparql?query=no",
              here(BAD.iri, "ar"), here(article_iri(ARTICLE), "ar"), "/entity/Ukraine", here(ATTACK.iri, "ar"), "/events", "/queries", "/queries/denials",
              "/queries/neighbours?actor=China", f"/queries/neighbours?actor={quote(HOSTILE)}", f"/pair?one={quote(HOSTILE)}&other=China",
              f"/pair?one={quote(HOSTILE)}&other=China&kind=all", f"/pair?one={quote(HOSTILE)}.&other=x", "/pair?one=Russia&other=Ukraine",
              f"/graph?focus={quote(HOSTILE)}&since={quote(HOSTILE)}", f"/entity/{quote(HOSTILE)}", f"/sentence/{quote(ARTICLE, safe='')}?a={quote(HOSTILE)}"]  # fmt: skip


def text(answer):
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", "", answer.text).split())


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("address", EVERYWHERE)
def test_nothing_runs_and_nothing_is_fetched(client, address, lang):
    answer = client.get(address, params={"lang": lang} if "?" not in address else None, headers={**PAGE, "Accept-Language": lang})
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "script" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    tags = Tags(answer.text).found
    assert not {"script", "img", "object", "style"} & {tag for tag, _ in tags}
    assert not [name for _, given in tags for name in given if name.startswith("on") or name == "style"]
    assert all(given["src"].startswith("/graph/drawing?") and "allow-same-origin" not in given["sandbox"] for _, given in tags if "src" in given)
    links = [given["href"] for _, given in tags if "href" in given]
    assert {urlsplit(link).scheme for link in links} <= {"", "data", "http", "https"}
    assert next(given for tag, given in tags if tag == "html")["dir"] in ("rtl", "ltr")


def test_pages_are_in_the_language_asked_for(client):
    for lang, way, word in (("ar", "rtl", "الكيانات"), ("en", "ltr", "entities")):
        for answer in (client.get("/", params={"lang": lang}), client.get("/", headers={"Accept-Language": f"fr, {lang}-X;q=0.5"})):
            assert f'<html lang="{lang}" dir="{way}">' in answer.text
            assert word in text(answer)
    assert '<html lang="ar"' in client.get("/").text


@pytest.mark.parametrize("sought", ["الدوله الاسلاميه", "تنظيم", "islamic", "ISLAMIC STATE", "والدولة"])
def test_search_folds_hamza_and_case_and_begins_words(client, sought):
    answer = client.get("/", params={"q": sought, "lang": "en"})
    assert here(STATE.iri, "en") in [given.get("href") for _, given in Tags(answer.text).found]
    assert "تنظيم الدولة الإسلامية" in answer.text


def test_nothing_found_is_told(client):
    assert "لم يُعثر على شيء" in text(client.get("/", params={"q": "زلزال"}))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_query_at_hand_has_a_page_in_its_language(client, lang):
    page = text(client.get("/queries", params={"lang": lang}))
    assert all(about in " ".join(page.split()) for about in map(" ".join, map(str.split, escaped(named(lang).values()))))
    for name in named():
        answer = client.get(f"/queries/{name}", params={"lang": lang}, headers=PAGE)
        needed = {parameter for parameter, must in takes(name).items() if must}
        fields = {given["name"]: given for tag, given in Tags(answer.text).found if tag in ("input", "select") and given.get("name") not in ("q", "lang", None)}
        assert fields.keys() == takes(name).keys()
        assert {parameter for parameter, given in fields.items() if "required" in given} == needed
        assert ('role="alert"' in answer.text) is False


def escaped(lines):
    return (line.replace("&", "&amp;").replace("'", "&#39;") for line in lines)


def test_a_query_is_answered_with_what_the_form_gives(client):
    answer = client.get("/queries/neighbours", params={"actor": "روسيا", "lang": "ar"}, headers=PAGE)
    assert "أوكرانيا" in text(answer)
    wrong = client.get("/queries/neighbours", params={"actor": "زلزال"}, headers=PAGE)
    assert wrong.status_code == 400
    assert "زلزال" in wrong.text
    assert client.get("/queries/none", headers=PAGE).status_code == 404


def test_an_answer_is_a_table_with_names_that_lead_on(client):
    answer = client.get("/sparql", params={"query": "SELECT ?who { ?who kgo:meets ?x } ORDER BY ?who", "lang": "ar"}, headers=PAGE)
    assert "سيرغي لافروف" in answer.text
    assert "/entity/Sergey_Lavrov?lang=ar" in answer.text
    csv = next(given["href"] for _, given in Tags(answer.text).found if "accept=text" in given.get("href", ""))
    assert client.get(csv).text.startswith("who\r\n")
    assert text(client.get("/sparql", params={"query": "ASK {}", "lang": "en"}, headers=PAGE)).count("yes") == 1


def test_a_wrong_query_stays_in_the_form(client):
    answer = client.get("/sparql", params={"query": "SELECT nonsense </textarea>"}, headers=PAGE)
    assert answer.status_code == 400
    assert "line 1, column" in answer.text
    assert "SELECT nonsense &lt;/textarea&gt;" in answer.text


def test_an_entity_tells_who_says_what_of_it(client):
    told = text(client.get("/entity/Ukraine?lang=en", headers=PAGE))
    for words in ("state", "أوكرانيا", "Ukraine — sanctions — Russia", "صحيفة المثال", "2024-05-01", "older"):
        assert words in told
    pages = [client.get(f"/entity/Ukraine?lang=en&page={n}", headers=PAGE) for n in (1, 2, 3)]
    lines = [re.findall(r'<div class="line[^>]* id="(line-\d+)"', page.text) for page in pages]
    assert all(set(re.findall(r'href="#(line-\d+)"', page.text)) <= set(found) for found, page in zip(lines, pages, strict=True))  # points of the time line
    assert all("<circle" in page.text for page in pages)
    assert [len(found) for found in lines[:2]] == [50, 50]
    every = [part for found in lines for part in found]
    assert len(set(every)) == len(every) > 120
    assert "ونفت كييف أي صلة لها بالهجوم." in text(pages[2])
    assert "✗" in pages[2].text


def test_a_line_leads_to_its_place_in_the_article(client):
    page = client.get(here(BAD.iri, "en"), headers=PAGE)
    link = next(given["href"] for _, given in Tags(page.text).found if given.get("href", "").startswith("/article/"))
    article = client.get(link, headers=PAGE)
    assert article.status_code == 200
    assert f'id="{urlsplit(link).fragment}"' in article.text


@pytest.mark.parametrize("media", TRIPLES)
def test_data_by_accept(client, media):
    for address, iri in ((here(BAD.iri, "ar"), BAD.iri), (here(article_iri(ARTICLE), "ar"), article_iri(ARTICLE))):
        answer = client.get(address, headers={"Accept": media})
        assert answer.headers["content-type"].partition(";")[0] == media
        assert any(t.subject == ox.NamedNode(iri) for t in ox.parse(answer.content, TRIPLES[media]))
    assert client.get("/entity/China").headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize("address", ["/entity/Nowhere", "/entity/a b", "/entity/", "/article/none", "/article/", "/nothing"])
def test_what_is_not_there_is_told(client, address):
    for headers in (PAGE, {"Accept": "text/turtle"}):
        assert client.get(address, headers=headers).status_code == 404


def test_own_addresses_are_those_of_the_iris(client):
    for name in ("Washington,_D.C.", "a_(b)", "حرب_٢", "per%cent"):
        assert here(KGE + name, "en") == f"/entity/{quote(name, safe='-._~(),')}?lang=en"
    assert here("javascript:alert(1)", "en") == ""


def parts(page):
    return re.findall(r'<div class="line[^>]* id="([^"]+)"', page.text)


def test_a_dyad_is_told_by_kinds_and_days(client):
    whole = client.get("/pair", params={"one": "أوكرانيا", "other": "روسيا", "lang": "en"}, headers=PAGE)
    told = text(whole)
    for words in ("Ukraine ↔ Russia", "Deeds", "Said to be possible", "Denied or not done", "Russia may attack Ukraine", "Ukraine sanctions Russia."):
        assert words in told
    refused = client.get("/pair", params={"one": "Ukraine", "other": "Russia", "kind": "refused", "lang": "ar"}, headers=PAGE)
    assert parts(refused) == ["line-1"]
    assert "<mark" in refused.text
    march = client.get("/pair", params={"one": "Ukraine", "other": "Russia", "kind": "all", "since": "2024-03-01", "until": "2024-03-31"}, headers=PAGE)
    assert 0 < len(parts(march)) < 10
    many = client.get("/pair", params={"one": "Ukraine", "other": "Russia", "kind": "deeds", "page": "2", "lang": "en"}, headers=PAGE)
    assert parts(many)[0] == "line-51"


def test_whom_a_person_acts_for_counts_for_the_state(client):
    told = client.get("/pair", params={"one": "China", "other": "Russia", "kind": "all", "lang": "en"}, headers=PAGE)
    assert "Wang Yi (China)" in text(told)


def test_two_must_be_two(client):
    assert client.get("/pair?one=China&other=China", headers=PAGE).status_code == 404
    assert client.get("/pair?one=China", headers=PAGE).status_code == 404


def test_rival_claims_stand_on_the_page_of_an_event(client):
    told = text(client.get(here(ATTACK.iri, "en"), headers=PAGE))
    for words in ("Rival claims", "Who blames", "Who claims responsibility", "Who denies", "alleged", "answers no."):
        assert words in told
    listed = client.get("/events?lang=ar", headers=PAGE)
    assert here(ATTACK.iri, "ar") in listed.text


def test_claims_of_a_retracted_article_are_struck_through_and_lead_nowhere(tmp_path):
    with Store(tmp_path) as store:
        assertions, articles = small()
        store.add_all(((a, [x for x in assertions if x.evidence.article == a.id]) for a in articles.values()), "reader 1")
        store.retract("ar-2")
    with Store.read_only(tmp_path) as store:
        shown = about_entity(store, Visit("en", "text/html", {}), ATTACK.iri.removeprefix(KGE)).body.decode()
    assert shown.count("retracted: the article was taken out") == shown.count(' gone" id="claim-') > 0
    assert "ar-2" not in shown


def test_a_sentence_shows_its_words(client):
    page = client.get("/entity/Islamic_State?lang=ar", headers=PAGE)
    links = [given["href"] for _, given in Tags(page.text).found if given.get("href", "").startswith("/sentence/")]
    shown = [client.get(link, headers=PAGE) for link in links]
    claim = next(page for page in shown if "تبنى تنظيم الدولة" in text(page))
    assert '<mark class="t">تبنى</mark>' in claim.text
    assert '<mark class="s">تنظيم الدولة الإسلامية</mark>' in claim.text
    assert '<mark class="o">هجوم كروكوس</mark>' in claim.text


def test_the_drawing_runs_its_own_script_and_no_other(client):
    answer = client.get("/graph/drawing", params={"focus": "روسيا", "lang": "ar"})
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'sha256-" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "أوكرانيا" in answer.text
    assert client.get("/graph?focus=زلزال", headers=PAGE).status_code == 404
    few = client.get("/graph/drawing", params={"focus": "روسيا", "group": "cooperation"})
    assert len(few.content) < len(answer.content)


@pytest.mark.parametrize("sought", ["رُوسِيَا", "روســيا", "اوكرانيا", "أوكرانيا", "ukraine"])
def test_search_ignores_marks_and_hamza(client, sought):
    answer = client.get("/", params={"q": sought, "lang": "ar"})
    wanted = "/entity/Russia?lang=ar" if sought.startswith("ر") else "/entity/Ukraine?lang=ar"
    assert next(given["href"] for tag, given in Tags(answer.text).found if tag == "a" and given["href"].startswith("/entity/")) == wanted


def test_the_other_language_is_the_same_page(client):
    answer = client.get("/pair?one=Russia&other=Ukraine&kind=words&lang=ar", headers=PAGE)
    link = next(given["href"] for tag, given in Tags(answer.text).found if given.get("lang") == "en" and tag == "a")
    assert link == "?one=Russia&other=Ukraine&kind=words&lang=en"


def test_the_languages_have_the_same_words():
    assert WORDS["ar"].keys() == WORDS["en"].keys()


def test_a_graph_without_articles_has_pages_too(tmp_path):
    with Store(tmp_path):
        pass
    with TestClient(application(tmp_path, Limits(workers=1))) as client:
        for address in ("/", "/?q=x", "/events", "/graph", "/graph/drawing", "/queries/actors", "/sparql"):
            assert client.get(address, headers=PAGE).status_code == 200, address
        assert client.get("/entity/China", headers=PAGE).status_code == 404


def test_the_index_counts_as_the_store_does(folder):
    with Store.read_only(folder) as store:
        known = made_of(store)
        assert len(known.iris) == store.counts()["assertions"]
        assert {repr(s.assertion) for s in sayings(store, known.iris)} == {repr(a) for a in store.assertions()}
        assert list(known.day) == sorted(known.day, reverse=True)
        assert known.days == sorted({"", *(a.date for a in store.articles() if len(a.date) == 10)})
