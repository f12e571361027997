// Net alignment by phase: points with 95% intervals, from the published numbers.
(function (S) {
  "use strict";

  const ROW = 34;
  const HEAD = 34; // As high as the head of the table beside it, so that rows stand level.

  // Each row: {name, mean, lower, upper, words, doubtful}; `words` stands where there is no number.
  S.charts.forest = function (rows, label) {
    return S.fit(S.h("div", { class: "chart" }), (width) => draw(rows, label, width));
  };

  function draw(rows, label, width) {
    const narrow = width < 560;
    const left = narrow ? 8 : 250;
    const step = narrow ? ROW + 16 : ROW;
    const head = narrow ? 0 : HEAD;
    const height = head + step * rows.length + 52;
    const x = S.linear(-1, 1, left + 8, width - 12);
    const bottom = height - 44;
    return S.svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label },
      [-1, -0.5, 0, 0.5, 1].map((v) => tick(x(v), v, head, bottom)),
      rows.map((row, i) => line(row, x, head + i * step + (narrow ? 30 : ROW / 2), narrow, left)),
      S.svg("text", { class: "tick", x: x(-1), y: height - 8 }, "\u2190 divergence"),
      S.svg("text", { class: "tick end", x: x(1), y: height - 8 }, "convergence \u2192"));
  }

  function tick(at, value, top, bottom) {
    return [
      S.svg("line", { class: value ? "grid" : "zero", x1: at, x2: at, y1: top, y2: bottom }),
      S.svg("text", { class: "tick middle", x: at, y: bottom + 15 }, S.signed(value)),
    ];
  }

  function line(row, x, y, narrow, left) {
    const name = S.svg("text", { class: "name", x: narrow ? left : left - 10, y: narrow ? y - 14 : y + 4 }, row.name);
    if (!narrow) name.classList.add("end");
    if (row.mean === null) return [name, S.svg("text", { class: "tick", x: x(-1) + 6, y: y + 4 }, row.words)];
    const side = row.upper < 0 ? "minus" : row.lower > 0 ? "plus" : "unclear";
    return [
      name,
      S.svg("line", { class: `interval ${side}`, x1: x(row.lower), x2: x(row.upper), y1: y, y2: y }),
      S.svg("circle", { class: `mean ${side}${row.doubtful ? " doubtful" : ""}`, cx: x(row.mean), cy: y, r: 6 }, S.svg("title", {}, row.sentence || "")),
    ];
  }
})(window.SIRTE);
