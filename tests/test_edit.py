"""Formatting and adding rows: canonical files, refusals that write nothing, nothing lost."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirte.canonical import format_table
from sirte.checks import validate
from sirte.dataset import Dataset, load
from sirte.descriptors import Package, Table, read_package
from sirte.edit import (
    add_row,
    change_cell,
    check_value,
    find_row,
    format_file,
    next_id,
    tables_of,
)
from sirte.errors import PackageError, UnknownIdError

from .conftest import ROWS, Mini, Row

NEW_ROLE = {"event_id": "evt-0002", "actor_id": "lna", "role": "recipient"}


def _open(root: Path, name: str) -> tuple[Package, Table, Path]:
    package = read_package(root)
    table = package.tables[name]
    return package, table, root / table.path


def _requoted(data: bytes, columns: slice = slice(None)) -> bytes:
    """Return the CSV with every cell quoted and its columns taken in another order."""
    rows = csv.reader(io.StringIO(data.decode()))
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerows(row[columns] for row in rows)
    return out.getvalue().encode()


def _shuffled(data: bytes) -> bytes:
    header, *rows = data.splitlines(keepends=True)
    return b"".join([header, *reversed(rows)])


SLOPPY: dict[str, Callable[[bytes], bytes]] = {
    "rows out of order": _shuffled,
    "columns out of order": lambda data: _requoted(data, slice(None, None, -1)),
    "carriage returns": lambda data: data.replace(b"\n", b"\r\n"),
    "every cell quoted": _requoted,
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "no last line feed": lambda data: data.rstrip(b"\n"),
    "blank lines": lambda data: data.replace(b"\n", b"\n\n") + b"\n",
    "spaces at the ends": lambda data: data.replace(b"Summit,", b"  Summit \t,"),
    "spaces in a row": lambda data: data.replace(b"Truce call", "Truce \u00a0 call".encode()),
    "not NFC": lambda data: data.replace("Bogazici é".encode(), "Bogazici e\u0301".encode()),
}


@pytest.mark.parametrize("case", SLOPPY)
def test_format_file_restores_canonical_form(mini: Mini, case: str) -> None:
    package, table, path = _open(mini(events={0: {"place": "Bogazici é"}}), "events")
    before = path.read_bytes()
    path.write_bytes(SLOPPY[case](before))
    assert format_file(package, table)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ROWS)
def test_format_file_canonical_file_is_not_touched(mini: Mini, name: str) -> None:
    package, table, path = _open(mini(), name)
    before = path.stat()
    assert not format_file(package, table)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_format_file_dry_run_says_so_and_writes_nothing(mini: Mini) -> None:
    package, table, path = _open(mini(), "events")
    path.write_bytes(damaged := _shuffled(path.read_bytes()))
    assert format_file(package, table, dry_run=True)
    assert path.read_bytes() == damaged


def test_format_file_drops_needless_zeros(mini: Mini) -> None:
    package, table, path = _open(
        mini(events={0: {"latitude": "41.010", "longitude": "29.0"}}), "events"
    )
    format_file(package, table)
    assert b",41.01,29," in path.read_bytes()
    assert path.read_text(encoding="utf-8") == format_table(load(package.root).events, table)


def test_format_file_leaves_wrong_values_alone(mini: Mini) -> None:
    root = mini(events={0: {"valence": "9", "start_date": "2020-1-8", "arena": "moon"}})
    package, table, path = _open(root, "events")
    before = path.read_bytes()
    path.write_bytes(_shuffled(before))
    format_file(package, table)
    assert path.read_bytes() == before


TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs"])).filter(lambda t: bool(t.strip()))


@given(title=TEXT)
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_format_file_any_text_is_formatted_once(mini: Mini, title: str) -> None:
    package, table, _ = _open(mini(events={0: {"title": title}}), "events")
    format_file(package, table)
    assert not format_file(package, table)


def test_format_file_leaves_no_finding_that_asks_for_it(mini: Mini) -> None:
    package, table, path = _open(mini(events={0: {"title": " a  e\u0301 "}}), "events")
    path.write_bytes(b"\xef\xbb\xbf" + _requoted(_shuffled(path.read_bytes()))[:-1])
    assert [f for f in validate(package.root) if "sirte fmt" in f.hint]
    format_file(package, table)
    assert validate(package.root) == []


UNREADABLE: dict[str, Callable[[bytes], bytes]] = {
    "row too short": lambda data: data.replace(b",lna,initiator", b",lna"),
    "row too long": lambda data: data.replace(b"lna,initiator", b"lna,initiator,x"),
    "quotation mark alone": lambda data: data.replace(b"gna,", b'"gna,', 1),
    "line break in a cell": lambda data: data.replace(b"gna,", b'"g\nna",', 1),
    "column missing": lambda data: data.replace(b",role", b""),
    "column unknown": lambda data: data.replace(b"role", b"part"),
    "semicolons": lambda data: data.replace(b",", b";"),
    "not UTF-8": lambda data: data.replace(b"gna", b"\xff", 1),
    "empty": lambda _: b"",
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_format_file_unreadable_is_refused_and_left(mini: Mini, case: str) -> None:
    package, table, path = _open(mini(), "event_actors")
    path.write_bytes(damaged := UNREADABLE[case](path.read_bytes()))
    with pytest.raises(PackageError, match=r"data/event_actors\.csv"):
        format_file(package, table)
    assert path.read_bytes() == damaged


def test_format_file_missing_is_refused(mini: Mini) -> None:
    package, table, path = _open(mini(), "events")
    path.unlink()
    with pytest.raises(PackageError, match=r"data/events\.csv file-missing"):
        format_file(package, table)


@pytest.mark.parametrize("step", ["os.fsync", "Path.replace"])
def test_edits_interrupted_lose_nothing(
    mini: Mini, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    package, table, path = _open(mini(), "event_actors")
    path.write_bytes(_shuffled(path.read_bytes()))
    before = {p.name: p.read_bytes() for p in path.parent.iterdir()}

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(f"sirte.canonical.{step}", interrupt)
    with pytest.raises(KeyboardInterrupt):
        format_file(package, table)
    with pytest.raises(KeyboardInterrupt):
        add_row(package, table, NEW_ROLE)
    assert {p.name: p.read_bytes() for p in path.parent.iterdir()} == before


def test_next_id_follows_the_highest(mini: Mini) -> None:
    package, table, _ = _open(mini(drop={"events": [1]}), "events")
    assert next_id(package, table) == "evt-0004"


def test_next_id_skips_ids_in_the_ledger(mini: Mini) -> None:
    ledger = {"correction_id": "cor-0001", "table": "events", "row_id": "evt-0041"}
    package, table, _ = _open(mini(add={"corrections": [ledger]}), "events")
    assert next_id(package, table) == "evt-0042"


def test_next_id_past_four_digits_goes_on(mini: Mini) -> None:
    package, table, _ = _open(mini(events={2: {"event_id": "evt-9999"}}), "events")
    assert next_id(package, table) == "evt-10000"


def test_next_id_empty_table_begins_at_one(mini: Mini) -> None:
    package, table, _ = _open(mini(), "corrections")
    assert next_id(package, table) == "cor-0001"


@pytest.mark.parametrize("name", ["actors", "event_actors", "phases", "codings"])
def test_next_id_unnumbered_table_has_none(mini: Mini, name: str) -> None:
    package, table, _ = _open(mini(), name)
    assert next_id(package, table) is None


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("title", "", "a value is required"),
        ("arena", "moon", "one of libya, syria"),
        ("valence", "3", "one of 2, 1, 0, -1, -2"),
        ("valence", "+1", "write a whole number"),
        ("start_date", "2020-02-30", "write a real date"),
        ("start_date", "8.1.2020", "write a real date"),
        ("is_mixed", "yes", "write true or false"),
        ("event_id", "evt-1", "write it as in evt-0001"),
        ("latitude", "north", "write a decimal number"),
        ("latitude", "91", "90 or less"),
        ("longitude", "-180.5", "-180 or more"),
        ("title", "two\nlines", "control character"),
        ("title", "a <b>bold</b> word", "HTML"),
    ],
)
def test_check_value_bad_value_says_why(
    small: Dataset, column: str, value: str, reason: str
) -> None:
    table = small.package.tables["events"]
    assert reason in str(check_value(table.field(column), value))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("place", ""),
        ("place", "Сирт, طرابلس"),
        ("valence", "-2"),
        ("latitude", "-90"),
        ("longitude", "180.0"),
        ("is_mixed", "true"),
    ],
)
def test_check_value_good_value_passes(small: Dataset, column: str, value: str) -> None:
    table = small.package.tables["events"]
    assert check_value(table.field(column), value) is None


def test_add_row_puts_it_in_its_place_and_keeps_the_others(mini: Mini) -> None:
    package, table, path = _open(mini(), "event_actors")
    before = path.read_bytes().splitlines()
    add_row(package, table, NEW_ROLE)
    after = path.read_bytes().splitlines()
    assert after[:4] + after[5:] == before
    assert after[4] == b"evt-0002,lna,recipient"


def test_add_row_to_an_empty_table_writes_one_line(mini: Mini) -> None:
    package, table, path = _open(mini(), "releases")
    values = ("0.1.0", "events", "2026-11-22", "3", "0" * 64, "First.")
    row = dict(zip(table.columns, values, strict=True))
    add_row(package, table, row)
    assert len(path.read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"role": "guest"}, "role: one of"),
        ({"role": ""}, "role: a value is required"),
        ({"event_id": "evt-x"}, "event_id: write it as in"),
        ({"actor_id": "rus-putin", "role": "initiator"}, "stands in data/event_actors.csv already"),
    ],
)
def test_add_row_refused_writes_nothing(mini: Mini, change: Row, reason: str) -> None:
    package, table, path = _open(mini(), "event_actors")
    before = path.read_bytes()
    with pytest.raises(PackageError, match=reason):
        add_row(package, table, NEW_ROLE | change)
    assert path.read_bytes() == before


def test_add_row_to_an_unreadable_file_writes_nothing(mini: Mini) -> None:
    package, table, path = _open(mini(), "event_actors")
    path.write_bytes(damaged := path.read_bytes() + b"evt-0003\n")
    with pytest.raises(PackageError, match="ragged-row"):
        add_row(package, table, NEW_ROLE)
    assert path.read_bytes() == damaged


def test_tables_of_no_names_are_all(mini: Mini) -> None:
    package = read_package(mini())
    assert [t.name for t in tables_of(package, ())] == list(ROWS)


def test_tables_of_unknown_name_lists_the_known(mini: Mini) -> None:
    with pytest.raises(PackageError, match="no table 'event': one of sources, actors"):
        tables_of(read_package(mini()), ("event",))


def test_change_cell_changes_that_cell_alone(mini: Mini) -> None:
    package, table, path = _open(mini(), "events")
    before = path.read_bytes()
    change_cell(package, table, "evt-0003", "title", "An attack")
    assert path.read_bytes() == before.replace(b",Assault,", b",An attack,")


@pytest.mark.parametrize(
    ("key", "column", "value", "reason"),
    [
        ("evt-0003", "intensity", "6", "one of 1, 2, 3, 4, 5"),
        ("evt-0003", "title", "Assault", "is 'Assault' already"),
        ("evt-0003", "title", "", "a value is required"),
    ],
)
def test_change_cell_bad_value_is_refused_and_writes_nothing(
    mini: Mini, key: str, column: str, value: str, reason: str
) -> None:
    package, table, path = _open(mini(), "events")
    before = path.read_bytes()
    with pytest.raises(PackageError, match=reason):
        change_cell(package, table, key, column, value)
    assert path.read_bytes() == before


def test_find_row_by_another_column(mini: Mini) -> None:
    package, table, _ = _open(mini(), "sources")
    found = find_row(package, table, "https://ria.example/a", column="url")
    assert found["source_id"] == "src-0001"


def test_find_row_missing_raises_or_is_empty(mini: Mini) -> None:
    package, table, _ = _open(mini(), "events")
    with pytest.raises(UnknownIdError, match=r"'evt-9' is not in data/events\.csv"):
        find_row(package, table, "evt-9")
    assert find_row(package, table, "evt-9", missing_ok=True) == {}
