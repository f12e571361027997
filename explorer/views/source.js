// One page read, and what rests on it; and the list of all pages.
(function (S) {
  "use strict";

  const { h } = S;

  async function listSources() {
    const { columns, rows } = await S.load("sources");
    return rows.map((row) => Object.fromEntries(columns.map((c, i) => [c, row[i]])));
  }

  S.views.source = async function (route, main) {
    const store = await S.store();
    const all = await listSources();
    const place = all.findIndex((s) => s.source_id === route.id);
    if (place < 0) return S.retired(route.id, main, `No source is called ${route.id}.`);
    const size = S.received.get("front").chunk;
    const whole = (await S.load(`source-${Math.floor(place / size)}`))[place % size];
    const { row } = whole;
    S.replace(main,
      h("article", {},
        h("p", { class: "kicker" }, h("a", { href: S.address("sources") }, "Sources"), " \u00b7 ", h("code", {}, row.source_id)),
        h("h1", { dir: "auto" }, row.title),
        h("p", {}, S.outside(whole.links.passage, "Open the page"), whole.links.archive ? [" \u00b7 ", S.outside(whole.links.archive, "Archived copy")] : null),
        row.url ? h("p", { class: "address" }, row.url) : null,
        facts(row),
        whole.corrections.length ? S.corrections(whole.corrections, row.source_id) : null,
        S.section(`What rests on it (${whole.evidence.length})`, h("ul", { class: "evidence" }, whole.evidence.map((e) => S.passage({ ...e, source_language: row.language }, about(e, store))))),
        S.reportRow(row.source_id)));
    return { title: row.title };
  };

  function about(e, store) {
    const id = e.event_id || e.statement_id || e.alignment_id || "";
    const record = store.byId.get(id);
    return record ? S.recordLink(record) : h("span", {}, id);
  }

  function facts(row) {
    const term = (column) => (row[column] ? S.term("sources", column, row[column]) : null);
    return S.facts([
      ["Publisher", row.publisher && h("bdi", {}, row.publisher)], ["Country", row.publisher_country], ["Bloc", term("publisher_bloc")],
      ["Origin", row.origin && h("bdi", {}, row.origin)], ["Kind", term("kind")], ["Language", row.language && S.languageName(row.language)],
      ["Published", S.showDay(row.published_date)], ["Read", S.showDay(row.read_date)], ["Read in", term("read_extent")], ["Note", row.note && h("bdi", {}, row.note)],
    ]);
  }

  S.views.sources = async function (route, main) {
    const all = await listSources();
    for (const s of all) s.folded = S.fold(`${s.source_id} ${s.title} ${s.publisher} ${s.origin} ${S.label("sources", "publisher_bloc", s.publisher_bloc)} ${s.language}`);
    const sorted = [...all].sort((a, b) => b.n - a.n);
    const item = (s) => h("li", {}, h("div", {}, S.sourceLink(s.source_id, s.title), h("span", { class: "muted" }, " ", h("bdi", {}, s.publisher), `, ${S.label("sources", "publisher_bloc", s.publisher_bloc)}${s.published_date ? `, ${S.showDay(s.published_date)}` : ""}`)), h("span", { class: "count", title: "passages" }, s.n));
    S.replace(main, h("h1", {}, "Sources"), h("p", { class: "muted" }, "Pages read, with the number of passages that rest on each."), S.propose("A page is missing? Propose a", ["sources"]), S.finder("Find a page by title, publisher, origin, bloc or language", sorted, (s) => s.folded, item));
  };

  // A list with a box to narrow it.
  S.finder = function (label, all, folded, item) {
    const box = h("div", {});
    const list = (text) => {
      const words = S.fold(text).split(/\s+/).filter(Boolean);
      const found = all.filter((one) => words.every((w) => folded(one).includes(w)));
      S.replace(box, h("p", { class: "summary", role: "status" }, `${found.length.toLocaleString("en")} of ${all.length.toLocaleString("en")}`), h("ul", { class: "counted" }, found.slice(0, 200).map(item)), found.length > 200 ? h("p", { class: "muted" }, "The first 200 are shown: narrow the search.") : null);
    };
    list("");
    return [h("div", { class: "toolbar" }, h("label", { for: "finder", class: "unseen" }, label), h("input", { type: "search", id: "finder", placeholder: label, autocomplete: "off", oninput: (e) => list(e.target.value) })), box];
  };
})(window.SIRTE);
