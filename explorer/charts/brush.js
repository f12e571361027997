// Dragging over a chart chooses a range of dates; a click without dragging is left to what lies there.
(function (S) {
  "use strict";

  const SLACK = 6;

  // `root` is the chart, `span` {left, right, from, to, top, bottom}; `choose` gets two times.
  S.brush = function (root, span, choose) {
    const time = S.inverse(span.from, span.to, span.left, span.right);
    const shade = S.svg("rect", { class: "brushing", y: span.top, height: span.bottom - span.top, width: 0 });
    let start = null;
    const at = (event) => {
      const box = root.getBoundingClientRect();
      return Math.min(span.right, Math.max(span.left, event.clientX - box.left));
    };
    root.append(shade);
    root.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.target.closest("[role=slider]")) return;
      start = at(event);
    });
    root.addEventListener("pointermove", (event) => {
      if (start === null) return;
      const now = at(event);
      if (Math.abs(now - start) < SLACK && !shade.getAttribute("x")) return;
      if (!root.hasPointerCapture(event.pointerId)) root.setPointerCapture(event.pointerId);
      shade.setAttribute("x", Math.min(start, now));
      shade.setAttribute("width", Math.abs(now - start));
    });
    const end = (event) => {
      if (start === null) return;
      const moved = Math.abs(at(event) - start) >= SLACK;
      const ends = [start, at(event)].sort((a, b) => a - b).map(time);
      start = null;
      shade.setAttribute("width", 0);
      shade.removeAttribute("x");
      if (moved && event.type === "pointerup") choose(ends[0], ends[1]);
    };
    root.addEventListener("pointerup", end);
    root.addEventListener("pointercancel", end);
    root.addEventListener("dragstart", (event) => event.preventDefault());
  };
})(window.SIRTE);
