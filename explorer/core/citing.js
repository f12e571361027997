// References in the styles of `sirte cite`: templates from the build, with the record put in.
(function (S) {
  "use strict";

  const UNSEEN = /[\p{C}\p{Z}]/gu;
  const TEX = new Map(Object.entries({ "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "{": "\\textbraceleft{}", "}": "\\textbraceright{}" }));
  for (const c of "&%$#_") TEX.set(c, `\\${c}`);

  const line = (text) => String(text).replace(UNSEEN, " ").split(/\s+/).filter(Boolean).join(" ");
  const ESCAPES = {
    bibtex: (text) => Array.from(text, (c) => TEX.get(c) || c).join(""),
    "csl-json": (text) => JSON.stringify(text).slice(1, -1),
  };

  S.citeStyles = [["apa", "APA"], ["bibtex", "BibTeX"], ["ris", "RIS"], ["csl-json", "CSL-JSON"]];

  // `record` is {id, words}, or null for the dataset; `address` is the page's own, or "".
  S.reference = function (style, record, address) {
    const template = S.received.get("front").references[style][`${record ? "record" : "dataset"}${address ? "-at" : ""}`];
    const escape = ESCAPES[style] || String;
    const put = { zzIDzz: record?.id, zzRECORDzz: line(record?.words ?? "").replace(/\.+$/, ""), zzADDRESSzz: address };
    return template.replace(/zz(?:ID|RECORD|ADDRESS)zz/g, (name) => (name === "zzRECORDzz" ? escape(put[name]) : put[name]));
  };
})(window.SIRTE);
