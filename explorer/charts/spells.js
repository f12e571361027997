// Spells of one actor as bars over time, one row for each counterpart, arena and basis.
(function (S) {
  "use strict";

  const ROW = 24;

  S.charts.spells = function (records, actor) {
    return S.fit(S.h("div", { class: "chart" }), (width) => draw(group(records, actor), width));
  };

  function group(records, actor) {
    const rows = new Map();
    for (const r of records) {
      const others = [r.actor_id, r.counterpart_id].map((id) => (id === actor ? "" : S.actorName(id)));
      const name = `${others[0] ? `${others[0]} \u2192` : "\u2192 "}${others[1]}, ${S.label("alignments", "basis", r.basis)}, ${S.label("events", "arena", r.arena)}`;
      rows.set(name, [...(rows.get(name) || []), r]);
    }
    return [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  function draw(rows, width) {
    const [from, to] = S.period();
    const narrow = width < 800;
    const left = narrow ? 4 : 400;
    const step = narrow ? ROW + 16 : ROW;
    const bottom = rows.length * step + 16;
    const x = S.linear(from, to, left, width - 8);
    const clamp = (t) => x(Math.min(to, Math.max(from, t)));
    return S.svg("svg", { width, height: bottom + 20, viewBox: `0 0 ${width} ${bottom + 20}`, role: "group", "aria-label": "Spells over time" },
      S.phaseBands(x, 0, bottom), S.timeAxis(x, [from, to], width, 14, bottom),
      rows.map(([name, spells], i) => line(name, spells, clamp, 16 + i * step, narrow, left)));
  }

  function line(name, spells, clamp, y, narrow, left) {
    const text = S.svg("text", { class: narrow ? "name small" : "name small end", x: narrow ? left : left - 8, y: y + 12 }, shorten(name, narrow ? 48 : 56), S.svg("title", {}, name));
    const top = narrow ? y + 18 : y + 3;
    return [text, spells.map((r) => {
      const [a, b] = [clamp(r.start), clamp(r.end)];
      return S.svg("a", { href: S.address("record", r.id), "aria-label": `${name}: ${S.signed(r.level)}, ${S.showDate(r)}` },
        S.svg("rect", { class: `spell v${r.level}`, x: a, y: top, width: Math.max(4, b - a), height: 16, rx: 2 }, S.svg("title", {}, `${S.signed(r.level)} ${S.label("alignments", "level", r.level)}: ${r.summary} (${S.showDate(r)})`)),
        b - a > 26 && S.svg("text", { class: `spell-text t${r.level}`, x: a + 5, y: top + 12 }, S.signed(r.level)));
    })];
  }

  const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}\u2026` : text);
})(window.SIRTE);
