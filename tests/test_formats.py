"""Each format as another program reads it: types, labels, dates, views; and hostile text."""

import datetime as dt
import sqlite3
import sys
import zipfile
from pathlib import Path
from typing import Any

import networkx as nx
import openpyxl
import pyreadstat
import pytest

from sirte.dataset import Dataset, load
from sirte.errors import PackageError
from sirte.formats import FORMATS
from sirte.formatting import render_formats
from sirte.release import build
from sirte.release.workbook import read_sheets
from sirte.views import VIEWS

from .conftest import ROWS, Mini

STATISTICS = {"stata/events.dta": pyreadstat.read_dta, "spss/events.sav": pyreadstat.read_sav}
HOSTILE = {
    "title": "_x0041_ <3 & \"' ]]> \U0001f54a",
    "summary": "{=1}",
    "place": "https://a.example/" + "b" * 3000 + "ü",
    "coding_note": "file://x, mailto:y, 'quoted'",
}


@pytest.fixture(params=STATISTICS)
def events(small_built: Path, request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """Return the events of the small package as a statistics program sees them, and labels."""
    found: tuple[Any, Any] = STATISTICS[request.param](small_built / request.param)
    return found


def test_statistics_file_labels_variables_and_data(events: tuple[Any, Any]) -> None:
    _, about = events
    assert about.column_names_to_labels["valence"] == "Valence"
    assert about.file_label == "SIRTE 0.1.0: Events"


def test_statistics_file_labels_values(events: tuple[Any, Any]) -> None:
    frame, about = events
    labels = about.variable_value_labels
    assert labels["valence"][-2] == "Material divergence"
    assert labels["is_mixed"] == {0: "false", 1: "true"}
    assert labels["event_type"][frame["event_type"][2]] == "assault"


def test_statistics_file_holds_real_dates_and_numbers(events: tuple[Any, Any]) -> None:
    frame, _ = events
    assert frame["start_date"][0] == dt.date(2020, 1, 8)
    assert list(frame["valence"]) == [0, 1, -2]
    assert frame["latitude"].isna().tolist() == [False, True, False]


def test_spss_knows_ordered_scales(small_built: Path) -> None:
    _, about = pyreadstat.read_sav(small_built / "spss/events.sav")
    assert about.variable_measure["intensity"] == "ordinal"
    assert about.variable_measure["latitude"] == "scale"


def test_wide_tables_reach_statistics_programs(small_built: Path) -> None:
    frame, _ = pyreadstat.read_dta(small_built / "stata/events_wide.dta")
    assert frame["recipients"].tolist() == ["", "gna", "gna"]


def test_xlsx_has_a_codebook_and_a_sheet_per_table(small_built: Path) -> None:
    book = openpyxl.load_workbook(small_built / "sirte.xlsx")
    assert book.sheetnames == ["codebook", *ROWS, "events_wide", "statements_wide"]
    rows = [[cell.value for cell in row] for row in book["codebook"].iter_rows()]
    assert ["events", "valence", None, None, None, "-2", "Material divergence"] in [
        row[:7] for row in rows
    ]
    book.close()


def test_xlsx_types_are_text_number_and_boolean(small_built: Path) -> None:
    book = openpyxl.load_workbook(small_built / "sirte.xlsx")
    row = dict(zip(*([c.value for c in r] for r in book["events"]["A1:Q2"]), strict=True))
    assert (row["start_date"], row["valence"], row["is_mixed"]) == ("2020-01-08", 0, False)
    assert row["latitude"] == 41.01
    book.close()


def test_xlsx_and_its_reader_agree_with_openpyxl(small_built: Path) -> None:
    book = openpyxl.load_workbook(small_built / "sirte.xlsx")
    for name, rows in read_sheets(small_built / "sirte.xlsx").items():
        assert rows == [[cell.value for cell in row] for row in book[name].iter_rows()]
    book.close()


def test_xlsx_holds_no_formula_and_no_link(built: Path) -> None:
    with zipfile.ZipFile(built / "sirte.xlsx") as archive:
        pages = [archive.read(n) for n in archive.namelist() if "worksheets/" in n]
    assert pages
    assert not any(b"<f>" in page or b"<hyperlink" in page for page in pages)


@pytest.mark.parametrize("name", ["wide/events_wide.csv", "wide/statements_wide.csv"])
def test_wide_csv_has_no_cell_that_begins_as_a_formula(built: Path, name: str) -> None:
    text = (built / name).read_text("utf-8")
    assert not any(f"{before}{sign}" in text for before in ("\n", ',"') for sign in "=+@\t")


def test_graphml_holds_the_spells_of_its_phase(small_built: Path) -> None:
    graph = nx.read_graphml(small_built / "graphml/spells_P1.graphml", force_multigraph=True)
    assert sorted(graph.edges(keys=True)) == [("rus", "lna", "aln-0001")]
    assert graph.nodes["rus"]["label"] == "Russia"


@pytest.mark.parametrize("view", [v.name for v in VIEWS])
def test_sqlite_view_has_rows(small_built: Path, view: str) -> None:
    connection = sqlite3.connect(small_built / "sirte.sqlite")
    count = connection.execute(f'SELECT count(*) FROM "{view}"').fetchone()[0]  # noqa: S608
    connection.close()
    assert count > 0


def test_sqlite_view_joins_evidence_to_its_page(small_built: Path) -> None:
    connection = sqlite3.connect(small_built / "sirte.sqlite")
    sql = "SELECT title, url, reading FROM event_evidence WHERE evidence_id = 'evd-0005'"
    row = connection.execute(sql).fetchone()
    connection.close()
    assert row == ("Assault", "https://reuters.example/c", "contradicts")


def test_every_format_holds_hostile_text(mini: Mini, tmp_path: Path) -> None:
    dataset = load(mini(events={0: HOSTILE}))
    folder, _ = build(dataset, tmp_path / "dist")  # compares every cell
    assert load(folder).events["title"][0] == HOSTILE["title"]


def test_build_cell_too_long_for_a_spreadsheet_is_refused(mini: Mini, tmp_path: Path) -> None:
    dataset = load(mini(events={0: {"summary": "x" * 32_768}}))
    with pytest.raises(PackageError, match="events: summary of row 1 is longer"):
        build(dataset, tmp_path / "dist", ["xlsx"])


def test_build_only_names_makes_csv_and_metadata_too(small: Dataset, tmp_path: Path) -> None:
    _, files = build(small, tmp_path, ["parquet"])
    suffixes = {Path(f.path).suffix for f in files if f.path != "SHA256SUMS"}
    assert suffixes == {".csv", ".json", ".md", ".parquet"}


def test_build_unknown_format_is_refused(small: Dataset, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no format 'word': one of csv, parquet"):
        build(small, tmp_path, ["word"])


def test_build_without_the_extra_says_what_to_install(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sirte.release.graphml", None)
    with pytest.raises(PackageError, match=r"pip install 'sirte\[release\]'"):
        build(small, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_codebook_lists_every_format_and_loss(small: Dataset) -> None:
    page = render_formats(small)
    assert all(f"| {f.title} | `{f.files}` |" in page for f in FORMATS.values())
    assert all(loss in page for f in FORMATS.values() for loss in f.losses)
