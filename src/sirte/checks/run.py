"""Runs all checks on a package: the text, the types, the rules."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from sirte.canonical import row_ids, to_text
from sirte.cells import parse_cells
from sirte.checks import events, evidence, keys, ledger, relations, text  # noqa: F401  registered
from sirte.checks.rules import RULES, Fault, Rule, Tables
from sirte.descriptors import Table, read_package
from sirte.errors import PackageError
from sirte.raw import read_cells
from sirte.report import Finding


def validate(root: Path) -> list[Finding]:
    """Return all findings on the package below `root`, by file and line.

    Raises `PackageError` where descriptor or schemas cannot be used; faults in data never raise.
    """
    package = read_package(root)
    findings: list[Finding] = []
    frames: dict[str, pd.DataFrame] = {}
    for table in package.tables.values():
        raw = read_cells(root, table)
        findings += raw.findings
        if raw.cells is not None:
            frame, faults = parse_cells(table, raw.cells, raw.lines)
            frames[table.name] = frame
            findings += [*faults, *_check_frame(table, frame, faults)]
    findings += _run_rules(Tables(package, frames))
    return sorted(set(findings))


def _check_frame(table: Table, frame: pd.DataFrame, faults: list[Finding]) -> Iterator[Finding]:
    """Yield what the schema finds, except where the written form was refused already."""
    refused = {(f.line, f.column) for f in faults}
    for finding in _schema_findings(table, frame):
        if (finding.line, finding.column) not in refused:
            yield finding
    yield from _order_findings(table, frame)


def _schema_findings(table: Table, frame: pd.DataFrame) -> Iterator[Finding]:
    from pandera.errors import SchemaErrors

    from sirte.compile import to_pandera

    try:
        to_pandera(table).validate(frame, lazy=True)
    except SchemaErrors as errors:
        ids = row_ids(frame, table)
        cases = errors.failure_cases.drop_duplicates(["check", "column", "index"])
        for case in cases.to_dict("records"):
            yield _schema_finding(table, case, ids)


def _schema_finding(table: Table, case: dict[str, object], ids: pd.Series) -> Finding:
    from sirte.compile import describe_failure

    check, _, columns = str(case["check"]).partition(":")
    rule, hint = describe_failure(check)
    column = columns or str(case["column"])
    index = case["index"]
    line = int(index) if isinstance(index, int) else 0
    value = case["failure_case"]
    message = {
        "required": "the cell is empty",
        "unique": f"{column} stands in an earlier row too",
    }.get(rule, f"{value!r} is refused")
    if not line:
        message = f"{value} ({check})"
    row_id = str(ids[line]) if line in ids.index else ""
    return Finding(table.path, line, column.split(",")[0], row_id, rule, message, hint)


def _order_findings(table: Table, frame: pd.DataFrame) -> Iterator[Finding]:
    """Report the first row that stands before its place in primary-key order."""
    cells = {c: to_text(frame[c], table.field(c)) for c in table.primary_key}
    later = pd.Series(False, index=frame.index)
    tied = pd.Series(True, index=frame.index)
    for column in table.primary_key:
        previous = cells[column].shift(fill_value="")
        later |= tied & (previous > cells[column])
        tied &= previous == cells[column]
    if later.any():
        line = int(frame.index[int(later.to_numpy().argmax())])
        row_id, message = str(row_ids(frame, table)[line]), "rows are not sorted by primary key"
        column = table.primary_key[0]
        yield Finding(table.path, line, column, row_id, "sorted", message, "run `sirte fmt`")


def _run_rules(tables: Tables) -> Iterator[Finding]:
    ids = {name: row_ids(f, tables.package.tables[name]) for name, f in tables.frames.items()}
    for rule in RULES.values():
        if set(rule.needs) <= set(tables.frames):
            try:
                faults = list(rule.find(tables))
            except KeyError as error:
                message = f"the schemas lack {error}, which the rule {rule.name} needs"
                raise PackageError(message) from error
            yield from (_rule_finding(rule, fault, tables, ids) for fault in faults)


def _rule_finding(rule: Rule, fault: Fault, tables: Tables, ids: dict[str, pd.Series]) -> Finding:
    path = tables.package.tables[fault.table].path
    row_id = str(ids[fault.table][fault.line])
    where = (path, fault.line, fault.column, row_id)
    return Finding(*where, rule.name, fault.message, rule.hint, rule.severity)
