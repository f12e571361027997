// The one global object; data files hand their content to it, for pages opened from disk cannot fetch.
window.SIRTE = {
  views: {},
  charts: {},
  received: new Map(),
  receive(name, content) {
    this.received.set(name, content);
  },
};

(function (S) {
  "use strict";

  const loading = new Map();

  // Load a data file once; resolves to its content.
  S.load = function (name) {
    if (S.received.has(name)) return Promise.resolve(S.received.get(name));
    if (!loading.has(name)) loading.set(name, request(name));
    return loading.get(name);
  };

  function request(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => (S.received.has(name) ? resolve(S.received.get(name)) : reject(lost(name)));
      script.onerror = () => reject(lost(name));
      document.head.append(script);
    }).catch((error) => {
      loading.delete(name);
      throw error;
    });
  }

  function lost(name) {
    return new Error(`The file data/${name}.js could not be read. Reload the page, or build the site again.`);
  }

  // The theme is set before anything is drawn.
  try {
    const chosen = localStorage.getItem("sirte-theme");
    if (chosen === "dark" || chosen === "light") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be closed to pages from disk; the system's theme then holds.
  }
})(window.SIRTE);
