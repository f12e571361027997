// The arenas of the timeline side by side, the fullest first, each with its numbers in a table.
(function (S) {
  "use strict";

  const { h } = S;

  S.arenaPanels = function (page, range) {
    const groups = new Map();
    for (const r of S.runFilter(page.records, { ...page.state, from: "", to: "" }).found) {
      if (r.table === "events") groups.set(r.arena, [...(groups.get(r.arena) || []), r]);
    }
    const chosen = S.column("events", "arena").order.filter((a) => groups.has(a));
    if (!chosen.length) return S.replace(page.charts, h("p", { class: "muted" }, "No act among what is chosen: the charts show acts alone."));
    const choose = (a, b) => range(S.toIso(a), S.toIso(b));
    S.replace(page.charts,
      (page.legend ||= legend()),
      h("div", { class: chosen.length === 1 ? "panels single" : "panels" }, chosen.map((arena) => h("section", { class: "panel" },
        h("h2", {}, S.label("events", "arena", arena), h("span", { class: "muted" }, ` ${groups.get(arena).length} acts`)),
        S.charts.arena(arena, groups.get(arena), page.state, choose),
        cells(arena)))),
      h("h2", {}, "The records in this range"));
    return page.charts;
  };

  function legend() {
    const item = (className, text) => h("li", {}, h("span", { class: `key ${className}`, "aria-hidden": "true" }), text);
    const values = [...S.column("events", "valence").order].map(Number).sort((a, b) => b - a);
    return h("details", { class: "reading", open: matchMedia("(min-width: 640px)").matches }, h("summary", {}, "How to read the charts"), h("ul", { class: "legend" },
      values.map((v) => item(`dot v${v}`, `${S.signed(v)} ${S.label("events", "valence", v)}`)),
      item("dot hollow", "outside the index: parallel, without link, or found by the second search"),
      item("bar-key", "net alignment of the phase and its 95% interval, scale at the right: of all acts of the arena in the index, whatever is chosen"),
      h("li", {}, "Larger: more intense. Drag to choose a range.")));
  }

  function cells(arena) {
    const front = S.received.get("front");
    const own = front.cells.filter((c) => c.arena === arena);
    const words = (c) => (c.mean === null ? "too few" : `${S.number(c.mean)} [${S.number(c.lower)}, ${S.number(c.upper)}]`);
    const name = (c) => `${c.phase_id} ${front.phases.find((p) => p.phase_id === c.phase_id).label}`;
    return S.numbers(`Net alignment by phase: ${S.label("events", "arena", arena)}`, ["Phase", "Acts", "Happenings", "Net alignment [95%]"], own.map((c) => [name(c), c.rows, c.clusters, words(c)]));
  }
})(window.SIRTE);
