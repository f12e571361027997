// One record: what it says, what it was coded as, what it rests on, what it is tied to.
(function (S) {
  "use strict";

  const { h } = S;
  const KEYS = { events: "event_id", statements: "statement_id", alignments: "alignment_id" };
  S.views.record = async function (route, main) {
    const store = await S.store();
    const record = store.byId.get(route.id);
    if (!record) return S.retired(route.id, main, `No record is called ${route.id}.`);
    const whole = await S.readRecord(record);
    const kind = S.received.get("front").tables.find((t) => t.name === record.table);
    const title = record.table === "events" ? record.title : shortTitle(record);
    S.replace(main,
      h("article", { class: "record" },
        h("p", { class: "kicker" }, h("a", { href: S.address("search", "", `kind=${record.table}`) }, kind.title), " \u00b7 ", h("code", {}, record.id), " \u00b7 ", h("a", { href: S.address("search", "", `arena=${record.arena}`) }, S.label("events", "arena", record.arena))),
        h("h1", { dir: "auto" }, title),
        h("p", { class: "when" }, S.valueMark(record), h("time", { datetime: record.start_date }, S.showDate(record)), whole.row.place ? [" \u00b7 ", h("bdi", {}, whole.row.place)] : null),
        h("p", { class: "sentence", dir: "auto" }, whole.row.summary),
        S.parties(record),
        h("div", { class: "record-columns" },
          h("div", {}, S.evidenceSection(whole.evidence), S.propose("Another page supports or contradicts it? Propose it as", ["evidence"], { [KEYS[record.table]]: record.id }), related(record, store), S.codingSection(record, whole)),
          h("aside", {},
            S.codedValues(record, whole.row),
            S.corrections(whole.corrections, record.id),
            S.section("Cite this record", S.cite({ id: record.id, words: whole.row.title || whole.row.summary }, S.permanent("record", record.id))),
            S.reportRow(record.id, true)))));
    return { title };
  };

  function shortTitle(r) {
    if (r.table === "alignments") return `${S.actorName(r.actor_id)} \u2192 ${S.actorName(r.counterpart_id)}`;
    return `${S.actorName(r.speaker_id)} on ${S.label("statements", "issue", r.issue).toLowerCase()}`;
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
})(window.SIRTE);
