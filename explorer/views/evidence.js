// What a record rests on: passages that support it, and beside them those that contradict it.
(function (S) {
  "use strict";

  const { h } = S;

  S.evidenceSection = function (evidence) {
    const against = evidence.filter((e) => e.reading === "contradicts");
    const others = evidence.filter((e) => e.reading !== "contradicts");
    const support = [...others].sort((a, b) => (a.reading === "supports" ? 0 : 1) - (b.reading === "supports" ? 0 : 1)); // Whole support first.
    if (!against.length) return S.section("Evidence", weight(support, against), list(support));
    return S.section("Evidence: the reports differ", weight(support, against),
      h("div", { class: "sides" },
        h("div", {}, h("h3", {}, `Supports (${support.length})`), list(support)),
        h("div", { class: "against" }, h("h3", {}, `Contradicts (${against.length})`), list(against))));
  };

  function weight(support, against) {
    const distinct = (key) => new Set(support.map((e) => e[key])).size;
    const some = (n, word) => `${n} ${word}${n === 1 ? "" : "s"}`;
    const words = `Rests on ${some(distinct("source_id"), "page")} of ${some(distinct("source_origin"), "independent origin")} in ${some(distinct("source_publisher_bloc"), "bloc")}`;
    const other = against.length ? `; ${some(against.length, "passage")} say${against.length === 1 ? "s" : ""} otherwise` : "";
    return h("p", { class: "muted" }, `${words}${other}.`);
  }

  const list = (rows) => h("ul", { class: "evidence" }, rows.map(S.passage));

  // One passage with its page; `about` replaces the page's name where the page is known.
  S.passage = function (e, about) {
    const isPage = typeof about !== "object";
    return h("li", { class: `passage ${e.reading}` },
      h("p", { class: "passage-head" }, isPage ? S.sourceLink(e.source_id, e.source_publisher || e.source_id) : about, " ",
        isPage && e.source_publisher_bloc ? h("span", { class: "badge bloc" }, S.term("sources", "publisher_bloc", e.source_publisher_bloc)) : null,
        e.reading === "supports" ? null : h("span", { class: e.reading === "contradicts" ? "badge warn" : "badge quiet" }, S.term("evidence", "reading", e.reading))),
      h("blockquote", { dir: "auto", lang: e.source_language || null }, e.anchor),
      e.note ? h("p", { class: "passage-note", dir: "auto" }, e.note) : null,
      h("p", { class: "passage-facts" }, facts(e, isPage)),
      h("p", { class: "passage-links" }, S.outside(e.links.passage, "Open the passage"), e.links.archive ? [" \u00b7 ", S.outside(e.links.archive, "Archived copy")] : null));
  };

  function facts(e, isPage) {
    const parts = [S.term("evidence", "attribution", e.attribution)];
    if (isPage && e.source_origin && e.source_origin !== e.source_publisher) parts.push(h("span", {}, "origin: ", h("bdi", {}, e.source_origin)));
    if (isPage && e.source_published_date) parts.push(`published ${S.showDay(e.source_published_date)}`);
    if (e.reported_date) parts.push(`dates it ${S.showDay(e.reported_date)}`);
    if (e.paragraph) parts.push(`paragraph ${e.paragraph}`);
    if (isPage && e.source_language) parts.push(languageName(e.source_language));
    return parts.flatMap((p, i) => (i ? [" \u00b7 ", p] : [p]));
  }

  const languages = new Intl.DisplayNames("en", { type: "language" });
  function languageName(code) {
    try {
      return languages.of(code);
    } catch {
      return code;
    }
  }
  S.languageName = languageName;
})(window.SIRTE);
