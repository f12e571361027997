// What the ledger says: corrections of a row, and the page of a row that is retired.
(function (S) {
  "use strict";

  const { h } = S;
  const VIEWS = { sources: "source", actors: "actor" };

  // Entries of the ledger on a row, and on the passages, parties and names that hang on it.
  S.corrections = function (rows, id) {
    if (!rows.length) return S.section("Corrections", h("p", { class: "muted" }, "None so far."));
    return S.section(`Corrections (${rows.length})`, h("ul", { class: "plain entries" }, [...rows].reverse().map((entry) => h("li", {}, correction(entry, id)))));
  };

  const RANKS = { change: "", add: "added", retire: "retired" };

  function correction(entry, id) {
    const column = entry.field ? S.column(entry.table, entry.field).title : "";
    const what = [entry.row_id === id ? "" : entry.row_id, column, RANKS[entry.action] ?? entry.action].filter(Boolean).join(" ");
    return [
      h("p", {}, h("strong", {}, entry.release), " \u00b7 ", h("bdi", {}, what || "changed"), entry.action === "change" ? [": ", old(entry, entry.old_value), " \u2192 ", old(entry, entry.new_value)] : null),
      h("p", { class: "muted" }, h("bdi", {}, entry.reason || ""), entry.reason_class ? [" ", S.term("corrections", "reason_class", entry.reason_class)] : null,
        entry.source_id ? [" \u00b7 page ", S.sourceLink(entry.source_id)] : null,
        entry.reported_by ? [" \u00b7 reported by ", h("bdi", {}, entry.reported_by)] : null),
    ];
  }

  const old = (entry, text) => (text ? h("q", { dir: "auto" }, S.label(entry.table, entry.field, text)) : "empty");

  // The page of a retired row, or the word that there is none of this id.
  S.retired = async function (id, main, unknown) {
    const found = (await S.load("retired")).find((r) => r.id === id);
    if (!found) return S.missing(main, unknown);
    const { table, row, entry } = found;
    const known = S.received.get("front").tables.find((t) => t.name === table);
    const title = row.title || row.name || row.summary || id;
    S.replace(main, h("article", { class: "record retired" },
      h("p", { class: "kicker" }, known.title, " \u00b7 ", h("code", {}, id), " \u00b7 retired"),
      h("h1", { dir: "auto" }, title),
      farewell(entry, table),
      row.start_date ? h("p", { class: "when" }, S.showDate({ ...row, table })) : null,
      row.summary && row.summary !== title ? h("p", { class: "sentence", dir: "auto" }, row.summary) : null,
      found.actors.length ? S.parties({ table, parties: found.actors }) : null,
      h("div", { class: "record-columns" },
        h("div", {}, found.evidence.length ? S.evidenceSection(found.evidence) : h("p", { class: "muted" }, "The ledger holds no passage of it.")),
        h("aside", {}, S.codedValues(found, row, true)))));
    return { title: `Retired: ${title}` };
  };

  function farewell(entry, table) {
    const release = S.received.get("front").releases.find((r) => r.version === entry.release);
    const place = entry.replaced_by ? h("p", {}, "In its place: ", h("a", { href: S.address(VIEWS[table] || "record", entry.replaced_by), class: "successor" }, entry.replaced_by), ".") : h("p", {}, "Nothing took its place.");
    return h("div", { class: "note care" },
      h("p", {}, h("strong", {}, `Retired in release ${entry.release}${release ? `, ${S.showDay(release.date)}` : ""}.`), " ", entry.reason_class ? [S.term("corrections", "reason_class", entry.reason_class), ": "] : null, h("bdi", {}, entry.reason || "no reason given")),
      place, h("p", {}, "It counts in no number since. Below stands what it said."));
  }
})(window.SIRTE);
