"""Writes the ledger: the difference to the last release, as entries with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from sirte.dataset import Dataset
from sirte.descriptors import Package, Table
from sirte.edit import check_value
from sirte.errors import PackageError
from sirte.ledger.difference import Change, compare
from sirte.ledger.entries import (
    Entry,
    LedgerError,
    list_versions,
    pack,
    parse_version,
    read_entries,
)
from sirte.ledger.proving import prove, until
from sirte.ledger.replay import redo
from sirte.ledger.rows import in_scope, read_all


@dataclass(frozen=True)
class Reason:
    """Why rows were changed, as it stands in each entry; `replaced_by` is for a retired record."""

    reason_class: str
    reason: str
    source_id: str = ""
    reported_by: str = ""
    replaced_by: str = ""


def last_release(dataset: Dataset) -> str:
    """Return the newest release; raises `LedgerError` where nothing can be recorded on it."""
    package, versions = dataset.package, list_versions(dataset.releases["version"])
    if not versions:
        raise LedgerError("no release is frozen yet: the ledger begins after the first one")
    last = versions[-1]
    if parse_version(package.version) <= parse_version(last):
        raise LedgerError(
            f"datapackage.json says {package.version}, and {last} is released: run "
            "`sirte ledger begin`"
        )
    if parse_version(package.version)[0] != parse_version(last)[0]:
        raise LedgerError(
            f"{package.version} is for changed schemas: release changed rows as {last[0]}.x first"
        )
    return last


def list_unrecorded(dataset: Dataset, base: Dataset) -> list[Change]:
    """Return the differences to the last release, `base`, that the ledger does not hold yet.

    Raises `LedgerError` where `base` is not that release by its hashes, or where entries do not
    fit it.
    """
    package = dataset.package
    now, then = read_all(package, dataset.frames), read_all(base.package, base.frames)
    last = last_release(dataset)
    then["corrections"] = until(then["corrections"], "release", last)
    prove(base.package, then, now["releases"], last)
    pending = [
        e
        for e in read_entries(now["corrections"])
        if parse_version(e.release) > parse_version(last)
    ]
    expected = redo(in_scope(then), pending, package.tables)
    return compare(expected, in_scope(now))


def make_entries(dataset: Dataset, changes: Sequence[Change], reason: Reason) -> list[Entry]:
    """Return the entries for the changes, numbered after those that stand in the ledger.

    Raises `PackageError` for a retired id used again, an added row in a version that only
    corrects, a successor for more than one record, or a cell that cannot stand in `corrections`.
    """
    package, corrections = dataset.package, dataset.corrections
    _refuse_reuse(dataset, changes)
    check_figure(package, [c.action for c in changes], last_release(dataset))
    taken = [int(i) for i in corrections["correction_id"].str.extract(r"^cor-([0-9]+)$")[0]]
    first = max(taken, default=0) + 1
    entries = [
        to_entry(c, f"cor-{first + n:04d}", package.version, reason) for n, c in enumerate(changes)
    ]
    if reason.replaced_by and sum(bool(e.replaced_by) for e in entries) != 1:
        raise PackageError("--replaced-by is for one retired record: name it with --record")
    for entry in entries:
        _check(entry, package.tables["corrections"])
    return entries


def check_figure(package: Package, actions: Sequence[str], last: str) -> None:
    """Raise `PackageError` where rows are added and only the last figure of the version rose."""
    before, now = parse_version(last), parse_version(package.version)
    if "add" in actions and now[:2] == before[:2]:
        wanted = f"{before[0]}.{before[1] + 1}.0"
        raise PackageError(
            f"rows are added, which raises the middle figure: run `sirte ledger begin {wanted}`, "
            f"this is {package.version}"
        )


def _refuse_reuse(dataset: Dataset, changes: Sequence[Change]) -> None:
    gone = dataset.retired()
    names = set(zip(gone["table"], gone["row_id"], strict=True))
    for change in changes:
        numbered = len(dataset.package.tables[change.table].primary_key) == 1
        if change.action == "add" and numbered and (change.table, change.row_id) in names:
            raise PackageError(f"{change.table} {change.row_id} was retired: give a new id")


def to_entry(change: Change, correction_id: str, release: str, reason: Reason) -> Entry:
    """Return the entry of one change; the successor goes to the retired record alone."""
    whole = pack(change.row)
    old = {"retire": whole, "change": change.old}.get(change.action, "")
    new = {"add": whole, "change": change.new}.get(change.action, "")
    follows = change.action == "retire" and change.owner == (change.table, change.row_id)
    return Entry(
        correction_id,
        release,
        change.table,
        change.row_id,
        change.action,
        change.field,
        old,
        new,
        reason.reason_class,
        reason.reason,
        reason.source_id,
        reason.reported_by,
        reason.replaced_by if follows else "",
    )


def _check(entry: Entry, table: Table) -> None:
    for name, value in entry.to_row().items():
        if why := check_value(table.field(name), value):
            raise PackageError(f"{entry.table} {entry.row_id}: {name}: {why}")


def select(changes: Sequence[Change], records: Sequence[str]) -> list[Change]:
    """Return the changes of the named records, sources or actors, or all where none is named.

    Raises `PackageError` for a name without changes.
    """
    known = {i for c in changes for i in (c.owner[1], c.row_id)}
    if unknown := [r for r in records if r not in known]:
        raise PackageError(f"{unknown[0]!r}: nothing of it is left to record")
    return [c for c in changes if not records or {c.owner[1], c.row_id} & set(records)]
