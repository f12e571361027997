// Spells of one actor as bars over time, one row for each counterpart, basis and arena.
(function (S) {
  "use strict";

  const ROW = 24;

  S.charts.spells = function (records, actor) {
    return S.fit(S.h("div", { class: "chart" }), (width) => draw(group(records, actor), width));
  };

  // Rows under two headings: what the actor did to others, and others to it.
  function group(records, actor) {
    const name = (r) => `${S.actorName(r.actor_id === actor ? r.counterpart_id : r.actor_id)}, ${S.label("alignments", "basis", r.basis)}, ${S.label("events", "arena", r.arena)}`;
    const sides = [[`${S.actorName(actor)} toward`, (r) => r.actor_id === actor], [`Toward ${S.actorName(actor)}`, (r) => r.actor_id !== actor]];
    return sides.flatMap(([heading, belongs]) => {
      const rows = new Map();
      for (const r of records.filter(belongs)) rows.set(name(r), [...(rows.get(name(r)) || []), r]);
      return rows.size ? [[heading, null], ...[...rows].sort(([a], [b]) => (a < b ? -1 : 1))] : [];
    });
  }

  function draw(rows, width) {
    const [from, to] = S.period();
    const narrow = width < 800;
    const left = narrow ? 4 : 430;
    const step = narrow ? ROW + 16 : ROW;
    const tops = [];
    let bottom = 16;
    for (const [name, spells] of rows) {
      tops.push(bottom);
      bottom += spells ? step + (narrow ? 14 * (wrap(name).length - 1) : 0) : ROW + 6;
    }
    const x = S.linear(from, to, left, width - 8);
    const clamp = (t) => x(Math.min(to, Math.max(from, t)));
    return S.svg("svg", { width, height: bottom + 20, viewBox: `0 0 ${width} ${bottom + 20}`, role: "group", "aria-label": "Spells over time" },
      S.phaseBands(x, 0, bottom), S.timeAxis(x, [from, to], width, 14, bottom),
      rows.map(([name, spells], i) => (spells ? line(name, spells, clamp, tops[i], narrow, left) : title(name, tops[i], narrow, left))));
  }

  function title(name, y, narrow, left) {
    return S.svg("text", { class: narrow ? "name spell-side" : "name spell-side end", x: narrow ? left : left - 8, y: y + 20 }, shorten(name, 48));
  }

  function line(name, spells, clamp, y, narrow, left) {
    const lines = narrow ? wrap(name) : [shorten(name, 64)];
    const text = lines.map((words, i) => S.svg("text", { class: narrow ? "name small" : "name small end", x: narrow ? left : left - 8, y: y + 12 + 14 * i }, words, S.svg("title", {}, name)));
    const top = narrow ? y + 4 + 14 * lines.length : y + 3;
    return [text, spells.map((r) => {
      const [a, b] = [clamp(r.start), clamp(r.end)];
      return S.svg("a", { href: S.address("record", r.id), "aria-label": `${name}: ${S.signed(r.level)}, ${S.showDate(r)}` },
        S.svg("rect", { class: `spell v${r.level}`, x: a, y: top, width: Math.max(4, b - a), height: 16, rx: 2 }, S.svg("title", {}, `${S.signed(r.level)} ${S.label("alignments", "level", r.level)}: ${r.summary} (${S.showDate(r)})`)),
        b - a > 26 && S.svg("text", { class: `spell-text t${r.level}`, x: a + 5, y: top + 12 }, S.signed(r.level)));
    })];
  }

  // Two lines where one would not fit a phone: the counterpart, then basis and arena.
  function wrap(name) {
    if (name.length <= 44) return [name];
    const [arena, basis, ...rest] = name.split(", ").reverse();
    return [shorten(rest.reverse().join(", "), 44), `${basis}, ${arena}`];
  }

  const shorten = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}\u2026` : text);
})(window.SIRTE);
