"""Synthetic codings, corrections and searches."""

from collections.abc import Iterator

from bench.cells import day_of, mix, pick, write_date, write_text
from bench.plan import Plan
from bench.words import WORDS

Row = dict[str, str]
_DAY = "2026-11-22"


def codings(plan: Plan) -> Iterator[Row]:
    """Two coders, on the event of each even unit, then on the statement of each odd one."""
    for first, (prefix, table) in enumerate((("evt", "events"), ("stm", "statements"))):
        for i in range(first, plan.units, 2):
            variable = pick(plan.judged[table], i, 60)
            values = plan.allowed(table, variable)
            for salt, coder in enumerate(("coder-a", "coder-b")):
                yield {
                    "record_id": plan.write_id(prefix, i),
                    "variable": variable,
                    "coder": coder,
                    "round": "1",
                    "value": pick(values, i, 63 + salt),
                    "read_blocs": "russian-state;western",
                    "codebook_version": "0.1.0",
                    "coded_date": _DAY,
                }


def corrections(plan: Plan) -> Iterator[Row]:
    """The verification of every twentieth event was corrected."""
    for i in range(plan.corrections):
        yield {
            "correction_id": plan.write_id("cor", i),
            "release": plan.package.version,
            "table": "events",
            "row_id": plan.write_id("evt", 20 * i),
            "action": "change",
            "field": "verification",
            "old_value": "denied",
            "new_value": plan.verification(20 * i),
            "reason_class": pick(plan.allowed("corrections", "reason_class"), i, 65),
            "reason": f"{write_text(i, 66, 9, commas=25)}.",
            "source_id": plan.write_id("src", i),
        }


def search_log(plan: Plan) -> Iterator[Row]:
    """Queries in four languages, spread over the period."""
    for i in range(plan.searches):
        day, language = day_of(i, plan.searches), pick(tuple(WORDS), i, 67)
        yield {
            "search_id": plan.write_id("sch", i),
            "date": _DAY,
            "query": " ".join(pick(WORDS[language], i, 68 + n) for n in range(9)),
            "language": language,
            "period_from": write_date(day),
            "period_to": write_date(day + 30),
            "arena": pick(plan.allowed("search_log", "arena"), i, 80),
            "results": str(mix(i, 81) % 12),
            "rows_gained": str(mix(i, 82) % 3),
        }
