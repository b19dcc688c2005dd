"""The page of a graph too large for pyvis, in a real browser."""

import re
from urllib.parse import quote

import pytest
from crowd import crowd
from markup import Tags
from stories import KGE, Story, entity
from test_page import HOSTILE, block, browser, opened, proxy, text

from kg.render import page as page_module
from kg.render.network import network
from kg.render.page import CANVAS, page

GL = ("--enable-unsafe-swiftshader", "--use-gl=angle", "--use-angle=swiftshader")


@pytest.fixture(scope="module")
def graph():
    assertions, articles = crowd(2100, 2300)
    told = Story()
    told.article(HOSTILE, HOSTILE, "2024-05-01", HOSTILE, url="javascript:document.title='ran'")
    bad = [entity(f"Bad_{HOSTILE}_{i}", "State", HOSTILE, HOSTILE) for i in (1, 2)]
    told.say(f"{HOSTILE} said {HOSTILE}", bad[0], "supports", bad[1], ("img", "said", "href"), speaker=bad[1], prefix=HOSTILE)
    return network([*assertions, *told.assertions], {**articles, **told.articles})


@pytest.fixture(scope="module")
def large(graph):
    return page(graph, title="Safe")


def test_sentences_are_packed_and_nothing_is_markup(graph, large):
    assert len(graph) > CANVAS
    data = block(large, "data")
    assert all(isinstance(part, str) for part in data["texts"]["parts"])
    assert set(block(large, "drawing")) == {"places"}
    assert len(block(large, "drawing")["places"]) == data["nodes"] == len(graph)
    tags = Tags(large).found
    assert not {tag for tag, _ in tags} & {"img", "a", "iframe", "object"}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on") or name == "src"]


def first(html):
    """Number and relation of an edge between the first two entities."""
    data = block(html, "data")
    russia, ukraine = ([entity["iri"] for entity in data["entities"]].index(KGE + name) for name in ("Russia", "Ukraine"))
    names = sorted(data["relations"])
    return next((i, names[edge[2]]) for i, edge in enumerate(data["edges"]) if edge[:2] == [russia, ukraine])


@browser
def test_an_edge_opens_its_packed_sentence_and_asks_no_host(large, tmp_path):
    with proxy() as (flag, asked):
        html = opened(large, tmp_path, f"#edge=Russia/{first(large)[1]}/Ukraine", flag, *GL)
    assert asked == []
    assert "روسيا بحثت مع أوكرانيا" in text(html, "panel")
    assert 'class="sigma-' in html
    assert 'id="stage" class="blind"' not in html


@browser
def test_without_webgl_all_but_the_drawing_works(large, tmp_path):
    html = opened(large, tmp_path, "#node=Russia&lang=en", "--disable-3d-apis")
    assert '<section id="stage" class="blind">' in html
    assert "it has no WebGL" in html
    assert "Ukraine" in text(html, "panel")


@browser
def test_hostile_text_stays_text(large, tmp_path):
    name = [quote(f"Bad_{HOSTILE}_{i}", safe="") for i in (1, 2)]
    html = opened(large, tmp_path, f"#edge={name[0]}/supports/{name[1]}", *GL)
    assert "<title>Safe</title>" in html
    panel = re.search(r'<aside id="panel"[^>]*>(.*?)</aside>', html, re.DOTALL)[1]
    assert "&lt;img src=x" in panel
    assert not re.findall(r"<(?:img|script|a)\b", panel)


HOLD = "SigmaDrawing = class extends SigmaDrawing { constructor(...given) { super(...given); window.drawing = this; } };"
HANDS = """
const by = (id) => document.getElementById(id);
const told = [];
let steady;
const heading = () => (by("panel").hidden ? "shut" : by("panel").querySelector("h2").textContent);
const pick = (label, value) => {
  const choice = [...by("legend").querySelectorAll("select")].find(({ ariaLabel }) => ariaLabel === label);
  choice.value = value;
  choice.dispatchEvent(new Event("change"));
};
const press = (key, place) => place.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
const steps = [
  () => { by("find").value = "اوكرانيا"; by("find").dispatchEvent(new Event("input")); told.push(by("found").textContent); press("Enter", by("find")); },
  () => { told.push(heading()); press("Escape", document.body); },
  () => { told.push(heading()); by("language").click(); told.push(document.documentElement.dir, by("count").textContent); pick("Outlet", "صحيفة 1"); told.push(by("count").textContent); pick("Outlet", ""); pick("Size of a name by", "between"); told.push(by("count").textContent); },
  () => {
    const edge = EDGE;
    const scales = [1, 2].map(() => { drawing.whole(false); return drawing.scale; }); // before anything is drawn anew
    steady = Math.abs(scales[0] / scales[1] - 1) < 0.001;
    drawing.frame([drawing.base.edges[edge].from, drawing.base.edges[edge].to], 4, false);
  },
  () => {
    const { x, y } = drawing.along(EDGE, 0.5);
    const found = drawing.hit(x, y);
    told.push(found.kind);
    const { left, top } = by("mynetwork").getBoundingClientRect();
    const canvas = drawing.renderer.getCanvases().mouse;
    for (const type of ["mousedown", "mouseup", "click"]) (type === "mouseup" ? document : canvas).dispatchEvent(new MouseEvent(type, { clientX: left + x, clientY: top + y, button: 0, bubbles: true }));
  },
  () => { told.push(heading(), by("panel").querySelector("blockquote") ? "sentence" : "none", String(steady)); by("tip").textContent = "told: " + told.join("|"); },
];
steps.forEach((step, i) => setTimeout(() => { try { step(); } catch (error) { by("tip").textContent = "told: " + [...told, `step ${i}`, error.message].join("|"); } }, 500 + 500 * i));
"""


@browser
def test_search_click_filters_language_and_escape_answer(graph, large, tmp_path, monkeypatch):
    *others, last = page_module._scripts()
    scripts = (*others, HOLD, last, HANDS.replace("EDGE", str(first(large)[0])))
    monkeypatch.setattr(page_module, "_scripts", lambda: scripts)
    told = re.search(r"told: ([^<]*)<", opened(page(graph, title="Safe"), tmp_path, "", *GL))[1].split("|")
    assert told[0] == "أوكرانيادولة"
    assert told[1:4] == ["أوكرانيا", "shut", "ltr"]
    assert told[4] == told[6] == f"Names: {len(graph)} · Relations: {graph.number_of_edges()}"
    assert told[5] != told[4]
    assert told[7] == "edge"
    assert "Russia" in told[8]
    assert "Ukraine" in told[8]
    assert told[9:] == ["sentence", "true"]
