"""What changed between two packages, grouped by record, with the evidence each record rests on."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sirte.dataset import Dataset
from sirte.errors import PackageError
from sirte.ledger.difference import Change, compare, compare_columns
from sirte.ledger.entries import Entry, read_entries
from sirte.ledger.rows import Row, Rows, in_scope, owner_of, read_all
from sirte.links import passage_link

_NOUNS = {
    "add": ("row added", "rows added"),
    "retire": ("row retired", "rows retired"),
    "change": ("cell changed", "cells changed"),
}
_FIRST = ("events", "statements", "alignments")
_PAGE = ("publisher", "publisher_bloc", "language", "url")


@dataclass(frozen=True)
class Passage:
    """A row of evidence with its page; `action` says whether it is new, retired or as before."""

    evidence_id: str
    action: str
    reading: str
    publisher: str
    bloc: str
    language: str
    anchor: str
    link: str


@dataclass(frozen=True)
class RecordChanges:
    """What changed on one record: its own row, what hangs on it, and its evidence."""

    table: str
    record_id: str
    title: str
    action: str
    changes: tuple[Change, ...]
    evidence: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """The difference of two packages; `reasons` are the entries of the later one's ledger by
    table, row id and field.
    """

    base: str
    head: str
    columns: tuple[str, ...]
    records: tuple[RecordChanges, ...]
    counts: Mapping[str, int]
    reasons: Mapping[tuple[str, str, str], Entry]

    @property
    def summary(self) -> str:
        """What changed, counted, in a line."""
        parts = [f"{n:,} {_NOUNS[a][n != 1]}" for a in _NOUNS if (n := self.counts.get(a, 0))]
        if not parts:
            return "no row differs"
        records = f"{len(self.records):,} record{'s' * (len(self.records) != 1)}"
        return f"{', '.join(parts)}, in {records}"

    def reason_of(self, change: Change) -> Entry | None:
        """Return the newest entry of the ledger on the change, where it is recorded."""
        return self.reasons.get((change.table, change.row_id, change.field))


def compare_packages(base: Dataset, head: Dataset) -> Comparison:
    """Return what turns `base` into `head`, by record; ledger and releases are not compared."""
    old, new = (read_all(d.package, d.frames) for d in (base, head))
    changes = compare(in_scope(old), in_scope(new))
    columns = [{n: t.columns for n, t in d.package.tables.items()} for d in (base, head)]
    entries = read_entries(new.get("corrections", {}))
    return Comparison(
        base.version,
        head.version,
        tuple(compare_columns(*columns)),
        tuple(_group(changes, old, new)),
        Counter(c.action for c in changes),
        {(e.table, e.row_id, e.field): e for e in entries},
    )


def _group(
    changes: list[Change], old: Mapping[str, Rows], new: Mapping[str, Rows]
) -> Iterator[RecordChanges]:
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault(change.owner, []).append(change)
    passages = _passages(old, new, set(groups))
    order = [*_FIRST, *(name for name in new if name not in _FIRST)]
    for table, record_id in sorted(groups, key=lambda o: (order.index(o[0]), o)):
        found = groups[table, record_id]
        row = new.get(table, {}).get(record_id) or old.get(table, {}).get(record_id, {})
        own = {c.action for c in found if (c.table, c.row_id) == (table, record_id)}
        yield RecordChanges(
            table,
            record_id,
            row.get("title") or row.get("name") or row.get("summary") or row.get("label", ""),
            next(iter(own), "change"),
            tuple(c for c in found if c.table != "evidence" or c.action == "change"),
            tuple(passages.get((table, record_id), ())),
        )


def _passages(
    old: Mapping[str, Rows], new: Mapping[str, Rows], owners: set[tuple[str, str]]
) -> dict[tuple[str, str], list[Passage]]:
    """Return the evidence of the records on both sides, in order of its ids."""
    before, after = (side.get("evidence", {}) for side in (old, new))
    found: dict[tuple[str, str], list[Passage]] = {}
    for evidence_id in sorted({*before, *after}):
        row = after.get(evidence_id) or before[evidence_id]
        owner = owner_of("evidence", evidence_id, row)
        if owner in owners:
            action = "add" if evidence_id not in before else ""
            side = new if evidence_id in after else old
            page = side.get("sources", {}).get(row.get("source_id", ""), {})
            action = action if evidence_id in after else "retire"
            found.setdefault(owner, []).append(_passage(evidence_id, action, row, page))
    return found


def _passage(evidence_id: str, action: str, row: Row, page: Row) -> Passage:
    publisher, bloc, language, url = (page.get(c, "") for c in _PAGE)
    anchor = row.get("anchor", "")
    try:
        link = passage_link(url, anchor)
    except PackageError:
        link = ""
    reading = row.get("reading", "")
    return Passage(evidence_id, action, reading, publisher, bloc, language, anchor, link)
