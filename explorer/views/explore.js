// Search and timeline: one set of choices, kept in the address, shown as a list or over time.
(function (S) {
  "use strict";

  const { h } = S;

  S.views.search = (route, main) => explore(route, main, "search");
  S.views.timeline = (route, main) => explore(route, main, "timeline");

  async function explore(route, main, view) {
    const { records } = await S.store();
    const page = { view, records, state: S.readState(route.query) };
    const go = (push) => {
      write(page, push);
      draw(page);
    };
    build(page, main, go);
    draw(page);
    return {
      update(next) {
        page.state = S.readState(next.query);
        if (document.activeElement !== page.input) page.input.value = page.state.q;
        draw(page);
      },
    };
  }

  // Typing replaces the address, choosing adds one, so that the back button undoes a choice.
  function write(page, push) {
    const address = S.address(page.view, "", S.writeState(page.state));
    if (address === location.hash) return;
    history[push ? "pushState" : "replaceState"](null, "", address);
    S.markPlace();
  }

  function build(page, main, go) {
    const range = (from, to) => {
      Object.assign(page.state, { from, to });
      go(true);
    };
    page.range = range;
    page.facets = S.facetPanel(page.records, () => go(true));
    page.months = S.charts.months(range);
    page.input = h("input", { type: "search", id: "q", value: page.state.q, autocomplete: "off", placeholder: "A name in any script, a word", oninput: (e) => {
      page.state.q = e.target.value;
      go(false);
    } });
    page.summary = h("p", { class: "summary", role: "status" });
    page.chips = h("div", { class: "chips" });
    page.charts = h("div", {});
    page.list = h("div", {});
    const wide = matchMedia("(min-width: 900px)").matches;
    S.replace(main,
      h("h1", {}, page.view === "search" ? "Search" : "Timeline"),
      h("div", { class: "toolbar" }, h("label", { for: "q", class: "unseen" }, "Search"), page.input, dates(page, range)),
      page.months.box,
      h("div", { class: "explore" },
        h("details", { class: "filters", open: wide }, h("summary", {}, "Filters"), page.facets.box),
        h("div", { class: "found" }, h("div", { class: "found-head" }, page.summary, tools(page, go)), page.chips, page.charts, page.list, S.propose("A record is missing? Propose an", ["events", "statements", "alignments"]))));
    page.drawRest = S.later((result) => { // The answer first, what surrounds it in the next frame.
      page.facets.update(page.state, result.count());
      page.months.update(result.unbounded, page.state);
      if (page.view === "timeline") S.arenaPanels(page, range);
    });
  }

  function dates(page, range) {
    const [from, to] = S.period();
    const limits = { min: S.toIso(from), max: S.toIso(to - 1) };
    const change = () => range(page.from.value, page.to.value);
    page.from = h("input", { type: "date", id: "from", ...limits, onchange: change });
    page.to = h("input", { type: "date", id: "to", ...limits, onchange: change });
    return h("div", { class: "dates" }, h("label", { for: "from" }, "From"), page.from, h("label", { for: "to" }, "to"), page.to);
  }

  function tools(page, go) {
    const orders = [["date", "Oldest first"], ["newest", "Newest first"], ["weight", "Most intense first"], ["pages", "Most origins first"]];
    page.sort = h("select", { id: "sort", onchange: (e) => {
      page.state.sort = e.target.value;
      go(true);
    } }, orders.map(([value, text]) => h("option", { value }, text)));
    const save = () => S.download(`sirte-${S.received.get("front").version}-selection.csv`, S.toCsv(page.found));
    return h("div", { class: "tools" }, h("label", { for: "sort", class: "unseen" }, "Order"), page.sort, h("button", { type: "button", onclick: save }, "Save as CSV"));
  }

  function draw(page) {
    const result = S.runFilter(page.records, page.state);
    const { found } = result;
    page.found = S.sortFound(found, page.state);
    page.from.value = page.state.from;
    page.to.value = page.state.to;
    page.sort.value = page.state.sort;
    page.summary.textContent = `${found.length.toLocaleString("en")} of ${page.records.length.toLocaleString("en")} records`;
    S.replace(page.chips, chips(page));
    S.replace(page.list, found.length ? S.recordList(page.found) : nothing(page));
    page.drawRest(result);
  }

  function nothing({ records, state }) {
    const alone = state.q ? S.matchText(records, state.q).length : 0;
    return h("div", { class: "nothing" }, h("p", {}, h("strong", {}, "No record fits.")), h("ul", { class: "plain" },
      alone ? h("li", {}, `The words alone stand in ${alone.toLocaleString("en")} records: take away a choice, each stands above with a \u00d7.`) : null,
      !alone && state.q ? h("li", {}, "All words must stand in one record: search fewer, or the names of those involved, in any script.") : null,
      state.q ? null : h("li", {}, "Take away a choice: each stands above with a \u00d7."),
      h("li", {}, "Not found is not \u201cdid not happen\u201d: the ", h("a", { href: S.docs("datasheet") }, "datasheet"), " says what was looked for.")));
  }

  function chips(page) {
    const { state } = page;
    const gone = (change) => () => {
      change();
      page.input.value = state.q;
      write(page, true);
      draw(page);
    };
    const all = S.facets.flatMap((f) => [...state.chosen[f.key]].map((v) => [S.facetLabel(f, v), gone(() => state.chosen[f.key].delete(v))]));
    if (state.q) all.unshift([`\u201c${state.q}\u201d`, gone(() => (state.q = ""))]);
    if (state.from || state.to) all.push([`${state.from || "start"} to ${state.to || "end"}`, gone(() => Object.assign(state, { from: "", to: "" }))]);
    if (!all.length) return null;
    const clear = gone(() => Object.assign(state, S.readState(new URLSearchParams()), { sort: state.sort }));
    const chip = ([text, remove]) => h("button", { type: "button", class: "chip", "aria-label": `Remove ${text}`, onclick: remove }, h("bdi", {}, text), h("span", { "aria-hidden": "true" }, " \u00d7"));
    return [...all.map(chip), h("button", { type: "button", class: "chip clear", onclick: clear }, "Clear all")];
  }
})(window.SIRTE);
