"""One HTML file that shows the graph, and behind each edge the sentences that say it. It asks nothing of the network.

pyvis holds the drawing and fills ``page.html``; igraph has placed the nodes. What articles say stands in a block of JSON and
reaches the reader as text only; the scripts of the page are named by their hash in its content security policy, so that
nothing else can run.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from math import log2, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
from pyvis.network import Network

from kg.brief.words import WORDS
from kg.model import MODALITIES, Entity
from kg.render.layout import positions
from kg.render.measures import measures
from kg.render.network import Report, independent, report, strongest
from kg.store.edges import standing
from kg.vocabulary import classes, groups, relations

if TYPE_CHECKING:
    from kg.brief.claims import Rivals

FEW = 80  # nodes; then there is room for names
MOST = 2000  # nodes; pyvis's canvas draws that many in about a second, more of them slow it down
Edge = tuple[str, str, str, tuple[Report, ...]]  # subject, relation, object, evidence
HERE = Path(__file__).parent
SCRIPTS = ("words.js", "canvas.js", "panel.js", "page.js")
SHARED = (  # words that briefs and the page have in common
    *("blames", "claims", "denies", "says", "voiced", "alleged", "claimed", "denied", "confirmed", "retracted", "rivals", "life", "answers", "answered", "withdraws", "withdrawn", "replies"),
    *("by", "voice", "told", "via", "about", "time", "untitled", "no outlet", "negated"),
)
VIS = "lib/vis-9.1.2/vis-network.min.js"  # in pyvis's templates

COLOURS = {  # of the groups of relations: read on white and on black, and told from each other by the colour-blind
    "contact": "#5678fe",
    "support": "#22a85a",
    "cooperation": "#236a61",
    "verbal conflict": "#e57f02",
    "material conflict": "#bc311f",
    "offices": "#ae099f",
    "events and places": "#9a9da3",
}
LOOKS = {  # of the classes: colour and shape, so that colour is not all that tells
    "State": ("#3b6fb0", "dot"),
    "Person": ("#c58a1b", "dot"),
    "IGO": ("#138a86", "hexagon"),
    "Organization": ("#6d8f2e", "square"),
    "ArmedGroup": ("#b23a33", "triangleDown"),
    "Media": ("#a1509b", "star"),
    "Place": ("#8a6a4c", "triangle"),
    "People": ("#8a45d6", "dot"),
    "Event": ("#d2506b", "diamond"),
    "Document": ("#5b57a6", "square"),
}
DASHES: dict[str, bool | list[int]] = {
    "actual": False,
    "past": [14, 4, 3, 4],
    "planned": [11, 7],
    "possible": [5, 6],
    "denied": [2, 6],
}
OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "hover": True,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "zoomSpeed": 0.7,
        "selectConnectedEdges": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"size": 0}, "chosen": False},
    "edges": {"smooth": False, "selectionWidth": 1.6, "hoverWidth": 1, "arrows": {"to": {"scaleFactor": 0.62}}},
}


def page(graph: nx.MultiDiGraph, title: str = "", lang: str = "ar", disputes: "Iterable[Rivals]" = ()) -> str:
    """The page of a graph that ``kg.render.network.network`` made, the same text each time.

    ``lang``, ``"ar"`` or ``"en"``, is the language that it opens in. Of more than ``MOST`` nodes it shows those with the most
    evidence and says how many it leaves out. A node that one of ``disputes`` is about tells the rival claims on it. ``#node=China`` and
    ``#edge=China/supports/Russia`` in its address open what they name.
    """
    shown = strongest(graph, MOST)
    nodes = sorted(shown)
    number = {iri: i for i, iri in enumerate(nodes)}
    edges = _edges(shown)
    drawing = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    drawing.set_options(json.dumps(OPTIONS))
    sizes = _sizes(shown, edges)
    _draw(drawing, shown, number, edges, sizes)
    data = _data(shown, number, edges, tuple(disputes))
    data |= {
        "lang": lang,
        "title": title,
        "sizes": sizes,
        "words": {name: {word: words[word] for word in SHARED} for name, words in WORDS.items()},
        "left": [len(graph) - len(shown), graph.number_of_edges() - shown.number_of_edges()],
    }

    drawing.set_template_dir([str(HERE), drawing.template_dir], "page.html")
    templates = drawing.templateEnv
    vis = templates.loader.get_source(templates, VIS)[0].replace("//# sourceMappingURL=vis-network.min.js.map", "")
    scripts = [vis, *_scripts()]
    templates.globals.update(
        lang=lang,
        title=title or ("علاقات" if lang == "ar" else "Alaqat"),
        policy=_policy(scripts),
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        scripts=scripts,
        data=_json(data),
    )
    return str(drawing.generate_html())


def _edges(graph: nx.MultiDiGraph) -> list[Edge]:
    """Sorted; of a symmetric relation the two directions are one edge."""
    known = relations()
    merged: dict[tuple[str, str, str], list[Report]] = {}
    for subject, obj, relation, evidence in sorted(graph.edges(keys=True, data="evidence"), key=lambda edge: edge[:3]):
        back = (obj, relation, subject)
        edge = back if known[relation].symmetric and back in merged else (subject, relation, obj)
        merged.setdefault(edge, []).extend(evidence)
    return [
        (*edge, tuple(sorted(evidence, key=lambda report: report.date))) for edge, evidence in sorted(merged.items())
    ]


def _sizes(graph: nx.MultiDiGraph, edges: list[Edge]) -> dict[str, list[float]]:
    """Radii of the nodes, in their order, by each measure that a reader can choose; the first is what the page opens with."""
    nodes = sorted(graph)
    between = measures(graph)
    values: dict[str, dict[str, float]] = {"relations": dict.fromkeys(nodes, 0), "sentences": dict.fromkeys(nodes, 0)}
    for subject, _, obj, evidence in edges:
        for node in (subject, obj):
            values["relations"][node] += 1
            values["sentences"][node] += independent(evidence)
    values["between"] = {node: between[node]["betweenness"] for node in nodes}
    most = max(values["relations"].values(), default=0)
    smallest = 10 if len(nodes) <= FEW else 5
    largest = {name: max(found.values(), default=0) or 1 for name, found in values.items()}
    return {
        name: [round(min(smallest + 3.6 * sqrt(most * found[node] / largest[name]), 44), 1) for node in nodes] for name, found in values.items()
    }


def _draw(drawing: Network, graph: nx.MultiDiGraph, number: Mapping[str, int], edges: list[Edge], sizes: Mapping[str, list[float]]) -> None:
    """Put nodes and edges into pyvis. Names are drawn by ``canvas.js``, which knows the language: no text goes in here."""
    pairs = [(number[subject], number[obj]) for subject, _, obj, _ in edges]
    airy = 26 if len(number) <= FEW else 9
    places = positions(len(number), pairs, [max(radii) + airy for radii in zip(*sizes.values(), strict=True)])
    for iri, i in number.items():
        colour, shape = LOOKS[graph.nodes[iri]["type"]]
        drawing.add_node(
            i, label=" ", shape=shape, color=colour, size=sizes["relations"][i], x=places[i][0], y=places[i][1]
        )
    known = relations()
    bends = _bends(pairs)
    for i, (_, relation, _, evidence) in enumerate(edges):
        look: dict[str, Any] = {
            "color": COLOURS[known[relation].group],
            "width": round(1.3 + 0.8 * log2(independent(evidence)), 1),
        }
        dashes = DASHES[standing(evidence)]
        if dashes:
            look["dashes"] = dashes
        if bends[i]:
            look["smooth"] = {
                "enabled": True,
                "type": "curvedCW" if bends[i] > 0 else "curvedCCW",
                "roundness": abs(bends[i]),
            }
        look["arrows"] = {"to": {"enabled": not known[relation].symmetric}}
        drawing.add_edge(*pairs[i], id=i, **look)


def _bends(pairs: list[tuple[int, int]]) -> list[float]:
    """How far each edge bends, so that edges between the same two nodes lie side by side; positive is to the right of its way."""
    beside: dict[tuple[int, int], list[int]] = {}
    for i, (a, b) in enumerate(pairs):
        beside.setdefault((min(a, b), max(a, b)), []).append(i)
    bends = [0.0] * len(pairs)
    for pair, together in beside.items():
        step = min(0.3, 0.9 / len(together))
        for k, i in enumerate(together):
            bend = (k - (len(together) - 1) / 2) * step
            bends[i] = round(bend if pairs[i] == pair else -bend, 3)
    return bends


def _data(
    graph: nx.MultiDiGraph, number: Mapping[str, int], edges: list[Edge], disputes: "Sequence[Rivals]"
) -> dict[str, Any]:
    """What the page can say in words. Its entities are the nodes, then those who only speak or are spoken of."""
    entities = [{"iri": iri, "type": graph.nodes[iri]["type"], "labels": graph.nodes[iri]["labels"]} for iri in number]
    index = dict(number)
    articles: dict[tuple[str, str, str, str], int] = {}

    def entity(who: Entity) -> int:
        if who.iri not in index:
            index[who.iri] = len(entities)
            entities.append({"iri": who.iri, "type": who.type, "labels": dict(who.labels)})
        return index[who.iri]

    def evidence_of(found: Report) -> dict[str, Any]:
        origin = (found.title, found.date, found.outlet, found.url)
        told: dict[str, Any] = {
            "article": articles.setdefault(origin, len(articles)),
            "pieces": found.pieces,
            "modality": found.modality,
            "confidence": round(found.confidence, 2),
            "prefix": found.prefix,
            "suffix": found.suffix,
        }
        told |= {name: entity(who) for name in ("speaker", "via", "about") if (who := getattr(found, name))}
        if found.negated:
            told["negated"] = True
        if found.time:
            told["time"] = [found.time.text, found.time.start]
        return told

    def rivals(found: "Rivals") -> dict[str, Any]:
        claims = [
            {
                "kind": claim.kind,
                "answers": claim.answers,
                "withdraws": claim.withdraws,
                "said": evidence_of(report(claim.saying.assertion, claim.saying.article)),
                **{name: entity(who) for name in ("claimant", "doer", "reporter") if (who := getattr(claim, name))},
            }
            for claim in found.claims
        ]
        return {"claims": claims, "lives": [[entity(life.party), life.stages] for life in found.lives]}

    known = relations()
    place = {edge[:3]: i for i, edge in enumerate(edges)}
    told = [
        {
            "from": number[s],
            "to": number[o],
            "relation": relation,
            "standing": standing(evidence),
            "copies": len(evidence) - independent(evidence),
            "evidence": [evidence_of(r) for r in evidence],
            "answers": [place[edge] for edge in graph.edges.get((s, o, relation), {}).get("answers", ()) if edge in place],
        }
        for s, relation, o, evidence in edges
    ]
    return {
        "entities": entities,
        "nodes": len(number),
        "rivals": {number[found.event.iri]: rivals(found) for found in disputes if found.event.iri in number},
        "edges": told,
        "articles": [dict(zip(("title", "date", "outlet", "url"), origin, strict=True)) for origin in articles],
        "groups": [{"name": name, "labels": labels, "colour": COLOURS[name]} for name, labels in groups().items()],
        "classes": {
            name: {"labels": classes()[name], "colour": colour, "shape": shape}
            for name, (colour, shape) in LOOKS.items()
        },
        "relations": {
            name: {"labels": relation.labels, "group": relation.group, "symmetric": relation.symmetric}
            for name, relation in known.items()
        },
        "dashes": DASHES,
        "modalities": MODALITIES,
    }


@cache
def _scripts() -> tuple[str, ...]:
    return tuple((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)


def _policy(scripts: Iterable[str]) -> str:
    """Nothing is fetched, and no script runs but these."""
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    nowhere = "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; {nowhere}"


def _json(value: Any) -> str:
    """JSON that no HTML parser reads as markup."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"})
