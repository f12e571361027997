"""A planted defect for every rule, and valid cases that lie just inside a rule's edge."""

from pathlib import Path

import pandas as pd
import pytest

from sirte import validate
from sirte.cells import parse_cells
from sirte.checks import RULES, Rule
from sirte.checks.rules import Tables
from sirte.descriptors import read_package
from sirte.raw import read_cells

from .breaking import Case, correcting
from .conftest import ROOT, ROWS, Mini
from .defects import BRANCHES, CASES
from .edges import INVALID, VALID

pytestmark = pytest.mark.usefixtures("check_once")

SCHEMA_RULES = {"required", "enum", "pattern", "range", "unique", "sorted"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.rule} {c.place}")
def test_rule_planted_defect_is_found_in_its_place(mini: Mini, case: Case) -> None:
    found = validate(mini(**case.defect))
    places = [f"{f.rule} {f.file}:{f.line} {f.column} {f.row_id}" for f in found]
    assert places == [f"{case.rule} {case.place}"]
    assert found[0].hint


def test_rules_each_has_a_planted_defect() -> None:
    assert {c.rule for c in CASES} == {*RULES, *SCHEMA_RULES}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.name)
def test_rule_is_described_for_the_codebook(rule: Rule) -> None:
    assert rule.sentence.endswith(".")
    assert 20 < len(rule.sentence) < 250
    assert rule.hint


@pytest.mark.parametrize("name", [r.name for r in RULES.values() if r.severity == "warning"])
def test_rule_that_warns_makes_no_error(mini: Mini, name: str) -> None:
    defect = next(c.defect for c in CASES if c.rule == name)
    assert {f.severity for f in validate(mini(**defect))} == {"warning"}


# Edges: one rule alone, on the tables it says it needs; quicker than the whole validation.

READS_ANY = {
    "foreign-key",
    "coding-of-known-value",
    "ledger-fits-tables",
    "no-formula-cell",
    "successor-known",
}


def _faults(rule: str, root: Path) -> list[str]:
    package = read_package(root)
    frames: dict[str, pd.DataFrame] = {}
    for name in package.tables if rule in READS_ANY else RULES[rule].needs:
        raw = read_cells(root, package.tables[name])
        assert raw.cells is not None
        frames[name], _ = parse_cells(raw.table, raw.cells, raw.lines)
    found = RULES[rule].find(Tables(package, frames))
    return [f"data/{f.table}.csv:{f.line} {f.column}" for f in found]


@pytest.mark.parametrize("case", BRANCHES, ids=lambda c: f"{c.rule} {c.place}")
def test_rule_other_defect_is_found_in_its_place(mini: Mini, case: Case) -> None:
    assert case.place in _faults(case.rule, mini(**case.defect))


def _every_foreign_key() -> list[tuple[str, str]]:
    tables = read_package(ROOT).tables.values()
    return [(t.name, k.column) for t in tables for k in t.foreign_keys]


@pytest.mark.parametrize(("table", "column"), _every_foreign_key())
def test_foreign_key_unknown_id_is_found_in_every_column(
    mini: Mini, table: str, column: str
) -> None:
    row = ROWS[table][0] if ROWS[table] else correcting()["add"][table][0]
    root = mini(add={table: [row | {column: "src-9999"}]})
    last = len(ROWS[table]) + 2
    assert f"data/{table}.csv:{last} {column}" in _faults("foreign-key", root)


@pytest.mark.parametrize("case", VALID)
def test_rule_valid_edge_is_not_found(mini: Mini, case: str) -> None:
    rule, change = VALID[case]
    assert _faults(rule, mini(**change)) == []


@pytest.mark.parametrize("case", INVALID)
def test_rule_just_past_the_edge_is_found(mini: Mini, case: str) -> None:
    rule, change = INVALID[case]
    assert len(_faults(rule, mini(**change))) == 1
