// Scales and axes that the charts share.
(function (S) {
  "use strict";

  S.linear = (from, to, left, right) => (value) => left + ((value - from) / (to - from)) * (right - left);
  S.inverse = (from, to, left, right) => (at) => from + ((at - left) / (right - left)) * (to - from);

  // Ticks of a time axis: years, and quarters where there is room.
  S.timeTicks = function (from, to, width) {
    const step = width > 900 ? 3 : width > 420 ? 6 : 12;
    const ticks = [];
    for (let d = new Date(from); d.getTime() < to; d.setUTCMonth(d.getUTCMonth() + step)) ticks.push(d.getTime());
    return ticks;
  };

  S.tickText = function (time) {
    const d = new Date(time);
    return d.getUTCMonth() === 0 ? String(d.getUTCFullYear()) : S.months[d.getUTCMonth()];
  };

  // Lines and names of a time axis along the bottom of a chart.
  S.timeAxis = function (x, [from, to], width, top, bottom) {
    return S.timeTicks(from, to, width).flatMap((time) => [
      S.svg("line", { class: "grid", x1: x(time), x2: x(time), y1: top, y2: bottom }),
      S.svg("text", { class: "tick", x: x(time) + 3, y: bottom + 14 }, S.tickText(time)),
    ]);
  };

  // Phases as alternate bands, with their names at the top where they fit.
  S.phaseBands = function (x, top, bottom) {
    return S.received.get("front").phases.flatMap((phase, i) => {
      const left = x(Date.parse(phase.start_date));
      const right = x(Date.parse(phase.end_date) + 86400000);
      const band = S.svg("rect", { class: i % 2 ? "band odd" : "band", x: left, y: top, width: Math.max(0, right - left), height: bottom - top });
      band.append(S.svg("title", {}, `${phase.phase_id} ${phase.label}, from ${phase.start_date}`));
      const name = right - left > 18 && S.svg("text", { class: "tick", x: left + 3, y: top + 11 }, phase.phase_id);
      return [band, name];
    });
  };

  // A table that holds a chart's numbers, folded under one line.
  S.numbers = function (caption, head, rows, isOpen) {
    return S.h("details", { class: "numbers", open: isOpen }, S.h("summary", {}, caption), S.dataTable(caption, head, rows));
  };

  S.dataTable = function (caption, head, rows) {
    const cells = (row) => row.map((c, i) => S.h(i ? "td" : "th", i ? {} : { scope: "row" }, c ?? ""));
    const table = S.h("table", {},
      S.h("caption", { class: "unseen" }, caption),
      S.h("thead", {}, S.h("tr", {}, head.map((c) => S.h("th", { scope: "col" }, c)))),
      S.h("tbody", {}, rows.map((row) => S.h("tr", {}, cells(row)))));
    return S.h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, table);
  };
})(window.SIRTE);
