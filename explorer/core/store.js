// The index as records and actors that refer to each other.
(function (S) {
  "use strict";

  const KEYS = { events: "event_id", statements: "statement_id", alignments: "alignment_id" };
  let store = null;

  // Resolves to {records, byId, actors}; the index is read once.
  S.store = async function () {
    const raw = await S.load("index");
    store = store || build(raw);
    return store;
  };

  function decode({ columns, rows }) {
    return rows.map((row) => Object.fromEntries(columns.map((c, i) => [c, row[i]])));
  }

  function build(raw) {
    const actors = readActors(raw);
    const records = [];
    for (const [table, key] of Object.entries(KEYS)) {
      decode(raw[table]).forEach((row, place) => records.push(prepare(row, table, row[key], place, actors)));
    }
    const byId = new Map(records.map((r) => [r.id, r]));
    const [first] = S.period();
    const when = (r) => (r.start < first && r.table === "alignments" ? Infinity : r.start); // long spells come last
    for (const r of records) r.order = when(r);
    records.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1));
    return { records, byId, actors };
  }

  function readActors(raw) {
    const actors = new Map(decode(raw.actors).map((a) => [a.actor_id, { ...a, names: [], children: [] }]));
    for (const name of decode(raw.actor_names)) actors.get(name.actor_id)?.names.push(name);
    for (const a of actors.values()) {
      actors.get(a.parent_actor_id)?.children.push(a.actor_id);
      a.folded = S.fold([a.name, a.actor_id, ...a.names.map((n) => n.name)].join(" \n "));
    }
    return actors;
  }

  const PARTIES = {
    events: (r) => (r.actors || []).map(([id, role]) => [id, role]),
    statements: (r) => [[r.speaker_id, "speaker"], [r.on_behalf_of_id, "on behalf of"], [r.target_actor_id, "target"]],
    alignments: (r) => [[r.actor_id, "actor"], [r.counterpart_id, "counterpart"]],
  };

  function prepare(row, table, id, place, actors) {
    const parties = PARTIES[table](row).filter(([actor]) => actor);
    const record = { ...row, id, table, chunk: place, parties };
    record.title = record.title || titleOf(record, actors);
    record.lineage = lineage(parties, actors);
    record.blocs = record.blocs || [];
    record.month = record.start_date.slice(0, 7);
    record.start = Date.parse(record.start_date);
    record.end = record.end_date ? Date.parse(record.end_date) : Infinity;
    const about = [id, record.title, table === "events" ? record.summary : "", record.place || ""];
    if (table === "statements") about.push(actors.get(row.speaker_id)?.name || "");
    record.text = S.fold(about.join(" \n "));
    return record;
  }

  function titleOf(record, actors) {
    const name = (id) => actors.get(id)?.name || id;
    if (record.table === "statements") return said(name(record.speaker_id), record.summary);
    return `${name(record.actor_id)} \u2192 ${name(record.counterpart_id)}: ${record.summary}`;
  }

  // Who spoke stands before the words, unless they name the speaker.
  function said(speaker, summary) {
    const surname = S.fold(speaker).split(" ").at(-1).replace(/^[ae]l-/, "");
    return S.fold(summary).includes(surname) ? summary : `${speaker}: ${summary}`;
  }

  // Actors of a record and all to whom they belong, so that Russia finds its ministers.
  function lineage(parties, actors) {
    const all = new Set();
    for (const [first] of parties) {
      for (let id = first; id && !all.has(id); id = actors.get(id)?.parent_actor_id) all.add(id);
    }
    return [...all];
  }

  // Resolves to the whole record: its row as text, evidence, codings, corrections.
  S.readRecord = async function (record) {
    const size = S.received.get("front").chunk;
    const piece = await S.load(`records-${record.table}-${Math.floor(record.chunk / size)}`);
    return piece[record.chunk % size];
  };

  // Return the actors in one of whose names the folded word stands.
  S.actorsNamed = (word) => [...store.actors.values()].filter((a) => a.folded.includes(word)).map((a) => a.actor_id);

  S.actorName = (id) => store?.actors.get(id)?.name || id;
})(window.SIRTE);
