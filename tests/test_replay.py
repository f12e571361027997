"""Random edits, additions and retirements over the small package replay exactly."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirte.dataset import Dataset
from sirte.ledger.difference import compare
from sirte.ledger.entries import Entry, LedgerError, pack, parse_version, read_entries, unpack
from sirte.ledger.proving import prove, rewind
from sirte.ledger.recording import Reason, to_entry
from sirte.ledger.releasing import summarise
from sirte.ledger.replay import redo, undo
from sirte.ledger.rows import Rows, hash_rows, in_scope, owner_of, read_all, to_csv, to_frame

TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=8)
EDITS = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 99), st.integers(0, 99), TEXT), max_size=12
)
SETTINGS = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
Edits = list[tuple[int, int, int, str]]
WHY = Reason("coding-error", "The page says so.")


@pytest.fixture(scope="module")
def before(small: Dataset) -> dict[str, Rows]:
    return in_scope(read_all(small.package, small.frames))


def _edit(tables: Mapping[str, Rows], small: Dataset, edits: Edits) -> dict[str, Rows]:
    """Add a row, retire one or change a cell, as the numbers of each edit say."""
    found = {name: dict(rows) for name, rows in tables.items()}
    names = list(found)
    for what, place, column, text in edits:
        name = names[what % len(names)]
        rows, table = found[name], small.package.tables[names[what % len(names)]]
        ids, key = sorted(rows), table.primary_key[0]
        row_id = ids[place % len(ids)] if ids else ""
        if place % 3 == 0 or not ids:
            new = dict.fromkeys(table.columns, "") | {key: f"new-{place}{text}", "note": text}
            row = {c: new[c] for c in table.columns}
            rows["|".join(row[k] for k in table.primary_key)] = row
        elif place % 3 == 1:
            del rows[row_id]
        else:
            cells = [c for c in table.columns if c not in table.primary_key]
            if cells:
                rows[row_id] = rows[row_id] | {cells[column % len(cells)]: text}
    return found


def _entries(
    before: Mapping[str, Rows], after: Mapping[str, Rows], release: str, first: int = 1
) -> list[Entry]:
    changes = compare(before, after)
    return [to_entry(c, f"cor-{first + n:04d}", release, WHY) for n, c in enumerate(changes)]


@given(edits=EDITS)
@SETTINGS
def test_random_edits_replay_exactly(small: Dataset, before: dict[str, Rows], edits: Edits) -> None:
    schemas = small.package.tables
    after = _edit(before, small, edits)
    entries = _entries(before, after, "1.0.1")
    assert redo(before, entries, schemas) == after
    back = undo(after, entries, schemas)
    assert back == before
    assert {n: hash_rows(back[n], schemas[n]) for n in back} == {
        n: hash_rows(before[n], schemas[n]) for n in before
    }


@given(first=EDITS, second=EDITS)
@SETTINGS
def test_random_releases_are_proved_one_after_the_other(
    small: Dataset, before: dict[str, Rows], first: Edits, second: Edits
) -> None:
    stages = [before]
    for edits in (first, second):
        stages.append(_edit(stages[-1], small, edits))
    ledger = _entries(stages[0], stages[1], "1.0.1", 9990)
    ledger += _entries(stages[1], stages[2], "1.1.0", 9990 + len(ledger))
    corrections = {e.correction_id: e.to_row() for e in ledger}
    versions = dict(zip(("1.0.0", "1.0.1", "1.1.0"), stages, strict=True))
    releases = _release(small, versions, corrections)
    tables = stages[-1] | {"corrections": corrections, "releases": releases}
    for version, stage in versions.items():
        past = rewind(replace(small.package, version="1.1.0"), tables, version)
        assert in_scope(past) == stage
        prove(small.package, past, releases, version)


def _release(small: Dataset, versions: Mapping[str, dict[str, Rows]], corrections: Rows) -> Rows:
    releases: Rows = {}
    for version, stage in versions.items():
        known = {
            i: r
            for i, r in corrections.items()
            if parse_version(r["release"]) <= parse_version(version)
        }
        tables = stage | {"corrections": known, "releases": dict(releases)}
        for name, table in small.package.tables.items():
            cells = {"version": version, "table": name, "date": "2026-12-01", "summary": ""}
            digest = {"rows": str(len(tables[name])), "sha256": hash_rows(tables[name], table)}
            releases[f"{version}|{name}"] = cells | digest
    return releases


@given(cells=st.lists(TEXT, min_size=2, max_size=5))
@SETTINGS
def test_packed_row_is_unpacked_as_it_was(cells: list[str]) -> None:
    row = {f"column_{n}": cell for n, cell in enumerate(cells)}
    assert unpack(pack(row), tuple(row)) == row


def test_packed_row_never_looks_like_html() -> None:
    assert "<" not in pack({"one": "a <b", "two": "c> d"})


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', '{"b": "x"}', "[" * 100_000, "null"])
def test_unpack_something_else_raises(text: str) -> None:
    with pytest.raises(ValueError, match=r"JSON|columns"):
        unpack(text, ("a",))


def test_entries_are_ordered_by_release_then_number() -> None:
    ids = [
        ("cor-10000", "1.0.1"),
        ("cor-9999", "1.0.1"),
        ("cor-0002", "1.10.0"),
        ("cor-0003", "1.9.0"),
    ]
    rows = {i: Entry(i, v, "events", "evt-0001", "add").to_row() for i, v in ids}
    found = [e.correction_id for e in read_entries(rows)]
    assert found == ["cor-9999", "cor-10000", "cor-0003", "cor-0002"]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"table": "releases"}, "'releases' has no ledger"),
        ({"table": "towns"}, "'towns' has no ledger"),
        ({"action": "move"}, "unknown action 'move'"),
        ({"row_id": "evt-0009"}, "evt-0009 is not in the table"),
        ({"field": "colour"}, "cannot change 'colour'"),
        ({"field": "event_id"}, "cannot change 'event_id'"),
        ({"old_value": "7"}, "valence is '0' at that point, not '7'"),
        ({"action": "add"}, "stands in the table at that point"),
        ({"action": "add", "row_id": "evt-0009"}, "the whole record is not"),
        ({"action": "retire"}, "the whole record is not"),
    ],
)
def test_entry_that_does_not_fit_raises(small: Dataset, cells: dict[str, str], reason: str) -> None:
    entry = Entry("cor-0001", "1.0.1", "events", "evt-0001", "change", "valence", "0", "1")
    odd = Entry(**(entry.to_row() | cells))
    tables = in_scope(read_all(small.package, small.frames))
    with pytest.raises(LedgerError, match=f"cor-0001: .*{reason}"):
        redo(tables, [odd], small.package.tables)


def test_whole_record_under_another_id_raises(small: Dataset) -> None:
    tables = in_scope(read_all(small.package, small.frames))
    whole = pack(tables["events"]["evt-0001"])
    entry = Entry("cor-0001", "1.0.1", "events", "evt-0009", "add", new_value=whole)
    with pytest.raises(LedgerError, match="the whole record has another id"):
        redo(tables, [entry], small.package.tables)


def test_replay_leaves_the_tables_given_alone(small: Dataset) -> None:
    tables = in_scope(read_all(small.package, small.frames))
    entry = Entry("cor-0001", "1.0.1", "events", "evt-0001", "change", "valence", "0", "1")
    redo(tables, [entry], small.package.tables)
    assert tables["events"]["evt-0001"]["valence"] == "0"


@pytest.mark.parametrize("name", ["events", "alignments", "actor_names", "phases"])
def test_rows_go_to_frames_and_back(small: Dataset, name: str) -> None:
    table, rows = small.package.tables[name], read_all(small.package, small.frames)[name]
    assert to_frame(rows, table).equals(small.frames[name])
    assert to_csv(rows, table).count("\n") == len(rows) + 1


@pytest.mark.parametrize(
    ("table", "row", "owner"),
    [
        ("event_actors", {"event_id": "evt-0001"}, ("events", "evt-0001")),
        ("evidence", {"event_id": "", "statement_id": "stm-0001"}, ("statements", "stm-0001")),
        ("codings", {"record_id": "aln-0001"}, ("alignments", "aln-0001")),
        ("codings", {"record_id": "2020-01"}, ("codings", "2020-01")),
        ("phases", {"phase_id": "P1"}, ("phases", "P1")),
    ],
)
def test_owner_of_a_row(table: str, row: dict[str, str], owner: tuple[str, str]) -> None:
    assert owner_of(table, row.get("phase_id", "x"), row) == owner


def test_summary_of_no_entries_is_empty() -> None:
    assert summarise([]) == ""
