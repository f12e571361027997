// Ties of a phase as a circle: actors that side together stand together.
(function (S) {
  "use strict";

  const WIDE = 1080;
  const TALL = 620;

  S.charts.network = function (ties) {
    const names = order(ties);
    const [cx, cy, radius] = [WIDE / 2, TALL / 2, TALL / 2 - 50];
    const at = new Map(names.map((id, i) => [id, (2 * Math.PI * i) / names.length - Math.PI / 2]));
    const point = (id, r) => [cx + r * Math.cos(at.get(id)), cy + r * Math.sin(at.get(id))];
    const root = S.svg("svg", { class: "network", viewBox: `0 0 ${WIDE} ${TALL}`, role: "group", "aria-label": `Network of ${ties.length} ties between ${names.length} actors; the matrix above holds the same` });
    const sorted = [...ties].sort((a, b) => Math.abs(a.level) - Math.abs(b.level));
    root.append(...sorted.map((tie) => chord(tie, point, cx, cy, radius)));
    root.append(...names.map((id) => node(id, at.get(id), point, radius)));
    return root;
  };

  function chord(tie, point, cx, cy, radius) {
    const [[x1, y1], [x2, y2]] = [point(tie.first, radius), point(tie.second, radius)];
    const pull = 0.35;
    const [mx, my] = [cx + ((x1 + x2) / 2 - cx) * pull, cy + ((y1 + y2) / 2 - cy) * pull];
    const words = `${S.actorName(tie.first)} to ${S.actorName(tie.second)}: ${S.signed(tie.level)}`;
    return S.svg("path", { class: `tie l${tie.level}`, d: `M${x1} ${y1}Q${mx} ${my} ${x2} ${y2}` }, S.svg("title", {}, words));
  }

  function node(id, angle, point, radius) {
    const [x, y] = point(id, radius);
    const [tx, ty] = point(id, radius + 12);
    const cos = Math.cos(angle);
    const anchor = Math.abs(cos) < 0.12 ? "middle" : cos > 0 ? "start" : "end";
    const lift = Math.abs(cos) < 0.12 ? (Math.sin(angle) > 0 ? 12 : -6) : 4;
    return S.svg("a", { href: S.address("actor", id), tabindex: -1 },
      S.svg("circle", { class: "node", cx: x, cy: y, r: 6 }),
      S.svg("text", { class: "node-name", x: tx, y: ty + lift, "text-anchor": anchor }, S.actorName(id)));
  }

  // Order actors by the angle of the two leading vectors of the signed ties: camps come together.
  function order(ties) {
    const names = [...new Set(ties.flatMap((t) => [t.first, t.second]))].sort();
    const place = new Map(names.map((id, i) => [id, i]));
    const pairs = ties.map((t) => [place.get(t.first), place.get(t.second), t.level]);
    const first = leading(names.length, pairs, null, 1);
    const second = leading(names.length, pairs, first, 2);
    return names.map((id, i) => [Math.atan2(second[i], first[i]), id]).sort((a, b) => a[0] - b[0]).map(([, id]) => id);
  }

  // Power iteration with a shift; `other` is taken out of the vector at each step.
  function leading(n, pairs, other, seed) {
    let v = Array.from({ length: n }, (_, i) => Math.sin(seed * (i + 1)) + 0.1);
    for (let step = 0; step < 200; step += 1) {
      const next = v.map((value) => value * 12);
      for (const [a, b, level] of pairs) {
        next[a] += level * v[b];
        next[b] += level * v[a];
      }
      const along = other ? next.reduce((sum, value, i) => sum + value * other[i], 0) : 0;
      const bare = other ? next.map((value, i) => value - along * other[i]) : next;
      const length = Math.hypot(...bare) || 1;
      v = bare.map((value) => value / length);
    }
    return v;
  }
})(window.SIRTE);
