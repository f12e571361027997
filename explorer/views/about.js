// What stands around the data: parts of the documentation, and the releases.
(function (S) {
  "use strict";

  const { h } = S;
  const PARTS = [
    ["start", "Start in five minutes", "Python, R, Stata, SQL, spreadsheet"],
    ["coding", "How rows are coded", "from a report to a row"],
    ["codebook/index", "Codebook", "every column and value"],
    ["method", "Method", "formulas, and what was decided before"],
    ["reliability", "Reliability", "how far coders agree"],
    ["datasheet", "Datasheet", "what it is not fit for"],
    ["notebooks", "Notebooks", "findings with their code"],
    ["corrections-by-form", "How to correct a row", "without git"],
    ["corrections", "Corrections and releases", "how to read an earlier one"],
  ];

  S.documentation = function () {
    if (!S.received.get("front").docs) return h("p", {}, h("a", { href: "docs/index.html" }, "Documentation"), ": how rows are coded, what each column means, how numbers are made, how reliable they are.");
    return h("ul", { class: "plain" }, PARTS.map(([page, name, about]) => h("li", {}, h("a", { href: S.docs(page) }, name), h("span", { class: "muted" }, ` ${about}`))));
  };

  S.releaseList = function () {
    const { releases } = S.received.get("front");
    if (!releases.length) return null;
    const item = (r) => h("li", {}, h("strong", {}, r.version), ` ${S.showDay(r.date)}, ${r.rows.toLocaleString("en")} rows`,
      r.changes.length ? h("details", {}, h("summary", {}, "What changed"), h("ul", { class: "plain" }, r.changes.map((c) => h("li", { dir: "auto" }, c)))) : null);
    return S.section("Releases",
      h("ul", { class: "plain", id: "releases" }, releases.map(item)),
      h("p", { class: "muted" }, "Each can still be read: ", h("code", {}, `sirte.load(as_of="${releases.at(-1).version}")`), ". ", h("a", { href: S.docs("corrections") }, "How corrections and releases are kept"), "."));
  };
})(window.SIRTE);
