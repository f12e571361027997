// What a record was coded as: each value with its definition, its column in the codebook, a report.
(function (S) {
  "use strict";

  const { h } = S;
  const SKIPPED = ["title", "summary", "coding_note", "start_date", "end_date", "date_precision", "start_precision", "end_precision", "latitude", "longitude"];

  // `isGone`: the row is retired, and nothing of it is to be reported.
  S.codedValues = function ({ table, id }, row, isGone) {
    const known = S.received.get("front").tables.find((t) => t.name === table);
    const shown = known.fields.slice(1).filter((f) => f.name in row && !SKIPPED.includes(f.name) && !f.name.endsWith("_id"));
    const pairs = shown.map((f) => [name(table, f), [value(table, f, row[f.name]), isGone ? null : S.reportCell(id, f, row[f.name])]]);
    return S.section("Coded values",
      S.facts(pairs),
      row.coding_note ? h("p", { class: "note", dir: "auto" }, h("strong", {}, "Why: "), row.coding_note) : null,
      shown.filter((f) => f.warning).map((f) => h("p", { class: "note care" }, h("strong", {}, `${f.title}, use with care: `), f.warning)),
      h("p", { class: "muted" }, "A dotted line has the definition. Codebook: ", h("a", { href: S.docs(`codebook/${table}`) }, `how ${known.title.toLowerCase()} are coded`), "."));
  };

  function name(table, field) {
    const heading = field.categories ? field.name.replaceAll("_", "-") : "columns";
    return h("a", { class: "quiet", href: S.docs(`codebook/${table}`, heading), title: field.description }, field.title);
  }

  function value(table, field, text) {
    const { order } = S.column(table, field.name);
    const isScale = order.some((v) => Number(v) < 0);
    const label = S.label(table, field.name, text);
    if (field.type === "boolean") return text === "true" ? "Yes" : "No";
    return S.term(table, field.name, text, field.type === "integer" && order.length ? `${isScale ? S.signed(Number(text)) : text} ${label}` : label);
  }
})(window.SIRTE);
