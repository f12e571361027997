"""One row with everything that hangs on it, as data and as text for the terminal."""

import datetime as dt
import difflib
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from sirte.canonical import to_text
from sirte.descriptors import Package, Table
from sirte.errors import UnknownIdError
from sirte.ledger.retired import describe_retirement, find_retired, retired_rows
from sirte.links import archive_link, passage_link
from sirte.report import printable

Row = dict[str, str]

_PREFIXES = {"evt": "events", "stm": "statements", "aln": "alignments", "src": "sources"}
_KEYS = {
    "events": "event_id",
    "statements": "statement_id",
    "alignments": "alignment_id",
    "sources": "source_id",
    "actors": "actor_id",
}
_WIDTH = 96


@dataclass(frozen=True)
class Record:
    """One row and its surroundings; every cell is text as it is written in the file.

    `retired` is the correction that retired the row, whose cells then come from the ledger.
    """

    table: Table
    record_id: str
    row: Row
    actors: tuple[Row, ...]
    names: tuple[Row, ...]
    evidence: tuple[Row, ...]
    codings: tuple[Row, ...]
    corrections: tuple[Row, ...]
    retired: Row | None = None


def read_record(package: Package, frames: Mapping[str, pd.DataFrame], record_id: str) -> Record:
    """Return the event, statement, alignment, source or actor, or what the ledger keeps of it
    where it is retired; raises `UnknownIdError`.
    """
    name = _PREFIXES.get(record_id.partition("-")[0], "actors")
    table, key = package.tables[name], _KEYS[name]
    frame, ledger = frames[name], package.tables["corrections"]
    live = _rows(frame[frame[key] == record_id], table)
    gone = None if live else find_retired(frames["corrections"], ledger, record_id)
    found = live or retired_rows(frames["corrections"], table, key, record_id)
    if not found:
        raise UnknownIdError(_retired_part(gone) if gone else _unknown(record_id, frames))

    def select(other: str, column: str) -> tuple[Row, ...]:
        part, target = frames[other], package.tables[other]
        rows = _rows(part[part[column] == record_id], target)
        kept = retired_rows(frames["corrections"], target, column, record_id) if gone else ()
        return (*rows, *kept)

    has_evidence = name in ("events", "statements", "alignments", "sources")
    return Record(
        table,
        record_id,
        found[0],
        select("event_actors", key) if name == "events" else (),
        select("actor_names", key) if name == "actors" else (),
        tuple(
            _evidence_row(row, package, frames)
            for row in (select("evidence", key) if has_evidence else ())
        ),
        select("codings", "record_id"),
        _corrections_of(name, record_id, package, frames),
        gone,
    )


def _corrections_of(
    name: str, record_id: str, package: Package, frames: Mapping[str, pd.DataFrame]
) -> tuple[Row, ...]:
    ledger = frames["corrections"]
    own = ledger[(ledger["table"] == name) & (ledger["row_id"] == record_id)]
    return _rows(own, package.tables["corrections"])


def _retired_part(entry: Row) -> str:
    return f"{entry['row_id']} of {entry['table']} is {describe_retirement(entry)}"


def _rows(frame: pd.DataFrame, table: Table) -> tuple[Row, ...]:
    text = pd.DataFrame({f.name: to_text(frame[f.name], f) for f in table.fields})
    return tuple({str(k): str(v) for k, v in row.items()} for row in text.to_dict("records"))


def _evidence_row(row: Row, package: Package, frames: Mapping[str, pd.DataFrame]) -> Row:
    sources = frames["sources"]
    found = _rows(sources[sources["source_id"] == row["source_id"]], package.tables["sources"])
    source = found[0] if found else {}
    joined = row | {k: v for k, v in source.items() if k not in ("note", "source_id")}
    if url := joined.get("url"):
        joined["passage_link"] = passage_link(url, row["anchor"])
        if read := joined["read_date"]:
            joined["archive_link"] = archive_link(url, dt.date.fromisoformat(read))
    return joined


def _unknown(record_id: str, frames: Mapping[str, pd.DataFrame]) -> str:
    known = [str(i) for name, key in _KEYS.items() for i in frames[name][key].dropna()]
    close = difflib.get_close_matches(record_id, known, n=3)
    return f"{record_id!r} is not a record, source or actor" + (
        f": did you mean {', '.join(close)}?" if close else ""
    )


def to_dict(record: Record) -> dict[str, Any]:
    """Return the record as plain data, for JSON."""
    parts = ("actors", "names", "evidence", "codings", "corrections")
    lists = {part: list(getattr(record, part)) for part in parts}
    head = {"table": record.table.name, "id": record.record_id, "row": record.row}
    return {**head, **lists, "retired": record.retired}


def to_text_page(record: Record) -> str:
    """Return the record as text for a terminal; control characters are shown as escapes."""
    return "\n".join(printable(line) for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    title = record.row.get("title") or record.row.get("name") or record.row.get("summary", "")
    yield from textwrap.wrap(f"{record.record_id}  {title}", _WIDTH)
    yield "=" * min(_WIDTH, len(record.record_id) + 2 + len(title))
    if record.retired:
        yield from textwrap.wrap(describe_retirement(record.retired), _WIDTH)
    for field in record.table.fields[1:]:
        value = record.row[field.name]
        if value and value != title:
            label = {str(c.value): c.label for c in field.categories}.get(value, "")
            shown = f"{value} ({label})" if label and label.lower() != value else value
            yield from _wrapped(field.name, shown)
    if record.actors:
        yield from _wrapped(
            "actors", ", ".join(f"{a['actor_id']} {a['role']}" for a in record.actors)
        )
    if record.names:
        yield from _wrapped(
            "names", "; ".join(f"{n['name']} [{n['language']}]" for n in record.names)
        )
    yield from _evidence_lines(record)
    for coding in record.codings:
        value, who = coding["value"] or "(empty)", f"{coding['coder']}, round {coding['round']}"
        yield f"coding  {coding['variable']} = {value} by {who}"
    for c in record.corrections:
        yield _correction_line(c)


def _correction_line(entry: Row) -> str:
    lead = f"correction  {entry['release']} {entry['action']}"
    if entry["action"] != "change":
        return f"{lead}: {entry['reason']}"
    values = (entry["old_value"] or "(empty)", entry["new_value"] or "(empty)")
    return f"{lead} {entry['field']} {values[0]} -> {values[1]}: {entry['reason']}"


def _wrapped(label: str, text: str) -> list[str]:
    lead = f"{label:<18} "
    return textwrap.wrap(
        text, _WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    )


def _evidence_lines(record: Record) -> Iterator[str]:
    if not record.evidence:
        return
    yield ""
    yield f"Evidence ({len(record.evidence)})"
    for e in sorted(record.evidence, key=lambda row: row["reading"] == "contradicts"):
        mark = "!" if e["reading"] == "contradicts" else "-"
        about = e["event_id"] or e["statement_id"] or e["alignment_id"]
        lead = f"{e['source_id']} " if record.table.name != "sources" else f"{about} "
        blocs = f"{e.get('publisher_bloc', '?')}; origin {e.get('origin', '?')}"
        yield f"{mark} {e['evidence_id']} {e['reading']}: {lead}{e.get('publisher', '?')} ({blocs})"
        said = f'"{e["anchor"]}"'
        dated = f", which says {e['reported_date']}" if e["reported_date"] else ""
        yield f"    {said} [{e.get('language', '?')}, {e['attribution']}{dated}]"
        if e["note"]:
            yield from textwrap.wrap(
                e["note"], _WIDTH, initial_indent="    ", subsequent_indent="    "
            )
        if e.get("passage_link"):
            yield f"    {e['passage_link']}"
