import json
import os
import re
import subprocess
from contextlib import contextmanager
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread
from urllib.parse import quote, urlsplit

import pytest
from stories import ATTACK, CHINA, LAVROV, RUSSIA, UKRAINE, WANG, Story, entity, small

from kg.render import page as page_module
from kg.render.layout import positions
from kg.render.network import network
from kg.render.page import COLOURS, LOOKS, page
from kg.vocabulary import classes, groups

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
browser = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine")
HOSTILE = "<img src=x onerror=\"document.title='ran'\"></script><script>document.title='ran'</script><a href='javascript:alert(1)'>href</a>\u2028&amp;"


@pytest.fixture(scope="module")
def story():
    return page(network(*small()))


def hostile():
    told = Story()
    told.article(HOSTILE, HOSTILE, HOSTILE, HOSTILE, url="javascript:document.title='ran'")
    bad = [entity(f"Bad_{HOSTILE}_{i}", "State", HOSTILE, HOSTILE) for i in (1, 2)]
    told.say(
        f"{HOSTILE} said {HOSTILE}",
        bad[0],
        "supports",
        bad[1],
        ("img", "said", "href"),
        speaker=bad[1],
        about=bad[0],
        outlet=bad[1],
        prefix=HOSTILE,
    )
    return network(told.assertions, told.articles)


def block(html, name):
    return json.loads(re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', html, re.DOTALL)[1])


def opened(html: str, folder: Path, fragment: str = "", *more: str) -> str:
    """The document that a real browser makes of the page."""
    file = folder / "graph.html"
    file.write_text(html, encoding="utf-8")
    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-quic",
        "--no-first-run",
    ]
    own = [
        f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=4000",
        "--window-size=1280,800",
        *more,
        "--dump-dom",
    ]
    run = subprocess.run(
        [CHROMIUM or "chromium", *quiet, *own, file.as_uri() + fragment], capture_output=True, timeout=170, check=True
    )
    return run.stdout.decode()


@contextmanager
def proxy():
    """A proxy that answers nothing and notes the hosts that a page asks for, less those that chromium asks for itself."""
    asked = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self):
            host = urlsplit(self.path if "//" in self.path else f"//{self.path}").hostname or ""
            if not host.endswith((".google.com", ".googleapis.com", ".gvt1.com")):
                asked.append(host)
            self.send_error(502)

        do_CONNECT = do_POST = do_HEAD = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Note)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"--proxy-server=http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def text(html: str, name: str) -> str:
    """The words inside the aside called ``name``."""
    inside = re.search(rf'<aside id="{name}"[^>]*>(.*?)</aside>', html, re.DOTALL)[1]
    return re.sub(r"<[^>]+>", "", inside)


def test_the_same_graph_gives_the_same_bytes(story):
    assert page(network(*small())) == story


def test_it_opens_in_the_language_asked_for(story):
    assert '<html lang="ar" dir="rtl">' in story
    assert '<html lang="en" dir="ltr">' in page(network(*small()), lang="en")


class Attributes(HTMLParser):
    """Every attribute of every element that the page begins with."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [(tag, name, value) for name, value in attrs]


@pytest.mark.parametrize("graph", [network(*small()), network([], {}), hostile()], ids=["story", "empty", "hostile"])
def test_nothing_in_it_asks_the_network(graph):
    html = page(graph, title=HOSTILE)
    found = Attributes(html).found
    assert [place for place in found if place[1] in {"src", "href", "action", "data", "srcset", "poster"}] == [
        ("link", "href", "data:,")
    ]
    assert not [place for place in found if place[1].startswith("on") or place[0] in {"img", "a", "iframe", "object"}]
    assert not re.search(r"@import|url\(", html[html.index("<style>") : html.index("</style>")])
    assert "default-src 'none'" in html
    assert "sourceMappingURL" not in html
    assert "bootstrap" not in html


def test_scripts_run_by_their_hash_only(story):
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', story)[1]
    ours = re.findall(r"<script>", re.sub(r"<script>.*?</script>", "<script>", story, flags=re.DOTALL))
    assert policy.count("'sha256-") == len(ours)
    assert "script-src 'sha256-" in policy
    assert "unsafe-eval" not in policy


def test_what_articles_say_is_never_markup():
    html = page(hostile(), title=HOSTILE)
    assert html.count("<img") == 0
    assert html.count("<script") == page(network([], {})).count("<script")
    assert "\u2028" not in html[html.index("<script") :]
    assert block(html, "data")["edges"][0]["evidence"][0]["prefix"] == HOSTILE
    assert all(node["label"] == " " and "title" not in node for node in block(html, "drawing")["nodes"])


def test_every_class_and_group_has_its_look(story):
    assert set(LOOKS) == set(classes())
    assert set(COLOURS) == set(groups())
    assert len({colour for colour, _ in LOOKS.values()}) == 10
    assert [group["name"] for group in block(story, "data")["groups"]] == list(groups())


def edge(html, subject, relation, obj):
    data = block(html, "data")
    for i, found in enumerate(data["edges"]):
        if (data["entities"][found["from"]]["iri"], found["relation"], data["entities"][found["to"]]["iri"]) == (
            subject.iri,
            relation,
            obj.iri,
        ):
            return block(html, "drawing")["edges"][i]
    raise KeyError(relation)


def test_the_line_tells_the_standing(story):
    assert edge(story, CHINA, "supports", RUSSIA)["dashes"] == page_module.DASHES["planned"]
    assert edge(story, UKRAINE, "attacks", RUSSIA)["dashes"] == page_module.DASHES["denied"]
    assert edge(story, UKRAINE, "participatesIn", ATTACK)["dashes"] == page_module.DASHES["possible"]
    meeting = edge(story, LAVROV, "meets", WANG)  # told in both directions: one edge, without a head
    assert "dashes" not in meeting
    assert meeting["arrows"] == {"to": {"enabled": False}}
    with pytest.raises(KeyError):
        edge(story, WANG, "meets", LAVROV)


def test_of_too_many_nodes_it_shows_the_strongest_and_says_so(monkeypatch):
    monkeypatch.setattr(page_module, "MOST", 10)
    data = block(page(network(*small())), "data")
    assert data["nodes"] == 10
    assert data["left"][0] == 6
    assert RUSSIA.iri in [entity["iri"] for entity in data["entities"]]


def test_nodes_keep_their_distance():
    ring = [(i, (i + 1) % 40) for i in range(40)] + [(40, 41)]
    places = positions(43, ring, [20.0] * 43)
    assert len(places) == 43
    near = [abs(complex(*a) - complex(*b)) for i, a in enumerate(places) for b in places[:i]]
    assert min(near) > 38
    assert positions(43, ring, [20.0] * 43) == places


@browser
def test_an_edge_opens_its_sentence(story, tmp_path):
    told = text(opened(story, tmp_path, "#edge=China/supports/Russia"), "panel")
    assert "وقال وانغ يي إن الصين ستواصل دعم استقرار روسيا." in told
    assert "بحسب وانغ يي" in told
    assert "مخطَّط" in told
    assert "2024-04-09" in told


@browser
def test_in_english_with_rival_claims(story, tmp_path):
    html = opened(story, tmp_path, f"#edge=Ukraine/participatesIn/{quote('Event_crocus_1234abcd')}&lang=en")
    assert '<html lang="en" dir="ltr">' in html
    told = text(html, "panel")
    assert "According to Alexander Bortnikov" in told
    assert "According to Ukraine" in told
    assert "✗ Denied" in told
    assert '<mark class="s" title="Subject">أوكرانيا</mark>' in html
    assert re.search(
        r'<a href="https://example\.org/ar/2#:~:text=[^"]*" target="_blank" rel="noopener noreferrer">', html
    )


@browser
def test_a_node_lists_its_relations(story, tmp_path):
    told = text(opened(story, tmp_path, "#node=Wang_Yi"), "panel")
    assert "الصين" in told
    assert "بحسب وانغ يي" in told


@browser
def test_an_empty_graph_says_so(tmp_path):
    assert "لا علاقات بعد" in opened(page(network([], {})), tmp_path)


@browser
def test_hostile_text_stays_text(tmp_path):
    name = quote(f"Bad_{HOSTILE}_1", safe=""), quote(f"Bad_{HOSTILE}_2", safe="")
    html = opened(page(hostile(), title="Safe"), tmp_path, f"#edge={name[0]}/supports/{name[1]}")
    assert "<title>Safe</title>" in html
    panel = re.search(r'<aside id="panel"[^>]*>(.*?)</aside>', html, re.DOTALL)[1]
    assert "&lt;img src=x" in panel
    assert not re.findall(r"<(?:img|script|a)\b", panel)


@browser
def test_a_browser_that_shows_it_asks_no_host(story, tmp_path):
    with proxy() as (flag, asked):
        (tmp_path / "1").mkdir()
        opened(
            story.replace("<body>", '<body><img src="http://control.example/seen">').replace(
                "img-src data:", "img-src *"
            ),
            tmp_path / "1",
            "",
            flag,
        )
        assert asked == ["control.example"]  # the proxy does see what is asked
        del asked[:]
        (tmp_path / "2").mkdir()
        opened(page(hostile()), tmp_path / "2", "#list", flag)
        assert asked == []


CLICKS = """
const by = (id) => document.getElementById(id);
const told = [by("count").textContent];
by("language").click();
told.push(by("count").textContent, document.documentElement.dir);
const claims = by("legend").querySelector("select");
claims.value = "voiced";
claims.dispatchEvent(new Event("change"));
told.push(by("count").textContent);
for (const box of [...by("legend").querySelectorAll("input")].slice(0, 7)) box.click();
told.push(by("count").textContent, by("nothing").textContent);
by("tip").textContent = "told: " + told.join("|");
"""


@browser
def test_language_and_filters_answer(tmp_path, monkeypatch):
    scripts = (*page_module._scripts(), CLICKS)
    monkeypatch.setattr(page_module, "_scripts", lambda: scripts)
    html = opened(page(network(*small())), tmp_path)
    told = re.search(r"told: ([^<]*)<", html)[1].split("|")
    assert told[:3] == ["الأسماء: 16 · العلاقات: 21", "Names: 16 · Relations: 21", "ltr"]
    assert told[3] == "Names: 16 · Relations: 16"  # five are nothing but claims
    assert told[4:] == ["Names: 0 · Relations: 0", "Nothing matches these filters."]


SEARCH = """
const { document: page, location: place } = window;
const find = page.getElementById("find");
find.value = QUERY;
find.dispatchEvent(new Event("input"));
page.getElementById("tip").textContent = "hits: " + [...page.querySelectorAll("#found [role=option] bdi")].map((hit) => hit.textContent).join("|");
"""


@browser
@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("اوكرانيا", "أوكرانيا"),
        ("أُوكْرانيا", "أوكرانيا"),
        ("lavrov", "سيرغي لافروف"),
        ("الاسلاميه", "تنظيم الدولة الإسلامية"),
        ("طاجیکـستان", "طاجيكستان"),
    ],
)
def test_search_folds_hamza_tashkeel_and_case(story, tmp_path, monkeypatch, query, name):
    typed = SEARCH.replace("QUERY", json.dumps(query))
    scripts = (*page_module._scripts(), typed)
    monkeypatch.setattr(page_module, "_scripts", lambda: scripts)
    assert f"hits: {name}<" in opened(page(network(*small())), tmp_path)
