// The first page: what this is, what it found, how large it is, how to take and cite it.
(function (S) {
  "use strict";

  const { h } = S;
  const DOUBT = ", a sign that "; // What the sentence of a claim says of a sign that hangs on little.

  S.views.front = function (route, main) {
    const front = S.received.get("front");
    S.replace(main,
      h("header", { class: "lead" },
        h("h1", {}, "How Russia and Turkey aligned and clashed over Libya, 2019 to 2021"),
        h("p", { class: "sentence" }, "An open dataset in which every row leads to the passage it rests on, and reports that contradict each other stay visible."),
        search()),
      headline(front),
      h("div", { class: "columns" }, counts(front), take(front)),
      h("p", { class: "who" }, "Coded by language models from the cited pages under a published codebook; no human coder has reviewed the rows yet. Numbers count coded signals in the sources consulted."));
  };

  function search() {
    const input = h("input", { type: "search", name: "q", id: "front-search", placeholder: "Haftar, Чавушоглу, السراج", autocomplete: "off" });
    const go = (event) => {
      event.preventDefault();
      location.hash = S.address("search", "", input.value.trim() ? `q=${encodeURIComponent(input.value.trim())}` : "");
    };
    return h("form", { class: "big-search", role: "search", onsubmit: go }, h("label", { for: "front-search", class: "unseen" }, "Search all records"), input, h("button", { type: "submit", class: "primary" }, "Search"));
  }

  function headline(front) {
    const claims = new Map(front.claims.map((c) => [c.claim_id, c]));
    const rows = front.phases.map((p) => {
      const claim = claims.get(`libya-level-${p.phase_id}`);
      const numbers = claim ? { mean: claim.estimate, lower: claim.lower, upper: claim.upper, sentence: claim.sentence, doubtful: claim.sentence.includes(DOUBT) } : { mean: null };
      return { id: p.phase_id, label: p.label, name: `${p.phase_id} ${p.label}`, start: p.start_date, words: "too few rows", ...numbers };
    });
    if (!claims.size) return h("p", { class: "muted" }, "This package brings no published numbers.");
    const known = rows.filter((r) => r.mean !== null).sort((a, b) => a.mean - b.mean);
    const title = known.length > 1 ? `Most divergent: ${known[0].name}. Most convergent: ${known.at(-1).name}.` : "Net alignment by phase";
    return h("section", { class: "headline" },
      h("h2", {}, title),
      h("p", { class: "muted" }, "Net alignment of coded acts in Libya by phase, mean and 95% interval. Grey: no clear sign."),
      doubts(rows),
      h("div", { class: "beside" }, S.charts.forest(rows, title), h("div", { class: "front-table" }, table(rows))),
      h("p", {}, h("a", { href: S.address("timeline", "", "arena=libya") }, "See the acts behind it on the timeline")));
  }

  function doubts(rows) {
    const doubtful = rows.filter((r) => r.doubtful);
    return doubtful.length ? h("p", { class: "muted" }, "Hollow: ", doubtful.map((r) => `${r.sentence} `), h("a", { href: S.docs("notebooks/08_robustness") }, "Robustness"), ".") : null;
  }

  function table(rows) {
    const words = (r) => (r.mean === null ? r.words : `${S.number(r.mean)} [${S.number(r.lower)}, ${S.number(r.upper)}]`);
    return S.dataTable("Net alignment in Libya by phase", ["Phase", "From", "Net alignment [95%]"], rows.map((r) => [[r.id, h("span", { class: "unseen" }, ` ${r.label}`)], r.start, words(r)]));
  }

  function counts(front) {
    const shown = [["events", "search", "kind=events"], ["statements", "search", "kind=statements"], ["alignments", "search", "kind=alignments"], ["actors", "actors"], ["sources", "sources"], ["evidence"]];
    const titles = new Map(front.tables.map((t) => [t.name, t]));
    return S.section("What is in it", h("ul", { class: "counts" }, shown.filter(([name]) => titles.has(name)).map(([name, view, query]) => {
      const inner = [h("strong", {}, front.counts[name].toLocaleString("en")), h("span", {}, titles.get(name).title)];
      return h("li", {}, view ? h("a", { href: S.address(view, "", query) }, inner) : h("div", {}, inner), h("p", {}, titles.get(name).description));
    })));
  }

  // There only where the build found a release of the same tables.
  function everyFormat(release) {
    if (!release) return null;
    const size = `${(release.bytes / 1e6).toFixed(1)} MB`;
    return h("p", {}, h("a", { href: `download/${release.file}`, download: true }, "Every format"), ` (${size}): XLSX, Stata, SPSS, SQLite, Parquet, GraphML, two flat tables, codebook. `, h("a", { href: S.docs("start") }, "How to open them"), ".");
  }

  function take(front) {
    const files = front.tables.map((t) => [t, t.path.split("/").at(-1)]);
    return h("div", {},
      S.section("Take it", h("p", {}, h("a", { class: "button", href: "download/sirte.zip", download: true }, `All tables, version ${front.version} (ZIP of CSV)`)),
        everyFormat(front.release),
        h("details", {}, h("summary", {}, "One table as CSV"), h("ul", { class: "plain" }, files.map(([t, file]) => h("li", {}, h("a", { href: `download/${file}`, download: true }, file), ` ${t.description}`)))),
        h("p", { class: "muted" }, `Data: ${front.licence}.`)),
      S.section("Cite it", S.cite(null, location.href.split("#")[0])),
      S.section("Understand it", S.documentation()),
      S.releaseList());
  }
})(window.SIRTE);
