// Shows the view that the address names, and keeps navigation, title, focus and theme in step.
(function (S) {
  "use strict";

  const { h } = S;
  const main = document.querySelector("main");
  const NAVIGATION = { search: "Search", timeline: "Timeline", backing: "Who backs whom", actors: "Actors", sources: "Sources" };
  let current = { key: "", update: null };
  let asked = 0;

  S.missing = function (place, words) {
    S.replace(place, h("h1", {}, "Not found"), h("p", { dir: "auto" }, words), h("p", {}, h("a", { href: "#/search" }, "Search all records")));
    return { title: "Not found" };
  };

  async function show() {
    const route = S.parseRoute(location.hash);
    const key = `${route.view}/${route.id}`;
    S.markPlace();
    if (current.key === key && current.update) return current.update(route);
    const turn = (asked += 1);
    const isFirst = !current.key;
    const wasAt = current.key;
    current = { key, update: null };
    const page = document.createElement("div");
    try {
      const made = await open(route, page);
      if (turn !== asked) return undefined;
      current.update = made?.update || null;
      document.title = `${S.plain(made?.title) || NAVIGATION[route.view] || "How Russia and Turkey aligned over Libya"} \u00b7 SIRTE`;
      S.replace(main, page);
      main.removeAttribute("aria-busy");
      performance.mark("sirte-shown");
      arrive(isFirst, wasAt === key);
    } catch (error) {
      if (turn === asked) S.replace(main, h("h1", {}, "This page could not be shown"), h("p", {}, error.message));
    }
    return undefined;
  }

  function open(route, page) {
    const view = Object.hasOwn(S.views, route.view) ? S.views[route.view] : null;
    return view ? view(route, page) : S.missing(page, `There is no page called ${route.view}.`);
  }

  function arrive(isFirst, isSame) {
    if (isFirst || isSame) return;
    scrollTo(0, 0);
    const heading = main.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  }

  // Search and timeline share their choices: the links between them keep the query.
  S.markPlace = function () {
    const route = S.parseRoute(location.hash);
    const shared = ["search", "timeline"].includes(route.view) ? String(route.query) : "";
    for (const link of document.querySelectorAll("nav.main a[data-view]")) {
      const { view } = link.dataset;
      link.setAttribute("href", S.address(view, "", ["search", "timeline"].includes(view) ? shared : ""));
      const isHere = view === route.view || view === `${route.view}s`;
      isHere ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current");
    }
  };

  function switchTheme() {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    try {
      localStorage.setItem("sirte-theme", root.dataset.theme);
    } catch {
      // Kept for this page alone.
    }
  }

  const nav = document.querySelector("nav.main ul");
  nav.prepend(...Object.entries(NAVIGATION).map(([view, text]) => h("li", {}, h("a", { href: `#/${view}`, "data-view": view }, text))));
  document.querySelector("#theme").addEventListener("click", switchTheme);
  const front = S.received.get("front");
  S.replace(document.querySelector("#version"), front.version, front.date && `, as of ${S.showDay(front.date)}`);
  if (front.releases.length) S.replace(document.querySelector("#past"), h("a", { href: "#/" }, `Releases: ${front.releases.map((r) => r.version).join(", ")}`));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && document.activeElement?.classList.contains("term-word")) document.activeElement.blur();
  });
  addEventListener("hashchange", show);
  document.querySelector("#skip").addEventListener("click", (event) => {
    event.preventDefault(); // Its address would be taken for a page.
    main.focus();
  });
  show();
  S.store().catch(() => {}); // The index comes after the first view.
})(window.SIRTE);
