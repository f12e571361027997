// Dates as the tables give them: bounds and a precision.
(function (S) {
  "use strict";

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  S.months = MONTHS;

  function day(text) {
    const [y, m, d] = text.split("-");
    return `${Number(d)} ${MONTHS[Number(m) - 1]} ${y}`;
  }

  S.showDate = function (record) {
    const { start_date: start, end_date: end } = record;
    if (record.table === "alignments") {
      const from = coarse(start, record.start_precision);
      return `${from} to ${end ? coarse(end, record.end_precision) : "beyond the period"}`;
    }
    if (record.date_precision === "month") return coarse(start, "month");
    return start === end ? day(start) : `${day(start)} to ${day(end)}`;
  };

  function coarse(text, precision) {
    const [y, m] = text.split("-");
    if (precision === "month") return `${MONTHS[Number(m) - 1]} ${y}`;
    return precision === "longer" ? `about ${y}` : day(text);
  }

  S.showDay = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text || "") ? day(text) : S.plain(text));
  S.toIso = (time) => new Date(time).toISOString().slice(0, 10);

  S.phaseOf = (text) => S.received.get("front").phases.find((p) => p.start_date <= text && text <= p.end_date);

  S.period = function () {
    const phases = S.received.get("front").phases;
    return [Date.parse(phases[0].start_date), Date.parse(phases.at(-1).end_date) + 86400000];
  };
})(window.SIRTE);
