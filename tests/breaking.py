"""Ways to break a small package, for the tests of the rules."""

import json
from typing import Any, NamedTuple

from .conftest import ROWS, Row


class Case(NamedTuple):
    """A rule, where its finding must stand, and the defect, which breaks no other rule."""

    rule: str
    place: str
    defect: dict[str, Any]


def plant(rule: str, place: str, **defect: Any) -> Case:
    """Return a case; `place` is table, line, column and row id, `defect` is given to `mini`."""
    table, _, rest = place.partition(":")
    return Case(rule, f"data/{table}.csv:{rest}", defect)


def take(table: str, index: int, **changes: str) -> Row:
    return ROWS[table][index] | changes


def adding(table: str, index: int, **changes: str) -> dict[str, Any]:
    return {"add": {table: [take(table, index, **changes)]}}


def backing(spell: str, source: str) -> Row:
    """Return a further supporting row of evidence for a spell."""
    cells = {"evidence_id": "evd-0011", "alignment_id": spell, "source_id": source}
    return take("evidence", 9, **cells, anchor="a second page says so")


SAME_BLOC = take(
    "sources", 2, source_id="src-0004", url="https://dw.example/d", publisher="DW", origin="DW"
)


def correcting(**changes: str) -> dict[str, Any]:
    names = "correction_id release table row_id action field old_value new_value reason_class"
    cells = "cor-0001 0.1.0 events evt-0001 change valence 1 0 coding-error"
    row = dict(zip(names.split(), cells.split(), strict=True)) | {"reason": "Miscoded."}
    return {"add": {"corrections": [row | changes]}}


def retiring(**changes: str) -> Row:
    """Return the entry that retires evt-0009, a fourth event like the first."""
    whole = json.dumps(take("events", 0, event_id="evt-0009"))
    cells = {"row_id": "evt-0009", "action": "retire", "field": "", "old_value": whole}
    row: Row = correcting(**cells, new_value="")["add"]["corrections"][0]
    return row | changes


def releasing(version: str) -> dict[str, Any]:
    row = {"version": version, "table": "events", "date": "2026-12-01", "rows": "3"}
    return {"add": {"releases": [row | {"sha256": "0" * 64}]}}


def spelling(**changes: str) -> dict[str, Any]:
    """Add a fourth spell of Russia and Turkey, and evidence for it."""
    spell = take("alignments", 2, alignment_id="aln-0004") | changes
    passage = {"evidence_id": "evd-0011", "alignment_id": "aln-0004", "anchor": "the next day"}
    return {"add": {"alignments": [spell], "evidence": [take("evidence", 9, **passage)]}}


def dated(start: str, end: str, precision: str) -> Row:
    return {"start_date": start, "end_date": end, "date_precision": precision}


NO_SPELL = {"end_date": "2020-01-11", "end_precision": "day"}
NINE_WORDS = "one two three four five six seven eight nine"
UNLINKED = take("evidence", 9, evidence_id="evd-0011", alignment_id="", anchor="on neither side")
