"use strict";
// What the panel, the legend and the tip show. Text reaches the page by textContent only.
function make(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...inside.filter((part) => part !== undefined && part !== null && part !== ""));
  return element;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const bdi = (text) => make("bdi", {}, text);

function picture(wide, draw) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("width", wide);
  svg.setAttribute("height", 16);
  svg.setAttribute("aria-hidden", "true");
  for (const [tag, attributes] of draw) {
    const shape = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
    svg.append(shape);
  }
  return svg;
}

const SHAPES = {
  dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10h-10z", diamond: "M8 1l7 7l-7 7l-7-7z", triangle: "M8 2l7 12h-14z", triangleDown: "M8 14l7-12h-14z",
  hexagon: "M4.5 2h7l3.5 6l-3.5 6h-7l-3.5-6z", star: "M8 1l2 5h5l-4 3.4l1.5 5.4l-4.5-3.2l-4.5 3.2l1.5-5.4l-4-3.4h5z",
};

for (const [name, d] of Object.entries(SHAPES)) SHAPES[name] = { d, path: new Path2D(d) };
const shapeOf = (kind) => picture(16, [["path", { d: SHAPES[kind.shape].d, fill: kind.colour }]]);

function stroke(colour, dashes, crossed) {
  const line = ["line", { x1: 1, x2: 33, y1: 8, y2: 8, stroke: colour, "stroke-width": 2.6, "stroke-dasharray": dashes ? dashes.join(" ") : "none" }];
  const full = crossed === "denied";
  const cross = [["circle", { cx: 17, cy: 8, r: 6.5, fill: full ? "#d8413f" : "var(--sheet)", stroke: "#d8413f" }],
    ["path", { d: "M14.4 5.4l5.2 5.2m0-5.2l-5.2 5.2", stroke: full ? "#fff" : "#d8413f", "stroke-width": 1.8 }]];
  return picture(34, crossed ? [line, ...cross] : [line]);
}

// Only a web address becomes a link, and it opens at the sentence where the browser can.
function address(url, pieces) {
  let parsed;
  try { parsed = new URL(url); } catch { return null; }
  if (!["http:", "https:"].includes(parsed.protocol)) return null;
  const words = pieces.map(([text]) => text).join("").trim().split(/\s+/);
  const part = (some) => encodeURIComponent(some.join(" ")).replace(/-/g, "%2D");
  const ends = words.length > 10 ? `${part(words.slice(0, 5))},${part(words.slice(-5))}` : part(words);
  if (!parsed.hash && words[0]) parsed.hash = `:~:text=${ends}`;
  return parsed.href;
}

// One sentence, verbatim, with what is known of it. view: {words, nameOf, data}.
function report(view, found) {
  const { words, nameOf, data } = view;
  const roles = found.pieces.map(([, role]) => role).join("");
  const chips = [];
  if (found.speaker !== null) chips.push(make("li", { class: "claim" }, `${capital(words.by)} `, bdi(nameOf(found.speaker))));
  if (found.negated) chips.push(make("li", { class: "denied" }, `✗ ${capital(words.negated)}`));
  if (data.modalities[found.modality] !== "actual") chips.push(make("li", {}, words[data.modalities[found.modality]]));
  if (found.via !== null) chips.push(make("li", {}, `${capital(words.via)}: `, bdi(nameOf(found.via))));
  if (found.about !== null) chips.push(make("li", {}, `${capital(words.about)}: `, bdi(nameOf(found.about))));
  if (found.time) chips.push(make("li", {}, `${capital(words.time)}: `, bdi(found.time[0]), ...(found.time[1] ? [" ", make("bdi", {}, `(${found.time[1]})`)] : [])));
  const quote = make("blockquote", { dir: "auto" });
  if (found.prefix && !(roles.includes("s") && roles.includes("o"))) quote.append(make("span", { class: "around", title: words.before }, `…${found.prefix} `));
  for (const [text, role] of found.pieces) quote.append(role ? make("mark", { class: [...role].join(" "), title: words[{ s: "subject", o: "object", t: "trigger" }[role[0]]] }, text) : text);
  const href = address(found.url, found.pieces);
  const title = found.title || capital(words.untitled);
  const origin = make("p", { class: "origin" }, href ? make("a", { href, target: "_blank", rel: "noopener noreferrer" }, bdi(title)) : bdi(title));
  if (found.outlet >= 0) origin.append(" · ", bdi(data.outlets[found.outlet]));
  if (found.day >= 0) origin.append(" · ", make("time", { datetime: data.days[found.day] }, data.days[found.day]));
  origin.append(" · ", make("span", {}, `${words.sure} ${found.confidence.toFixed(2)}`));
  return make("article", { class: found.negated ? "report denied" : "report" }, quote, chips.length ? make("ul", { class: "chips" }, ...chips) : "", origin);
}

function says(view, edge) {
  const does = make("span", { class: "does" }, view.relation(edge.relation), make("span", { class: "way" }, ` ${view.way(edge.relation)}`));
  does.style.borderColor = view.colour(edge.relation);
  return does;
}

// What is drawn of the first of many, with a button that shows the next.
function some(view, items, most, draw) {
  const shown = items.slice(0, most).map(draw);
  if (items.length <= most) return shown;
  const rest = items.slice(most);
  const more = make("button", { type: "button", class: "more", click: ({ currentTarget }) => {
    const next = some(view, rest, most, draw);
    currentTarget.replaceWith(...next);
    (next[0].querySelector("button, a") || next[0]).focus();
  } }, `${view.words.more}: ${rest.length}`);
  return [...shown, more];
}

// A list of edges as buttons that open them.
function buttons(view, edges) {
  return make("div", { class: "edges", role: "list" }, ...some(view, edges, 200, (edge) => {
    const mark = edge.standing === "denied" ? "✗ " : edge.disputed ? "✓✗ " : "";
    const line = make("span", {}, mark, bdi(view.nameOf(edge.from)), " ", says(view, edge), " ", bdi(view.nameOf(edge.to)));
    return make("div", { role: "listitem" }, make("button", { type: "button", click: () => view.open("edge", edge.id) }, line, make("small", {}, String(edge.seen.length))));
  }));
}

const who = (view, id) => make("button", { type: "button", class: "who", click: () => view.open("node", id) }, bdi(view.nameOf(id)));

function edgePanel(view, edge) {
  const { words } = view;
  const beside = view.edges.filter((other) => other !== edge && other.seen.length && [other.from, other.to].sort().join() === [edge.from, edge.to].sort().join());
  const standing = edge.disputed ? `✓✗ ${words.disputed}` : edge.standing === "denied" ? `✗ ${capital(words.negated)}` : words[edge.standing];
  const missing = edge.evidence.length - edge.seen.length;
  const beyond = [edge.copies && `${words.copies}: ${edge.copies}`, missing && `${words.hidden}: ${missing}`].filter(Boolean).join(" · ");
  return [
    make("h2", {}, who(view, edge.from), says(view, edge), who(view, edge.to)),
    make("p", { class: "soft" }, `${standing} · ${words.sentences}: ${edge.evidence.length}${beyond && ` (${beyond})`}`),
    make("p", { class: "keys" }, make("mark", { class: "s" }, words.subject), make("mark", { class: "t" }, words.trigger), make("mark", { class: "o" }, words.object)),
    ...some(view, edge.seen, 200, (found) => report(view, found)),
    ...(edge.answers.length ? [make("h3", {}, capital(words.replies)), buttons(view, edge.answers.map((id) => view.edges[id]))] : []),
    ...(beside.length ? [make("h3", {}, words.beside), buttons(view, beside)] : []),
  ];
}

// The rival claims on an event: what became of each party's claim, then every sentence by kind; numbers tell what answers what.
function rivals(view, found) {
  if (!found) return [];
  const { words, nameOf } = view;
  const seen = found.claims.map(({ said }) => view.passes(said));
  const numbers = (places) => places.filter((place) => seen[place]).map((place) => place + 1).join(view.comma);
  const date = ({ said }) => view.data.days[said.day] || "";
  const first = (places) => places.filter((place) => seen[place]).map((place) => found.claims[place]).sort((a, b) => date(a).localeCompare(date(b)))[0];
  const lives = found.lives.map(([party, stages]) => [party, stages.filter(([, places]) => numbers(places))]).filter(([, stages]) => stages.length);
  const sentence = ({ said }) => make("q", { dir: "auto" }, said.pieces.map(([text]) => text).join(""));
  const stage = ([name, places]) => make("li", { class: first(places).retracted ? `${name} gone` : name }, words[name], make("small", {}, bdi(date(first(places))), ` ${words.number} `, bdi(numbers(places))), sentence(first(places)));
  const claim = (one, place) => {
    const by = (links) => found.claims.flatMap((claim, other) => (claim[links].includes(place) ? [other] : []));
    const links = [[words.answers, one.answers], [words.answered, by("answers")], [words.withdraws, one.withdraws], [words.withdrawn, by("withdraws")]].filter(([, places]) => numbers(places)).map(([word, places]) => `${capital(word)} ${numbers(places)}`);
    const notes = one.retracted ? [capital(words[one.retracted]), ...links] : links;
    return make("div", { class: one.retracted ? "rival gone" : "rival" }, make("p", {}, make("b", {}, `${place + 1}. `), one.claimant === undefined ? capital(words.voice) : bdi(nameOf(one.claimant)),
      one.kind === "blames" && one.doer !== undefined ? make("span", {}, ` ${view.arrow} `, bdi(nameOf(one.doer))) : "", one.reporter === undefined ? "" : make("span", { class: "way" }, ` · ${words.told} `, bdi(nameOf(one.reporter)))),
    notes.length ? make("p", { class: "soft" }, notes.join(" · ")) : "", report(view, one.said));
  };
  const kinds = [...new Set(found.claims.filter((_, place) => seen[place]).map(({ kind }) => kind))].map((kind) => {
    const some = found.claims.flatMap((one, place) => (one.kind === kind && seen[place] ? [claim(one, place)] : []));
    return make("details", { open: ["blames", "claims", "denies"].includes(kind) }, make("summary", {}, words[kind], make("small", {}, String(some.length))), ...some);
  });
  if (!kinds.length) return [];
  const life = lives.map(([party, stages]) => make("div", { class: "life" }, make("b", {}, bdi(nameOf(party))), make("ol", {}, ...stages.map(stage))));
  return [make("section", { class: "rivals" }, make("h3", {}, words.rivals), ...(life.length ? [make("p", { class: "soft" }, words.life), ...life] : []), ...kinds)];
}

function nodePanel(view, id) {
  const { words, data } = view;
  const mine = view.edges.filter((edge) => edge.seen.length && (edge.from === id || edge.to === id));
  const said = view.edges.filter((edge) => edge.seen.some((found) => found.speaker === id));
  const labels = Object.values(data.entities[id].labels).filter((name) => name !== view.nameOf(id));
  const kind = data.classes[data.entities[id].type];
  const parts = [make("h2", {}, bdi(view.nameOf(id))), make("p", { class: "soft" }, shapeOf(kind), ` ${view.label(kind.labels)}`, ...labels.flatMap((name) => [" · ", bdi(name)]))];
  parts.push(...rivals(view, data.rivals[id]));
  for (const group of data.groups) {
    const some = mine.filter((edge) => data.relations[edge.relation].group === group.name);
    if (some.length) parts.push(make("h3", {}, capital(view.label(group.labels))), buttons(view, some));
  }
  if (said.length) parts.push(make("h3", {}, `${capital(words.by)} `, bdi(view.nameOf(id))), buttons(view, said));
  return parts;
}
