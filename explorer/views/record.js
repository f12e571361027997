// One record: what it says, what it was coded as, what it rests on, what it is tied to.
(function (S) {
  "use strict";

  const { h } = S;
  const SKIPPED = ["title", "summary", "coding_note", "start_date", "end_date", "date_precision", "start_precision", "end_precision", "latitude", "longitude"];

  S.views.record = async function (route, main) {
    const store = await S.store();
    const record = store.byId.get(route.id);
    if (!record) return S.missing(main, `No record is called ${route.id}.`);
    const whole = await S.readRecord(record);
    const kind = S.received.get("front").tables.find((t) => t.name === record.table);
    const title = record.table === "events" ? record.title : shortTitle(record);
    S.replace(main,
      h("article", { class: "record" },
        h("p", { class: "kicker" }, h("a", { href: S.address("search", "", `kind=${record.table}`) }, kind.title), " \u00b7 ", h("code", {}, record.id), " \u00b7 ", h("a", { href: S.address("search", "", `arena=${record.arena}`) }, S.label("events", "arena", record.arena))),
        h("h1", { dir: "auto" }, title),
        h("p", { class: "when" }, S.valueMark(record), h("time", { datetime: record.start_date }, S.showDate(record)), whole.row.place ? [" \u00b7 ", h("bdi", {}, whole.row.place)] : null),
        h("p", { class: "sentence", dir: "auto" }, whole.row.summary),
        parties(record),
        h("div", { class: "record-columns" },
          h("div", {}, S.evidenceSection(whole.evidence), related(record, store), S.codingSection(record, whole)),
          h("aside", {}, values(record, whole.row), corrections(whole.corrections), cite(record, title), report(record)))));
    return { title };
  };

  function shortTitle(r) {
    if (r.table === "alignments") return `${S.actorName(r.actor_id)} \u2192 ${S.actorName(r.counterpart_id)}`;
    return `${S.actorName(r.speaker_id)} on ${S.label("statements", "issue", r.issue).toLowerCase()}`;
  }

  function parties(record) {
    const roles = new Map();
    for (const [id, role] of record.parties) roles.set(role, [...(roles.get(role) || []), id]);
    const name = (role) => (record.table === "events" ? S.label("event_actors", "role", role) : role[0].toUpperCase() + role.slice(1));
    const list = (ids) => ids.map((id, i) => [i ? ", " : "", S.actorLink(id)]);
    const order = S.column("event_actors", "role").order;
    return S.facts([...roles].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([role, ids]) => [name(role), list(ids)]));
  }

  function values(record, row) {
    const table = S.received.get("front").tables.find((t) => t.name === record.table);
    const shown = table.fields.slice(1).filter((f) => f.name in row && !SKIPPED.includes(f.name) && !f.name.endsWith("_id"));
    return S.section("Coded values",
      S.facts(shown.map((f) => [h("span", { title: f.description }, f.title), value(record.table, f, row[f.name])])),
      row.coding_note ? h("p", { class: "note", dir: "auto" }, h("strong", {}, "Why: "), row.coding_note) : null,
      shown.filter((f) => f.warning).map((f) => h("p", { class: "note care" }, h("strong", {}, `${f.title}, use with care: `), f.warning)));
  }

  function value(table, field, text) {
    const isNumber = field.type === "integer" && S.column(table, field.name).order.length;
    const isScale = S.column(table, field.name).order.some((v) => Number(v) < 0);
    const label = S.label(table, field.name, text);
    if (field.type === "boolean") return text === "true" ? "Yes" : "No";
    return S.term(table, field.name, text, isNumber ? `${isScale ? S.signed(Number(text)) : text} ${label}` : label);
  }

  function related(record, store) {
    const lead = record.lead_event_id || record.id;
    const all = store.records.filter((r) => r.id !== record.id);
    const groups = record.table === "events" ? [
      ["Of the same happening", all.filter((r) => r.table === "events" && (r.id === lead || r.lead_event_id === lead))],
      ["Said on this occasion", all.filter((r) => r.occasion_event_id === record.id)],
    ] : record.table === "statements" ? [
      ["The occasion", all.filter((r) => r.id === record.occasion_event_id)],
      ["Said on the same occasion", all.filter((r) => record.occasion_event_id && r.occasion_event_id === record.occasion_event_id)],
    ] : [["Other spells of the same pair", all.filter((r) => r.table === "alignments" && samePair(r, record))]];
    return groups.filter(([, found]) => found.length).map(([title, found]) => S.section(title, S.recordList(found, 10)));
  }

  const samePair = (a, b) => [a.actor_id, a.counterpart_id].sort().join() === [b.actor_id, b.counterpart_id].sort().join();

  function corrections(rows) {
    if (!rows.length) return S.section("Corrections", h("p", { class: "muted" }, "None so far."));
    return S.section("Corrections", h("ul", { class: "plain" }, rows.map((c) => h("li", {}, `${c.release}: `, S.label("corrections", "action", c.action), c.field ? ` ${c.field}` : "", c.old_value || c.new_value ? h("bdi", {}, ` \u201c${c.old_value || ""}\u201d \u2192 \u201c${c.new_value || ""}\u201d`) : null, ". ", h("bdi", {}, c.reason || "")))));
  }

  function cite(record, title) {
    return S.section("Cite this record", S.cite(`record ${record.id} (${title})`, S.permanent("record", record.id)));
  }

  function report(record) {
    const place = S.received.get("front").repository.replace(/\/+$/, "");
    if (!/^https?:/i.test(S.safeAddress(place))) return null;
    const title = encodeURIComponent(`Wrong row: ${record.id}`);
    const body = encodeURIComponent(`Row: ${record.id}\nColumn:\nStands now:\nShould be:\nPage that shows it:\n`);
    return S.section("Something wrong?", h("p", {}, h("a", { href: `${place}/issues/new?title=${title}&body=${body}` }, "Report an error in this row")));
  }
})(window.SIRTE);
