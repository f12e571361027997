// What independent coders said of a record, and how far coders agree on each column.
(function (S) {
  "use strict";

  const { h } = S;

  S.codingSection = function (record, { row, codings }) {
    const labels = S.received.get("front").reliability.filter((r) => r.table === record.table && r.variable in row);
    return S.section("Independent codings",
      codings.length ? coded(record, row, codings) : h("p", { class: "muted" }, "This record was coded once. Agreement is known from other records:"),
      reliability(record.table, labels));
  };

  function coded(record, row, codings) {
    const coders = [...new Set(codings.map(([, coder, round]) => `${coder}, round ${round}`))];
    const variables = [...new Set(codings.map(([variable]) => variable))].filter((v) => v !== "found");
    if (!variables.length) return h("p", { class: "muted" }, "Found or missed by a second search of its month; not coded twice.");
    const cell = (variable, coder) => {
      const hit = codings.find(([v, c, r]) => v === variable && `${c}, round ${r}` === coder);
      if (!hit) return "";
      const differs = hit[3] !== (row[variable] || "");
      return h("span", { class: differs ? "differs" : null, title: hit[4] ? `Pages read: ${hit[4]}` : null }, show(variable, hit[3]), differs ? h("span", { class: "unseen" }, " (differs)") : null);
    };
    const show = (variable, value) => (value ? spell(record.table, variable, value) : "(empty)");
    const rows = variables.map((v) => [S.column(record.table, v).title, h("strong", {}, show(v, row[v])), ...coders.map((c) => cell(v, c))]);
    return S.dataTable("Independent codings of this record", ["Column", "Now", ...coders], rows);
  }

  function spell(table, variable, value) {
    if (S.column(table, variable).type === "boolean") return { true: "Yes", false: "No" }[value] || value;
    return S.column(table, variable).type === "integer" ? value.replace("-", "\u2212") : S.label(table, variable, value);
  }

  function reliability(table, found) {
    if (!found.length) return null;
    const rows = found.map((r) => [S.column(table, r.variable).title, S.alpha(r), r.label, r.units]);
    return h("details", {}, h("summary", {}, "How far coders agree on these columns"),
      h("p", { class: "muted" }, "Krippendorff's alpha with 95% interval. The coders are language models of one kind: an upper bound."),
      S.dataTable("Reliability of the columns", ["Column", "Alpha [95%]", "Label", "Units"], rows));
  }
})(window.SIRTE);
