// The records found, as a file for spreadsheets; no cell begins with a formula.
(function (S) {
  "use strict";

  const COLUMNS = {
    id: (r) => r.id,
    kind: (r) => r.table,
    start_date: (r) => r.start_date,
    end_date: (r) => r.end_date,
    arena: (r) => r.arena,
    title: (r) => r.title,
    summary: (r) => r.summary,
    actors: (r) => r.parties.map(([id, role]) => `${id} (${role})`).join("; "),
    event_type: (r) => r.event_type,
    dyad_link: (r) => r.dyad_link,
    valence: (r) => r.valence,
    intensity: (r) => r.intensity,
    verification: (r) => r.verification,
    issue: (r) => r.issue,
    stance_counterpart: (r) => r.stance_counterpart,
    stance_position: (r) => r.stance_position,
    assessment: (r) => r.assessment,
    basis: (r) => r.basis,
    level: (r) => r.level,
    blocs: (r) => r.blocs.join("; "),
    origins: (r) => r.n_origins,
    contradictions: (r) => r.n_contradictions,
    address: (r) => S.permanent("record", r.id),
  };

  function cell(value) {
    if (value === null || value === undefined) return "";
    let text = String(value);
    if (typeof value !== "number" && /^[\s\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  S.toCsv = function (records) {
    const lines = records.map((r) => Object.values(COLUMNS).map((of) => cell(of(r))).join(","));
    return [Object.keys(COLUMNS).join(","), ...lines].join("\r\n") + "\r\n";
  };

  S.download = function (name, text) {
    const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
})(window.SIRTE);
