// A reference to copy, in the style the reader chose.
(function (S) {
  "use strict";

  const { h } = S;
  let chosen = "apa";

  // `record` is {id, words}, or null for the dataset.
  S.cite = function (record, address) {
    const place = location.protocol === "file:" ? "" : address;
    const text = h("pre", { class: "reference", tabindex: "0", role: "region", "aria-label": "Reference" });
    const said = h("span", { role: "status" });
    const show = () => {
      text.textContent = S.plain(S.reference(chosen, record, place)).trimEnd();
      said.textContent = "";
    };
    const style = h("select", { "aria-label": "Style of the reference", onchange: (e) => {
      chosen = e.target.value;
      show();
    } }, S.citeStyles.map(([value, name]) => h("option", { value }, name)));
    style.value = chosen;
    show();
    const copy = h("button", { type: "button", onclick: () => take(text, said) }, "Copy");
    return h("div", { class: "cite" }, text, h("div", { class: "tools" }, style, copy, said), asOf());
  };

  function asOf() {
    const { version, date, releases } = S.received.get("front");
    const later = releases.some((r) => r.version === version) ? "Any later release can still be read as this one." : "Name the version: values may be corrected in later ones.";
    return h("p", { class: "muted" }, `As of version ${version}${date ? `, ${S.showDay(date)}` : ""}. ${later}`);
  }

  async function take(text, said) {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = "Selected: copy it with the keyboard.";
    }
  }
})(window.SIRTE);
