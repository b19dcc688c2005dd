"use strict";
// Thousands of nodes by sigma.js in WebGL, as dots and hairlines; what stands out, and what is near enough to tell apart, is drawn above them in full:
// shapes, dashes, heads, and side by side what relates the same two.
class SigmaDrawing extends Drawing {
  static able() {
    const canvas = document.createElement("canvas");
    return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
  }

  constructor(place, base, hear) {
    super(place, base, hear);
    const { nodes, edges } = this.base;
    const graph = new sigma.MultiDirectedGraph();
    for (const { id, x, y, size, color } of nodes) graph.addNode(id, { x, y: -y, size, color });
    this.graph = graph;
    this.renderer = new sigma.Sigma(graph, place, {
      autoRescale: false, itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => (ratio > 1 ? ratio ** 0.75 : ratio),
      renderLabels: false, enableCameraRotation: false, minCameraRatio: 0.05, defaultNodeType: "dot",
      nodeProgramClasses: { dot: sigma.NodePointProgram },
    });
    const canvas = this.renderer.getCanvases().edges;
    this.hairlines = new Hairlines(canvas.getContext("webgl2") || canvas.getContext("webgl"), this.base);
    this.renderer.setCustomBBox(this.renderer.getBBox()); // of the room as it is at first; else what the camera means would change with the room
    this.shift = this.beside();
    this.near = { nodes: [], edges: [] };
    const { labels } = this.renderer.getCanvases();
    this.pen = labels.getContext("2d");
    this.renderer.on("afterRender", () => { this.hairlines.draw(this.view, this.place); this.paint(); });
    this.renderer.on("resize", () => queueMicrotask(hear.resized));
    new ResizeObserver(() => { // the panel takes room and gives it back, of which sigma hears nothing
      const { clientWidth, clientHeight } = this.pen.canvas;
      if (place.clientWidth && (place.clientWidth !== clientWidth || place.clientHeight !== clientHeight)) this.renderer.scheduleRender();
    }).observe(place);
    for (const event of ["clickNode", "clickStage"]) {
      this.renderer.on(event, ({ event: { x, y } }) => {
        const found = this.hit(x, y);
        if (found) hear[found.kind](found.id); else hear.nothing();
      });
    }
    let waiting = null;
    this.renderer.on("moveBody", ({ event }) => {
      if (!waiting) requestAnimationFrame(() => { this.point(waiting); waiting = null; });
      waiting = { x: event.x, y: event.y };
    });
    place.addEventListener("mouseleave", () => this.point(null));
    for (const event of ["mousedown", "wheel", "touchstart"]) place.addEventListener(event, () => hear.moved(), { passive: true, capture: true });
  }

  // How far from the middle each edge lies of those between the same two, in pixels at zoom 1, to the left of its way.
  beside() {
    const { edges, nodes } = this.base;
    const pairs = new Map();
    for (const { id, from, to } of edges) {
      const pair = Math.min(from, to) * nodes.length + Math.max(from, to);
      if (!pairs.has(pair)) pairs.set(pair, []);
      pairs.get(pair).push(id);
    }
    const shift = new Float32Array(edges.length);
    for (const together of pairs.values()) {
      together.forEach((id, place) => { shift[id] = (place - (together.length - 1) / 2) * 7 * (edges[id].from < edges[id].to ? 1 : -1); });
    }
    return shift;
  }

  // The camera as it stands and the room that there is, rendered or not.
  get now() { return { cameraState: this.renderer.getCamera().getState(), viewportDimensions: this.renderer.getDimensions() }; }

  // Where zoom 1 begins and how large it is.
  get view() {
    const { now } = this;
    const zero = this.renderer.graphToViewport({ x: 0, y: 0 }, now);
    return { ...zero, scale: this.renderer.graphToViewport({ x: 1, y: 0 }, now).x - zero.x };
  }

  get scale() { return (this.still || this.view).scale; }
  radius(id) { return Math.max(this.renderer.scaleSize(this.base.nodes[id].size), 0.5); }

  spot(id) {
    const { x, y, scale } = this.still || this.view;
    return { x: x + this.base.nodes[id].x * scale, y: y + this.base.nodes[id].y * scale };
  }

  along(edge, way) {
    const { from, to } = this.base.edges[edge];
    const [a, b] = [this.spot(from), this.spot(to)];
    if (from === to) {
      const radius = this.radius(from);
      return { x: a.x + Math.sin(2 * Math.PI * way) * radius, y: a.y - radius + Math.cos(2 * Math.PI * way) * radius };
    }
    const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const away = this.shift[edge] * Math.min(this.scale, 1.5) / long;
    return { x: a.x + (b.x - a.x) * way + (b.y - a.y) * away, y: a.y + (b.y - a.y) * way - (b.x - a.x) * away };
  }

  redraw() { this.renderer.scheduleRender(); }

  move({ x, y }, scale, animation) {
    const camera = this.renderer.getCamera();
    const { now } = this;
    const middle = this.renderer.viewportToFramedGraph(this.renderer.graphToViewport({ x, y: -y }, now), now);
    const state = { x: middle.x, y: middle.y, ratio: camera.ratio * this.scale / scale };
    if (animation) camera.animate(state, animation); else camera.setState(state);
  }

  pan(x, y) {
    const { clientWidth, clientHeight } = this.place;
    const { x: left, y: top, scale } = this.view;
    this.move({ x: (clientWidth / 2 + x - left) / scale, y: (clientHeight / 2 + y - top) / scale }, scale);
  }

  zoom(times) { this.renderer.getCamera().animatedZoom({ factor: times, duration: 150 }); }

  layers() {
    this.renderer.refresh({ skipIndexation: true }); // WebGL keeps its picture no longer than this
    const { edges, nodes, labels } = this.renderer.getCanvases();
    return [[edges, Number(edges.style.opacity)], [nodes, Number(nodes.style.opacity)], [labels, 1]];
  }

  hide(nodes, edges) {
    if (!nodes.size && !edges.size && !this.hidden.edges.size && !this.hidden.nodes.size) return;
    const turned = [...this.hidden.nodes].filter((id) => !nodes.has(id)).concat([...nodes].filter((id) => !this.hidden.nodes.has(id)));
    super.hide(nodes, edges);
    this.hairlines.hide(edges);
    for (const id of turned) this.graph.getNodeAttributes(id).hidden = nodes.has(id);
    this.renderer.refresh({ partialGraph: { nodes: turned.map(String) }, skipIndexation: true, schedule: true }); // of these alone: a step of the slider turns few
  }

  resize(sizes) {
    super.resize(sizes);
    this.graph.updateEachNodeAttributes((id, node) => Object.assign(node, { size: sizes[id] }), { attributes: ["size"] });
  }

  keep(kept) {
    if (!kept && !this.kept) return;
    super.keep(kept);
    this.paint();
  }

  // What is under a point of the screen, of what stands out if anything does: {kind, id}, or null. Nodes go before edges.
  hit(x, y) {
    this.still = this.view;
    const within = (id, room) => { const spot = this.spot(id); return Math.hypot(spot.x - x, spot.y - y) < this.radius(id) + room; };
    let found = null;
    for (const { id } of this.base.nodes) if (!this.hidden.nodes.has(id) && within(id, 2) && (!found || this.degree[id] > this.degree[found.id])) found = { kind: "node", id };
    let nearest = 6;
    if (!found) {
      for (const id of this.kept ? this.kept.edges : this.base.edges.keys()) {
        if (this.hidden.edges.has(id)) continue;
        const far = this.base.edges[id].from === this.base.edges[id].to ? Math.min(...[0, 1, 2, 3, 4, 5, 6, 7].map((i) => { const p = this.along(id, i / 8); return Math.hypot(p.x - x, p.y - y); })) : distance({ x, y }, this.along(id, 0), this.along(id, 1));
        if (far < nearest) { nearest = far; found = { kind: "edge", id }; }
      }
    }
    this.still = null;
    return found;
  }

  point(where) {
    const found = where && this.hit(where.x, where.y);
    const now = found ? { [found.kind]: found.id } : {};
    if (now.node !== this.hover.node || now.edge !== this.hover.edge) {
      this.hover = now;
      this.place.style.cursor = found ? "pointer" : "";
      this.paint();
      if (!found) this.hear.leave();
    }
    if (found) this.hear.hover(found.kind, found.id, where);
  }

  // Everything in view, when it is not too much to draw in full.
  inView() {
    if (this.scale < 0.12) return null;
    const { clientWidth, clientHeight } = this.place;
    const spots = this.base.nodes.map(({ id }) => this.spot(id));
    const out = (a, b) => Math.max(a.x, b.x) < 0 || Math.min(a.x, b.x) > clientWidth || Math.max(a.y, b.y) < 0 || Math.min(a.y, b.y) > clientHeight;
    const edges = [];
    for (const { id, from, to } of this.base.edges) {
      if (this.hidden.edges.has(id) || out(spots[from], spots[to])) continue;
      edges.push(id);
      if (edges.length > 1500) return null;
    }
    const room = 60;
    const nodes = this.base.nodes.filter(({ id }) => !this.hidden.nodes.has(id) && spots[id].x > -room && spots[id].y > -room && spots[id].x < clientWidth + room && spots[id].y < clientHeight + room);
    return { nodes: nodes.map(({ id }) => id), edges };
  }

  paint() {
    const { pen } = this;
    this.still = this.view;
    const sharp = pen.canvas.width / pen.canvas.clientWidth;
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, pen.canvas.clientWidth, pen.canvas.clientHeight);
    const near = this.kept || this.inView();
    for (const name of ["edges", "nodes"]) this.renderer.getCanvases()[name].style.opacity = this.kept ? 0.1 : near ? 0 : 1;
    if (near) {
      for (const id of near.edges) if (!this.hidden.edges.has(id)) this.line(id);
      for (const id of near.nodes) if (!this.hidden.nodes.has(id)) this.shape(id);
    }
    if (!near && this.hover.edge !== undefined) this.line(this.hover.edge);
    this.letter(pen);
    this.still = null;
  }

  line(id) {
    const { from, to, color, width, dashes, arrows } = this.base.edges[id];
    const { pen } = this;
    const wide = Math.max(width * Math.min(this.scale, 1.4), 1) + (this.kept || this.hover.edge === id ? 1 : 0);
    Object.assign(pen, { strokeStyle: color, fillStyle: color, lineWidth: wide });
    pen.setLineDash(dashes ? dashes.map((part) => part * Math.min(Math.max(this.scale, 0.5), 1.2)) : []);
    pen.beginPath();
    if (from === to) { const radius = this.radius(from); const { x, y } = this.spot(from); pen.arc(x, y - radius, radius, 0, 7); pen.stroke(); return; }
    const [a, b] = [this.along(id, 0), this.along(id, 1)];
    const long = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [x, y] = [(b.x - a.x) / long, (b.y - a.y) / long];
    const head = arrows.to.enabled && long > 24 ? Math.min(3.5 + wide * 2.2, 11) : 0;
    const end = this.radius(to) + 1;
    const tip = { x: b.x - x * end, y: b.y - y * end };
    pen.moveTo(a.x, a.y);
    pen.lineTo(tip.x - x * head * 0.8, tip.y - y * head * 0.8);
    pen.stroke();
    if (!head) return;
    pen.beginPath();
    pen.moveTo(tip.x, tip.y);
    for (const side of [0.45, -0.45]) pen.lineTo(tip.x - x * head - y * head * side, tip.y - y * head + x * head * side);
    pen.fill();
  }

  shape(id) {
    const { color, shape } = this.base.nodes[id];
    const { pen } = this;
    const { x, y } = this.spot(id);
    const radius = this.radius(id);
    pen.fillStyle = color;
    pen.save();
    pen.translate(x, y);
    pen.scale(radius / 6.5, radius / 6.5);
    pen.translate(-8, -8);
    pen.fill(SHAPES[shape].path);
    pen.restore();
  }
}

// The edges as hairlines, in the canvas that sigma has for them: it would take each as an object of its own, which is slow where there are many.
class Hairlines {
  constructor(gl, { nodes, edges }) {
    Object.assign(this, { gl, edges });
    const clear = edges.length > 20000 ? 0.35 : 0.55;
    const tints = new Map(); // as WebGL mixes colours: each part already times the opacity
    const tint = (colour) => {
      if (!tints.has(colour)) tints.set(colour, [1, 3, 5].reduce((all, i, place) => all + Math.round(parseInt(colour.slice(i, i + 2), 16) * clear) * 256 ** place, Math.round(255 * clear) * 256 ** 3));
      return tints.get(colour);
    };
    const places = new Float32Array(edges.length * 6); // of each end: x, y, colour
    const colours = new Uint32Array(places.buffer);
    for (const { id, from, to, color } of edges) {
      [from, to].forEach((end, side) => {
        const at = id * 6 + side * 3;
        places[at] = nodes[end].x;
        places[at + 1] = nodes[end].y;
        colours[at + 2] = tint(color);
      });
    }
    const program = gl.createProgram();
    const sources = [[gl.VERTEX_SHADER, "attribute vec2 place; attribute vec4 colour; uniform vec2 shift; uniform vec2 scale; varying vec4 tint; void main() { gl_Position = vec4(place * scale + shift, 0, 1); tint = colour; }"],
      [gl.FRAGMENT_SHADER, "precision mediump float; varying vec4 tint; void main() { gl_FragColor = tint; }"]];
    for (const [kind, source] of sources) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    gl.getExtension("OES_element_index_uint"); // which WebGL 2 has anyway
    this.program = program;
    this.buffers = [gl.createBuffer(), gl.createBuffer()];
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[0]);
    gl.bufferData(gl.ARRAY_BUFFER, places, gl.STATIC_DRAW);
    this.hide(new Set());
  }

  hide(hidden) {
    const { gl } = this;
    const ends = new Uint32Array((this.edges.length - hidden.size) * 2);
    let at = 0;
    for (const { id } of this.edges) if (!hidden.has(id)) { ends[at] = id * 2; ends[at + 1] = id * 2 + 1; at += 2; }
    this.count = at;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.buffers[1]);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, ends, gl.DYNAMIC_DRAW);
  }

  draw({ x, y, scale }, { clientWidth, clientHeight }) {
    const { gl, program } = this;
    gl.useProgram(program);
    gl.enable(gl.BLEND); // as sigma has set it up
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers[0]);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.buffers[1]);
    for (const [name, size, kind, normal, from] of [["place", 2, gl.FLOAT, false, 0], ["colour", 4, gl.UNSIGNED_BYTE, true, 8]]) {
      const where = gl.getAttribLocation(program, name);
      gl.enableVertexAttribArray(where);
      gl.vertexAttribPointer(where, size, kind, normal, 12, from);
    }
    gl.uniform2f(gl.getUniformLocation(program, "shift"), (2 * x) / clientWidth - 1, 1 - (2 * y) / clientHeight);
    gl.uniform2f(gl.getUniformLocation(program, "scale"), (2 * scale) / clientWidth, (-2 * scale) / clientHeight);
    gl.drawElements(gl.LINES, this.count, gl.UNSIGNED_INT, 0);
  }
}

// From a point to the line between two others.
function distance(point, a, b) {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const way = Math.max(0, Math.min(1, ((point.x - a.x) * x + (point.y - a.y) * y) / (x * x + y * y || 1)));
  return Math.hypot(a.x + way * x - point.x, a.y + way * y - point.y);
}
