// Choices by facet, each with how many records it would leave.
(function (S) {
  "use strict";

  const { h } = S;
  const FIRST = 10;

  // Return {box, update}; `change` is called after a choice changed in the state that update was given.
  S.facetPanel = function (records, change) {
    const panels = S.facets.map((facet, i) => panel(facet, i, records, () => change()));
    const state = { now: null };
    panels.forEach((p) => p.bind(state));
    return {
      box: h("div", { class: "facets" }, panels.map((p) => p.box)),
      update(now, counts) {
        state.now = now;
        panels.forEach((p, i) => p.update(now, counts[i]));
      },
    };
  };

  function listValues(facet, i, records) {
    const { names, values } = S.facetColumns(records)[i];
    const sums = new Int32Array(names.length);
    for (const code of values) sums[code] += 1;
    const totals = new Map(names.map((name, code) => [name, sums[code]]));
    const order = facet.from ? S.column(...facet.from).order : facet.key === "actor" ? [] : ["events", "statements", "alignments", ...S.received.get("front").phases.map((p) => p.phase_id)];
    const rank = (v) => (order.includes(v) ? order.indexOf(v) : Infinity);
    return [...totals.keys()].sort((a, b) => rank(a) - rank(b) || totals.get(b) - totals.get(a) || (a < b ? -1 : 1));
  }

  function panel(facet, i, records, change) {
    const isLong = facet.key === "actor";
    let state = null;
    let counts = new Map();
    const rows = listValues(facet, i, records).map((value, at) => row(facet, value, at, (on) => {
      state.now.chosen[facet.key][on ? "add" : "delete"](value);
      change();
    }));
    const find = isLong && h("input", { type: "search", class: "find", "aria-label": "Find an actor", placeholder: "Find an actor", oninput: () => arrange() });
    const arrange = () => {
      const wanted = find ? S.fold(find.value.trim()) : "";
      let shown = 0;
      for (const r of rows) {
        const n = counts.get(r.value) || 0;
        const kept = r.input.checked || (n > 0 && (!isLong || (wanted ? r.folded.includes(wanted) : shown < FIRST)));
        if (kept) shown += 1;
        const isHidden = !kept || (isLong && shown > 60 && !r.input.checked);
        if (r.item.hidden !== isHidden) r.item.hidden = isHidden;
      }
      const isEmpty = !shown && !find?.value;
      if (box.hidden !== isEmpty) box.hidden = isEmpty;
    };
    const open = ["kind", "arena", "phase", "actor", "valence", "only"].includes(facet.key);
    const box = h("details", { class: "facet", open }, h("summary", {}, facet.title), find, h("fieldset", {}, h("legend", { class: "unseen" }, facet.title), rows.map((r) => r.item)));
    return {
      box,
      bind: (shared) => (state = shared),
      update(now, found) {
        counts = found;
        const chosen = now.chosen[facet.key];
        for (const r of rows) {
          const [on, n] = [chosen.has(r.value), String(found.get(r.value) || 0)];
          if (r.input.checked !== on) r.input.checked = on;
          if (r.count.textContent !== n) r.count.textContent = n;
        }
        if (chosen.size) box.open = true;
        arrange();
      },
    };
  }

  function row(facet, value, at, toggle) {
    const id = `facet-${facet.key}-${at}`;
    const input = h("input", { type: "checkbox", id, onchange: (event) => toggle(event.target.checked) });
    const count = h("span", { class: "count" });
    const label = S.facetLabel(facet, value);
    const known = facet.from && S.column(...facet.from).values.get(value);
    const mark = facet.key === "valence" ? h("span", { class: `badge v${value}` }, S.signed(Number(value))) : null;
    const item = h("label", { class: "choice", for: id, title: known ? known.definition : null }, input, mark, h("span", { class: "choice-name", dir: "auto" }, label), count);
    return { value, input, count, item, folded: S.fold(`${label} ${value}`) };
  }
})(window.SIRTE);
