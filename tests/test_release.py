"""The release folder: what is in it, that it agrees with the tables, that it is made the same."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from sirte.dataset import Dataset, load
from sirte.formats import DESCRIBING
from sirte.release import RoundTripError, build, check_round_trip

from .conftest import ROWS, Mini

WIDE = ("events_wide", "statements_wide")
ARROW = {
    "string": "string",
    "integer": "int64",
    "number": "double",
    "boolean": "bool",
    "date": "date32[day]",
}


@pytest.fixture
def database(built: Path) -> Iterator[sqlite3.Connection]:
    """Return a connection to a copy of the SQLite file in memory, with foreign keys enforced."""
    stored, copy = sqlite3.connect(built / "sirte.sqlite"), sqlite3.connect(":memory:")
    stored.backup(copy)
    stored.close()
    copy.execute("PRAGMA foreign_keys = ON")
    yield copy
    copy.close()


def _resource(built: Path, name: str) -> dict[str, object]:
    resources = json.loads((built / "datapackage.json").read_text("utf-8"))["resources"]
    found: dict[str, object] = next(r for r in resources if r["name"] == name)
    return found


def _sums(folder: Path) -> dict[str, str]:
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


def test_build_folder_holds_every_table_in_every_format(built: Path, real: Dataset) -> None:
    expected = {"datapackage.json", "SHA256SUMS", "sirte.sqlite", "sirte.metadata.json"}
    expected |= {"sirte.xlsx", "CITATION.cff", "LICENSE-DATA", *DESCRIBING}
    expected |= {f"codebook/{name}.md" for name in (*ROWS, "index", "rules", "formats")}
    expected |= {f"graphml/spells_P{number}.graphml" for number in range(1, 8)}
    for name in ROWS:
        expected |= {f"data/{name}.csv", f"schemas/{name}.schema.json"}
    for name in (*ROWS, *WIDE):
        expected |= {f"parquet/{name}.parquet", f"stata/{name}.dta", f"spss/{name}.sav"}
    expected |= {f"wide/{name}.csv" for name in WIDE}
    assert {p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()} == expected
    assert built.name == f"sirte-{real.version}"


def test_build_leaves_the_folder_and_its_zip_alone(built: Path) -> None:
    assert sorted(built.parent.iterdir()) == [built, built.parent / f"{built.name}.zip"]


def test_build_zip_holds_the_folder(built: Path) -> None:
    with zipfile.ZipFile(f"{built}.zip") as archive:
        packed = {i.filename: hashlib.sha256(archive.read(i)).hexdigest() for i in archive.filelist}
    sums = built / "SHA256SUMS"
    own = {"SHA256SUMS": hashlib.sha256(sums.read_bytes()).hexdigest()}
    assert packed == {f"{built.name}/{k}": v for k, v in (_sums(built) | own).items()}


def test_build_checksums_cover_all_files_and_agree(built: Path) -> None:
    files = [p for p in built.rglob("*") if p.is_file() and p.name != "SHA256SUMS"]
    digests = {
        p.relative_to(built).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files
    }
    assert _sums(built) == digests


@pytest.mark.parametrize("name", ROWS)
def test_build_descriptor_agrees_with_the_csv(built: Path, name: str) -> None:
    resource = _resource(built, name)
    data = (built / f"data/{name}.csv").read_bytes()
    assert resource["bytes"] == len(data)
    assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
    assert resource["rows"] == data.count(b"\n") - 1


@pytest.mark.parametrize("name", ROWS)
def test_build_csv_is_the_package_s_own_file(built: Path, real: Dataset, name: str) -> None:
    own = (real.package.root / f"data/{name}.csv").read_bytes()
    assert (built / f"data/{name}.csv").read_bytes() == own


def test_build_folder_is_a_package_that_loads(built: Path, real: Dataset) -> None:
    again = load(built)
    assert all(again.frames[name].equals(frame) for name, frame in real.frames.items())


@pytest.mark.parametrize("name", ROWS)
def test_parquet_types_and_nulls_follow_the_schema(built: Path, real: Dataset, name: str) -> None:
    schema = pq.read_schema(built / f"parquet/{name}.parquet")
    fields = real.package.tables[name].fields
    expected = [(f.name, ARROW[f.type], not f.required) for f in fields]
    assert [(f.name, str(f.type), f.nullable) for f in schema] == expected


def test_parquet_metadata_names_package_version_and_table(built: Path, real: Dataset) -> None:
    metadata = pq.read_schema(built / "parquet/events.parquet").metadata
    expected = {"package": "sirte", "version": real.version, "table": "events"}
    assert json.loads(metadata[b"sirte"]) == expected
    assert metadata[b"datapackage"] == (built / "datapackage.json").read_bytes()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO event_actors VALUES ('evt-0001', 'nobody', 'host')",
        "INSERT INTO event_actors SELECT * FROM event_actors LIMIT 1",
        "DELETE FROM sources",
        "UPDATE events SET arena = 'moon'",
        "UPDATE events SET valence = 3",
        "UPDATE events SET title = NULL",
        "UPDATE events SET lead_event_id = 'evt-none'",
        "UPDATE sources SET url = 'https://example.org/same'",
    ],
)
def test_sqlite_refuses_what_the_schema_refuses(
    database: sqlite3.Connection, statement: str
) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)


@pytest.mark.parametrize("name", ROWS)
def test_sqlite_holds_every_row(built: Path, database: sqlite3.Connection, name: str) -> None:
    count = database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
    assert count == _resource(built, name)["rows"]


def test_sqlite_version_number_follows_the_dataset(
    database: sqlite3.Connection, real: Dataset
) -> None:
    major, minor, patch = map(int, real.version.split("."))
    number = database.execute("PRAGMA user_version").fetchone()[0]
    assert number == major * 1_000_000 + minor * 1_000 + patch


# The comparison after building


def _tamper_csv(folder: Path) -> None:
    path = folder / "data/events.csv"
    path.write_bytes(path.read_bytes().replace(b"The LNA attacked.", b"The LNA struck."))


def _tamper_parquet(folder: Path) -> None:
    path = folder / "parquet/events.parquet"
    table = pq.read_table(path)
    pq.write_table(table.slice(1), path)


def _tamper_sqlite(folder: Path) -> None:
    connection = sqlite3.connect(folder / "sirte.sqlite")
    connection.execute("UPDATE events SET latitude = NULL WHERE event_id = 'evt-0003'")
    connection.commit()
    connection.close()


def _tamper_xlsx(folder: Path) -> None:
    path = folder / "sirte.xlsx"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data.replace(b">Summit<", b">Gipfel<"))


def _tamper_stata(folder: Path) -> None:
    path = folder / "stata/events.dta"
    path.write_bytes(path.read_bytes().replace(b"consult\0", b"consent\0"))


def _tamper_spss(folder: Path) -> None:
    path = folder / "spss/events.sav"
    path.write_bytes(path.read_bytes().replace(b"Summit", b"Gipfel"))


def _tamper_graphml(folder: Path) -> None:
    path = folder / "graphml/spells_P1.graphml"
    path.write_bytes(path.read_bytes().replace(b">private-military<", b">forces<"))


def _tamper_wide(folder: Path) -> None:
    path = folder / "wide/statements_wide.csv"
    path.write_bytes(path.read_bytes().replace(b",Vladimir Putin,", b",Putin,"))


def _cut_stata(folder: Path) -> None:
    path = folder / "stata/events.dta"
    path.write_bytes(path.read_bytes()[:300])


TAMPER = {
    r"sirte\.xlsx: events: title of row 1 is 'Gipfel', not 'Summit'": ("xlsx", _tamper_xlsx),
    r"stata/events\.dta: event_type of row 1 is 'consent', not 'consult'": ("stata", _tamper_stata),
    r"spss/events\.sav: title of row 1 is 'Gipfel', not 'Summit'": ("spss", _tamper_spss),
    r"spells_P1\.graphml: basis of row 1 is 'forces', not 'private-military'": (
        "graphml",
        _tamper_graphml,
    ),
    r"wide/statements_wide\.csv: speaker_name of row 1 is 'Putin'": ("csv", _tamper_wide),
    "stata: not readable as it was written": ("stata", _cut_stata),
    r"data/events\.csv: summary of row 3 is 'The LNA struck\.'": ("csv", _tamper_csv),
    r"parquet/events\.parquet: 2 rows instead of 3": ("parquet", _tamper_parquet),
    r"sirte\.sqlite: events: latitude of row 3 is '', not '32\.89'": ("sqlite", _tamper_sqlite),
}


@pytest.mark.parametrize("message", TAMPER)
def test_round_trip_tampered_file_is_named(
    small: Dataset, small_built: Path, tmp_path: Path, message: str
) -> None:
    folder = shutil.copytree(small_built, tmp_path / "copy")
    form, tamper = TAMPER[message]
    tamper(folder)
    with pytest.raises(RoundTripError, match=message):
        check_round_trip(small, folder, [form])


def test_round_trip_sees_what_differs_after_the_sixth_decimal(mini: Mini, tmp_path: Path) -> None:
    dataset = load(mini(events={2: {"latitude": "32.123456789"}}))
    folder, _ = build(dataset, tmp_path / "dist")
    pd.testing.assert_series_equal(load(folder).events["latitude"], dataset.events["latitude"])


# Failure leaves things as they were


def test_build_that_fails_keeps_the_earlier_folder_and_no_part(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tmp_path / f"sirte-{small.version}" / "SHA256SUMS"
    earlier.parent.mkdir()
    earlier.touch()

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sirte.release.graphml.write", fail)
    with pytest.raises(KeyboardInterrupt):
        build(small, tmp_path)
    assert list(tmp_path.rglob("*")) == [earlier.parent, earlier]


def test_build_key_without_a_target_is_refused(mini: Mini, tmp_path: Path) -> None:
    dataset = load(mini(event_actors={0: {"actor_id": "nobody"}}))
    with pytest.raises(RoundTripError, match="key without a target"):
        build(dataset, tmp_path / "dist")
    assert list((tmp_path / "dist").iterdir()) == []


def test_build_replaces_an_earlier_folder_whole(small: Dataset, tmp_path: Path) -> None:
    stale = tmp_path / f"sirte-{small.version}" / "stale.txt"
    stale.parent.mkdir()
    stale.touch()
    build(small, tmp_path, ())
    assert not stale.exists()


# The same bytes on every run

CODE = """
import pathlib, sirte, sirte.release, sys
sirte.release.build(sirte.load(sys.argv[1]), pathlib.Path("d"))
"""


def test_build_same_bytes_in_any_time_zone_locale_and_hash_seed(
    small: Dataset, small_built: Path, tmp_path: Path
) -> None:
    places = {"Asia/Tokyo": "C", "America/New_York": "C.UTF-8"}
    running = []
    for seed, (zone, locale) in enumerate(places.items(), start=1):
        (folder := tmp_path / str(seed)).mkdir()
        env = os.environ | {"PYTHONHASHSEED": str(seed), "TZ": zone, "LC_ALL": locale}
        words = [sys.executable, "-c", CODE, str(small.package.root)]
        running.append((subprocess.Popen(words, cwd=folder, env=env), folder))
    assert [process.wait() for process, _ in running] == [0, 0]
    for _, folder in running:
        again = folder / "d" / small_built.name
        assert _sums(again) == _sums(small_built)
        assert Path(f"{again}.zip").read_bytes() == Path(f"{small_built}.zip").read_bytes()
