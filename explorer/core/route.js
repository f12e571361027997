// Addresses: #/view/id?key=a,b. Everything that a reader chose stands in them.
(function (S) {
  "use strict";

  S.parseRoute = function (hash) {
    const [path, query] = hash.replace(/^#\/?/, "").split("?");
    const [view, ...rest] = path.split("/");
    return { view: view || "front", id: decode(rest.join("/")), query: new URLSearchParams(query || "") };
  };

  function decode(text) {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  }

  S.address = function (view, id, query) {
    const text = query ? String(query) : "";
    return `#/${view}${id ? `/${encodeURIComponent(id)}` : ""}${text ? `?${text}` : ""}`;
  };

  S.recordLink = (record, text) => S.h("a", { href: S.address("record", record.id), dir: "auto" }, text || record.title);
  S.actorLink = (id, text) => S.h("a", { href: S.address("actor", id), dir: "auto" }, text || S.actorName(id));
  S.sourceLink = (id, text) => S.h("a", { href: S.address("source", id), dir: "auto" }, text || id);

  // A page of the documentation; its first one, which is always there, where it was not built.
  S.docs = function (page, heading) {
    if (!S.received.get("front").docs) return "docs/index.html";
    return `docs/${page}.html${heading ? `#${heading}` : ""}`;
  };

  // The address to give to others: without what the browser's own highlighting may have added.
  S.permanent = (view, id) => `${location.href.split("#")[0]}${S.address(view, id)}`;
})(window.SIRTE);
