"use strict";
// The page: language, filters, search, and what is open. The address after # says what is open, so links and the back button work.
{
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const $ = (id) => document.getElementById(id);
  const data = read("data");
  const home = "https://w3id.org/alaqat/entity/";
  const local = ({ iri }) => (iri.startsWith(home) ? iri.slice(home.length) : iri);
  const told = [...data.modalities, "denied"];
  const texts = new Texts(data.texts);
  const evidence = data.evidence.map(([day, outlet, how, speaker], id) => ({ id, day, outlet, told: told[how], negated: told[how] === "denied", speaker }));
  const relationNames = Object.keys(data.relations);
  const edges = data.edges.map(([from, to, relation, standing, copies, ...reports], id) => {
    const found = reports.map((report) => evidence[report]);
    const disputed = told[standing] !== "denied" && found.some(({ negated }) => negated);
    return { id, from, to, relation: relationNames[relation], standing: told[standing], copies, evidence: found, seen: found, disputed, answers: data.answers[id] || [] };
  });
  const pathOf = (edge) => [local(data.entities[edge.from]), edge.relation, local(data.entities[edge.to])];
  const nodeBy = () => new Map(data.entities.slice(0, data.nodes).map((entity, id) => [local(entity), id]));
  function edgeBy() {
    const found = new Map();
    for (const edge of edges) {
      const path = pathOf(edge);
      if (data.relations[edge.relation].symmetric) found.set([...path].reverse().join("\n"), edge);
      found.set(path.join("\n"), edge);
    }
    return found;
  }
  for (const { claims } of Object.values(data.rivals)) for (const claim of claims) claim.said = evidence[claim.said];
  const { days, outlets } = data;
  const filters = { groups: new Set(data.groups.map(({ name }) => name)), told: new Set(told), claims: "", outlet: "", days: [0, days.length - 1] };
  const words = Object.fromEntries(Object.entries(WORDS).map(([name, own]) => [name, { ...data.words[name], ...own }]));
  let size = "relations";
  let lang = data.lang;
  let open = null;

  const view = {
    data, edges, passes,
    open: (kind, id) => { location.hash = kind === "node" ? `node=${encodeURIComponent(local(data.entities[id]))}` : `edge=${pathOf(edges[id]).map(encodeURIComponent).join("/")}`; },
    get words() { return words[lang]; },
    get arrow() { return lang === "ar" ? "←" : "→"; },
    get comma() { return lang === "ar" ? "، " : ", "; },
    label: (labels) => labels[lang] || (lang === "en" && labels["ar-latn"]) || Object.values(labels)[0] || "",
    nameOf: (id) => view.label(data.entities[id].labels) || local(data.entities[id]).replaceAll("_", " "),
    relation: (name) => view.label(data.relations[name].labels),
    way: (name) => (data.relations[name].symmetric ? "↔" : view.arrow),
    colour: (name) => data.groups.find((group) => group.name === data.relations[name].group).colour,
  };

  // --- filters
  function passes(found) {
    if (!filters.told.has(found.told)) return false;
    const [first, last] = filters.days; // an article without a day has -1
    if ((first > 0 && found.day < first) || (last < days.length - 1 && (found.day < 0 || found.day > last))) return false;
    if (filters.outlet && outlets[found.outlet] !== filters.outlet) return false;
    if (filters.claims === "voiced") return found.speaker === null;
    if (filters.claims === "claimed") return found.speaker !== null;
    return filters.claims === "" || found.speaker === Number(filters.claims);
  }

  const every = Array.from({ length: data.nodes }, (_, id) => id);

  function filter() {
    const nodes = new Set(every);
    const gone = new Set();
    for (const edge of edges) {
      edge.seen = filters.groups.has(data.relations[edge.relation].group) ? edge.evidence.filter(passes) : [];
      if (edge.seen.length) { nodes.delete(edge.from); nodes.delete(edge.to); } else gone.add(edge.id);
    }
    if (!gone.size) nodes.clear(); // those whom nothing relates to anybody
    drawing.hide(nodes, gone);
    $("count").textContent = view.words.count(data.nodes - nodes.size, edges.length - gone.size);
    const blind = $("stage").classList.contains("blind");
    $("nothing").hidden = nodes.size < data.nodes && !blind;
    $("nothing").textContent = !data.nodes ? view.words.empty : nodes.size < data.nodes ? view.words.blind : view.words.none;
    show();
  }

  // --- legend
  const SPEAKERS = 500; // to choose from: those who say most
  const counts = counted();

  // How many edges there are of each group, how many sentences of each way of telling, and who speaks in them, most often first.
  function counted() {
    const of = {};
    const speaking = new Map();
    const add = (name) => { of[name] = (of[name] || 0) + 1; };
    for (const { relation, evidence: found } of edges) {
      add(data.relations[relation].group);
      for (const { told: how, speaker } of found) {
        add(how);
        if (speaker !== null) speaking.set(speaker, (speaking.get(speaker) || 0) + 1);
      }
    }
    return { of, speakers: [...speaking.keys()].sort((a, b) => speaking.get(b) - speaking.get(a) || a - b) };
  }

  function legend() {
    const { words } = view;
    const tick = (set, name, sample, text, count) => make("label", {},
      make("input", { type: "checkbox", checked: set.has(name), change: (event) => { set[event.target.checked ? "add" : "delete"](name); filter(); } }),
      sample, text, make("small", {}, String(count)));
    const { compare } = new Intl.Collator(lang);
    const speakers = counts.speakers.slice(0, SPEAKERS).map((id) => [id, view.nameOf(id)]).sort((a, b) => compare(a[1], b[1]));
    const those = counts.speakers.length > SPEAKERS ? `${words.speakers} (${SPEAKERS} / ${counts.speakers.length})` : words.speakers;
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
      ...data.groups.map((group) => tick(filters.groups, group.name, stroke(group.colour), capital(view.label(group.labels)), counts.of[group.name] || 0)),
      make("h2", {}, words.modalities),
      ...told.map((name) => tick(filters.told, name, stroke(ink, data.dashes[name], name === "denied" && name), name === "denied" ? capital(words.negated) : words[name], counts.of[name] || 0)),
      make("div", { class: "kind" }, stroke(ink, null, "disputed"), words.disputed),
      ...(days.length > 1 ? [make("h2", {}, words.days), span, slider(0, words.first), slider(1, words.last)] : []),
      ...(outlets.length > 1 ? [make("h2", {}, words.outlets), choose(words.outlets, filters.outlet, [["", words.anywhere], ...outlets.map((name) => [name, name])], (value) => { filters.outlet = value; filter(); })] : []),
      make("h2", {}, words.telling),
      make("select", { "aria-label": words.telling, change: (event) => { filters.claims = event.target.value; filter(); } },
        option("", words.everything), option("voiced", capital(words.voice)), option("claimed", words.quoted),
        speakers.length ? make("optgroup", { label: those }, ...speakers.map(([id, name]) => option(String(id), name))) : ""),
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
  let folded = null; // until somebody searches

  function search() {
    folded ||= data.entities.slice(0, data.nodes).map(({ labels }) => Object.values(labels).map(fold));
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
    view.open("node", id);
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
  const by = {}; // what paths in the address name, once one is asked for
  function parse() {
    const asked = location.hash.slice(1).split("&").map((part) => part.split("=")).filter(([key]) => ["node", "edge", "list"].includes(key));
    if (!asked.length) return null;
    const [[kind, value = ""]] = asked;
    let path;
    try { path = value.split("/").map(decodeURIComponent); } catch { return null; }
    if (kind === "list") return { list: true };
    by[kind] ||= kind === "node" ? nodeBy() : edgeBy();
    const found = by[kind].get(path.join("\n"));
    return found === undefined ? null : { [kind]: found };
  }

  let turn = 0;
  async function show() {
    const panel = $("panel");
    panel.hidden = !open;
    $("all").setAttribute("aria-pressed", String(Boolean(open && open.list)));
    turn += 1;
    if (!open) { drawing.keep(null); return; }
    const seen = edges.filter((edge) => edge.seen.length);
    let parts;
    let needed = [];
    if (open.edge) {
      needed = open.edge.seen;
      parts = () => edgePanel(view, open.edge);
      drawing.keep({ nodes: new Set([open.edge.from, open.edge.to]), edges: new Set([open.edge.id]), heads: [open.edge.from, open.edge.to] });
    } else if (open.node !== undefined) {
      needed = (data.rivals[open.node] || { claims: [] }).claims.map(({ said }) => said);
      parts = () => nodePanel(view, open.node);
      const mine = seen.filter((edge) => edge.from === open.node || edge.to === open.node);
      drawing.keep({ nodes: new Set([open.node, ...mine.flatMap((edge) => [edge.from, edge.to])]), edges: new Set(mine.map(({ id }) => id)), heads: [open.node] });
    } else {
      parts = () => [make("h2", {}, view.words.list), buttons(view, [...seen].sort((a, b) => b.seen.length - a.seen.length || a.id - b.id))];
      drawing.keep(null);
    }
    const mine = turn;
    if (needed.some(({ pieces }) => !pieces)) await texts.read(needed);
    if (mine !== turn) return; // meanwhile something else was opened
    const shut = make("button", { type: "button", class: "shut", "aria-label": view.words.close, click: () => { location.hash = ""; } }, "×");
    panel.replaceChildren(shut, ...parts());
    panel.scrollTop = 0;
  }

  let opener = null; // what had the focus before the panel, and gets it back
  function follow(animation) {
    const before = open;
    open = parse();
    moved ||= Boolean(animation && open && !open.list); // what somebody turned to stays in view when the panel takes or gives back room
    show();
    if (open) {
      if (!before && document.activeElement !== document.body) opener = document.activeElement;
      $("panel").focus({ preventScroll: true });
    } else if (before) {
      (opener && opener.isConnected ? opener : $("mynetwork")).focus({ preventScroll: true });
      opener = null;
    }
    if (!animation) look(false); // so that the first frame is the right one
    if (open) requestAnimationFrame(() => look(animation)); // the panel has taken room from the drawing, which must first know
  }

  // Turn the view to what is open.
  function look(animation) {
    if (!open || open.list) { if (!animation) drawing.whole(false); return; }
    const beside = edges.filter((edge) => edge.seen.length && (edge.from === open.node || edge.to === open.node)).flatMap((edge) => [edge.from, edge.to]);
    drawing.show(open.edge ? [open.edge.from, open.edge.to] : animation ? [open.node] : [...new Set([open.node, ...beside])], animation);
  }

  // --- tip
  const tip = $("tip");
  function hint({ x, y }, title, small) {
    tip.replaceChildren(title, small ? make("small", {}, small) : "");
    tip.hidden = false;
    const { width, height } = $("stage").getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(x + 14, width - tip.offsetWidth - 4))}px`;
    tip.style.top = `${Math.max(4, y + 18 + tip.offsetHeight > height ? y - tip.offsetHeight - 10 : y + 18)}px`;
  }

  function hover(kind, id, where) {
    if (kind === "node") { hint(where, bdi(view.nameOf(id)), view.label(data.classes[data.entities[id].type].labels)); return; }
    const edge = edges[id];
    const speakers = [...new Set(edge.seen.map(({ speaker }) => speaker))].filter((who) => who !== null).map(view.nameOf);
    hint(where, make("span", {}, bdi(view.nameOf(edge.from)), " ", says(view, edge), " ", bdi(view.nameOf(edge.to))),
      [edge.disputed ? view.words.disputed : edge.standing === "denied" ? capital(view.words.negated) : view.words[edge.standing], `${view.words.sentences}: ${edge.seen.length}`, speakers.length ? `${capital(view.words.by)} ${speakers.slice(0, 3).join(view.comma)}` : ""].filter(Boolean).join(" · "));
  }

  // --- the drawing
  let moved = false; // by the reader, whose view then stays
  const hear = {
    node: (id) => { tip.hidden = true; moved = true; view.open("node", id); },
    edge: (id) => { tip.hidden = true; moved = true; view.open("edge", id); },
    nothing: () => { tip.hidden = true; if (open) location.hash = ""; },
    hover, leave: () => { tip.hidden = true; },
    moved: () => { moved = true; },
    resized: () => { if (!moved) look(false); },
  };
  const drawing = drawn();

  // Of a large graph only places come with the page, and the rest of its drawing follows from the data.
  function drawn() {
    const base = read("drawing");
    if (base.nodes) return new VisDrawing($("mynetwork"), base, hear);
    const nodes = data.entities.slice(0, data.nodes).map(({ type }, id) => ({ id, x: base.places[id][0], y: base.places[id][1], size: data.sizes.relations[id], color: data.classes[type].colour, shape: data.classes[type].shape }));
    const looks = Object.fromEntries(relationNames.map((name) => [name, { color: view.colour(name), arrows: { to: { enabled: !data.relations[name].symmetric } } }]));
    const lines = edges.map(({ id, from, to, relation, standing, copies, evidence: found }) => ({ id, from, to, ...looks[relation], width: 1.3 + 0.8 * Math.log2(found.length - copies), dashes: data.dashes[standing] }));
    if (SigmaDrawing.able()) return new SigmaDrawing($("mynetwork"), { nodes, edges: lines }, hear);
    $("stage").classList.add("blind");
    return new Drawing($("mynetwork"), { nodes, edges: lines }, hear);
  }

  // --- language
  function speak() {
    const { words } = view;
    Object.assign(document.documentElement, { lang, dir: lang === "ar" ? "rtl" : "ltr" });
    if (!data.title) { document.title = words.title; document.querySelector("h1").textContent = words.title; }
    $("find").placeholder = words.find;
    for (const [id, text] of [["find", words.find], ["nearer", words.nearer], ["further", words.further], ["whole", words.whole], ["mynetwork", words.network], ["panel", words.details], ["legend", words.key]]) $(id).setAttribute("aria-label", text);
    for (const id of ["nearer", "further", "whole"]) $(id).title = words[id];
    $("all").textContent = words.list;
    $("key").textContent = words.key;
    $("language").textContent = words.other;
    $("language").lang = lang === "ar" ? "en" : "ar";
    $("left").hidden = !data.left[0];
    $("left").textContent = words.left(...data.left);
    const marks = new Map();
    const mark = (id) => {
      const edge = edges[id];
      const speakers = [...new Set(edge.evidence.map(({ speaker }) => speaker))];
      const by = speakers.includes(null) ? "" : `${capital(words.by)} ${view.nameOf(speakers[0])}${speakers.length > 1 ? ` +${speakers.length - 1}` : ""}`;
      return { text: view.relation(edge.relation), by, cross: edge.standing === "denied" ? "denied" : edge.disputed ? "disputed" : "" };
    };
    drawing.say(view.nameOf, (id) => { if (!marks.has(id)) marks.set(id, mark(id)); return marks.get(id); }, lang === "ar" ? "rtl" : "ltr");
    drawing.redraw();
    legend();
    filter();
  }

  $("nearer").addEventListener("click", () => drawing.zoom(1.4));
  $("further").addEventListener("click", () => drawing.zoom(1 / 1.4));
  $("whole").addEventListener("click", () => drawing.whole({ duration: 300 }));
  $("all").addEventListener("click", () => { location.hash = open && open.list ? "" : "list"; });
  const narrow = matchMedia("(max-width: 900px)");
  function shutLegend(shut) {
    $("legend").classList.toggle("shut", shut);
    $("key").setAttribute("aria-expanded", String(!shut));
  }
  $("key").addEventListener("click", () => shutLegend(!$("legend").classList.contains("shut")));
  $("language").addEventListener("click", () => { lang = lang === "ar" ? "en" : "ar"; speak(); });
  addEventListener("hashchange", () => follow({ duration: 350 }));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target !== $("find")) { if (open) location.hash = ""; else if (narrow.matches) shutLegend(true); }
    if (event.key === "/" && !/^(INPUT|SELECT)$/.test(event.target.tagName)) { event.preventDefault(); $("find").focus(); }
  });
  const root = document.documentElement;
  addEventListener("beforeprint", () => { // the drawing as it stands, since nothing is drawn anew for paper
    root.classList.add("paper"); // its colours
    drawing.colours();
    drawing.redraw();
    const layers = drawing.layers();
    const pen = $("paper").getContext("2d");
    if (layers.length) Object.assign($("paper"), { width: layers[0][0].width, height: layers[0][0].height });
    for (const [canvas, opacity] of layers) { pen.globalAlpha = opacity; pen.drawImage(canvas, 0, 0); }
  });
  addEventListener("afterprint", () => { root.classList.remove("paper"); drawing.colours(); drawing.redraw(); });
  shutLegend(narrow.matches);
  const asked = /(?:^#|&)lang=(ar|en)(?:&|$)/.exec(location.hash);
  if (asked) [, lang] = asked;
  speak();
  follow(false);
}
