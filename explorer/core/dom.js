// Elements from data: text goes in as text, addresses only where they are http(s) or the site's own.
(function (S) {
  "use strict";

  const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;

  // Text without the marks that turn its direction: unbalanced ones reach out of an isolated element.
  S.plain = (text) => String(text ?? "").replace(TURNS, "");

  const SVG = "http://www.w3.org/2000/svg";
  const OWN = /^(#\/|docs\/|download\/|data\/|index\.html)/;

  // Return an address to follow, or "" where it is neither the site's own nor http(s).
  S.safeAddress = function (address) {
    const text = String(address ?? "");
    if (OWN.test(text)) return text;
    if (!/^https?:\/\//i.test(text)) return "";
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? text : "";
    } catch {
      return "";
    }
  };

  S.h = function (tag, props, ...children) {
    return fill(document.createElement(tag), props, children);
  };

  S.svg = function (tag, props, ...children) {
    return fill(document.createElementNS(SVG, tag), props, children);
  };

  function fill(node, props, children) {
    for (const [name, value] of Object.entries(props || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (name === "href") setAddress(node, value);
      else node.setAttribute(name, value === true ? "" : S.plain(value));
    }
    for (const child of children.flat(3)) {
      if (child !== null && child !== undefined && child !== false && child !== "") node.append(child instanceof Node ? child : S.plain(child));
    }
    return node;
  }

  function setAddress(node, value) {
    const address = S.safeAddress(value);
    if (!address) return;
    node.setAttribute("href", address);
    if (/^https?:/i.test(address)) node.setAttribute("rel", "noopener noreferrer external");
  }

  // A span for text in any script: the browser finds its direction.
  S.foreign = function (tag, text, language) {
    return S.h(tag, { dir: "auto", lang: language || null }, text);
  };

  S.replace = function (node, ...children) {
    node.replaceChildren(...children.flat(3).filter((c) => c !== null && c !== undefined && c !== false));
    return node;
  };

  // Call `work` once the browser is ready to draw, however often it was asked for.
  S.later = function (work) {
    let asked = 0;
    return (...words) => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => work(...words));
    };
  };

  // Draw now and whenever the width of `box` changes; `draw` gets the width and returns a node.
  S.fit = function (box, draw) {
    let width = 0;
    const look = () => {
      const now = Math.floor(box.clientWidth);
      if (now && now !== width) S.replace(box, draw((width = now)));
    };
    new ResizeObserver(S.later(look)).observe(box);
    S.later(look)();
    return box;
  };
})(window.SIRTE);
