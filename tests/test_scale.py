"""Machine-coded files give on each engine what pandas gives, and every row is accounted for."""

import gzip
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result

from sirte.cli import main
from sirte.errors import PackageError
from sirte.measure import measure_frame
from sirte.measure.valences import CAMEO, PLOVER
from sirte.scale import GDELT, POLECAT, Coverage, Layout, connect, measure_pairs

Row = tuple[str, str, str, str]

HEADER = ("Event ID", "Event Date", "Event Type", "Actor Country", "Recipient Country", "Source")
MINE = Layout(
    "mine", "on", "who", "whom", "what", {"up": 1, "down": -2}, separator=",", quoted=True
)
HOSTILE = [
    "'; DROP TABLE events; --",
    '"quoted',
    "back\\slash",
    "<script>x</script>",
    "$x {y} %s",
    "İZM",
]


@pytest.fixture(scope="module", params=["duckdb", pytest.param("spark", marks=pytest.mark.spark)])
def engine(request: pytest.FixtureRequest) -> Any:
    return connect(request.param)


def _gdelt_line(*row: str) -> str:
    cells = dict.fromkeys(GDELT.columns, "") | dict(zip(GDELT.needed, row, strict=True))
    return "\t".join((cells | {"SOURCEURL": "https://example.org/a?b='c'"}).values())


def _write_gdelt(path: Path, rows: Sequence[Row]) -> Path:
    path.write_text("".join(f"{_gdelt_line(*row)}\n" for row in rows), encoding="utf-8")
    return path


def _write_polecat(path: Path, rows: Sequence[Row]) -> Path:
    lines = [("e1", day, kind, one, other, "x") for day, one, other, kind in rows]
    text = "\n".join("\t".join(line) for line in [HEADER, *lines])
    path.write_text(text + "\n", encoding="utf-8")
    return path


def _draw(seed: int, codes: Sequence[str], days: int = 500) -> list[Row]:
    """Rows of five states on few days, so that days and pairs repeat."""
    rng = np.random.default_rng(seed)
    first = np.datetime64("2019-01-01")
    rows = []
    for _ in range(400):
        one, other = rng.choice(["RUS", "TUR", "SYR", "LBY", "EGY"], 2, replace=False)
        rows.append((str(first + rng.integers(days)), one, other, str(rng.choice(codes))))
    return rows


def _expect(rows: Sequence[Row], valences: dict[str, int], by: str = "month") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["date", "actor", "counterpart", "code"])
    return measure_frame(frame, category="code", valences=valences, by=by)


def _compact(rows: Sequence[Row]) -> list[Row]:
    return [(day.replace("-", ""), *rest) for day, *rest in rows]  # type: ignore[misc]


def _same(found: pd.DataFrame, expected: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


# equal results


@pytest.mark.parametrize("by", ["day", "month", "quarter", "year"])
def test_gdelt_file_gives_what_pandas_gives(engine: Any, tmp_path: Path, by: str) -> None:
    rows = _draw(1, list(CAMEO))
    file = _write_gdelt(tmp_path / "a.export.CSV", _compact(rows))
    found, coverage = measure_pairs(file, GDELT, by=by, connection=engine)
    _same(found, _expect(rows, CAMEO, by))
    assert coverage == Coverage(400, 400, 400, {})


@pytest.mark.parametrize("seed", [2, 3])
def test_polecat_file_gives_what_pandas_gives(engine: Any, tmp_path: Path, seed: int) -> None:
    rows = _draw(seed, list(PLOVER), days=20)
    file = _write_polecat(tmp_path / "a.txt", [(*row[:3], row[3].upper()) for row in rows])
    _same(measure_pairs(file, POLECAT, connection=engine)[0], _expect(rows, PLOVER))


def test_parquet_gives_what_text_gives(engine: Any, tmp_path: Path) -> None:
    rows = _draw(4, list(CAMEO))
    numbers = [(int(day), one, other, int(code)) for day, one, other, code in _compact(rows)]
    pd.DataFrame(numbers, columns=list(GDELT.needed)).to_parquet(tmp_path / "a.parquet")
    found, _ = measure_pairs(tmp_path / "a.parquet", GDELT, connection=engine)
    _same(found, _expect(rows, CAMEO))


def test_parquet_with_real_dates_is_read(engine: Any, tmp_path: Path) -> None:
    rows = _draw(5, list(CAMEO))
    frame = pd.DataFrame(rows, columns=list(GDELT.needed))
    frame["SQLDATE"] = pd.to_datetime(frame["SQLDATE"])
    frame.to_parquet(tmp_path / "a.parquet")
    found, _ = measure_pairs(tmp_path / "a.parquet", GDELT, connection=engine)
    _same(found, _expect(rows, CAMEO))


def test_several_files_are_one_table(engine: Any, tmp_path: Path) -> None:
    rows = _draw(6, list(CAMEO))
    _write_gdelt(tmp_path / "1.tsv", _compact(rows[:100]))
    with gzip.open(tmp_path / "2.tsv.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(f"{_gdelt_line(*row)}\n" for row in _compact(rows[100:250]))
    pd.DataFrame(_compact(rows[250:]), columns=list(GDELT.needed)).to_parquet(
        tmp_path / "3.parquet"
    )
    files = [tmp_path / "*.tsv", tmp_path / "2.tsv.gz", str(tmp_path / "3.*"), tmp_path / "1.tsv"]
    _same(measure_pairs(files, GDELT, connection=engine)[0], _expect(rows, CAMEO))


def test_files_with_columns_in_another_order_are_one_table(engine: Any, tmp_path: Path) -> None:
    one = _write_polecat(tmp_path / "1.txt", [("2020-01-01", "RUS", "TUR", "AID")])
    two = tmp_path / "2.txt"
    two.write_text(
        "Recipient Country\tActor Country\tEvent Type\tEvent Date\nRUS\tTUR\tAID\t2020-01-02\n",
        encoding="utf-8",
    )
    found, _ = measure_pairs([one, two], POLECAT, connection=engine)
    assert found["clusters"].tolist() == [2]


def test_ibis_table_is_taken_as_it_is(engine: Any, tmp_path: Path) -> None:
    rows = _draw(7, list(CAMEO))
    pd.DataFrame(_compact(rows), columns=list(GDELT.needed)).to_parquet(tmp_path / "a.parquet")
    table = engine.read_parquet(tmp_path / "a.parquet")
    _same(measure_pairs(table, GDELT)[0], _expect(rows, CAMEO))


def test_memory_table_needs_no_connection() -> None:
    rows = _draw(8, list(CAMEO))
    table = ibis.memtable(pd.DataFrame(_compact(rows), columns=list(GDELT.needed)))
    _same(measure_pairs(table, GDELT)[0], _expect(rows, CAMEO))


# pairs


def test_dyads_keep_their_rows_in_either_direction(engine: Any, tmp_path: Path) -> None:
    rows = _draw(9, list(CAMEO))
    chosen = [row for row in rows if {row[1], row[2]} == {"RUS", "TUR"}]
    file = _write_gdelt(tmp_path / "a.tsv", _compact(rows))
    found, coverage = measure_pairs(file, GDELT, dyads=[("TUR", "RUS")], connection=engine)
    _same(found, _expect(chosen, CAMEO))
    assert coverage.dropped == {"other-dyad": 400 - len(chosen)}


def _list_pairs(rows: Sequence[Row]) -> list[Row]:
    """One row for each unordered pair of a row, written as plainly as can be."""
    found = []
    for day, ones, others, kind in rows:
        sides = product(*({name.strip() for name in s.split(";")} - {""} for s in (ones, others)))
        found += [(day, *pair, kind) for pair in {tuple(sorted(p)) for p in sides if len({*p}) > 1}]
    return found  # type: ignore[return-value]


def test_several_countries_count_once_for_each_pair(engine: Any, tmp_path: Path) -> None:
    rng = np.random.default_rng(10)
    names = ["RUS", "TUR", "SYR", "TUR;RUS", "SYR; TUR", "RUS;RUS", "RUS;SYR;TUR", ";SYR"]
    rows: list[Row] = [
        (f"2020-01-0{rng.integers(1, 9)}", *rng.choice(names, 2), str(rng.choice(list(PLOVER))))
        for _ in range(200)
    ]
    file = _write_polecat(tmp_path / "a.txt", [(*row[:3], row[3].upper()) for row in rows])
    found, coverage = measure_pairs(file, POLECAT, connection=engine)
    expected = _list_pairs(rows)
    _same(found, _expect(expected, PLOVER))
    alone = sum(not _list_pairs([row]) for row in rows)
    assert coverage == Coverage(200, 200 - alone, len(expected), {"same-actor": alone})


def test_several_countries_with_a_dyad_count_the_row_once(engine: Any, tmp_path: Path) -> None:
    row = ("2020-01-01", "RUS;TUR", "TUR;SYR;RUS", "AID")
    file = _write_polecat(tmp_path / "a.txt", [row, ("2020-01-01", "RUS", "SYR;EGY", "AID")])
    found, coverage = measure_pairs(file, POLECAT, dyads=[("RUS", "TUR")], connection=engine)
    assert found["rows"].tolist() == [1]
    assert coverage == Coverage(2, 1, 1, {"other-dyad": 1})


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_name_is_a_name(engine: Any, tmp_path: Path, name: str) -> None:
    file = _write_gdelt(tmp_path / "a.tsv", [("20200101", name, "TUR", "06")])
    found, _ = measure_pairs(file, GDELT, dyads=[("TUR", name)], connection=engine)
    assert {found["first"][0], found["second"][0]} == {name, "TUR"}


def test_hostile_column_and_tab_are_quoted(engine: Any, tmp_path: Path) -> None:
    layout = replace(MINE, actor='who"; DROP TABLE x', counterpart="a`b$c")
    text = 'what,"who""; DROP TABLE x",a`b$c,on\nup,"a\tb, ""c""\n2",TUR,2020-01-01\n'
    (tmp_path / "it's a file.csv").write_text(text, encoding="utf-8")
    found, _ = measure_pairs(tmp_path / "it's a file.csv", layout, connection=engine)
    assert found["second"].tolist() == ['a\tb, "c"\n2']


def test_time_zone_of_the_machine_moves_no_day(
    engine: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    file = _write_gdelt(tmp_path / "a.tsv", [("20200101", "RUS", "TUR", "06")])
    found, _ = measure_pairs(file, GDELT, by="day", connection=engine)
    assert found["period"].tolist() == ["2020-01-01"]


# rows that cannot be used


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("2020-01-01", "RUS", "TUR", "06"), "date"),
        (("20200230", "RUS", "TUR", "06"), "date"),
        (("", "RUS", "TUR", "06"), "date"),
        (("20200101", "RUS", "TUR", "21"), "category"),
        (("20200101", "RUS", "TUR", ""), "category"),
        (("20200101", "", "TUR", "06"), "actor"),
        (("20200101", "RUS", " ", "06"), "actor"),
        (("20200101", "RUS", "RUS", "06"), "same-actor"),
        (("20200101", "RUS\tRUS", "TUR", "06"), "malformed"),
    ],
)
def test_row_left_out_is_counted_by_reason(
    engine: Any, tmp_path: Path, row: Row, reason: str
) -> None:
    good = ("20200101", "RUS", "TUR", "06")
    file = _write_gdelt(tmp_path / "a.tsv", [good, row, row])
    found, coverage = measure_pairs(file, GDELT, connection=engine)
    assert found["rows"].tolist() == [1]
    assert coverage == Coverage(3, 1, 1, {reason: 2})


@pytest.mark.parametrize("empty", ["", "None", "; None"])
def test_list_without_actors_is_counted(engine: Any, tmp_path: Path, empty: str) -> None:
    file = _write_polecat(tmp_path / "a.txt", [("2020-01-01", empty, "TUR", "AID")])
    found, coverage = measure_pairs(file, POLECAT, connection=engine)
    assert found.empty
    assert coverage == Coverage(1, 0, 0, {"actor": 1})


def test_line_endings_and_empty_lines_make_no_rows(engine: Any, tmp_path: Path) -> None:
    line = _gdelt_line("20200101", "RUS", "TUR", "06")
    text = f"{line}\r\n\r\n\n{line}\ncut off\n\n{line}"
    (tmp_path / "a.tsv").write_bytes(text.encode())
    _, coverage = measure_pairs(tmp_path / "a.tsv", GDELT, connection=engine)
    assert coverage == Coverage(4, 3, 3, {"malformed": 1})


def test_control_characters_do_not_hide_a_row(engine: Any, tmp_path: Path) -> None:
    names = ["a\x00b", "a\x1eb", "a\x1fb"]
    rows = [("20200101", name, "TUR", "06") for name in names]
    _, coverage = measure_pairs(_write_gdelt(tmp_path / "a.tsv", rows), GDELT, connection=engine)
    assert coverage == Coverage(3, 3, 3, {})


def test_coverage_is_told_in_a_sentence() -> None:
    told = str(Coverage(1200, 1000, 1000, {"date": 150, "actor": 50}))
    reasons = "150 date cannot be read, 50 a side without an actor"
    assert told == f"read 1,200 rows, used 1,000; left out: {reasons}"


# files that cannot be read


@pytest.mark.parametrize("row", ["up,RUS", "up,RUS,TUR,2020-01-01,x", 'up,"RUS,TUR,2020-01-01'])
def test_quoted_file_with_a_malformed_line_is_refused(
    engine: Any, tmp_path: Path, row: str
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"what,who,whom,on\nup,RUS,TUR,2020-01-01\n{row}\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"a\.csv"):
        measure_pairs(file, MINE, connection=engine)


@pytest.mark.parametrize("name", ["a.tsv.gz", "a.parquet"])
def test_file_that_is_not_what_its_name_says_is_refused(
    engine: Any, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(b"not that\n" * 9)
    with pytest.raises(PackageError, match=name.partition(".")[2].replace("tsv.gz", "gz")):
        measure_pairs(tmp_path / name, GDELT, connection=engine)


def test_bytes_that_are_not_utf8_stop_duckdb_with_the_file_and_line(tmp_path: Path) -> None:
    line = _gdelt_line("20200101", "Cura\u00e7ao", "TUR", "06")
    (tmp_path / "a.tsv").write_bytes(line.encode("latin-1") + b"\n")
    with pytest.raises(PackageError, match=r"Line: 1 .*not utf-8.*a\.tsv"):
        measure_pairs(tmp_path / "a.tsv", GDELT)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("Event Date\tEvent Type\tActor Country", "one column 'Recipient Country', not 0"),
        ("\t".join([*HEADER, "Event Type"]), "one column 'Event Type', not 2"),
        ("", "one column 'Event Date', not 0"),
    ],
)
def test_header_without_the_columns_is_refused(tmp_path: Path, header: str, message: str) -> None:
    (tmp_path / "a.txt").write_text(header, encoding="utf-8")
    with pytest.raises(PackageError, match=message):
        measure_pairs(tmp_path / "a.txt", POLECAT)


def test_table_without_the_columns_is_refused() -> None:
    with pytest.raises(PackageError, match="no column 'Actor1CountryCode'"):
        measure_pairs(ibis.memtable({"SQLDATE": [20200101]}), GDELT)


@pytest.mark.parametrize("name", ["a.zip", "_a.tsv", ".a.tsv", "a[1].tsv", "a*.tsv"])
def test_file_that_engines_would_misread_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("x\n", encoding="utf-8")
    with pytest.raises(PackageError, match=r"rename it|unpack it"):
        measure_pairs(tmp_path / name, GDELT)


@pytest.mark.parametrize("name", ["none.tsv", "*.tsv", ".", "https://example.org/a.tsv"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PackageError, match="no such file"):
        measure_pairs(str(tmp_path / name) if "//" not in name else name, GDELT)


def test_unknown_period_is_refused() -> None:
    with pytest.raises(ValueError, match="period 'week'"):
        measure_pairs(ibis.memtable({name: ["x"] for name in GDELT.needed}), GDELT, by="week")


# layouts and engines


def test_gdelt_has_61_columns_of_different_names() -> None:
    assert len(set(GDELT.columns)) == 61
    places = [GDELT.columns.index(name) for name in GDELT.needed]
    assert places == [1, 7, 17, 28]


def test_gdelt_root_code_without_its_zero_means_the_same() -> None:
    assert {code: GDELT.valences[code.lstrip("0")] for code in CAMEO} == CAMEO


@pytest.mark.parametrize("change", [{"separator": "|"}, {"between": "|"}, {"columns": ("on",)}])
def test_layout_that_cannot_work_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="layout mine"):
        replace(MINE, **change)


def test_duckdb_has_the_limit_it_was_given(tmp_path: Path) -> None:
    connection = connect(memory_limit="200MB", spill=tmp_path / "spill")
    query = "SELECT value FROM duckdb_settings() WHERE name IN ('memory_limit', 'temp_directory')"
    found = {row[0] for row in connection.con.execute(query).fetchall()}
    assert found == {"190.7 MiB", str(tmp_path / "spill")}


@pytest.mark.spark
def test_spark_listens_on_the_loopback_address_alone() -> None:
    session = connect("spark")._session
    assert session.conf.get("spark.driver.bindAddress") == "127.0.0.1"
    assert session.sparkContext.uiWebUrl is None


# command


def _run(*words: object) -> Result:
    return CliRunner().invoke(main, ["pairs", *map(str, words)])


def test_command_prints_pairs_and_what_was_left_out(tmp_path: Path) -> None:
    rows = [("20200101", "RUS", "TUR", "06"), ("20200101", "RUS", "", "06")]
    result = _run(_write_gdelt(tmp_path / "a.tsv", rows), "--layout", "gdelt")
    assert result.stdout.split()[5:] == ["RUS-TUR", "2020-01", "1", "1", "too", "few"]
    assert "used 1; left out: 1 a side without an actor\n" in result.stderr
    assert "caution: machine-coded rows are not SIRTE's coding" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize(("form", "start"), [("csv", "dyad,first,"), ("json", "[")])
def test_command_format(tmp_path: Path, form: str, start: str) -> None:
    file = _write_polecat(tmp_path / "a.txt", [("2020-01-01", "RUS", "TUR", "AID")])
    result = _run(file, "--layout", "polecat", "--format", form, "--by", "year")
    assert result.stdout.startswith(start)


def test_command_keeps_the_pairs_it_is_given(tmp_path: Path) -> None:
    rows = [("20200101", "RUS", "TUR", "06"), ("20200101", "RUS", "SYR", "06")]
    file = _write_gdelt(tmp_path / "a.tsv", rows)
    result = _run(file, "--layout", "gdelt", "--dyad", "TUR-RUS")
    assert "RUS-TUR" in result.stdout
    assert "SYR" not in result.stdout


def test_command_without_a_usable_row_exits_1(tmp_path: Path) -> None:
    file = _write_polecat(tmp_path / "a.txt", [("2020-01-01", "RUS", "TUR", "AID")])
    result = _run(file, "--layout", "gdelt")
    assert (result.exit_code, result.stdout) == (1, "nothing to show\n")
    assert "left out: 2 wrong number of columns" in result.stderr


def test_command_hostile_name_stays_on_its_line(tmp_path: Path) -> None:
    file = _write_gdelt(tmp_path / "a.tsv", [("20200101", "\x1b[2J::error::", "TUR", "06")])
    assert "\x1b" not in _run(file, "--layout", "gdelt").stdout


@pytest.mark.parametrize(
    "words", [("--layout", "moon"), (), ("--layout", "gdelt", "--dyad", "RUS"), ("--by", "week")]
)
def test_command_unknown_choice_exits_2(tmp_path: Path, words: tuple[str, ...]) -> None:
    file = _write_gdelt(tmp_path / "a.tsv", [("20200101", "RUS", "TUR", "06")])
    assert _run(file, *words).exit_code == 2


def test_command_missing_file_exits_2(tmp_path: Path) -> None:
    result = _run(tmp_path / "none.tsv", "--layout", "gdelt")
    assert result.exit_code == 2
    assert "no such file" in result.stderr


@pytest.mark.parametrize(("engine", "extra"), [("duckdb", "scale"), ("spark", "spark")])
def test_command_without_the_extra_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, extra: str
) -> None:
    def refuse(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name!r}")

    monkeypatch.setattr("sirte.scale.connect", refuse)
    result = _run(tmp_path / "a.tsv", "--layout", "gdelt", "--engine", engine)
    assert result.exit_code == 2
    assert f"pip install 'sirte[{extra}]'" in result.stderr
