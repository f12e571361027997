// What columns and values are called and mean, from the schemas alone.
(function (S) {
  "use strict";

  let columns = null;

  function find(table, column) {
    if (!columns) {
      columns = new Map();
      for (const t of S.received.get("front").tables) {
        for (const f of t.fields) columns.set(`${t.name}.${f.name}`, prepare(f));
      }
    }
    return columns.get(`${table}.${column}`) || { name: column, title: column, values: new Map(), order: [] };
  }

  function prepare(field) {
    const listed = field.categories || [];
    const values = new Map(listed.map(([value, label, definition]) => [String(value), { label, definition }]));
    return { ...field, values, order: listed.map(([value]) => String(value)) };
  }

  S.column = find;

  S.label = function (table, column, value) {
    const known = find(table, column).values.get(String(value));
    return known ? known.label : String(value ?? "");
  };

  S.signed = (value) => (value > 0 ? `+${value}` : value < 0 ? `\u2212${-value}` : String(value));

  S.number = (value) => `${value > 0 ? "+" : value < 0 ? "\u2212" : ""}${Math.abs(value).toFixed(2)}`;

  // A coded value that tells its definition on hover and on focus.
  S.term = function (table, column, value, text) {
    const known = find(table, column).values.get(String(value));
    const shown = text || S.label(table, column, value);
    if (!known || !known.definition) return S.h("span", { dir: "auto" }, shown);
    const tip = S.h("span", { class: "tip", role: "tooltip", id: fresh() }, known.definition);
    return S.h("span", { class: "term" }, S.h("button", { type: "button", class: "term-word", "aria-describedby": tip.id }, shown), tip);
  };

  let count = 0;
  const fresh = () => `tip-${(count += 1)}`;

  S.reliability = function (table, variable) {
    return S.received.get("front").reliability.find((r) => r.table === table && r.variable === variable);
  };

  S.alpha = function (found) {
    if (found.alpha === null) return "no variation";
    const bounds = found.lower === null ? "" : ` [${found.lower.toFixed(2)}, ${found.upper.toFixed(2)}]`;
    return `${found.alpha.toFixed(2)}${bounds}`;
  };
})(window.SIRTE);
