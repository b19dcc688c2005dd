"""How soon the page of a graph is there, at several sizes, beside plain pyvis with physics, of the same graph, in the same browser, one after the other.

Seconds in the browser are from asking for the file to the end of the first frame in which anything of the graph is drawn.
"""

import math
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
from pyvis.network import Network
from rich.console import Console
from rich.table import Table

from kg.bench.apart import apart
from kg.bench.browser import GL, Browser, SlowError
from kg.bench.synthetic import crowd
from kg.render.network import network
from kg.render.page import page

FRAME = """
const made = new Set(["arc", "ellipse", "lineTo", "fill", "stroke", "drawArrays", "drawArraysInstanced", "drawElements", "drawElementsInstanced"]);
let drawn = false;
for (const { prototype } of [CanvasRenderingContext2D, WebGLRenderingContext, WebGL2RenderingContext]) {
  for (const name of made) {
    const own = prototype[name];
    if (own) prototype[name] = function (...given) { if (!drawn && this.canvas.closest("#mynetwork")) { drawn = true; after(); } return own.apply(this, given); };
  }
}
function after() {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { window.firstFrame = performance.now() / 1000; };
  requestAnimationFrame(() => requestAnimationFrame(() => port2.postMessage(0)));
}
"""
FETCHED = re.compile(r'<link\b[^>]*?href="https?:[^>]*>|<script\b[^>]*src="https?:[^>]*>\s*</script>')


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one size, in nodes: ``edges``, seconds and bytes of memory to make the page, its bytes, and the seconds to the first frame.

    ``plain`` are those of pyvis, NaN where it was not asked; seconds are infinite where the time was up.
    """

    nodes: int
    edges: int
    making: float
    memory: int
    size: int
    frame: float
    plain: float

    @property
    def ratio(self) -> float:
        """How many times as long pyvis takes."""
        return self.plain / self.frame


def measure(sizes: Sequence[int], pyvis_up_to: int, limit: int, tell: Callable[[str], None]) -> list[Figures]:
    """Every size; ``limit`` is the longest that a page may take to be made or to be drawn, in seconds. Raises ``KgError`` without Chromium."""
    found = []
    with TemporaryDirectory() as room:
        Browser(Path(room) / "profile").close()  # without one it is told at once, and what its first start takes is nobody's
        for nodes in sizes:
            file, plain = Path(room) / "page.html", Path(room) / "plain.html"
            (edges, making), memory = apart(partial(_made, nodes, file, plain if nodes <= pyvis_up_to else None))
            tell(f"{nodes:,}: made in {making:.1f} s")
            frames = [_frame(Path(room), each, limit) if each.exists() else math.nan for each in (file, plain)]
            tell(f"{nodes:,}: first frame {_seconds(frames[0], limit)} s, of pyvis {_seconds(frames[1], limit) or '–'} s")
            found.append(Figures(nodes, int(edges), making, memory, file.stat().st_size, *frames))
            plain.unlink(missing_ok=True)
    return found


def _made(nodes: int, file: Path, plain: Path | None) -> list[float]:
    """Write the page, and the one of plain pyvis; how many edges there are, and how long ours took."""
    told = list(crowd(nodes))
    graph = network([a for _, said in told for a in said], {article.id: article for article, _ in told})
    begun = time.perf_counter()
    file.write_text(page(graph), encoding="utf-8")
    took = time.perf_counter() - begun
    if plain:
        plain.write_text(_plain(graph), encoding="utf-8")
    return [graph.number_of_edges(), took]


def _plain(graph: nx.MultiDiGraph) -> str:
    """What pyvis makes of the graph with nothing set; without the style sheets that it asks the network for."""
    drawing = Network(directed=True, cdn_resources="in_line")
    for node, labels in graph.nodes(data="labels"):
        drawing.add_node(node, label=next(iter(labels.values())))
    for subject, obj, relation in graph.edges(keys=True):
        drawing.add_edge(subject, obj, title=relation)
    return FETCHED.sub("", drawing.generate_html())


def _frame(room: Path, file: Path, limit: int) -> float:
    """Seconds to the first frame, in a new browser."""
    with TemporaryDirectory(dir=room, ignore_cleanup_errors=True) as profile:
        browser = Browser(Path(profile), *GL)
        try:
            browser.call("Page.addScriptToEvaluateOnNewDocument", source=f"{{{FRAME}}}")
            browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=800, deviceScaleFactor=1, mobile=False)
            browser.call("Page.navigate", limit, url=file.as_uri())
            return float(browser.wait("window.firstFrame", limit))
        except SlowError:
            return math.inf
        finally:
            browser.close()


def report(found: Sequence[Figures], limit: int, out: Console) -> None:
    """Print a table, ratios first."""
    table = Table(caption="first frame in headless Chromium, from asking for the file; pyvis with physics, as it comes")
    for column in ("nodes", "pyvis / page", "first frame, s", "pyvis, s", "edges", "made in, s", "memory, GB", "size, MB"):
        table.add_column(column, justify="right")
    for f in found:
        shown = "" if math.isnan(f.plain) or math.isinf(f.frame) else f"> {limit / f.frame:,.0f}" if math.isinf(f.plain) else f"{f.ratio:,.1f}"
        frames = (_seconds(f.frame, limit), _seconds(f.plain, limit))
        table.add_row(f"{f.nodes:,}", shown, *frames, f"{f.edges:,}", f"{f.making:.1f}", f"{f.memory / 1e9:.2f}", f"{f.size / 1e6:.1f}")
    out.print(table)


def _seconds(took: float, limit: int = 0) -> str:
    return "" if math.isnan(took) else f"> {limit}" if math.isinf(took) else f"{took:.2f}"
