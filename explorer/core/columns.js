// The facets' values of all records as numbers, and the text search: fast enough for each key.
(function (S) {
  "use strict";

  const prepared = new WeakMap();

  // Return per facet {names, codes, starts, values}: record i has values[starts[i]] to values[starts[i + 1] - 1].
  S.facetColumns = function (records) {
    if (!prepared.has(records)) prepared.set(records, S.facets.map((facet) => encode(records, facet)));
    return prepared.get(records);
  };

  function encode(records, facet) {
    const codes = new Map();
    const starts = new Int32Array(records.length + 1);
    const values = [];
    records.forEach((record, i) => {
      for (const value of facet.of(record)) {
        if (!codes.has(value)) codes.set(value, codes.size);
        values.push(codes.get(value));
      }
      starts[i + 1] = values.length;
    });
    return { names: [...codes.keys()], codes, starts, values: Int32Array.from(values) };
  }

  let last = { records: null, words: [], found: [] };

  // Return places of the records in which each word stands, in their own text or a name of an actor.
  S.matchText = function (records, text) {
    const words = S.fold(text).split(/\s+/).filter(Boolean);
    const isNarrower = last.records === records && last.words.every((w) => words.some((x) => x.includes(w)));
    let found = isNarrower ? last.found : places(records);
    for (const word of words) if (!isNarrower || !last.words.includes(word)) found = narrow(records, found, word);
    last = { records, words, found };
    return found;
  };

  const all = new WeakMap();
  function places(records) {
    if (!all.has(records)) all.set(records, Array.from(records.keys()));
    return all.get(records);
  }

  function narrow(records, from, word) {
    const named = flagNamed(records, word);
    return from.filter((i) => named[i] || records[i].text.includes(word));
  }

  const byActor = new WeakMap();

  // Return for each record whether the word stands in a name of one of its actors.
  function flagNamed(records, word) {
    if (!byActor.has(records)) byActor.set(records, listByActor(records));
    const named = new Uint8Array(records.length);
    for (const actor of S.actorsNamed(word)) for (const i of byActor.get(records).get(actor) || []) named[i] = 1;
    return named;
  }

  function listByActor(records) {
    const places = new Map();
    records.forEach((record, i) => {
      for (const [actor] of record.parties) {
        if (!places.has(actor)) places.set(actor, []);
        places.get(actor).push(i);
      }
    });
    return places;
  }
})(window.SIRTE);
