"""The difference of two packages: rows added, rows retired, cells changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sirte.ledger.rows import Row, Rows, owner_of


@dataclass(frozen=True)
class Change:
    """One added row, retired row or changed cell, as `action` says; `row` is the whole row, of
    the later side unless it was retired.
    """

    table: str
    row_id: str
    action: str
    row: Row
    field: str = ""
    old: str = ""
    new: str = ""

    @property
    def owner(self) -> tuple[str, str]:
        """Table and id of the record, source or actor that the row hangs on."""
        return owner_of(self.table, self.row_id, self.row)


def compare(base: Mapping[str, Rows], head: Mapping[str, Rows]) -> list[Change]:
    """Return what turns `base` into `head`, by table in the order of `head`, then by row id.

    Columns and tables that one side lacks are passed over: see `compare_columns`.
    """
    return [c for name in head if name in base for c in _compare(name, base[name], head[name])]


def _compare(table: str, base: Rows, head: Rows) -> Iterator[Change]:
    for row_id in sorted({*base, *head}):
        old, new = base.get(row_id), head.get(row_id)
        if new is None and old is not None:
            yield Change(table, row_id, "retire", old)
        elif old is None and new is not None:
            yield Change(table, row_id, "add", new)
        elif old is not None and new is not None and old != new:
            for field in (f for f in new if f in old and old[f] != new[f]):
                yield Change(table, row_id, "change", new, field, old[field], new[field])


def compare_columns(
    base: Mapping[str, tuple[str, ...]], head: Mapping[str, tuple[str, ...]]
) -> list[str]:
    """Return a sentence for each table and column, given by table, that one side alone has."""
    notes = [f"{name}: table added" for name in head if name not in base]
    notes += [f"{name}: table removed" for name in base if name not in head]
    for name in (n for n in head if n in base):
        notes += [f"{name}: column {c} added" for c in head[name] if c not in base[name]]
        notes += [f"{name}: column {c} removed" for c in base[name] if c not in head[name]]
    return notes
