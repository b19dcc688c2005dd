"use strict";
// The page: language, filters, search, and what is open. The address after # says what is open, so links and the back button work.
{
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const $ = (id) => document.getElementById(id);
  const data = read("data");
  const home = "https://w3id.org/alaqat/entity/";
  const local = ({ iri }) => (iri.startsWith(home) ? iri.slice(home.length) : iri);
  const nodeBy = new Map(data.entities.slice(0, data.nodes).map((entity, id) => [local(entity), id]));
  const edges = data.edges.map((edge, id) => ({ ...edge, id, seen: edge.evidence, disputed: edge.standing !== "denied" && edge.evidence.some((found) => found.negated) }));
  const pathOf = (edge) => [local(data.entities[edge.from]), edge.relation, local(data.entities[edge.to])];
  const edgeBy = new Map();
  for (const edge of edges) {
    const path = pathOf(edge);
    if (data.relations[edge.relation].symmetric) edgeBy.set([...path].reverse().join("\n"), edge);
    edgeBy.set(path.join("\n"), edge);
  }
  const drawing = new Drawing($("mynetwork"), read("drawing"));
  const told = [...data.modalities, "denied"];
  const days = [...new Set(data.articles.map(({ date }) => date))].filter(Boolean).sort();
  const outlets = [...new Set(data.articles.map(({ outlet }) => outlet))].filter(Boolean).sort((a, b) => a.localeCompare(b));
  const filters = { groups: new Set(data.groups.map(({ name }) => name)), told: new Set(told), claims: "", outlet: "", days: [0, days.length - 1] };
  const words = Object.fromEntries(Object.entries(WORDS).map(([name, own]) => [name, { ...data.words[name], ...own }]));
  let size = "relations";
  let lang = data.lang;
  let open = null;

  const view = {
    data, edges,
    passes,
    get words() { return words[lang]; },
    get arrow() { return lang === "ar" ? "←" : "→"; },
    get comma() { return lang === "ar" ? "، " : ", "; },
    label: (labels) => labels[lang] || Object.values(labels)[0] || "",
    nameOf: (id) => view.label(data.entities[id].labels) || local(data.entities[id]).replaceAll("_", " "),
    relation: (name) => view.label(data.relations[name].labels),
    way: (name) => (data.relations[name].symmetric ? "↔" : view.arrow),
    colour: (name) => data.groups.find((group) => group.name === data.relations[name].group).colour,
    openEdge: (edge) => { location.hash = `edge=${pathOf(edge).map(encodeURIComponent).join("/")}`; },
    openNode: (id) => { location.hash = `node=${encodeURIComponent(local(data.entities[id]))}`; },
  };

  // --- filters
  function passes(found) {
    if (!filters.told.has(found.negated ? "denied" : found.modality)) return false;
    const { date, outlet } = data.articles[found.article];
    const [first, last] = filters.days;
    if ((first > 0 && !(date >= days[first])) || (last < days.length - 1 && !(date && date <= days[last]))) return false;
    if (filters.outlet && outlet !== filters.outlet) return false;
    if (filters.claims === "voiced") return found.speaker === undefined;
    if (filters.claims === "claimed") return found.speaker !== undefined;
    return filters.claims === "" || found.speaker === Number(filters.claims);
  }

  function filter() {
    const nodes = new Set(data.entities.slice(0, data.nodes).map((_, id) => id));
    const gone = new Set();
    const used = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    for (const edge of edges) {
      edge.seen = filters.groups.has(data.relations[edge.relation].group) ? edge.evidence.filter(passes) : [];
      if (edge.seen.length) { nodes.delete(edge.from); nodes.delete(edge.to); } else gone.add(edge.id);
    }
    for (const id of [...nodes]) if (!used.has(id) && !gone.size) nodes.delete(id);
    drawing.hide(nodes, gone);
    $("count").textContent = view.words.count(data.nodes - nodes.size, edges.length - gone.size);
    $("nothing").hidden = nodes.size < data.nodes;
    $("nothing").textContent = data.nodes ? view.words.none : view.words.empty;
    show();
  }

  // --- legend
  function legend() {
    const { words } = view;
    const tick = (set, name, sample, text, count) => make("label", {},
      make("input", { type: "checkbox", checked: set.has(name), change: (event) => { set[event.target.checked ? "add" : "delete"](name); filter(); } }),
      sample, text, make("small", {}, String(count)));
    const evidence = edges.flatMap((edge) => edge.evidence);
    const count = (test) => evidence.filter(test).length;
    const speakers = [...new Set(evidence.map(({ speaker }) => speaker))].filter((id) => id !== undefined).sort((a, b) => view.nameOf(a).localeCompare(view.nameOf(b), lang));
    const option = (value, text) => make("option", { value, selected: filters.claims === value }, text);
    const ink = "currentColor";
    const choose = (label, now, options, change) => make("select", { "aria-label": label, change: (event) => change(event.target.value) },
      ...options.map(([value, text]) => make("option", { value, selected: value === now }, text)));
    const span = make("p", { class: "days" });
    const between = () => span.replaceChildren(...[...new Set(filters.days)].flatMap((i) => [" – ", make("time", { datetime: days[i] }, days[i])]).slice(1));
    const slider = (which, label) => make("input", { type: "range", min: 0, max: days.length - 1, value: filters.days[which], "aria-label": label, "aria-valuetext": days[filters.days[which]], input: ({ target }) => {
      const other = filters.days[1 - which];
      filters.days[which] = which ? Math.max(target.value, other) : Math.min(target.value, other);
      target.value = filters.days[which];
      target.setAttribute("aria-valuetext", days[filters.days[which]]);
      between();
      filter();
    } });
    between();
    $("legend").replaceChildren(
      make("h2", {}, words.groups),
      ...data.groups.map((group) => tick(filters.groups, group.name, stroke(group.colour), capital(view.label(group.labels)), edges.filter(({ relation }) => data.relations[relation].group === group.name).length)),
      make("h2", {}, words.modalities),
      ...told.map((name) => tick(filters.told, name, stroke(ink, data.dashes[name], name === "denied" && name), name === "denied" ? capital(words.negated) : words[name], count((found) => (found.negated ? "denied" : found.modality) === name))),
      make("div", { class: "kind" }, stroke(ink, null, "disputed"), words.disputed),
      ...(days.length > 1 ? [make("h2", {}, words.days), span, slider(0, words.first), slider(1, words.last)] : []),
      ...(outlets.length > 1 ? [make("h2", {}, words.outlets), choose(words.outlets, filters.outlet, [["", words.anywhere], ...outlets.map((name) => [name, name])], (value) => { filters.outlet = value; filter(); })] : []),
      make("h2", {}, words.telling),
      make("select", { "aria-label": words.telling, change: (event) => { filters.claims = event.target.value; filter(); } },
        option("", words.everything), option("voiced", capital(words.voice)), option("claimed", words.quoted),
        speakers.length ? make("optgroup", { label: words.speakers }, ...speakers.map((id) => option(String(id), view.nameOf(id)))) : ""),
      make("h2", {}, words.size),
      choose(words.size, size, Object.entries(words.sizes), (value) => { size = value; drawing.resize(data.sizes[size]); }),
      make("h2", {}, words.kinds),
      make("div", { class: "kinds" }, ...Object.values(data.classes).map((kind) => make("div", { class: "kind" }, shapeOf(kind), capital(view.label(kind.labels))))),
    );
  }

  // --- search: letters as kg.lang.normalise compares them, so that hamza, tashkeel, tatweel, accents and case make no difference
  const OTHER = { ٱ: "ا", ى: "ي", ی: "ي", ې: "ي", ة: "ه", ہ: "ه", ک: "ك", ڪ: "ك", گ: "غ", پ: "ب", ڤ: "ف", چ: "ج", ژ: "ج", ı: "i", ø: "o", đ: "d", ł: "l", æ: "a", œ: "o", ß: "s", ð: "d", þ: "t", ə: "a" };
  const digit = (sign) => String((sign.charCodeAt(0) - (sign < "٪" ? 0x660 : 0x6f0)) % 10);
  const fold = (text) => Array.from(text.normalize("NFKD").replace(/[\p{Mn}ـء]/gu, "").toLowerCase(), (sign) => OTHER[sign] || (/[٠-٩۰-۹]/.test(sign) ? digit(sign) : sign)).join("");
  const folded = data.entities.slice(0, data.nodes).map(({ labels }) => Object.values(labels).map(fold));

  function search() {
    const wanted = fold($("find").value).trim();
    const hits = [];
    folded.forEach((names, id) => {
      const at = Math.min(...names.map((name) => { const i = name.indexOf(wanted); return i < 0 ? Infinity : i; }));
      if (wanted && at < Infinity) hits.push([at, -drawing.degree[id], id]);
    });
    hits.sort((a, b) => Math.sign(a[0]) - Math.sign(b[0]) || a[1] - b[1] || a[2] - b[2]);
    const items = hits.slice(0, 12).map(([, , id], i) => make("li", { role: "option", id: `hit${i}`, "aria-selected": String(i === 0), "data-id": id, mousedown: (event) => { event.preventDefault(); choose(id); } },
      bdi(view.nameOf(id)), make("small", {}, view.label(data.classes[data.entities[id].type].labels))));
    $("found").replaceChildren(...(items.length || !wanted ? items : [make("li", { "aria-disabled": "true" }, view.words.unmatched)]));
    $("found").hidden = !wanted;
    $("find").setAttribute("aria-expanded", String(Boolean(wanted)));
    point();
  }

  function point() {
    const now = $("found").querySelector("[aria-selected=true]");
    if (now) { $("find").setAttribute("aria-activedescendant", now.id); now.scrollIntoView({ block: "nearest" }); } else $("find").removeAttribute("aria-activedescendant");
  }

  function choose(id) {
    $("found").hidden = true;
    $("find").setAttribute("aria-expanded", "false");
    view.openNode(id);
  }

  $("find").addEventListener("input", search);
  $("find").addEventListener("blur", () => { $("found").hidden = true; });
  $("find").addEventListener("keydown", (event) => {
    const items = [...$("found").querySelectorAll("[role=option]")];
    const now = items.findIndex((item) => item.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") { $("find").value = ""; search(); }
    if (event.key === "Enter" && now >= 0) choose(Number(items[now].dataset.id));
    if (!items.length || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const next = (now + (event.key === "ArrowDown" ? 1 : -1) + items.length) % items.length;
    items.forEach((item, i) => item.setAttribute("aria-selected", String(i === next)));
    point();
  });

  // --- what is open
  function parse() {
    const asked = location.hash.slice(1).split("&").map((part) => part.split("=")).filter(([key]) => ["node", "edge", "list"].includes(key));
    if (!asked.length) return null;
    const [[kind, value = ""]] = asked;
    let path;
    try { path = value.split("/").map(decodeURIComponent); } catch { return null; }
    if (kind === "list") return { list: true };
    if (kind === "node") return nodeBy.has(path[0]) ? { node: nodeBy.get(path[0]) } : null;
    return edgeBy.has(path.join("\n")) ? { edge: edgeBy.get(path.join("\n")) } : null;
  }

  function show() {
    const panel = $("panel");
    panel.hidden = !open;
    if (!open) { drawing.keep(null); return; }
    const seen = edges.filter((edge) => edge.seen.length);
    let parts;
    if (open.edge) {
      parts = edgePanel(view, open.edge);
      drawing.keep({ nodes: new Set([open.edge.from, open.edge.to]), edges: new Set([open.edge.id]), heads: [open.edge.from, open.edge.to] });
    } else if (open.node !== undefined) {
      parts = nodePanel(view, open.node);
      const mine = seen.filter((edge) => edge.from === open.node || edge.to === open.node);
      drawing.keep({ nodes: new Set([open.node, ...mine.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(mine.map(({ id }) => id)), heads: [open.node] });
    } else {
      parts = [make("h2", {}, view.words.list), buttons(view, [...seen].sort((a, b) => b.seen.length - a.seen.length || a.id - b.id))];
      drawing.keep(null);
    }
    const shut = make("button", { type: "button", class: "shut", "aria-label": view.words.close, click: () => { location.hash = ""; } }, "×");
    panel.replaceChildren(shut, ...parts);
    panel.scrollTop = 0;
  }

  function follow(animation) {
    open = parse();
    show();
    if (open) $("panel").focus({ preventScroll: true });
    requestAnimationFrame(() => look(animation)); // the panel has taken room from the drawing: first vis must know
  }

  // Turn the view to what is open.
  function look(animation) {
    if (!open || open.list) { if (!animation) drawing.whole(false); return; }
    const beside = edges.filter((edge) => edge.seen.length && (edge.from === open.node || edge.to === open.node)).flatMap((edge) => [edge.from, edge.to]);
    drawing.show(open.edge ? [open.edge.from, open.edge.to] : animation ? [open.node] : [...new Set([open.node, ...beside])], animation);
  }

  // --- tip
  const tip = $("tip");
  function hint(event, title, small) {
    tip.replaceChildren(title, small ? make("small", {}, small) : "");
    tip.hidden = false;
    const { x, y } = event.pointer.DOM;
    const { width, height } = $("stage").getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 14, width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(4, y + 18 + tip.offsetHeight > height ? y - tip.offsetHeight - 10 : y + 18)}px`;
  }
  const off = (kind) => () => { tip.hidden = true; delete drawing.hover[kind]; drawing.network.redraw(); };
  drawing.network.on("hoverNode", (event) => {
    drawing.hover.node = event.node;
    hint(event, bdi(view.nameOf(event.node)), view.label(data.classes[data.entities[event.node].type].labels));
  });
  drawing.network.on("hoverEdge", (event) => {
    const edge = edges[event.edge];
    drawing.hover.edge = edge.id;
    const speakers = [...new Set(edge.seen.map(({ speaker }) => speaker))].filter((id) => id !== undefined).map(view.nameOf);
    hint(event, make("span", {}, bdi(view.nameOf(edge.from)), " ", says(view, edge), " ", bdi(view.nameOf(edge.to))),
      [edge.disputed ? view.words.disputed : edge.standing === "denied" ? capital(view.words.negated) : view.words[edge.standing], `${view.words.sentences}: ${edge.seen.length}`, speakers.length ? `${capital(view.words.by)} ${speakers.slice(0, 3).join(view.comma)}` : ""].filter(Boolean).join(" · "));
  });
  drawing.network.on("blurNode", off("node"));
  drawing.network.on("blurEdge", off("edge"));
  drawing.network.on("click", (event) => {
    tip.hidden = true;
    if (event.nodes.length) view.openNode(event.nodes[0]);
    else if (event.edges.length) view.openEdge(edges[event.edges[0]]);
    else if (open) location.hash = "";
  });

  // --- language
  function speak() {
    const { words } = view;
    Object.assign(document.documentElement, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
    if (!data.title) { document.title = words.title; document.querySelector("h1").textContent = words.title; }
    $("find").placeholder = words.find;
    for (const [id, text] of [["find", words.find], ["nearer", words.nearer], ["further", words.further], ["whole", words.whole], ["mynetwork", words.network]]) $(id).setAttribute("aria-label", text);
    for (const id of ["nearer", "further", "whole"]) $(id).title = words[id];
    $("all").textContent = words.list;
    $("key").textContent = words.key;
    $("language").textContent = words.other;
    $("language").lang = lang === "ar" ? "en" : "ar";
    $("left").hidden = !data.left[0];
    $("left").textContent = words.left(...data.left);
    const marks = edges.map((edge) => {
      const speakers = [...new Set(edge.evidence.map(({ speaker }) => speaker))];
      const by = speakers.includes(undefined) ? "" : `${capital(words.by)} ${view.nameOf(speakers[0])}${speakers.length > 1 ? ` +${speakers.length - 1}` : ""}`;
      return { text: view.relation(edge.relation), by, cross: edge.standing === "denied" ? "denied" : edge.disputed ? "disputed" : "" };
    });
    drawing.say(data.entities.slice(0, data.nodes).map((_, id) => view.nameOf(id)), marks, lang === "ar" ? "rtl" : "ltr");
    legend();
    filter();
  }

  const closer = (times) => () => drawing.network.moveTo({ scale: drawing.network.getScale() * times, animation: { duration: 150 } });
  $("nearer").addEventListener("click", closer(1.4));
  $("further").addEventListener("click", closer(1 / 1.4));
  $("whole").addEventListener("click", () => drawing.whole({ duration: 300 }));
  $("all").addEventListener("click", () => { location.hash = open && open.list ? "" : "list"; });
  $("key").addEventListener("click", () => { $("legend").classList.toggle("shut"); });
  $("language").addEventListener("click", () => { lang = lang === "ar" ? "en" : "ar"; speak(); });
  let moved = false; // by the reader, whose view then stays
  for (const event of ["zoom", "dragStart", "click"]) drawing.network.on(event, () => { moved = true; });
  drawing.network.on("resize", () => queueMicrotask(() => { if (!moved) look(false); })); // after vis has set its own view, before it shows
  addEventListener("hashchange", () => follow({ duration: 350 }));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open && event.target !== $("find")) location.hash = "";
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(event.target.tagName)) { event.preventDefault(); $("find").focus(); }
  });
  addEventListener("beforeprint", () => { // the drawing as it stands, since vis does not draw for paper
    const { canvas } = drawing.network.canvas.frame;
    Object.assign($("paper"), { width: canvas.width, height: canvas.height });
    $("paper").getContext("2d").drawImage(canvas, 0, 0);
  });
  if (matchMedia("(max-width: 900px)").matches) $("legend").classList.add("shut");
  const asked = /(?:^#|&)lang=(ar|en)(?:&|$)/.exec(location.hash);
  if (asked) [, lang] = asked;
  speak();
  follow(false);
}
