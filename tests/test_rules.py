"""A planted defect for every rule, and valid cases that lie just inside a rule's edge."""

from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest

from sirte import validate
from sirte.cells import parse_cells
from sirte.checks import RULES, Rule
from sirte.checks.rules import Tables
from sirte.descriptors import read_package
from sirte.raw import read_cells

from .conftest import ROOT, ROWS, Mini, Row

pytestmark = pytest.mark.usefixtures("check_once")

SCHEMA_RULES = {"required", "enum", "pattern", "range", "unique", "sorted"}


class Case(NamedTuple):
    """A rule, where its finding must stand, and the defect, which breaks no other rule."""

    rule: str
    place: str
    defect: dict[str, Any]


def plant(rule: str, place: str, **defect: Any) -> Case:
    """Return a case; `place` is table, line, column and row id, `defect` is given to `mini`."""
    table, _, rest = place.partition(":")
    return Case(rule, f"data/{table}.csv:{rest}", defect)


def _row(table: str, index: int, **changes: str) -> Row:
    return ROWS[table][index] | changes


def _add(table: str, index: int, **changes: str) -> dict[str, Any]:
    return {"add": {table: [_row(table, index, **changes)]}}


def _correction(**changes: str) -> dict[str, Any]:
    names = "correction_id release table row_id action field old_value new_value reason_class"
    cells = "cor-0001 0.1.0 events evt-0001 change valence 1 0 coding-error"
    row = dict(zip(names.split(), cells.split(), strict=True)) | {"reason": "Miscoded."}
    return {"add": {"corrections": [row | changes]}}


def _release(version: str) -> dict[str, Any]:
    row = {"version": version, "table": "events", "date": "2026-12-01", "rows": "3"}
    return {"add": {"releases": [row | {"sha256": "0" * 64}]}}


def _spell(**changes: str) -> dict[str, Any]:
    """Add a fourth spell of Russia and Turkey, and evidence for it."""
    spell = _row("alignments", 2, alignment_id="aln-0004") | changes
    passage = {"evidence_id": "evd-0011", "alignment_id": "aln-0004", "anchor": "the next day"}
    return {"add": {"alignments": [spell], "evidence": [_row("evidence", 9, **passage)]}}


def _dates(start: str, end: str, precision: str) -> Row:
    return {"start_date": start, "end_date": end, "date_precision": precision}


NO_SPELL = {"end_date": "2020-01-11", "end_precision": "day"}
NINE_WORDS = "one two three four five six seven eight nine"
UNLINKED = _row("evidence", 9, evidence_id="evd-0011", alignment_id="", anchor="on neither side")

CASES = [
    # What the schemas say, compiled to Pandera.
    plant("required", "events:2 summary evt-0001", events={0: {"summary": ""}}),
    plant("required", "codings:2 round evt-0001|valence|coder-a|", codings={0: {"round": ""}}),
    plant("required", "phases:2 start_date P1", phases={0: {"start_date": ""}}),
    plant("required", "events:2 is_mixed evt-0001", events={0: {"is_mixed": ""}}),
    plant("enum", "events:4 verification evt-0003", events={2: {"verification": "true"}}),
    plant("enum", "events:2 intensity evt-0001", events={0: {"intensity": "6"}}),
    plant(
        "pattern",
        "sources:2 publisher_country src-0001",
        sources={0: {"publisher_country": "RUSS"}},
    ),
    plant(
        "pattern",
        "actor_names:4 language tur-erdogan|أردوغان|arabic",
        actor_names={2: {"language": "arabic"}},
    ),
    plant("range", "evidence:2 paragraph evd-0001", evidence={0: {"paragraph": "0"}}),
    plant("range", "events:2 longitude evt-0001", events={0: {"longitude": "180.01"}}),
    plant("unique", "sources:3 url src-0002", sources={1: {"url": "https://ria.example/a"}}),
    plant("unique", "actors:4 name rus", actors={1: {"name": "Russia"}}),
    plant("unique", "event_actors:9 event_id evt-0003|lna|initiator", **_add("event_actors", 6)),
    plant("sorted", "phases:3 phase_id P1", **({"drop": {"phases": [0]}} | _add("phases", 0))),
    plant(
        "sorted",
        "event_actors:9 event_id evt-0003|gna|host",
        **_add("event_actors", 5, role="host"),
    ),
    # Events.
    plant(
        "event-has-initiator",
        "events:4 event_id evt-0003",
        event_actors={6: {"role": "participant"}},
    ),
    plant("dyad-has-both-sides", "events:2 dyad_link evt-0001", drop={"event_actors": [1]}),
    plant("joint-initiators", "events:3 dyad_link evt-0002", event_actors={4: {"role": "host"}}),
    plant("proxy-has-patron", "events:4 dyad_link evt-0003", alignments={0: NO_SPELL}),
    plant("valence-fits-type", "events:2 valence evt-0001", events={0: {"valence": "1"}}),
    plant(
        "bounds-fit-precision",
        "events:4 date_precision evt-0003",
        events={2: {"date_precision": "day"}},
    ),
    plant(
        "within-period",
        "events:2 start_date evt-0001",
        events={0: _dates("2018-11-30", "2018-11-30", "day")},
    ),
    plant("coordinates-together", "events:2 latitude evt-0001", events={0: {"longitude": ""}}),
    plant(
        "coordinates-in-arena",
        "events:4 latitude evt-0003",
        events={2: {"latitude": "13.18", "longitude": "32.89"}},
    ),
    # Sources and evidence.
    plant(
        "one-record-per-evidence",
        "evidence:2 event_id evd-0001",
        evidence={0: {"statement_id": "stm-0001"}},
    ),
    plant(
        "record-has-support", "events:4 event_id evt-0003", evidence={3: {"reading": "contradicts"}}
    ),
    plant(
        "source-not-older",
        "evidence:5 source_id evd-0004",
        sources={2: {"published_date": "2020-01-11"}},
    ),
    plant("anchor-length", "evidence:2 anchor evd-0001", evidence={0: {"anchor": "two words"}}),
    plant(
        "anchor-unique",
        "evidence:3 anchor evd-0002",
        evidence={1: {"anchor": "переговоры в Стамбуле"}},
    ),
    plant(
        "confirmed-needs-two-origins",
        "events:2 verification evt-0001",
        evidence={0: {"attribution": "unnamed"}},
    ),
    plant("url-clean", "sources:2 url src-0001", sources={0: {"url": "ftp://ria.example/a"}}),
    plant("missing-url-explained", "sources:2 url src-0001", sources={0: {"url": ""}}),
    plant(
        "origin-in-one-bloc",
        "sources:4 publisher_bloc src-0003",
        sources={2: {"origin": "RIA"}},
    ),
    plant(
        "read-after-published",
        "sources:2 read_date src-0001",
        sources={0: {"read_date": "2020-01-07"}},
    ),
    plant(
        "source-used",
        "sources:5 source_id src-0004",
        **_add("sources", 2, source_id="src-0004", url="https://x.example"),
    ),
    # Keys.
    plant(
        "foreign-key", "events:3 lead_event_id evt-0002", events={1: {"lead_event_id": "evt-0009"}}
    ),
    plant(
        "parent-without-cycle",
        "actors:9 parent_actor_id un-salame",
        actors={7: {"parent_actor_id": "un-salame"}},
    ),
    plant(
        "lead-leads", "events:4 lead_event_id evt-0003", events={2: {"lead_event_id": "evt-0002"}}
    ),
    plant(
        "coding-of-known-value",
        "codings:2 record_id evt-0009|valence|coder-a|1",
        codings={0: {"record_id": "evt-0009"}},
    ),
    # Corrections and releases.
    plant("correction-shape", "corrections:2 field cor-0001", **_correction(field="")),
    plant("ledger-fits-tables", "corrections:2 row_id cor-0001", **_correction(row_id="evt-0009")),
    plant("ledger-complete", "corrections:2 release cor-0001", **_correction(release="9.9.9")),
    # Actors, statements, alignments, phases, searches.
    plant(
        "speaker-active", "statements:2 speaker_id stm-0001", statements={0: {"speaker_id": "rus"}}
    ),
    plant(
        "stance-by-sides",
        "statements:3 stance_position stm-0002",
        statements={1: {"stance_position": "-1"}},
    ),
    plant(
        "assessment-by-observers",
        "statements:2 assessment stm-0001",
        statements={0: {"assessment": "1"}},
    ),
    plant(
        "spell-of-two",
        "alignments:4 counterpart_id aln-0003",
        alignments={2: {"counterpart_id": "rus"}},
    ),
    plant(
        "spell-bounds", "alignments:4 end_date aln-0003", alignments={2: {"end_date": "2019-11-26"}}
    ),
    plant(
        "spells-do-not-overlap",
        "alignments:5 start_date aln-0004",
        **_spell(start_date="2020-01-07", end_date="2020-01-07"),
    ),
    plant(
        "actor-used", "actors:10 actor_id zwd", **_add("actors", 7, actor_id="zwd", name="Nobody")
    ),
    plant("phases-adjoin", "phases:3 start_date P2", phases={1: {"start_date": "2019-11-28"}}),
    plant(
        "search-period",
        "search_log:2 period_to sch-0001",
        search_log={0: {"period_to": "2019-12-31"}},
    ),
]

SHORT = {"start_date": "2019-12-01", "end_date": "2019-12-02"}

# Further ways to break a rule, found by the rule alone.
BRANCHES = [
    plant(
        "spells-do-not-overlap",
        "alignments:6 start_date",
        add={
            "alignments": [
                _row("alignments", 2, **SHORT),
                _row("alignments", 2, start_date="2020-01-07"),
            ]
        },
    ),
    plant("proxy-has-patron", "events:4 dyad_link", alignments={0: {"level": "0"}}),
    plant("proxy-has-patron", "events:4 dyad_link", alignments={0: {"arena": "syria"}}),
    plant("proxy-has-patron", "events:4 dyad_link", alignments={0: {"basis": "rhetoric"}}),
    plant("valence-fits-type", "events:3 valence", events={1: {"valence": "-1"}}),
    plant("valence-fits-type", "events:4 valence", events={2: {"dyad_link": "none"}}),
    plant(
        "bounds-fit-precision",
        "events:4 date_precision",
        events={2: {"end_date": "2020-01-11"}},
    ),
    plant(
        "bounds-fit-precision",
        "statements:3 date_precision",
        statements={1: {"date_precision": "longer"}},
    ),
    plant(
        "within-period",
        "statements:3 start_date",
        statements={1: _dates("2018-11-01", "2018-11-30", "month")},
    ),
    plant(
        "within-period",
        "events:2 start_date",
        events={0: _dates("2022-03-31", "2022-04-01", "few-days")},
        sources={0: {"published_date": ""}},
    ),
    plant("coordinates-together", "events:4 latitude", events={2: {"latitude": ""}}),
    plant("one-record-per-evidence", "evidence:12 event_id", add={"evidence": [UNLINKED]}),
    plant(
        "record-has-support",
        "statements:2 statement_id",
        evidence={5: {"reading": "partly-supports"}},
    ),
    plant(
        "record-has-support",
        "alignments:4 alignment_id",
        evidence={9: {"reading": "contradicts"}},
    ),
    plant(
        "source-not-older",
        "evidence:7 source_id",
        statements={0: _dates("2020-01-09", "2020-01-09", "day")},
    ),
    plant(
        "source-not-older",
        "evidence:11 source_id",
        alignments={2: {"start_date": "2020-01-21", "end_date": "2020-01-22"}},
    ),
    plant("anchor-length", "evidence:2 anchor", evidence={0: {"anchor": NINE_WORDS}}),
    plant(
        "confirmed-needs-two-origins",
        "events:3 verification",
        sources={1: {"origin": "RIA"}},
    ),
    plant(
        "confirmed-needs-two-origins",
        "events:3 verification",
        sources={1: {"publisher_bloc": "russian-state"}},
    ),
    plant("url-clean", "sources:2 url", sources={0: {"url": "https://ria.example/a b"}}),
    plant("url-clean", "sources:2 url", sources={0: {"url": "https://me@ria.example/a"}}),
    plant(
        "url-clean",
        "sources:2 url",
        sources={0: {"url": "https://ria.example/a?b=1&utm_source=x"}},
    ),
    plant("foreign-key", "evidence:10 source_id", evidence={8: {"source_id": "src-0009"}}),
    plant("foreign-key", "corrections:2 source_id", **_correction(source_id="src-0009")),
    plant(
        "parent-without-cycle",
        "actors:4 parent_actor_id",
        actors={2: {"parent_actor_id": "rus-putin"}},
    ),
    plant("lead-leads", "events:4 lead_event_id", events={2: {"lead_event_id": "evt-0003"}}),
    plant(
        "coding-of-known-value",
        "codings:2 variable",
        codings={0: {"variable": "place"}},
    ),
    plant(
        "coding-of-known-value",
        "codings:2 value",
        codings={0: {"value": "3"}},
    ),
    plant("correction-shape", "corrections:2 new_value", **_correction(old_value="0")),
    plant("correction-shape", "corrections:2 field", **_correction(action="add")),
    plant(
        "ledger-fits-tables",
        "corrections:2 row_id",
        **_correction(action="retire", field=""),
    ),
    plant("ledger-fits-tables", "corrections:2 field", **_correction(field="colour")),
    plant("ledger-fits-tables", "corrections:2 new_value", **_correction(new_value="2")),
    plant("ledger-complete", "releases:2 table", **_release("1.0.0")),
    plant(
        "speaker-active",
        "statements:3 speaker_id",
        actors={7: {"active_from": "2020-02-01"}},
    ),
    plant(
        "speaker-active",
        "statements:3 speaker_id",
        actors={7: {"active_to": "2019-12-31"}},
    ),
    plant(
        "stance-by-sides",
        "statements:3 stance_position",
        statements={1: {"stance_counterpart": "0"}},
    ),
    plant("spell-bounds", "alignments:4 end_precision", alignments={2: {"end_precision": ""}}),
    plant(
        "spell-bounds",
        "alignments:2 end_precision",
        alignments={0: {"end_precision": "day"}},
    ),
    plant(
        "spell-bounds",
        "alignments:2 start_date",
        alignments={0: {"start_date": "2019-09-02"}},
    ),
    plant("spell-bounds", "alignments:4 end_date", alignments={2: {"end_precision": "month"}}),
    plant("phases-adjoin", "phases:3 end_date", phases={1: {"end_date": "2019-11-26"}}),
]


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

READS_ANY = {"foreign-key", "coding-of-known-value", "ledger-fits-tables"}


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
    row = ROWS[table][0] if ROWS[table] else _correction()["add"][table][0]
    root = mini(add={table: [row | {column: "src-9999"}]})
    last = len(ROWS[table]) + 2
    assert f"data/{table}.csv:{last} {column}" in _faults("foreign-key", root)


VALID: dict[str, tuple[str, dict[str, Any]]] = {
    "spell ends on the first day": (
        "proxy-has-patron",
        {"alignments": {0: {"end_date": "2020-01-12", "end_precision": "day"}}},
    ),
    "spell begins on the last day": (
        "proxy-has-patron",
        {"alignments": {1: {"start_date": "2020-01-14"}}},
    ),
    "both sides by belonging, one also by a client": (
        "proxy-has-patron",
        {"event_actors": {6: {"actor_id": "rus-putin"}}},
    ),
    "patron's part holds the spell": (
        "proxy-has-patron",
        {"alignments": {0: {"actor_id": "rus-kremlin"}}},
    ),
    "client's part is the actor": (
        "proxy-has-patron",
        {"actors": {7: {"parent_actor_id": "lna"}}, "event_actors": {6: {"actor_id": "un-salame"}}},
    ),
    "leap February is a month": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-02-01", "2020-02-29", "month")}},
    ),
    "two days are few": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-01-12", "2020-01-13", "few-days")}},
    ),
    "five days are few": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-01-12", "2020-01-16", "few-days")}},
    ),
    "six days are a week": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-01-12", "2020-01-17", "week")}},
    ),
    "a quarter is longer": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-01-01", "2020-03-31", "longer")}},
    ),
    "first and last day of the period": (
        "within-period",
        {
            "events": {0: _dates("2018-12-01", "2018-12-01", "day")},
            "statements": {0: _dates("2022-03-31", "2022-03-31", "day")},
        },
    ),
    "parallel agree may be negative": (
        "valence-fits-type",
        {"events": {2: {"event_type": "agree", "dyad_link": "parallel", "valence": "-2"}}},
    ),
    "joint overrides the type": (
        "valence-fits-type",
        {"events": {1: {"event_type": "assault", "valence": "2"}}},
    ),
    "none is zero for any type": (
        "valence-fits-type",
        {"events": {2: {"dyad_link": "none", "valence": "0"}}},
    ),
    "a meeting may lie outside its arena": (
        "coordinates-in-arena",
        {"events": {0: {"latitude": "55.75", "longitude": "37.62"}}},
    ),
    "an arena without a box": ("coordinates-in-arena", {"events": {2: {"arena": "bilateral"}}}),
    "a denial is older than the event": (
        "source-not-older",
        {
            "sources": {1: {"published_date": "2019-01-01"}},
            "evidence": {2: {"reading": "contradicts"}},
        },
    ),
    "published on the day": (
        "source-not-older",
        {"sources": {2: {"published_date": "2020-01-12"}}},
    ),
    "no date of publication": ("source-not-older", {"sources": {2: {"published_date": ""}}}),
    "read without date of publication": (
        "read-after-published",
        {"sources": {2: {"published_date": ""}}},
    ),
    "read on the day": ("read-after-published", {"sources": {2: {"read_date": "2020-01-20"}}}),
    "an admission confirms": (
        "confirmed-needs-two-origins",
        {
            "events": {2: {"verification": "confirmed"}},
            "evidence": {3: {"attribution": "official-quoted"}},
        },
    ),
    "a claim needs one origin": (
        "confirmed-needs-two-origins",
        {"events": {1: {"verification": "claimed"}}, "sources": {1: {"origin": "RIA"}}},
    ),
    "eight words": ("anchor-length", {"evidence": {0: {"anchor": NINE_WORDS[:-5]}}}),
    "three words": ("anchor-length", {"evidence": {0: {"anchor": "one two three"}}}),
    "same anchor on another page": (
        "anchor-unique",
        {"evidence": {2: {"anchor": "переговоры в Стамбуле"}}},
    ),
    "address with port, query, fragment": (
        "url-clean",
        {"sources": {0: {"url": "http://ria.example:8080/a?id=1&page=2#part"}}},
    ),
    "no address, but a note": (
        "missing-url-explained",
        {"sources": {0: {"url": "", "note": "Printed paper."}}},
    ),
    "source used by a correction alone": (
        "source-used",
        {
            "add": {
                "sources": [_row("sources", 2, source_id="src-0004", url="https://x.example")],
                **_correction(source_id="src-0004")["add"],
            }
        },
    ),
    "speaker leaves on the day": ("speaker-active", {"actors": {4: {"active_to": "2020-01-08"}}}),
    "speaker starts on the day": ("speaker-active", {"actors": {4: {"active_from": "2020-01-08"}}}),
    "client takes a stance": ("stance-by-sides", {"statements": {0: {"speaker_id": "gna"}}}),
    "observer speaks for a side": (
        "stance-by-sides",
        {"statements": {0: {"speaker_id": "un-salame", "on_behalf_of_id": "gna"}}},
    ),
    "client of another arena assesses": (
        "assessment-by-observers",
        {"statements": {1: {"speaker_id": "lna", "arena": "syria"}}},
    ),
    "spells adjoin": (
        "spells-do-not-overlap",
        _spell(start_date="2020-01-08", end_date="2020-02-01"),
    ),
    "same days on another basis": ("spells-do-not-overlap", _spell(basis="rhetoric")),
    "month-precise spell": (
        "spell-bounds",
        {"alignments": {0: {"end_date": "2020-02-29", "end_precision": "month"}}},
    ),
    "last change of two holds": (
        "ledger-fits-tables",
        {
            "add": {
                "corrections": [
                    *_correction(new_value="2")["add"]["corrections"],
                    *_correction(correction_id="cor-0002", old_value="2")["add"]["corrections"],
                ]
            }
        },
    ),
    "changed, then retired": (
        "ledger-fits-tables",
        {
            "add": {
                "corrections": [
                    *_correction(row_id="evt-0009")["add"]["corrections"],
                    *_correction(
                        correction_id="cor-0002", row_id="evt-0009", action="retire", field=""
                    )["add"]["corrections"],
                ]
            }
        },
    ),
    "correction of an earlier release": (
        "ledger-complete",
        {
            "add": {
                "releases": [_release("0.0.9")["add"]["releases"][0] | {"table": t} for t in ROWS],
                **_correction(release="0.0.9")["add"],
            }
        },
    ),
    "correction for the coming release": ("ledger-complete", _correction()),
}


@pytest.mark.parametrize("case", VALID)
def test_rule_valid_edge_is_not_found(mini: Mini, case: str) -> None:
    rule, change = VALID[case]
    assert _faults(rule, mini(**change)) == []


THEMSELVES = {5: {"actor_id": "tur-erdogan"}, 6: {"actor_id": "rus-putin"}}
INVALID: dict[str, tuple[str, dict[str, Any]]] = {
    "both sides themselves, without a client": ("proxy-has-patron", {"event_actors": THEMSELVES}),
    "an accord of the two makes neither a client": (
        "proxy-has-patron",
        {
            "event_actors": THEMSELVES,
            "alignments": {2: {"basis": "treaty", "level": "2", "end_date": "2021-01-01"}},
        },
    ),
    "spell ends the day before": ("proxy-has-patron", {"alignments": {0: NO_SPELL}}),
    "spell begins the day after": (
        "proxy-has-patron",
        {"alignments": {1: {"start_date": "2020-01-15"}}},
    ),
    "part of February is no month": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-02-01", "2020-02-28", "month")}},
    ),
    "six days are not few": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-01-12", "2020-01-17", "few-days")}},
    ),
    "eight days are no week": (
        "bounds-fit-precision",
        {"events": {2: _dates("2020-01-12", "2020-01-19", "week")}},
    ),
    "direct agree is not negative": (
        "valence-fits-type",
        {"events": {0: {"event_type": "agree", "valence": "-1"}}},
    ),
    "partial support is no second origin": (
        "confirmed-needs-two-origins",
        {"evidence": {2: {"reading": "partly-supports"}}},
    ),
    "client's stance before the spell": (
        "stance-by-sides",
        {
            "statements": {
                0: {"speaker_id": "gna", "on_behalf_of_id": ""}
                | _dates("2019-11-26", "2019-11-26", "day")
            }
        },
    ),
    "client of a side assesses": (
        "assessment-by-observers",
        {"statements": {1: {"speaker_id": "lna"}}},
    ),
    "spell inside an open one": (
        "spells-do-not-overlap",
        {"alignments": {2: {"end_date": "", "end_precision": ""}}}
        | _spell(start_date="2021-01-01", end_date="2021-01-02"),
    ),
    "pair turned round": (
        "spells-do-not-overlap",
        _spell(actor_id="tur", counterpart_id="rus", start_date="2020-01-07"),
    ),
    "earlier change does not hold": (
        "ledger-fits-tables",
        {
            "add": {
                "corrections": [
                    *_correction()["add"]["corrections"],
                    *_correction(correction_id="cor-0002", new_value="2")["add"]["corrections"],
                ]
            }
        },
    ),
}


@pytest.mark.parametrize("case", INVALID)
def test_rule_just_past_the_edge_is_found(mini: Mini, case: str) -> None:
    rule, change = INVALID[case]
    assert len(_faults(rule, mini(**change))) == 1
