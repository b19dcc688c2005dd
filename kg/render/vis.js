"use strict";
// pyvis's nodes and edges in vis-network.
class VisDrawing extends Drawing {
  constructor(place, { nodes, edges, options }, hear) {
    super(place, { nodes, edges }, hear);
    this.nodes = new vis.DataSet(nodes.map((node) => ({ ...node, label: undefined })));
    this.clear = edges.length > 400 ? 0.7 : 1; // of many edges at once, each is fainter
    this.edges = new vis.DataSet(edges.map((edge) => ({ ...edge, color: { color: edge.color, highlight: edge.color, hover: edge.color, opacity: this.clear } })));
    this.network = new vis.Network(place, { nodes: this.nodes, edges: this.edges }, { ...options, interaction: { ...options.interaction, hideEdgesOnDrag: edges.length > 2500 } });
    this.network.canvas.frame.tabIndex = -1; // its place is the one stop
    this.network.on("afterDrawing", (context) => this.letter(context));
    for (const event of ["zoom", "dragStart"]) this.network.on(event, () => hear.moved());
    this.network.on("resize", () => queueMicrotask(hear.resized)); // after vis has set its own view, before it shows
    const leave = (kind) => () => { delete this.hover[kind]; hear.leave(); this.redraw(); };
    for (const [kind, name] of [["node", "Node"], ["edge", "Edge"]]) {
      this.network.on(`hover${name}`, (event) => { this.hover[kind] = event[kind]; hear.hover(kind, event[kind], event.pointer.DOM); });
      this.network.on(`blur${name}`, leave(kind));
    }
    this.network.on("click", (event) => {
      if (event.nodes.length) hear.node(event.nodes[0]);
      else if (event.edges.length) hear.edge(event.edges[0]);
      else hear.nothing();
    });
  }

  get scale() { return this.network.getScale(); }
  at(id) { return this.network.body.nodes[id]; }
  spot(id) { return this.network.canvasToDOM(this.at(id)); }
  along(edge, way) { return this.network.canvasToDOM(this.network.body.edges[edge].edgeType.getPoint(way)); }
  redraw() { this.network.redraw(); }
  move(position, scale, animation) { this.network.moveTo({ position, scale, animation }); }
  pan(x, y) { this.network.moveTo({ offset: { x: -x, y: -y }, position: this.network.getViewPosition() }); }
  zoom(times) { this.network.moveTo({ scale: this.scale * times, animation: { duration: 150 } }); }
  layers() { return [[this.network.canvas.frame.canvas, 1]]; }

  hide(nodes, edges) {
    if (!nodes.size && !edges.size && !this.hidden.edges.size && !this.hidden.nodes.size) return;
    super.hide(nodes, edges);
    this.nodes.update(this.base.nodes.map(({ id }) => ({ id, hidden: nodes.has(id) })));
    this.edges.update(this.base.edges.map(({ id }) => ({ id, hidden: edges.has(id) })));
  }

  resize(sizes) {
    super.resize(sizes);
    this.nodes.update(sizes.map((size, id) => ({ id, size })));
  }

  keep(kept) {
    if (!kept && !this.kept) return;
    super.keep(kept);
    this.nodes.update(this.base.nodes.map(({ id }) => ({ id, opacity: !kept || kept.nodes.has(id) ? 1 : 0.13 })));
    this.edges.update(this.base.edges.map(({ id, color, width }) => {
      return { id, width: kept && kept.edges.has(id) ? width + 1 : width, color: { color, highlight: color, hover: color, opacity: !kept ? this.clear : kept.edges.has(id) ? 1 : 0.08 } };
    }));
  }
}
