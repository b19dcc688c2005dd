import re
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest
from markup import Tags
from served import ARTICLE, BAD, HOSTILE
from stories import KGE, STATE

from kg.iris import article_iri
from kg.query import named, takes
from kg.serve.forms import TRIPLES
from kg.serve.pages import here

PAGE = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
EVERYWHERE = ["/", "/?q=الصين", f"/?q={quote(HOSTILE)}", "/sparql", f"/sparql?query={quote('SELECT * { ?s rdfs:label ?o }')}", "/sparql?query=no",
              here(BAD.iri, "ar"), here(article_iri(ARTICLE), "ar"), "/entity/Ukraine"]  # fmt: skip


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
    assert not {"script", "img", "iframe", "object", "style"} & {tag for tag, _ in tags}
    assert not [name for _, given in tags for name in given if name.startswith("on") or name in ("src", "style")]
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


def test_the_queries_at_hand_can_be_asked(client):
    links = [given["href"] for tag, given in Tags(client.get("/?lang=en").text).found if tag == "a" and "query=" in given["href"]]
    assert len(links) == sum(not any(takes(name).values()) for name in named())
    answer = client.get(links[0], headers=PAGE)
    assert "<table>" in answer.text


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
    assert [len(found) for found in lines[:2]] == [50, 50]
    every = [part for found in lines for part in found]
    assert len(set(every)) == len(every) > 120
    assert "ونفت كييف أي صلة لها بالهجوم." in pages[2].text
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
