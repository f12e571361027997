// Which records a reader's choices leave, and how many each further choice would.
(function (S) {
  "use strict";

  const one = (value) => (value === null || value === undefined ? [] : [String(value)]);

  // Each facet: where its labels come from, and the values of a record.
  S.facets = [
    { key: "kind", title: "Kind", of: (r) => [r.table] },
    { key: "arena", title: "Arena", from: ["events", "arena"], of: (r) => [r.arena] },
    { key: "phase", title: "Phase", of: (r) => phases(r) },
    { key: "actor", title: "Actor, with all who belong to it", of: (r) => r.lineage },
    { key: "valence", title: "Valence of acts", from: ["events", "valence"], of: (r) => one(r.valence) },
    { key: "type", title: "Type of act", from: ["events", "event_type"], of: (r) => one(r.event_type) },
    { key: "link", title: "Dyad link", from: ["events", "dyad_link"], of: (r) => one(r.dyad_link) },
    { key: "verification", title: "Verification", from: ["events", "verification"], of: (r) => one(r.verification) },
    { key: "issue", title: "Issue of statements", from: ["statements", "issue"], of: (r) => one(r.issue) },
    { key: "basis", title: "Basis of spells", from: ["alignments", "basis"], of: (r) => one(r.basis) },
    { key: "bloc", title: "Bloc of a supporting page", from: ["sources", "publisher_bloc"], of: (r) => r.blocs },
    { key: "only", title: "Only", of: (r) => [...(r.n_contradictions ? ["contradicted"] : []), ...(r.blocs.length === 1 ? ["one-sided"] : [])] },
  ];

  function phases(r) {
    const end = r.end_date || "9999";
    const met = S.received.get("front").phases.filter((p) => p.start_date <= (r.table === "alignments" ? end : r.start_date) && p.end_date >= r.start_date);
    return met.map((p) => p.phase_id);
  }

  const OWN_LABELS = { contradicted: "Contradicted by a page", "one-sided": "Supported by one bloc alone" };

  S.facetLabel = function (facet, value) {
    if (facet.from) return S.label(facet.from[0], facet.from[1], value);
    if (facet.key === "actor") return S.actorName(value);
    if (facet.key === "kind") return S.received.get("front").tables.find((t) => t.name === value)?.title || value;
    if (facet.key === "phase") return `${value} ${S.received.get("front").phases.find((p) => p.phase_id === value)?.label || ""}`;
    return OWN_LABELS[value] || value;
  };

  S.readState = function (query) {
    const chosen = {};
    for (const { key } of S.facets) chosen[key] = new Set((query.get(key) || "").split(",").filter(Boolean));
    return { q: query.get("q") || "", from: date(query.get("from")), to: date(query.get("to")), sort: query.get("sort") || "date", chosen };
  };

  const date = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text || "") && !Number.isNaN(Date.parse(text)) ? text : "");

  S.writeState = function (state) {
    const pairs = [["q", state.q], ["from", state.from], ["to", state.to], ["sort", state.sort === "date" ? "" : state.sort]];
    for (const { key } of S.facets) pairs.push([key, [...state.chosen[key]].join(",")]);
    return pairs.filter(([, value]) => value).map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll("%2C", ",").replaceAll("%20", "+")}`).join("&");
  };

  // Return {found, counts, unbounded}: unbounded ignores the range of dates, for the strip of months.
  S.runFilter = function (records, state) {
    prepareFacets(records);
    const words = S.fold(state.q).split(/\s+/).filter(Boolean);
    const from = state.from ? Date.parse(state.from) : -Infinity;
    const to = state.to ? Date.parse(state.to) : Infinity;
    const chosen = S.facets.map(({ key }) => (state.chosen[key].size ? state.chosen[key] : null));
    const counts = S.facets.map(() => new Map());
    const found = [];
    const unbounded = [];
    for (const record of records) {
      if (!words.every((word) => record.haystack.includes(word))) continue;
      const failed = failures(record, chosen);
      if (failed === -1) unbounded.push(record);
      if (failed === -2 || record.start > to || record.end < from) continue;
      if (failed === -1) found.push(record);
      count(record, failed, counts);
    }
    return { found, counts, unbounded };
  };

  function prepareFacets(records) {
    for (const r of records) r.values = r.values || S.facets.map((facet) => facet.of(r));
  }

  // Return -1 where no facet refuses, the facet's number where one does, -2 where more do.
  function failures(record, chosen) {
    let failed = -1;
    for (let i = 0; i < chosen.length; i += 1) {
      if (!chosen[i] || record.values[i].some((v) => chosen[i].has(v))) continue;
      if (failed >= 0) return -2;
      failed = i;
    }
    return failed;
  }

  function count(record, failed, counts) {
    const first = failed === -1 ? 0 : failed;
    const last = failed === -1 ? counts.length - 1 : failed;
    for (let i = first; i <= last; i += 1) {
      for (const value of record.values[i]) counts[i].set(value, (counts[i].get(value) || 0) + 1);
    }
  }

  const ORDERS = {
    newest: (a, b) => b.start - a.start,
    weight: (a, b) => (b.intensity || 0) - (a.intensity || 0),
    pages: (a, b) => (b.n_origins || 0) - (a.n_origins || 0),
  };

  // Sort what was found; by date, what began before the range comes last.
  S.sortFound = function (found, { sort, from }) {
    if (Object.hasOwn(ORDERS, sort)) return [...found].sort(ORDERS[sort]);
    if (!from) return found;
    const start = Date.parse(from);
    return [...found.filter((r) => r.start >= start), ...found.filter((r) => r.start < start)];
  };
})(window.SIRTE);
