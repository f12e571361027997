// One arena over three years: acts by valence and weight, and net alignment by phase with its interval.
(function (S) {
  "use strict";

  const ROW = 46;
  const TOP = 18;
  const LEFT = 34;
  const RIGHT = 30;

  // `records` are the events found; `choose` gets two times of a dragged range.
  S.charts.arena = function (arena, records, state, choose) {
    return S.fit(S.h("div", { class: "chart" }), (width) => draw(arena, records, state, choose, width));
  };

  function draw(arena, records, state, choose, width) {
    const [from, to] = S.period();
    const bottom = TOP + ROW * 5;
    const height = bottom + 20;
    const span = { left: LEFT, right: width - RIGHT, from, to, top: TOP, bottom };
    const x = S.linear(from, to, span.left, span.right);
    const y = S.linear(2, -2, TOP + ROW / 2, bottom - ROW / 2);
    const name = S.label("events", "arena", arena);
    const root = S.svg("svg", { class: "brushable", width, height, viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `${name}: ${records.length} acts. Drag to choose a range of dates.` });
    root.append(...S.phaseBands(x, TOP - 16, bottom).filter(Boolean), ...S.timeAxis(x, [from, to], width, TOP, bottom), ...levels(y, span));
    root.append(...cells(arena, x, y), ...marks(records, x, y));
    root.append(...veil(state, x, span));
    S.brush(root, span, choose);
    return root;
  }

  function levels(y, span) {
    return [2, 1, 0, -1, -2].flatMap((v) => [
      S.svg("line", { class: v ? "grid" : "zero", x1: span.left, x2: span.right, y1: y(v), y2: y(v) }),
      S.svg("text", { class: "tick end", x: span.left - 6, y: y(v) + 4 }, S.signed(v), S.svg("title", {}, S.label("events", "valence", v))),
      S.svg("text", { class: "tick net", x: span.right + 5, y: y(v) + 4 }, v % 2 ? `${S.signed(v / 2).replace("0.", ".")}` : S.signed(v / 2), S.svg("title", {}, "Net alignment")),
    ]);
  }

  function cells(arena, x, y) {
    const front = S.received.get("front");
    const own = front.cells.filter((c) => c.arena === arena && c.mean !== null);
    return own.flatMap((c) => {
      const phase = front.phases.find((p) => p.phase_id === c.phase_id);
      const [left, right] = [x(Date.parse(phase.start_date)), x(Date.parse(phase.end_date))];
      const words = `${c.phase_id} ${phase.label}: net alignment ${S.number(c.mean)} [${S.number(c.lower)}, ${S.number(c.upper)}]`;
      return [
        S.svg("rect", { class: "cell", x: left, width: Math.max(1, right - left), y: y(2 * c.upper), height: y(2 * c.lower) - y(2 * c.upper) }, S.svg("title", {}, words)),
        S.svg("line", { class: "cell-mean", x1: left, x2: right, y1: y(2 * c.mean), y2: y(2 * c.mean) }),
      ];
    });
  }

  // Marks of one valence lie in one row; where they would cover each other they move up and down.
  function marks(records, x, y) {
    const taken = new Map();
    return records.map((r) => {
      const size = 1.6 + 0.85 * r.intensity;
      const at = x(r.start);
      const offset = place(taken, `${r.valence}`, at, size);
      const counted = r.in_index;
      return S.svg("a", { href: S.address("record", r.id), tabindex: -1, class: "mark-link" },
        S.svg("circle", { class: `mark v${r.valence}${counted ? "" : " outside"}`, cx: at, cy: y(r.valence) + offset, r: size },
          S.svg("title", {}, `${S.showDate(r)}: ${r.title} (${S.signed(r.valence)}${counted ? "" : ", outside the index"})`)));
    });
  }

  function place(taken, row, at, size) {
    const spots = taken.get(row) || [];
    taken.set(row, spots);
    const near = spots.filter((s) => s.at > at - 16);
    const limit = ROW / 2 - size;
    let best = { offset: 0, room: -Infinity };
    for (let step = 0; step <= 8; step += 1) {
      const offset = (step % 2 ? -1 : 1) * Math.ceil(step / 2) * 4.4;
      if (Math.abs(offset) > limit) continue;
      const room = Math.min(9, ...near.map((s) => Math.hypot(s.at - at, s.offset - offset) - s.size - size));
      if (room > best.room + 0.01) best = { offset, room };
      if (room >= 0) break;
    }
    spots.push({ at, offset: best.offset, size });
    return best.offset;
  }

  function veil(state, x, span) {
    const left = state.from ? Math.max(span.left, x(Date.parse(state.from))) : span.left;
    const right = state.to ? Math.min(span.right, x(Date.parse(state.to) + 86400000)) : span.right;
    const sides = [[span.left, left], [right, span.right]];
    return sides.filter(([a, b]) => b - a > 1).map(([a, b]) => S.svg("rect", { class: "veil", x: a, width: b - a, y: span.top, height: span.bottom - span.top }));
  }
})(window.SIRTE);
