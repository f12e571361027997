// One form for all spellings of a word: no case, no accents, dotted and dotless i alike.
(function (S) {
  "use strict";

  const MARKS = /[\p{M}\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]/gu;
  const LETTERS = new Map(Object.entries({ ı: "i", ß: "ss", ø: "o", đ: "d", ł: "l", æ: "ae", ى: "ي", ة: "ه", "’": "'", ʼ: "'" }));
  const SPECIAL = /[ıßøđłæىة’ʼ]/g;

  S.fold = function (text) {
    const bare = String(text ?? "").normalize("NFD").replace(MARKS, "").toLowerCase();
    return bare.replace(SPECIAL, (c) => LETTERS.get(c));
  };
})(window.SIRTE);
