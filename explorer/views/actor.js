// One actor: its names in all scripts, its spells, what it did and said; and the list of all.
(function (S) {
  "use strict";

  const { h } = S;

  S.views.actor = async function (route, main) {
    const { actors, records } = await S.store();
    const actor = actors.get(route.id);
    if (!actor) return S.retired(route.id, main, `No actor is called ${route.id}.`);
    const own = records.filter((r) => r.parties.some(([id]) => id === actor.actor_id));
    const spells = own.filter((r) => r.table === "alignments");
    S.replace(main,
      h("article", {},
        h("p", { class: "kicker" }, h("a", { href: S.address("actors") }, "Actors"), " \u00b7 ", h("code", {}, actor.actor_id), " \u00b7 ", S.label("actors", "kind", actor.kind)),
        h("h1", { dir: "auto" }, actor.name),
        h("p", { class: "sentence", dir: "auto" }, actor.description),
        about(actor), names(actor),
        spells.length ? spellSection(spells, actor.actor_id) : null,
        lists(actor, own),
        await corrected(actor.actor_id),
        S.reportRow(actor.actor_id)));
    return { title: actor.name };
  };

  async function corrected(id) {
    if (!S.received.get("front").counts.corrections) return null;
    const own = (await S.load("actor-corrections")).find(([actor]) => actor === id);
    return own ? S.corrections(own[1], id) : null;
  }

  function about(actor) {
    const children = actor.children.map((id, i) => [i ? ", " : "", S.actorLink(id)]);
    const wiki = /^Q\d+$/.test(actor.wikidata_id || "") ? h("a", { href: `https://www.wikidata.org/wiki/${actor.wikidata_id}` }, actor.wikidata_id) : null;
    return S.facts([
      ["Office", actor.office], ["Country", actor.country],
      ["Belongs to", actor.parent_actor_id ? S.actorLink(actor.parent_actor_id) : null],
      ["Active", [actor.active_from && `from ${S.showDay(actor.active_from)}`, actor.active_to && `to ${S.showDay(actor.active_to)}`].filter(Boolean).join(" ")],
      ["Its people and bodies", children.length ? children : null],
      ["Wikidata", wiki],
      ["All records", h("a", { href: S.address("search", "", `actor=${encodeURIComponent(actor.actor_id)}`) }, "search, with all who belong to it")],
    ]);
  }

  function names(actor) {
    const shown = actor.names.map((n) => h("li", {}, S.foreign("span", n.name, n.language), h("span", { class: "muted" }, ` ${S.languageName(n.language)}, ${S.label("actor_names", "kind", n.kind).toLowerCase()}`)));
    return S.section("Names", h("ul", { class: "names" }, shown));
  }

  function spellSection(spells, id) {
    const rows = spells.map((r) => [S.recordLink(r, r.id), `${S.actorName(r.actor_id)} \u2192 ${S.actorName(r.counterpart_id)}`, S.label("events", "arena", r.arena), S.label("alignments", "basis", r.basis), `${S.signed(r.level)} ${S.label("alignments", "level", r.level)}`, S.showDate(r)]);
    return S.section("Spells: whom it backed, opposed or dealt with", S.charts.spells(spells, id),
      S.levelKey(), S.numbers(`The same as a table (${spells.length})`, ["Spell", "Pair", "Arena", "Basis", "Level", "Dates"], rows, rows.length <= 12));
  }

  // Acts on the left, words on the right; one column where only one of them is there.
  function lists({ actor_id: id, kind }, own) {
    const plays = (r, wanted) => r.parties.some(([a, role]) => a === id && wanted(role));
    const events = own.filter((r) => r.table === "events");
    const words = own.filter((r) => r.table === "statements");
    const did = events.filter((r) => plays(r, (role) => role !== "recipient"));
    const said = words.filter((r) => plays(r, (role) => role !== "target"));
    const who = kind === "person" ? "this person" : "it";
    const acts = [[`What ${who} did`, did], [`What was done to ${who}`, events.filter((r) => !did.includes(r))]];
    const speech = [[`What ${who} said`, said], [`What was said of ${who}`, words.filter((r) => !said.includes(r))]];
    const columns = [acts, speech].map((groups) => groups.filter(([, found]) => found.length)).filter((groups) => groups.length);
    const shown = columns.map((groups) => h("div", {}, groups.map(([title, found]) => S.section(`${title} (${found.length})`, S.recordList(found, 20)))));
    return shown.length > 1 ? h("div", { class: "columns" }, shown) : shown;
  }

  S.views.actors = async function (route, main) {
    const { actors, records } = await S.store();
    const counts = new Map();
    for (const r of records) for (const [id] of r.parties) counts.set(id, (counts.get(id) || 0) + 1);
    const all = [...actors.values()].sort((a, b) => (counts.get(b.actor_id) || 0) - (counts.get(a.actor_id) || 0));
    const item = (a) => h("li", {}, h("div", {}, S.actorLink(a.actor_id), h("span", { class: "muted" }, ` ${S.label("actors", "kind", a.kind)}`)), h("span", { class: "count", title: "records" }, counts.get(a.actor_id) || 0));
    S.replace(main, h("h1", {}, "Actors"), h("p", { class: "muted" }, "States, bodies, groups and persons, with the number of records that each takes part in itself. Their people and bodies count apart."), S.propose("Somebody is missing? Propose an", ["actors"]), S.finder("Find an actor by any name", all, (a) => a.folded, item));
  };
})(window.SIRTE);
