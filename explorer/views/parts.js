// Pieces that several pages show: lists of records, marks of valence, badges, facts.
(function (S) {
  "use strict";

  const { h } = S;

  S.valueMark = function (record) {
    const value = record.table === "events" ? record.valence : record.table === "alignments" ? record.level : null;
    if (value === null || value === undefined) return h("span", { class: "badge quiet" }, "said");
    const column = record.table === "events" ? ["events", "valence"] : ["alignments", "level"];
    return h("span", { class: `badge v${value}`, title: S.label(...column, value) }, S.signed(value));
  };

  S.recordItem = function (record) {
    const notes = [S.label("events", "arena", record.arena), S.kindWords(record)];
    if (record.blocs.length) notes.push(record.blocs.length === 1 ? "1 bloc" : `${record.blocs.length} blocs`);
    return h("li", { class: "record-item" },
      S.valueMark(record),
      h("div", {},
        h("p", { class: "record-title" }, S.recordLink(record)),
        h("p", { class: "record-notes" }, h("time", { datetime: record.start_date }, S.showDate(record)), " \u00b7 ", notes.join(" \u00b7 "),
          record.n_contradictions ? h("span", { class: "badge warn" }, "contradicted") : null,
          record.second_search ? h("span", { class: "badge quiet", title: "Found by the second search of its month: outside the index" }, "second search") : null)));
  };

  S.kindWords = function (r) {
    if (r.table === "events") return `${S.label("events", "event_type", r.event_type)}, ${S.label("events", "verification", r.verification).toLowerCase()}`;
    if (r.table === "statements") return `Statement, ${S.label("statements", "issue", r.issue).toLowerCase()}`;
    return `Spell, ${S.label("alignments", "basis", r.basis).toLowerCase()}`;
  };

  // A list that shows its first fifty and the rest when asked.
  S.recordList = function (records, most = 50) {
    const list = h("ul", { class: "records" });
    const more = h("button", { type: "button", class: "more", onclick: () => show(list.children.length + most) });
    const show = (n) => {
      const start = list.children.length;
      list.append(...records.slice(start, n).map(S.recordItem));
      more.hidden = n >= records.length;
      more.textContent = `Show ${Math.min(most, records.length - n)} more of ${records.length}`;
      if (start) list.children[start]?.querySelector("a")?.focus();
    };
    show(most);
    return h("div", {}, list, more);
  };

  S.section = function (title, ...content) {
    return h("section", {}, h("h2", {}, title), content);
  };

  // Terms and their values as a list; pairs without a value are left out.
  S.facts = function (pairs) {
    const shown = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
    return h("dl", { class: "facts" }, shown.map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
  };

  // What the levels of spells are called, each with its definition.
  S.levelKey = function () {
    const order = [...S.column("alignments", "level").order].map(Number).sort((a, b) => b - a);
    return h("ul", { class: "legend" }, order.map((v) => h("li", {}, h("span", { class: `badge v${v}` }, S.signed(v)), S.term("alignments", "level", v))));
  };

  // Actors by role.
  S.parties = function (record) {
    const roles = new Map();
    for (const [id, role] of record.parties) roles.set(role, [...(roles.get(role) || []), id]);
    const name = (role) => (record.table === "events" ? S.label("event_actors", "role", role) : role[0].toUpperCase() + role.slice(1));
    const list = (ids) => ids.map((id, i) => [i ? ", " : "", S.actorLink(id)]);
    const order = S.column("event_actors", "role").order;
    return S.facts([...roles].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([role, ids]) => [name(role), list(ids)]));
  };

  S.outside = function (address, text) {
    if (!/^https?:/i.test(S.safeAddress(address))) return h("span", { class: "muted" }, `${text}: no address`);
    return h("a", { href: address }, text);
  };
})(window.SIRTE);
