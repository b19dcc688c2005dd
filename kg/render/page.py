"""One HTML file that shows the graph, and behind each edge the sentences that say it. It asks nothing of the network.

pyvis holds the drawing, above ``CANVAS`` nodes sigma.js draws it; igraph has placed the nodes. What articles say stands in blocks of
JSON and reaches the reader as text only; the scripts of the page are named by their hash in its content security policy, so that
nothing else can run. Of a large graph the texts are packed, and unpacked when they are asked for.
"""

import json
import zlib
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
from kg.render.colours import COLOURS
from kg.render.layout import positions
from kg.render.measures import between
from kg.render.network import Report, independent, ordered, report, strongest
from kg.store.edges import standing
from kg.vocabulary import classes, groups, relations

if TYPE_CHECKING:
    from kg.brief.claims import Claim, Rivals

FEW = 80  # nodes; then there is room for names
CANVAS = 2000  # nodes; pyvis's canvas draws that many in about a second, more of them slow it down
MOST = 20_000  # nodes; sigma.js draws that many in about a second
TEXTS = 500  # sentences that are packed together
Edge = tuple[str, str, str, tuple[Report, ...], int]  # subject, relation, object, evidence, and how many sentences that are no copies
HERE = Path(__file__).parent
SCRIPTS = ("words.js", "drawing.js", "vis.js", "large.js", "texts.js", "panel.js", "page.js")
SHARED = (  # words that briefs and the page have in common
    *("blames", "claims", "denies", "says", "voiced", "alleged", "claimed", "denied", "confirmed", "retracted", "rivals", "life", "answers", "answered", "withdraws", "withdrawn", "withdrawn article", "replaced article", "replies"),
    *("by", "voice", "told", "via", "about", "time", "untitled", "no outlet", "negated"),
)
VIS = "lib/vis-9.1.2/vis-network.min.js"  # in pyvis's templates
SIGMA = HERE / "vendor" / "sigma.js"

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
        "zoomSpeed": 0.7,
        "selectConnectedEdges": False,
    },
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "font": {"size": 0}, "chosen": False},
    "edges": {"smooth": False, "selectionWidth": 1.6, "hoverWidth": 1, "arrows": {"to": {"scaleFactor": 0.62}}},
}


def page(graph: nx.MultiDiGraph, title: str = "", lang: str = "ar", disputes: "Iterable[Rivals]" = (), left: tuple[int, int] = (0, 0)) -> str:
    """The page of a graph that ``kg.render.network.network`` made, the same text each time.

    ``lang``, ``"ar"`` or ``"en"``, is the language that it opens in. Of more than ``MOST`` nodes it shows those with the most
    evidence and says how many it leaves out, with those nodes and edges that were ``left`` out of the graph before. A node that one of ``disputes`` is about tells the rival claims on it. ``#node=China`` and
    ``#edge=China/supports/Russia`` in its address open what they name.
    """
    shown = strongest(graph, MOST)
    number = {iri: i for i, iri in enumerate(sorted(shown))}
    edges = _edges(shown)
    sizes = _sizes(shown, edges)
    small = len(number) <= CANVAS
    places = _places(number, edges, sizes)
    data = _data(shown, number, edges, tuple(disputes), packed=not small)
    data |= {
        "lang": lang,
        "title": title,
        "sizes": sizes,
        "words": {name: {word: words[word] for word in SHARED} for name, words in WORDS.items()},
        "left": [left[0] + len(graph) - len(shown), left[1] + graph.number_of_edges() - shown.number_of_edges()],
    }

    page = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    page.set_options(json.dumps(OPTIONS))
    page.set_template_dir([str(HERE), page.template_dir], "page.html")
    templates = page.templateEnv
    if small:
        _draw(page, shown, number, edges, sizes, places)
        drawing: dict[str, Any] = {"nodes": page.nodes, "edges": page.edges, "options": OPTIONS}
        library = templates.loader.get_source(templates, VIS)[0].replace("//# sourceMappingURL=vis-network.min.js.map", "")
    else:
        drawing, library = {"places": places}, SIGMA.read_text(encoding="utf-8")
    scripts = [library, *_scripts()]
    templates.globals.update(
        lang=lang,
        title=title or ("علاقات" if lang == "ar" else "Alaqat"),
        policy=_policy(scripts),
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        scripts=scripts,
        drawing=_json(drawing),
        data=_json(data),
    )
    return str(page.generate_html())


def _edges(graph: nx.MultiDiGraph) -> list[Edge]:
    """Sorted; of a symmetric relation the two directions are one edge."""
    known = relations()
    merged: dict[tuple[str, str, str], list[Report]] = {}
    for subject, obj, relation, evidence in sorted(graph.edges(keys=True, data="evidence"), key=lambda edge: edge[:3]):
        back = (obj, relation, subject)
        edge = back if known[relation].symmetric and back in merged else (subject, relation, obj)
        merged.setdefault(edge, []).extend(evidence)
    return [(*edge, tuple(sorted(evidence, key=lambda report: report.date)), independent(evidence) if len(evidence) > 1 else 1) for edge, evidence in sorted(merged.items())]


def _sizes(graph: nx.MultiDiGraph, edges: list[Edge]) -> dict[str, list[float]]:
    """Radii of the nodes, in their order, by each measure that a reader can choose; the first is what the page opens with."""
    nodes = sorted(graph)
    values: dict[str, dict[str, float]] = {"relations": dict.fromkeys(nodes, 0), "sentences": dict.fromkeys(nodes, 0)}
    for subject, _, obj, _, count in edges:
        for node in (subject, obj):
            values["relations"][node] += 1
            values["sentences"][node] += count
    values["between"] = between(graph)
    most = max(values["relations"].values(), default=0)
    smallest = 10 if len(nodes) <= FEW else 5
    largest = {name: max(found.values(), default=0) or 1 for name, found in values.items()}
    return {
        name: [round(min(smallest + 3.6 * sqrt(most * found[node] / largest[name]), 44), 1) for node in nodes] for name, found in values.items()
    }


def _places(number: Mapping[str, int], edges: list[Edge], sizes: Mapping[str, list[float]]) -> list[tuple[int, int]]:
    airy = 26 if len(number) <= FEW else 9
    pairs = [(number[subject], number[obj]) for subject, _, obj, *_ in edges]
    return positions(len(number), pairs, [max(radii) + airy for radii in zip(*sizes.values(), strict=True)])


def _draw(
    drawing: Network,
    graph: nx.MultiDiGraph,
    number: Mapping[str, int],
    edges: list[Edge],
    sizes: Mapping[str, list[float]],
    places: Sequence[tuple[int, int]],
) -> None:
    """Put nodes and edges into pyvis. Names are drawn by ``drawing.js``, which knows the language: no text goes in here."""
    pairs = [(number[subject], number[obj]) for subject, _, obj, *_ in edges]
    for iri, i in number.items():
        colour, shape = LOOKS[graph.nodes[iri]["type"]]
        drawing.add_node(
            i, label=" ", shape=shape, color=colour, size=sizes["relations"][i], x=places[i][0], y=places[i][1]
        )
    known = relations()
    bends = _bends(pairs)
    for i, (_, relation, _, evidence, count) in enumerate(edges):
        look: dict[str, Any] = {
            "color": COLOURS[known[relation].group],
            "width": round(1.3 + 0.8 * log2(count), 1),
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


def _data(graph: nx.MultiDiGraph, number: Mapping[str, int], edges: list[Edge], disputes: "Sequence[Rivals]", *, packed: bool) -> dict[str, Any]:
    """What the page can say in words. Its entities are the nodes, then those who only speak or are spoken of.

    ``evidence`` has of each sentence what filters ask: numbers of the day and the outlet (-1 if not known), how it is told, who says it.
    ``texts`` have the rest, in the same order, which is that of the articles. An edge is its sides, its relation, its standing, how many
    of its sentences are copies, and its sentences, all by their numbers.
    """
    entities = [{"iri": iri, "type": graph.nodes[iri]["type"], "labels": graph.nodes[iri]["labels"]} for iri in number]
    index = dict(number)
    claimed = [[(report(claim.saying.assertion, claim.saying.article), claim) for claim in found.claims] for found in disputes]
    reports = {r for *_, evidence, _ in edges for r in evidence} | {r for told in claimed for r, _ in told}
    order = list(ordered(reports, lambda r: (r.article, r.start, *((span.start, span.end) if span else () for span in (r.trigger, r.subject, r.object)))))
    place = {r: i for i, r in enumerate(order)}
    days = sorted({r.date for r in order} - {""})
    outlets = sorted({r.outlet for r in order} - {""})
    day, outlet = ({"": -1} | {name: i for i, name in enumerate(names)} for names in (days, outlets))
    how = {name: i for i, name in enumerate((*MODALITIES, "denied"))}

    def entity(who: Entity | None) -> int | None:
        if who is None:
            return None
        if who.iri not in index:
            index[who.iri] = len(entities)
            entities.append({"iri": who.iri, "type": who.type, "labels": dict(who.labels)})
        return index[who.iri]

    def text(r: Report) -> list[Any]:
        time = [r.time.text, r.time.start] if r.time else None
        return [r.title, r.url, r.prefix, round(r.confidence, 2), how[r.modality], entity(r.via), entity(r.about), time, r.pieces]

    def rivals(found: "Rivals", told: "list[tuple[Report, Claim]]") -> dict[str, Any]:
        claims = [
            {
                "kind": claim.kind,
                "answers": claim.answers,
                "withdraws": claim.withdraws,
                "said": place[r],
                **({"retracted": "replaced article" if gone.by else "withdrawn article"} if (gone := claim.saying.retraction) else {}),
                **{name: entity(who) for name in ("claimant", "doer", "reporter") if (who := getattr(claim, name))},
            }
            for r, claim in told
        ]
        return {"claims": claims, "lives": [[entity(life.party), life.stages] for life in found.lives]}

    known = relations()
    names = {name: i for i, name in enumerate(sorted(known))}
    texts: list[Any] = [text(r) for r in order]
    parts: list[Any] = [texts[i : i + TEXTS] for i in range(0, len(texts), TEXTS)]
    spot = {edge[:3]: i for i, edge in enumerate(edges)}
    answers = {
        i: answered
        for (s, relation, o), i in spot.items()
        if (answered := [spot[edge] for edge in graph.edges.get((s, o, relation), {}).get("answers", ()) if edge in spot])
    }
    return {
        "entities": entities,
        "nodes": len(number),
        "rivals": {
            number[found.event.iri]: rivals(found, told) for found, told in zip(disputes, claimed, strict=True) if found.event.iri in number
        },
        "edges": [
            [number[s], number[o], names[relation], how[standing(told)], len(told) - count, *(place[r] for r in told)]
            for s, relation, o, told, count in edges
        ],
        "answers": answers,
        "evidence": [[day[r.date], outlet[r.outlet], how["denied" if r.negated else r.modality], entity(r.speaker)] for r in order],
        "texts": {"size": TEXTS, "parts": [_packed(part) for part in parts] if packed else parts},
        "days": days,
        "outlets": outlets,
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


def _packed(part: Any) -> str:
    """JSON, compressed by zlib, in base64."""
    return b64encode(zlib.compress(_json(part).encode())).decode()


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
    for sign in "<>&\u2028\u2029":  # much faster than one translation, where letters are Arabic
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
