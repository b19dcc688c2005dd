import json
import os
import re
import subprocess
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations, count
from math import dist
from pathlib import Path
from shutil import which
from threading import Thread
from urllib.parse import quote, urlsplit

import pytest
from markup import Tags
from stories import ATTACK, BORTNIKOV, CHINA, LAVROV, NATO, RUSSIA, UKRAINE, WANG, Story, entity, small

from kg.bench.browser import Browser
from kg.brief.claims import rivals
from kg.brief.sayings import Saying, Sides
from kg.render import page as page_module
from kg.render.colours import COLOURS
from kg.render.layout import positions
from kg.render.network import network
from kg.render.page import LOOKS, page
from kg.vocabulary import classes, groups, relations

CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
browser = pytest.mark.skipif(CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine")
HOSTILE = "<img src=x onerror=\"document.title='ran'\"></script><script>document.title='ran'</script><a href='javascript:alert(1)'>href</a>\u2028&amp;"


def disputed(assertions, articles, event):
    """The page of a graph, with the card of rival claims on an event."""
    found = [Saying(a, articles[a.evidence.article]) for a in assertions]
    return page(network(assertions, articles), title="Safe", disputes=[rivals(event, found, Sides(found))])


@pytest.fixture(scope="module")
def story():
    return page(network(*small()))


def hostile_story():
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
    event = entity(f"Bad_{HOSTILE}_3", "Event", HOSTILE, HOSTILE)
    told.say(f"{HOSTILE} blamed {HOSTILE}", bad[0], "accuses", bad[1], ("img", "blamed", "href"), about=event, speaker=bad[1])
    told.say(f"{HOSTILE} did {HOSTILE}", bad[1], "participatesIn", event, ("img", "did", "href"), speaker=bad[1], negated=True)
    return told.assertions, told.articles, event


def hostile():
    return network(*hostile_story()[:2])


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


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What one browser for all tests of the module makes of a page: the document once it is loaded, and what is opened in it."""
    folder = tmp_path_factory.mktemp("seen")
    tab = Browser(folder / "profile")
    names = count()

    def show(html: str, fragment: str = "") -> str:
        file = folder / f"{next(names)}.html"
        file.write_text(html, encoding="utf-8")
        tab.open(file.as_uri() + fragment)
        tab.wait("!location.hash || document.getElementById('panel').childElementCount", 100)
        return tab.run("document.documentElement.outerHTML")

    yield show
    tab.close()


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


@pytest.mark.parametrize("graph", [network(*small()), network([], {}), hostile()], ids=["story", "empty", "hostile"])
def test_nothing_in_it_asks_the_network(graph):
    html = page(graph, title=HOSTILE)
    found = [(tag, name, value) for tag, attributes in Tags(html).found for name, value in attributes.items()]
    assert [place for place in found if place[1] in {"src", "href", "action", "data", "srcset", "poster"}] == [
        ("link", "href", "data:,")
    ]
    assert not [place for place in found if place[1].startswith("on")]
    assert not {tag for tag, _ in Tags(html).found} & {"img", "a", "iframe", "object"}
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
    assert HOSTILE in [prefix for part in block(html, "data")["texts"]["parts"] for _, _, prefix, *_ in part]
    assert all(node["label"] == " " and "title" not in node for node in block(html, "drawing")["nodes"])


def test_every_class_and_group_has_its_look(story):
    assert set(LOOKS) == set(classes())
    assert set(COLOURS) == set(groups())
    assert len({colour for colour, _ in LOOKS.values()}) == 10
    assert [group["name"] for group in block(story, "data")["groups"]] == list(groups())


SEEN = {  # by Machado, Oliveira and Fernandes (2009), at full severity: how linear RGB looks to the colour-blind
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
XYZ = ((0.4339, 0.3763, 0.1899), (0.2126, 0.7152, 0.0722), (0.0177, 0.1095, 0.8728))  # against the white of the screen


def lab(colour, eyes):
    """How a colour looks, in CIE L*a*b*."""
    values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
    for matrix in (SEEN[eyes], XYZ):
        linear = [min(max(sum(m * v for m, v in zip(row, linear, strict=True)), 0), 1) for row in matrix]
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in linear)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("eyes", SEEN)
def test_the_colour_blind_tell_colours_apart(eyes):
    alike = [(one, other) for one in LOOKS.values() for other in LOOKS.values() if one[0] < other[0] and one[1] == other[1]]
    assert min(dist(lab(one[0], eyes), lab(other[0], eyes)) for one, other in alike) > 20  # other classes differ in shape
    assert min(dist(lab(one, eyes), lab(other, eyes)) for one, other in combinations(COLOURS.values(), 2)) > 20


def edge(html, subject, relation, obj):
    data = block(html, "data")
    names = sorted(relations())
    for i, (start, end, name, *_) in enumerate(data["edges"]):
        if (data["entities"][start]["iri"], names[name], data["entities"][end]["iri"]) == (subject.iri, relation, obj.iri):
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
def test_an_edge_opens_its_sentence(story, seen):
    told = text(seen(story, "#edge=China/supports/Russia"), "panel")
    assert "وقال وانغ يي إن الصين ستواصل دعم استقرار روسيا." in told
    assert "بحسب وانغ يي" in told
    assert "مخطَّط" in told
    assert "2024-04-09" in told


@browser
def test_in_english_with_rival_claims(story, seen):
    html = seen(story, f"#edge=Ukraine/participatesIn/{quote('Event_crocus_1234abcd')}&lang=en")
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
def test_a_node_lists_its_relations(story, seen):
    told = text(seen(story, "#node=Wang_Yi"), "panel")
    assert "الصين" in told
    assert "بحسب وانغ يي" in told


@browser
def test_an_empty_graph_says_so(seen):
    assert "لا علاقات بعد" in seen(page(network([], {})))


@browser
def test_hostile_text_stays_text(seen):
    name = quote(f"Bad_{HOSTILE}_1", safe=""), quote(f"Bad_{HOSTILE}_2", safe="")
    html = seen(page(hostile(), title="Safe"), f"#edge={name[0]}/supports/{name[1]}")
    assert "<title>Safe</title>" in html
    panel = re.search(r'<aside id="panel"[^>]*>(.*?)</aside>', html, re.DOTALL)[1]
    assert "&lt;img src=x" in panel
    assert not re.findall(r"<(?:img|script|a)\b", panel)


@browser
def test_hostile_rival_claims_stay_text(seen):
    html = seen(disputed(*hostile_story()), f"#node={quote(f'Bad_{HOSTILE}_3', safe='')}")
    assert "<title>Safe</title>" in html
    panel = re.search(r'<aside id="panel"[^>]*>(.*?)</aside>', html, re.DOTALL)[1]
    assert panel.count('class="rival"') == 2
    assert not re.findall(r"<(?:img|script|a)\b", panel)


@browser
def test_an_event_tells_its_rival_claims(seen):
    told = text(seen(disputed(*small(), ATTACK), f"#node={quote('Event_crocus_1234abcd')}"), "panel")
    assert "ادعاءات متعارضة" in told
    assert re.search(r"أوكرانيا\s*اتهام ?2024-03-26 رقم 1\s*واتهم مدير [^.]*\.\s*نفي ?2024-03-26 رقم [\d، ]+\s*ونفت كييف", told)  # the life of the claim that it was Ukraine
    assert f"1. {BORTNIKOV.label('ar')} ← أوكرانيا" in told
    assert "الردّ عليه في رقم" in told
    assert "يردّ على رقم 1" in told
    assert "Islamic State said it carried out the attack on the concert hall." in told


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
const claims = [...by("legend").querySelectorAll("select")].find((choice) => choice.ariaLabel === "Who says so");
claims.value = "voiced";
claims.dispatchEvent(new Event("change"));
told.push(by("count").textContent);
for (const box of [...by("legend").querySelectorAll("input")].slice(0, 7)) box.click();
told.push(by("count").textContent, by("nothing").textContent);
by("tip").textContent = "told: " + told.join("|");
"""


@browser
def test_language_and_filters_answer(seen, monkeypatch):
    scripts = (*page_module._scripts(), CLICKS)
    monkeypatch.setattr(page_module, "_scripts", lambda: scripts)
    html = seen(page(network(*small())))
    told = re.search(r"told: ([^<]*)<", html)[1].split("|")
    assert told[:3] == ["الأسماء: 16 · العلاقات: 21", "Names: 16 · Relations: 21", "ltr"]
    assert told[3] == "Names: 16 · Relations: 16"  # five are nothing but claims
    assert told[4:] == ["Names: 0 · Relations: 0", "Nothing matches these filters."]


HOLD = "VisDrawing = class extends VisDrawing { constructor(...given) { super(...given); window.drawing = this; } };"
MOUSE = """
const by = (id) => document.getElementById(id);
const told = [];
const tell = (...lines) => told.push(...lines);
const later = (act, ms) => setTimeout(act, ms);
const reports = () => by("panel").querySelectorAll(".report").length;
const clickOn = (id) => {
  const { edgeType } = drawing.network.body.edges[id];
  const { x, y } = drawing.network.canvasToDOM(edgeType.getPoint(0.5));
  const canvas = document.querySelector("canvas");
  const { left, top } = canvas.getBoundingClientRect();
  const where = { clientX: left + x, clientY: top + y, pointerId: 1, pointerType: "mouse", button: 0, buttons: 1, isPrimary: true, bubbles: true };
  canvas.dispatchEvent(new PointerEvent("pointerdown", where));
  canvas.dispatchEvent(new PointerEvent("pointerup", { ...where, buttons: 0 }));
};
const slide = (which, to) => {
  const slider = by("legend").querySelectorAll("[type=range]")[which];
  slider.value = to;
  slider.dispatchEvent(new Event("input"));
};
const pick = (label, value) => {
  const choice = [...by("legend").querySelectorAll("select")].find(({ ariaLabel }) => ariaLabel === label);
  choice.value = value;
  choice.dispatchEvent(new Event("change"));
};
later(() => clickOn(EDGE), 500);
later(() => { tell(by("panel").querySelector("h2").textContent, by("panel").querySelector("blockquote").textContent); by("language").click(); }, 1200);
later(() => {
  tell(by("panel").querySelector("h2").textContent);
  slide(1, 1);
  tell(by("legend").querySelector(".days").textContent, by("count").textContent, String(reports()));
  slide(0, 2); // not past the other one
  tell(by("legend").querySelector(".days").textContent);
  slide(0, 0); slide(1, 2);
  pick("Outlet", "The Example");
  tell(by("count").textContent);
  pick("Outlet", "");
  const before = drawing.base.nodes.map(({ size }) => size).join();
  pick("Size of a name by", "between");
  tell(String(before === drawing.base.nodes.map(({ size }) => size).join()), by("count").textContent);
  by("tip").textContent = "told: " + told.join("|");
}, 1500);
"""


@browser
def test_a_clicked_edge_opens_and_slider_outlet_and_language_answer(tmp_path, monkeypatch):
    html = page(network(*small()))
    number = edge(html, LAVROV, "criticizes", NATO)["id"]
    *others, last = page_module._scripts()
    scripts = (*others, HOLD, last, MOUSE.replace("EDGE", str(number)))
    monkeypatch.setattr(page_module, "_scripts", lambda: scripts)
    told = re.search(r"told: ([^<]*)<", opened(page(network(*small())), tmp_path))[1].split("|")
    assert "سيرغي لافروف" in told[0]
    assert told[1] == "وانتقد لافروف توسع حلف الناتو شرقا."
    assert "Sergey Lavrov" in told[2]
    assert told[3] == "2024-03-24 – 2024-03-26"
    assert told[4:6] == ["Names: 12 · Relations: 14", "0"]
    assert told[6] == "2024-03-26"
    assert told[7] == "Names: 10 · Relations: 9"
    assert told[8:] == ["false", "Names: 16 · Relations: 21"]


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
        ("روسيا", "روسيا"),
        ("أُوكْرانيا", "أوكرانيا"),
        ("lavrov", "سيرغي لافروف"),
        ("الاسلاميه", "تنظيم الدولة الإسلامية"),
        ("طاجیکـستان", "طاجيكستان"),
    ],
)
def test_search_folds_hamza_tashkeel_and_case(story, seen, monkeypatch, query, name):
    typed = SEARCH.replace("QUERY", json.dumps(query))
    scripts = (*page_module._scripts(), typed)
    monkeypatch.setattr(page_module, "_scripts", lambda: scripts)
    assert f"hits: {name}<" in seen(page(network(*small())))
