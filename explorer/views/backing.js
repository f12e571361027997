// Who backs whom in a phase: a matrix first, the same as a network second.
(function (S) {
  "use strict";

  const { h } = S;

  S.views.backing = async function (route, main) {
    const { records } = await S.store();
    const front = S.received.get("front");
    const known = front.phases.map((p) => p.phase_id);
    const phase = known.includes(route.query.get("phase")) ? route.query.get("phase") : known[Math.min(2, known.length - 1)];
    const arenas = S.column("alignments", "arena").order.filter((a) => records.some((r) => r.table === "alignments" && r.arena === a));
    const arena = arenas.includes(route.query.get("arena")) ? route.query.get("arena") : arenas[0];
    const ties = listTies(records, front.phases.find((p) => p.phase_id === phase), arena);
    const word = front.phases.find((p) => p.phase_id === phase);
    S.replace(main,
      h("h1", {}, "Who backs whom"),
      h("p", { class: "muted" }, "Each cell is the strongest coded spell of the row's actor toward the column's in the phase: from +2 allied to \u22122 confrontational; the hostile one where two are equal."),
      choices("Phase", front.phases.map((p) => [p.phase_id, `${p.phase_id} ${p.label}`]), phase, (p) => S.address("backing", "", `phase=${p}&arena=${arena}`)),
      choices("Arena", arenas.map((a) => [a, S.label("alignments", "arena", a)]), arena, (a) => S.address("backing", "", `phase=${phase}&arena=${a}`)),
      h("h2", {}, `${word.phase_id} ${word.label}, ${S.showDay(word.start_date)} to ${S.showDay(word.end_date)}`),
      ties.length ? [matrix(ties), S.levelKey(), S.section("The same as a network", h("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": "Network" }, S.charts.network(ties)))] : h("p", { class: "muted" }, "No spell of this arena touches the phase."));
    return { title: "Who backs whom" };
  };

  function choices(title, values, chosen, address) {
    return h("nav", { class: "choices", "aria-label": title }, h("span", { class: "choices-title" }, title), values.map(([value, text]) => h("a", { href: address(value), "aria-current": value === chosen ? "true" : null }, text)));
  }

  function listTies(records, phase, arena) {
    const ties = new Map();
    for (const r of records) {
      if (r.table !== "alignments" || r.arena !== arena || r.start_date > phase.end_date || (r.end_date && r.end_date < phase.start_date)) continue;
      const key = `${r.actor_id}|${r.counterpart_id}`;
      const tie = ties.get(key) || { first: r.actor_id, second: r.counterpart_id, level: 0, spells: [] };
      tie.spells.push(r);
      if (tie.spells.length === 1 || Math.abs(r.level) > Math.abs(tie.level) || (Math.abs(r.level) === Math.abs(tie.level) && r.level < tie.level)) Object.assign(tie, { level: r.level, record: r });
      ties.set(key, tie);
    }
    return [...ties.values()];
  }

  function matrix(ties) {
    const weigh = (end) => {
      const counts = new Map();
      for (const t of ties) counts.set(t[end], (counts.get(t[end]) || 0) + 1);
      return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || (S.actorName(a) < S.actorName(b) ? -1 : 1));
    };
    const [rows, columns] = [weigh("first"), weigh("second")];
    const at = new Map(ties.map((t) => [`${t.first}|${t.second}`, t]));
    const head = h("tr", {}, h("td", { class: "corner" }, "backs \u2192"), columns.map((c) => h("th", { scope: "col" }, S.actorLink(c))));
    const body = rows.map((r) => h("tr", {}, h("th", { scope: "row" }, S.actorLink(r)), columns.map((c) => cell(at.get(`${r}|${c}`)))));
    const table = h("table", { class: "matrix" }, h("caption", { class: "unseen" }, "Who backs whom"), h("thead", {}, head), h("tbody", {}, body));
    return h("div", { class: "scroll wide", tabindex: "0", role: "region", "aria-label": "Matrix" }, table);
  }

  function cell(tie) {
    if (!tie) return h("td", {});
    const bases = [...new Set(tie.spells.map((r) => S.label("alignments", "basis", r.basis).toLowerCase()))].join(", ");
    const words = `${S.actorName(tie.first)} to ${S.actorName(tie.second)}: ${S.signed(tie.level)} ${S.label("alignments", "level", tie.level)}; ${bases}`;
    return h("td", { class: `v${tie.level}` }, h("a", { href: S.address("record", tie.record.id), title: words, "aria-label": words }, S.signed(tie.level)));
  }
})(window.SIRTE);
