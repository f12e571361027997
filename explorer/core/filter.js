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

  // Return {found, unbounded, count}: unbounded ignores the range of dates; count(), asked for later,
  // returns a map by facet of how many records each value would leave.
  S.runFilter = function (records, state) {
    const columns = S.facetColumns(records);
    const chosen = S.facets.map(({ key }, f) => flags(columns[f], state.chosen[key]));
    const from = state.from ? Date.parse(state.from) : -Infinity;
    const to = state.to ? Date.parse(state.to) : Infinity;
    const [found, unbounded, near] = [[], [], []];
    for (const i of S.matchText(records, state.q)) {
      const failed = failures(i, columns, chosen);
      const record = records[i];
      if (failed === -1) unbounded.push(record);
      if (failed === -2 || record.start > to || record.end < from) continue;
      if (failed === -1) found.push(record);
      near.push(i, failed);
    }
    return { found, unbounded, count: () => countValues(near, columns) };
  };

  function countValues(near, columns) {
    const tallies = columns.map(({ names }) => new Int32Array(names.length));
    for (let n = 0; n < near.length; n += 2) tally(near[n], near[n + 1], columns, tallies);
    return tallies.map((t, f) => new Map(columns[f].names.map((name, code) => [name, t[code]])));
  }

  function flags({ codes }, values) {
    if (!values.size) return null;
    const wanted = new Uint8Array(codes.size);
    for (const value of values) if (codes.has(value)) wanted[codes.get(value)] = 1;
    return wanted;
  }

  // Return -1 where no facet refuses, the facet's number where one does, -2 where more do.
  function failures(i, columns, chosen) {
    let failed = -1;
    for (let f = 0; f < chosen.length; f += 1) {
      if (!chosen[f] || hasAny(columns[f], i, chosen[f])) continue;
      if (failed >= 0) return -2;
      failed = f;
    }
    return failed;
  }

  function hasAny({ starts, values }, i, wanted) {
    for (let k = starts[i]; k < starts[i + 1]; k += 1) if (wanted[values[k]]) return true;
    return false;
  }

  function tally(i, failed, columns, tallies) {
    const last = failed === -1 ? columns.length - 1 : failed;
    for (let f = Math.max(0, failed); f <= last; f += 1) {
      const { starts, values } = columns[f];
      for (let k = starts[i]; k < starts[i + 1]; k += 1) tallies[f][values[k]] += 1;
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
