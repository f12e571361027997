"""Turns a filled form into an edit of the tables, proves it on a copy, then puts it in place."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sirte.canonical import write_file
from sirte.checks import validate
from sirte.descriptors import Package, Table, read_package
from sirte.edit import add_row, change_cell, find_row, list_released, next_id
from sirte.errors import PackageError, UnknownIdError
from sirte.filling import Filled, RefusedFormError, parse_form
from sirte.ledger.beginning import FILES, begin, next_version
from sirte.ledger.entries import list_versions, pack
from sirte.recheck.addresses import RefusedAddressError, check_host, split_address

_TABLES = {"evt": "events", "stm": "statements", "aln": "alignments", "src": "sources"} | {
    "evd": "evidence"
}
_KEYS = {"events": "event_id", "statements": "statement_id", "alignments": "alignment_id"}


@dataclass
class _Edit:
    """The edit in the making, on a copy of the package."""

    package: Package
    filled: Filled
    has_ledger: bool
    done: list[str] = field(default_factory=list)
    source_id: str = ""

    def add(self, name: str, row: Mapping[str, str]) -> str:
        """Add a row with the next id, and its ledger row; return its id."""
        table = self.package.tables[name]
        fresh = next_id(self.package, table)
        whole = {table.primary_key[0]: fresh, **row} if fresh else dict(row)
        add_row(self.package, table, whole)
        row_id = "|".join(whole[c] for c in table.primary_key)
        self.done.append(f"added {row_id} to {table.path}")
        packed = pack({c: whole.get(c, "") for c in table.columns})
        self.log(name, row_id, action="add", new_value=packed)
        return row_id

    def log(self, name: str, row_id: str, **cells: str) -> None:
        """Add a row to the ledger, which begins with the first release."""
        if not self.has_ledger:
            return
        ledger, answers = self.package.tables["corrections"], self.filled.answers
        row = {
            "correction_id": next_id(self.package, ledger) or "",
            "release": self.package.version,
            "table": name,
            "row_id": row_id,
            "reason_class": answers.get("reason_class") or "coverage",
            "reason": answers.get("reason") or "Proposed by form.",
            "source_id": self.source_id,
            "reported_by": answers["reported_by"],
        }
        add_row(self.package, ledger, row | cells)
        self.done.append(f"added {row['correction_id']} to {ledger.path}")


def apply_form(package: Package, text: str, *, dry_run: bool = False) -> list[str]:
    """Apply a filled form to the package's files; return what was done, a line each.

    The edit is made on a copy and validated there. Raises `RefusedFormError`, and changes
    nothing, where the form is not well filled, names what does not exist, tells of a value that
    is no longer there, or leads to a finding that was not there before.
    """
    filled = parse_form(package, text)
    with tempfile.TemporaryDirectory(prefix="sirte-") as folder:
        copy = _copy(package, Path(folder))
        edit = _begin(copy, filled)
        try:
            _change(edit) if not filled.form.table else _add(edit)
        except (PackageError, UnknownIdError) as error:
            raise RefusedFormError(str(error)) from None
        _check_findings(package.root, copy.root)
        if not dry_run:
            _put_in_place(package, copy)
    if not edit.has_ledger:
        edit.done.append(f"no ledger row: the ledger begins with 1.0.0, this is {package.version}")
    return edit.done


def _copy(package: Package, folder: Path) -> Package:
    for name in ("data", "schemas"):
        shutil.copytree(package.root / name, folder / name)
    for name in FILES:
        if (package.root / name).is_file():
            shutil.copy(package.root / name, folder / name)
    return read_package(folder)


def _begin(copy: Package, filled: Filled) -> _Edit:
    """Return the edit, on the copy given the version that it belongs to: never a released one."""
    adds = bool(filled.form.table or _brings_evidence(filled))
    released = list_versions(list_released(copy))
    version = next_version(copy.version, released, adds=adds)
    if version == copy.version:
        return _Edit(copy, filled, bool(released))
    begin(copy.root, version)
    return _Edit(read_package(copy.root), filled, bool(released), [f"began version {version}"])


def _brings_evidence(filled: Filled) -> bool:
    """Whether a correction adds its page as evidence: pages bear on records alone."""
    return bool(filled.answers["address"]) and _table_of(filled.answers["row_id"]) in _KEYS


def _table_of(row_id: str) -> str:
    return _TABLES.get(row_id.partition("-")[0], "actors")


def _change(edit: _Edit) -> None:
    answers = edit.filled.answers
    row_id, column = answers["row_id"], answers["field"]
    table = edit.package.tables[_table_of(row_id)]
    if column not in table.columns or column in table.primary_key:
        raise RefusedFormError(f"{column} is not a column of {table.name} that can be changed")
    now = find_row(edit.package, table, row_id)[column]
    if now != answers["old_value"]:
        given = answers["old_value"]
        raise RefusedFormError(f"{row_id} {column} is {now!r} now, not {given!r} as the form says")
    change_cell(edit.package, table, row_id, column, answers["new_value"])
    edit.done.append(f"changed {row_id} {column}: {now!r} to {answers['new_value']!r}")
    if answers["address"]:
        edit.source_id = _find_source(edit.package, answers["address"])
        _add_evidence(edit, table, row_id)
    change = {"field": column, "old_value": now, "new_value": answers["new_value"]}
    edit.log(table.name, row_id, action="change", **change)


def _add(edit: _Edit) -> None:
    answers, name = edit.filled.answers, edit.filled.form.table
    table = edit.package.tables[name]
    row = {c: answers[c] for c in table.columns if c in answers}
    if name == "actors":
        edit.add(name, row)
    elif name == "sources":
        edit.add(name, row | {"url": _check_new_address(edit.package, answers["url"])})
    else:
        edit.source_id = _find_source(edit.package, answers["address"])
        if name == "evidence":
            edit.add(name, row | {"source_id": edit.source_id})
            return
        row_id = edit.add(name, row)
        for party in answers.get("parties", "").splitlines():
            edit.add("event_actors", {"event_id": row_id} | _party(party))
        _add_evidence(edit, table, row_id)


def _party(line: str) -> dict[str, str]:
    words = line.split()
    if len(words) != 2:
        raise RefusedFormError(f"Parties: {line!r} is not an actor id and a role")
    return {"actor_id": words[0], "role": words[1]}


def _add_evidence(edit: _Edit, table: Table, row_id: str) -> None:
    answers = edit.filled.answers
    if table.name not in _KEYS:
        return
    if not (answers["anchor"] and answers["attribution"]):
        raise RefusedFormError("Evidence address: give the anchor and the attribution with it")
    cells = {name: answers[name] for name in ("anchor", "attribution")}
    known = {_KEYS[table.name]: row_id, "source_id": edit.source_id, "reading": "supports"}
    edit.add("evidence", known | cells)


def _find_source(package: Package, address: str) -> str:
    found = find_row(package, package.tables["sources"], address, column="url", missing_ok=True)
    if not found:
        raise RefusedFormError(
            f"Evidence address: {address!r} is not among the sources: propose it first"
        )
    return found["source_id"]


def _check_new_address(package: Package, address: str) -> str:
    try:
        check_host(split_address(address))
    except RefusedAddressError as error:
        raise RefusedFormError(f"Address: {error}") from None
    if find_row(package, package.tables["sources"], address, column="url", missing_ok=True):
        raise RefusedFormError(f"Address: {address!r} is among the sources already")
    return address


def _check_findings(before: Path, after: Path) -> None:
    """Refuse where the copy has an error that the package has not; lines may have moved."""
    found = [f for f in validate(after) if f.severity == "error"]
    if not found:
        return
    known = {(f.file, f.row_id, f.rule, f.message) for f in validate(before)}
    fresh = [f for f in found if (f.file, f.row_id, f.rule, f.message) not in known]
    if fresh:
        raise RefusedFormError("it would break a rule: " + "; ".join(map(str, fresh[:5])))


def _put_in_place(package: Package, copy: Package) -> None:
    """Write what changed, each file whole; put the old ones back if that is interrupted."""
    places = [p for p in FILES if (copy.root / p).is_file()]
    paths = [*(t.path for t in package.tables.values()), *places]
    old = {p: (package.root / p).read_bytes() for p in paths}
    new = {p: (copy.root / p).read_bytes() for p in paths}
    changed = [p for p in paths if old[p] != new[p]]
    try:
        for path in changed:
            write_file(package.root / path, new[path])
    except BaseException:
        for path in changed:
            if (package.root / path).read_bytes() != old[path]:
                write_file(package.root / path, old[path])
        raise
