// Links to the project's forms, filled in as far as the page knows; none while it has no address.
(function (S) {
  "use strict";

  const known = () => S.received.get("front").reporting;

  // Return the address of a form with its title and answers by question, or "".
  S.formAddress = function (name, about, answers) {
    const { address, forms } = known();
    const form = forms?.find((f) => f.name === name);
    if (!form || !/^https:\/\//i.test(S.safeAddress(address))) return "";
    const query = new URLSearchParams({ template: `${name}.yml`, title: `[${name}] ${about}`.trim() });
    for (const [id, answer] of Object.entries(answers)) {
      if (form.fields.includes(id) && answer) query.set(id, answer);
    }
    return `${address}?${String(query).replaceAll("+", "%20")}`;
  };

  S.formLink = function (name, about, answers, text) {
    const address = S.formAddress(name, about, answers);
    return address ? S.h("a", { href: address }, text) : null;
  };

  // A small link that reports one cell; `value` as the table writes it.
  S.reportCell = function (id, field, value) {
    if (!known().columns?.includes(field.name)) return null;
    const link = S.formLink("report-wrong-row", `${id} ${field.name}`, { row_id: id, field: field.name, old_value: value }, "\u270e");
    link?.setAttribute("aria-label", `Report ${field.title} as wrong`);
    link?.setAttribute("title", `Report ${field.title} as wrong`);
    link?.classList.add("report-cell");
    return link;
  };

  // `hasCells`: the page has such links beside its values.
  S.reportRow = function (id, hasCells) {
    const link = S.formLink("report-wrong-row", id, { row_id: id }, "Report an error in this row");
    const how = S.h("a", { href: S.docs("corrections-by-form") }, "How corrections are made");
    return link && S.section("Something wrong?", S.h("p", {}, link), S.h("p", { class: "muted" }, `The form opens with this row filled in${hasCells ? "; \u270e beside a value fills in its column too" : ""}. `, how, "."));
  };

  // A line that asks for rows of these tables; `answers` are known already.
  S.propose = function (question, tables, answers) {
    const forms = (known().forms || []).filter((f) => tables.includes(f.table));
    const links = forms.map((f) => S.formLink(f.name, "", answers || {}, f.name.replace("propose-", ""))).filter(Boolean);
    return links.length ? S.h("p", { class: "muted propose" }, `${question} `, links.map((l, i) => [i ? ", " : "", l]), ".") : null;
  };
})(window.SIRTE);
