"""Bad input gives findings or one clear line, never a traceback."""

import csv
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sirte import load, validate
from sirte.canonical import format_rows
from sirte.cli import main
from sirte.errors import PackageError
from sirte.report import Finding

from .conftest import ROWS, Mini

Json = dict[str, object]
Break = Callable[[Path], object]


def _descriptor(change: Callable[[Json], object]) -> Break:
    return lambda root: _rewrite(root / "datapackage.json", change)


def _schema(change: Callable[[Json], object], table: str = "events") -> Break:
    return lambda root: _rewrite(root / "schemas" / f"{table}.schema.json", change)


def _rewrite(path: Path, change: Callable[[Json], object]) -> None:
    value = json.loads(path.read_text("utf-8"))
    change(value)
    path.write_text(json.dumps(value), "utf-8")


def _resource(**values: object) -> Break:
    return _descriptor(lambda d: d["resources"][3].update(values))  # type: ignore[index]


def _field(**values: object) -> Break:
    return _schema(lambda s: s["fields"][0].update(values))  # type: ignore[index]


def _constraint(**values: object) -> Break:
    return _schema(lambda s: s["fields"][9]["constraints"].update(values))  # type: ignore[index]


def _text(name: str, text: str | bytes) -> Break:
    data = text if isinstance(text, bytes) else text.encode()
    return lambda root: (root / name).write_bytes(data)


def _folder(name: str) -> Break:
    def replace(root: Path) -> None:
        (root / name).unlink()
        (root / name).mkdir()

    return replace


def _without_valence(root: Path) -> None:
    _schema(lambda s: s["fields"].pop(9))(root)  # type: ignore[attr-defined]
    path = root / "data" / "events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row[:9] + row[10:] for row in csv.reader(file)]
    path.write_text(format_rows(rows[0], rows[1:]), "utf-8")


EVENTS = "schemas/events.schema.json"
UNUSABLE: dict[str, tuple[Break, str]] = {
    "descriptor missing": (lambda root: (root / "datapackage.json").unlink(), "missing"),
    "descriptor is a folder": (_folder("datapackage.json"), "datapackage.json"),
    "descriptor not JSON": (_text("datapackage.json", "{,"), "not JSON"),
    "descriptor not UTF-8": (_text("datapackage.json", b'{"a": "\xff"}'), "not UTF-8"),
    "descriptor is a list": (_text("datapackage.json", "[]"), "JSON object"),
    "descriptor nested too deep": (_text("datapackage.json", "[" * 100_000), "not JSON"),
    "no resources": (_descriptor(lambda d: d.pop("resources")), "resources"),
    "empty resources": (_descriptor(lambda d: d.update(resources=[])), "resources"),
    "resources not a list": (_descriptor(lambda d: d.update(resources=7)), "resources"),
    "no version": (_descriptor(lambda d: d.pop("version")), "version"),
    "resource twice": (_resource(name="sources"), "twice"),
    "schema missing": (lambda root: (root / EVENTS).unlink(), "events.schema.json"),
    "schema is a folder": (_folder(EVENTS), "events.schema.json"),
    "schema not JSON": (_text(EVENTS, "no"), "not JSON"),
    "schema is a list": (_text(EVENTS, "[1, 2]"), "JSON object"),
    "schema is a number": (_resource(schema=5), "5"),
    "schema without fields": (_schema(lambda s: s.pop("fields")), "fields"),
    "schema with no field": (_schema(lambda s: s.update(fields=[])), "column"),
    "schema without a column that rules need": (_without_valence, "valence"),
    "fields not a list": (_schema(lambda s: s.update(fields=3)), "Table Schema"),
    "field is a word": (_schema(lambda s: s.update(fields=["a"])), "Table Schema"),
    "field without name": (_schema(lambda s: s.update(fields=[{"type": "date"}])), "name"),
    "field name twice": (_field(name="title"), "twice"),
    "field type unknown": (_field(type="colour"), "colour"),
    "pattern no regular expression": (_constraint(pattern="("), "Table Schema"),
    "enum no list": (_constraint(enum=3), "Table Schema"),
    "constraints no object": (_field(constraints=[1]), "Table Schema"),
    "categories no list": (_field(categories=3), "Table Schema"),
    "path leads out": (_resource(path="../events.csv"), "inside the package"),
    "path absolute": (_resource(path="/etc/passwd"), "inside the package"),
    "path of Windows": (_resource(path="C:\\events.csv"), "inside the package"),
    "path with NUL": (_resource(path="data/e\0.csv"), "inside the package"),
    "path with line break": (_resource(path="data/e\n.csv"), "inside the package"),
    "schema path leads out": (_resource(schema="../../x.json"), "inside the package"),
    "primary key unknown": (_schema(lambda s: s.update(primaryKey=["nope"])), "nope"),
    "primary key nested": (_schema(lambda s: s.update(primaryKey=[["event_id"]])), "event_id"),
    "unique key unknown": (_schema(lambda s: s.update(uniqueKeys=[["nope"]])), "nope"),
    "foreign key on unknown column": (
        _schema(
            lambda s: s.update(
                foreignKeys=[
                    {"fields": ["nope"], "reference": {"resource": "actors", "fields": "name"}}
                ]
            )
        ),
        "nope",
    ),
    "foreign key to unknown table": (
        _schema(
            lambda s: s.update(
                foreignKeys=[
                    {"fields": ["place"], "reference": {"resource": "towns", "fields": "name"}}
                ]
            )
        ),
        "towns.name",
    ),
    "foreign key without reference": (
        _schema(lambda s: s.update(foreignKeys=[{"fields": ["place"]}])),
        "reference",
    ),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_validate_unusable_package_raises_one_line(mini: Mini, case: str) -> None:
    root = mini()
    damage, word = UNUSABLE[case]
    damage(root)
    with pytest.raises(PackageError, match=word) as caught:
        validate(root)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("command", ["validate", "show evt-0001 --path", "fmt --check --path"])
@pytest.mark.parametrize("case", ["descriptor missing", "schema not JSON", "path with line break"])
def test_command_unusable_package_exits_2(mini: Mini, case: str, command: str) -> None:
    root = mini()
    UNUSABLE[case][0](root)
    result = CliRunner().invoke(main, [*command.split(), str(root)])
    assert result.exit_code == 2
    assert result.output.count("Error: ") == 1
    assert "Traceback" not in result.output


@pytest.mark.parametrize("name", ["nowhere", "file.txt", "empty"])
def test_command_no_package_exits_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.txt").write_text("x")
    result = CliRunner().invoke(main, ["validate", str(tmp_path / name)])
    assert result.exit_code == 2
    assert name in result.output


def test_command_bad_data_exits_1(mini: Mini) -> None:
    result = CliRunner().invoke(main, ["validate", str(mini(events={0: {"valence": "9"}}))])
    assert result.exit_code == 1
    assert result.stdout.startswith("data/events.csv:2 valence evt-0001 enum: ")


def test_validate_table_is_a_folder_is_a_finding(mini: Mini) -> None:
    root = mini()
    _folder("data/phases.csv")(root)
    assert [(f.file, f.rule) for f in validate(root)] == [("data/phases.csv", "file-missing")]


def test_load_missing_table_raises_package_error(mini: Mini) -> None:
    root = mini()
    (root / "data" / "phases.csv").unlink()
    with pytest.raises(PackageError, match=r"data/phases\.csv file-missing"):
        load(root)


# Any bytes at all in any table: findings, never an exception.

_WORDS = [
    *('"', '""', ",", ",,", "\n", "\r", "\r\n", "\0", "\t", ";", "{x}", "{0}", "{", "%s", "\ufeff"),
    *("", " ", "-", "nan", "NA", "NaT", "<NA>", "true", "0", "1", "-2", "1e999", "inf", "2", "3.5"),
    *("99999999999999999999", "999999999999999999", "-999999999999999999", "9" * 400, "x" * 5000),
    *("9999-12-31", "0001-01-01", "0000-00-00", "2020-02-30", "2020-01-08", "1677-09-21"),
    *("2262-04-12", "evt-0001", "evt-0003", "stm-0001", "aln-0001", "src-0001", "src-0002"),
    *("rus", "tur", "rus-putin", "gna", "events", "sources", "change", "retire", "add", "month"),
    *("longer", "week", "proxy", "joint", "libya", "none", "coerce", "\u202e", "e\u0301", "&amp;"),
]
_JUNK = st.sampled_from([w.encode() for w in _WORDS]) | st.binary(max_size=6)
_KINDS = ("cell", "insert", "delete", "replace", "duplicate", "cut", "swap", "empty-column")
_CHANGE = st.tuples(
    st.sampled_from(list(ROWS)), st.sampled_from(_KINDS), st.integers(0, 2**16), _JUNK
)


def _mutate(data: bytes, kind: str, at: int, junk: bytes) -> bytes:
    if kind in ("insert", "delete", "replace"):
        at %= len(data) + 1
        middle = b"" if kind == "delete" else junk
        return data[:at] + middle + data[at + (kind != "insert") * max(1, len(junk)) :]
    lines = data.split(b"\n")
    row, column = at % len(lines), at // len(lines)
    if kind == "duplicate":
        lines.insert(row, lines[row])
    elif kind == "cut":
        del lines[row]
    elif kind == "swap":
        other = column % len(lines)
        lines[row], lines[other] = lines[other], lines[row]
    else:
        rows = range(1, len(lines)) if kind == "empty-column" else [row]
        for i in rows:
            cells = lines[i].split(b",")
            cells[column % len(cells)] = junk if kind == "cell" else b""
            lines[i] = b",".join(cells)
    return b"\n".join(lines)


@pytest.mark.usefixtures("check_once")
@given(changes=st.lists(_CHANGE, min_size=1, max_size=8))
@settings(
    max_examples=int(os.environ.get("SIRTE_FUZZ_EXAMPLES", "40")),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_validate_any_bytes_never_raises(
    mini: Mini, changes: list[tuple[str, str, int, bytes]]
) -> None:
    root = mini()
    for table, kind, at, junk in changes:
        path = root / "data" / f"{table}.csv"
        path.write_bytes(_mutate(path.read_bytes(), kind, at, junk))
    assert all(isinstance(finding, Finding) for finding in validate(root))
    with suppress(PackageError):
        load(root)
