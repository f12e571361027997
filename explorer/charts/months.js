// Records by month, with two handles that choose a range: by dragging, or with the arrow keys.
(function (S) {
  "use strict";

  const HEIGHT = 74;
  const BASE = 52;
  const DAY = 86400000;

  // `strip.update(records, state)` draws anew; `choose(from, to)` gets dates as text, or "".
  S.charts.months = function (choose) {
    const chart = S.h("div", { class: "chart months" });
    const table = S.h("div", {});
    const folded = S.h("details", { class: "numbers months-table", ontoggle: () => list() }, S.h("summary", {}, "Records by month as a table"), table);
    let last = null;
    const list = () => folded.open && last && S.replace(table, tabulate(last.records));
    const draw = (width) => (last ? paint(width, last, choose) : S.svg("svg", {}));
    S.fit(chart, draw);
    return {
      box: S.h("div", {}, chart, folded),
      update(records, state) {
        last = { records, state };
        const held = document.activeElement?.closest?.("[role=slider]")?.getAttribute("data-end");
        if (chart.clientWidth) S.replace(chart, draw(Math.floor(chart.clientWidth)));
        list();
        if (held) chart.querySelector(`[data-end=${held}]`)?.focus();
      },
    };
  };

  function paint(width, { records, state }, choose) {
    const [from, to] = S.period();
    const span = { left: 10, right: width - 10, from, to, top: 0, bottom: BASE };
    const x = S.linear(from, to, span.left, span.right);
    const root = S.svg("svg", { class: "brushable", width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, role: "group", "aria-label": "Records by month. Drag to choose a range of dates." });
    root.append(...S.timeAxis(x, [from, to], width, 0, BASE), ...bars(records, x, state));
    const ends = [state.from ? Date.parse(state.from) : from, state.to ? Date.parse(state.to) + DAY : to];
    root.append(...shade(x, ends, span, state));
    S.brush(root, span, (a, b) => choose(S.toIso(a), S.toIso(b)));
    root.append(handle("from", ends, x, choose, state), handle("to", ends, x, choose, state));
    return root;
  }

  function countMonths(records) {
    const counts = new Map();
    const [first] = S.period();
    for (const r of records) {
      if (r.table !== "alignments" && first <= r.start) counts.set(r.month, (counts.get(r.month) || 0) + 1);
    }
    return counts;
  }

  function tabulate(records) {
    const counts = [...countMonths(records)].sort(([a], [b]) => (a < b ? -1 : 1));
    return S.dataTable("Records by month", ["Month", "Acts and statements"], counts.map(([month, n]) => [month, n]));
  }

  function bars(records, x, state) {
    const counts = countMonths(records);
    const most = Math.max(1, ...counts.values());
    return [...counts].map(([month, n]) => {
      const start = Date.parse(`${month}-01`);
      const next = new Date(start);
      next.setUTCMonth(next.getUTCMonth() + 1);
      const tall = Math.max(1, (n / most) * (BASE - 6));
      const out = (state.from && `${month}-31` < state.from) || (state.to && `${month}-01` > state.to);
      const bar = S.svg("rect", { class: out ? "bar out" : "bar", x: x(start) + 0.5, width: Math.max(1, x(next) - x(start) - 1), y: BASE - tall, height: tall });
      bar.append(S.svg("title", {}, `${month}: ${n}`));
      return bar;
    });
  }

  function shade(x, [from, to], span, state) {
    if (!state.from && !state.to) return [];
    const left = x(Math.max(span.from, from));
    return [S.svg("rect", { class: "chosen", x: left, width: Math.max(0, x(Math.min(span.to, to)) - left), y: 0, height: BASE })];
  }

  function handle(end, ends, x, choose, state) {
    const own = end === "from" ? ends[0] : ends[1] - DAY;
    const at = x(end === "from" ? ends[0] : ends[1]);
    const limits = S.period();
    return S.svg("rect", {
      class: "handle", role: "slider", tabindex: 0, "data-end": end, x: at - 4, y: 6, width: 8, height: BASE - 12, rx: 3,
      "aria-label": end === "from" ? "First day" : "Last day", "aria-valuetext": S.toIso(own),
      "aria-valuemin": limits[0], "aria-valuemax": limits[1], "aria-valuenow": own,
      onkeydown: (event) => move(event, end, own, choose, state),
    });
  }

  function move(event, end, own, choose, state) {
    const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -12, PageUp: 12 }[event.key];
    if (!step) return;
    event.preventDefault();
    const [first, last] = S.period();
    const day = new Date(end === "to" ? own + DAY : own);
    day.setUTCMonth(day.getUTCMonth() + step);
    const moved = Math.min(last - DAY, Math.max(first, end === "to" ? day.getTime() - DAY : day.getTime()));
    const text = S.toIso(moved);
    const pair = end === "from" ? [text, state.to] : [state.from, text];
    if (!pair[0] || !pair[1] || pair[0] <= pair[1]) choose(pair[0], pair[1]);
  }
})(window.SIRTE);
