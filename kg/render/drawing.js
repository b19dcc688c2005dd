"use strict";
// A drawing and what is written on it, names and marks, as many as have room, as on a map. How nodes and edges are drawn is the business of
// VisDrawing, for what fits on a canvas, and of SigmaDrawing, for what does not; this class alone draws nothing, for browsers that can't.
class Drawing {
  // nodes: {id, x, y, size, color, shape}; edges: {id, from, to, color, width, dashes, arrows}; x, y and size are pixels at zoom 1.
  // hear: what to do on node(id), edge(id), nothing(), hover(kind, id, {x, y}), leave(), moved(), and resized().
  constructor(place, { nodes, edges }, hear) {
    Object.assign(this, { place, hear, base: { nodes, edges } });
    this.hidden = { nodes: new Set(), edges: new Set() };
    this.kept = null; // ids of the nodes and edges that stand out, or null when all do
    this.hover = {};
    this.say(() => "", () => null, "ltr");
    const degree = nodes.map(() => 0);
    for (const edge of edges) { degree[edge.from] += 1; degree[edge.to] += 1; }
    this.degree = degree;
    this.rank = nodes.map((_, i) => i).sort((a, b) => degree[b] - degree[a] || a - b);
    place.addEventListener("keydown", (event) => this.key(event));
    this.colours();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.colours(); this.redraw(); });
  }

  // What each kind of drawing does in its own way; spot(id) and along(edge, way) are on the screen, at(id) is not.
  get scale() { return 1; }
  at(id) { return this.base.nodes[id]; }
  spot(id) { return this.at(id); }
  radius(id) { return this.base.nodes[id].size * this.scale; }
  redraw() {}
  move() {}
  pan() {}
  zoom() {}
  hide(nodes, edges) { this.hidden = { nodes, edges }; }
  resize(sizes) { sizes.forEach((size, id) => { this.base.nodes[id].size = size; }); }
  keep(kept) { this.kept = kept; } // let these stand out; null: all alike
  layers() { return []; } // canvases with their opacity, from the lowest up

  key(event) {
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (step) this.pan(...step);
    else if (["+", "="].includes(event.key)) this.zoom(1.4);
    else if (event.key === "-") this.zoom(1 / 1.4);
    else if (event.key === "0") this.whole();
    else return;
    this.hear.moved();
    event.preventDefault();
  }

  colours() {
    const style = getComputedStyle(document.documentElement);
    [this.ink, this.soft, this.halo] = ["--ink", "--soft", "--halo"].map((name) => style.getPropertyValue(name).trim());
    this.font = getComputedStyle(document.body).fontFamily;
  }

  // name(node): text; mark(edge): {text, by, cross} (the relation, who says so, "denied"/"disputed"). They are asked when there is room.
  say(name, mark, direction) { Object.assign(this, { name, mark, direction }); }

  // Fit these nodes and their names into the drawing, no nearer than ``most``.
  frame(nodes, most, animation) {
    if (!nodes.length) return;
    let [right, left, down, up] = [-Infinity, -Infinity, -Infinity, -Infinity];
    for (const id of nodes) {
      const { x, y } = this.at(id);
      const { size } = this.base.nodes[id];
      right = Math.max(right, x + size); left = Math.max(left, size - x); down = Math.max(down, y + size); up = Math.max(up, size - y);
    }
    const { clientWidth, clientHeight } = this.place;
    const scale = Math.max(Math.min((clientWidth - 130) / (right + left), (clientHeight - 80) / (down + up), most), 0.005);
    this.move({ x: (right - left) / 2, y: (down - up) / 2 + 8 / scale }, scale, animation);
  }

  whole(animation) {
    this.frame(this.base.nodes.map(({ id }) => id).filter((id) => !this.hidden.nodes.has(id)), 1.35, animation);
  }

  // Bring these into view: move only when one of them is out of it, or too small to read.
  show(nodes, animation) {
    const { clientWidth, clientHeight } = this.place;
    const seen = nodes.every((id) => {
      const { x, y } = this.spot(id);
      return x > 40 && y > 30 && x < clientWidth - 40 && y < clientHeight - 40;
    });
    if (!animation || !seen || this.scale < 0.4) this.frame(nodes, Math.max(this.scale, 1), animation);
  }

  letter(context) {
    const { width, clientWidth, clientHeight } = context.canvas;
    const sharp = width / clientWidth;
    const { scale } = this;
    const few = this.base.nodes.length <= 80;
    const near = few || scale > 0.75; // enough for words on edges
    const taken = new Boxes();
    context.save();
    context.setTransform(sharp, 0, 0, sharp, 0, 0);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.direction = this.direction;
    context.lineJoin = "round";
    const inside = ({ x, y }) => x > -60 && y > -20 && x < clientWidth + 60 && y < clientHeight + 20;
    const spots = this.base.nodes.map(({ id }) => this.spot(id));

    const name = (id, must, place = 0) => {
      const spot = spots[id];
      if (this.hidden.nodes.has(id) || !inside(spot)) return;
      const radius = this.radius(id);
      if (!must && !few && place > 45 && radius < 6.5) return; // from afar, only the names of the best connected
      const size = Math.min(12 + Math.sqrt(this.degree[id]) * 0.8, 17) * Math.max(1, Math.min(Math.sqrt(scale), 1.4)) + (must === 2 ? 1 : 0);
      context.font = `${must === 2 || this.degree[id] > 8 ? 700 : 500} ${size}px ${this.font}`;
      const text = clip(this.name(id), must ? 60 : 30);
      const wide = context.measureText(text).width;
      const y = spot.y + radius + size * 0.85;
      if (!taken.take(spot.x - wide / 2 - 4, y - size * 0.75, wide + 8, size * 1.5, must)) return;
      this.write(context, text, spot.x, y, this.kept && !this.kept.nodes.has(id) ? this.soft : this.ink, 4);
    };
    const crossed = new Set();
    const cross = (id) => { // on the edge, where no name stands; else on its middle
      const mark = this.mark(id);
      if (!mark || !mark.cross || this.hidden.edges.has(id) || crossed.has(id)) return;
      crossed.add(id);
      const spread = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((way) => this.along(id, way));
      if (inside(spread[0])) this.cross(context, spread.find(({ x, y }) => taken.take(x - 8, y - 8, 16, 16)) || spread[0], mark.cross);
    };
    const edge = (id, must) => {
      const { from, to, color } = this.base.edges[id];
      const mark = this.mark(id);
      if (this.hidden.edges.has(id) || !mark) return;
      const long = Math.hypot(spots[from].x - spots[to].x, spots[from].y - spots[to].y) - this.radius(from) - this.radius(to);
      if (!must && from !== to && (long < 14 || !near)) return;
      const middle = this.along(id, 0.5);
      if (!inside(middle)) return;
      cross(id);
      const lines = [mark.text, must || few ? mark.by : ""].filter(Boolean).map((line) => clip(line, 44));
      const how = { id, long, size: 11.5, color, must, crossed: Boolean(mark.cross), loop: from === to };
      if (!this.words(context, middle, lines, how, taken) && lines.length > 1) this.words(context, middle, lines.slice(0, 1), how, taken);
    };

    // where no words on edges should stand: on nodes and on the heads of arrows
    const fence = (ids) => {
      if (!near) return;
      this.base.nodes.forEach(({ id }) => {
        const half = this.radius(id) * 0.8;
        if (!this.hidden.nodes.has(id) && inside(spots[id])) taken.take(spots[id].x - half, spots[id].y - half, 2 * half, 2 * half, 1);
      });
      for (const id of ids) {
        const { from, to, arrows } = this.base.edges[id];
        const [a, b] = [spots[from], spots[to]];
        const long = Math.hypot(a.x - b.x, a.y - b.y);
        if (!arrows.to.enabled || this.hidden.edges.has(id) || !long || !inside(b)) continue;
        const part = (this.radius(to) + 8) / long;
        taken.take(b.x + (a.x - b.x) * part - 6, b.y + (a.y - b.y) * part - 6, 12, 12, 1);
      }
    };

    // first what is pointed at or chosen, then names by degree, then the words on edges
    const chosen = this.kept || { nodes: new Set(), edges: new Set() };
    const loud = chosen.edges.size <= 40;
    if (this.hover.node !== undefined) name(this.hover.node, 2);
    for (const id of chosen.heads || []) name(id, 2);
    if (this.hover.edge !== undefined) edge(this.hover.edge, 1);
    for (const id of this.rank) if (chosen.nodes.has(id) && !(chosen.heads || []).includes(id) && id !== this.hover.node) name(id, 0);
    if (this.kept) fence(chosen.edges);
    if (loud) for (const id of chosen.edges) cross(id);
    if (loud) for (const id of chosen.edges) edge(id, chosen.edges.size === 1 ? 1 : 0);
    if (!this.kept) {
      this.rank.forEach((id, place) => { if (id !== this.hover.node) name(id, 0, place); });
      if (near) {
        for (const { id } of this.base.edges) cross(id);
        fence(this.base.edges.map(({ id }) => id));
        for (const { id } of this.base.edges) if (id !== this.hover.edge) edge(id, 0);
      }
    }
    context.restore();
  }

  // Write the lines in the first free place: on the edge, else beside it. Whether there was one.
  words(context, middle, lines, { id, long, size, color, must, crossed, loop }, taken) {
    context.font = `600 ${size}px ${this.font}`;
    const wides = lines.map((line, i) => context.measureText(line).width * (i ? 0.9 : 1));
    const wide = Math.max(...wides);
    if (!must && !loop && long < wide * 0.6) return false;
    const high = lines.length * size * 1.25;
    const places = must ? [[0.5, 0]] : [[0.5, 0], [0.4, 0], [0.6, 0], [0.32, 0], [0.68, 0], [0.5, -1], [0.5, 1], [0.35, -1], [0.65, 1]];
    for (const [way, side] of places) {
      const { x, y } = way === 0.5 ? middle : this.along(id, way);
      const away = side || (must && crossed) ? (crossed ? 11 : 5) + high / 2 : 0;
      const top = y - size * 0.62 + (side < 0 ? -away - high + size * 1.25 : away);
      if (!taken.take(x - wide / 2 - 3, top, wide + 6, high, must)) continue;
      lines.forEach((line, i) => {
        const middleOf = top + size * (0.66 + i * 1.2);
        context.font = `${i ? 500 : 600} ${i ? size - 1 : size}px ${this.font}`;
        context.fillStyle = this.halo;
        context.globalAlpha = 0.8;
        context.fillRect(x - wides[i] / 2 - 1, middleOf - size * 0.55, wides[i] + 2, size * 1.1);
        context.globalAlpha = 1;
        this.write(context, line, x, middleOf, i ? this.soft : color, 2);
      });
      return true;
    }
    return false;
  }

  write(context, text, x, y, colour, halo) {
    context.lineWidth = halo;
    context.strokeStyle = this.halo;
    context.strokeText(text, x, y);
    context.fillStyle = colour;
    context.fillText(text, x, y);
  }

  cross(context, { x, y }, kind) {
    context.beginPath();
    context.arc(x, y, 7.5, 0, 7);
    context.fillStyle = kind === "denied" ? "#d8413f" : this.halo;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = kind === "denied" ? this.halo : "#d8413f";
    context.stroke();
    context.beginPath();
    for (const way of [1, -1]) { context.moveTo(x - 3, y - 3 * way); context.lineTo(x + 3, y + 3 * way); }
    context.lineWidth = 2;
    context.strokeStyle = kind === "denied" ? "#fff" : "#d8413f";
    context.stroke();
  }
}

// Rectangles on the screen that are already written on.
class Boxes {
  constructor() { this.cells = new Map(); }

  take(left, top, wide, high, must) {
    const box = [left, top, left + wide, top + high];
    const cells = [];
    for (let x = Math.floor(left / 80); x <= Math.floor(box[2] / 80); x += 1) {
      for (let y = Math.floor(top / 40); y <= Math.floor(box[3] / 40); y += 1) cells.push(x * 4096 + y);
    }
    const meets = (other) => other[0] < box[2] && box[0] < other[2] && other[1] < box[3] && box[1] < other[3];
    if (!must && cells.some((cell) => (this.cells.get(cell) || []).some(meets))) return false;
    for (const cell of cells) this.cells.set(cell, [...(this.cells.get(cell) || []), box]);
    return true;
  }
}

function clip(text, most) {
  const letters = Array.from(text);
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}
