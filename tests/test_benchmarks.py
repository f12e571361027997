"""Outside benchmarks: computed as said, on files made here; the stored numbers where data are."""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sirte import benchmarks
from sirte.dataset import Dataset
from sirte.errors import PackageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of outside files in the layouts of the real ones."""
    days = pd.date_range("2018-12-30", "2022-01-02")
    wave = np.sin(np.arange(len(days)) / 50)
    pairs = {"RUS-TUR": 10 + wave, "CHN-RUS": -wave}
    sums = pd.DataFrame({"date": days, "world_offdiag": 0, "world_abs": 100.0, **pairs})
    votes = pd.DataFrame(
        {"symbol": ["S/RES/2510 (2020)"], "adoption_date": ["2020-02-12"], "arena": ["Libya"]}
    ).assign(russia="abstain")
    similarity = pd.DataFrame(
        {"year": [2019, 2020, 2021], "iso_a": "RUS", "iso_b": "TUR", "S_sq": [0.5, 0.52, 0.5]}
    )
    wars = pd.DataFrame({"location": ["Libya"], "year": [2020]}).assign(
        side_a="Government of Libya",
        side_a_2nd="Government of Turkey, Government of Iran",
        side_b="Forces of the House of Representatives",
        side_b_2nd=np.nan,
    )
    for name, table in {
        benchmarks.GDELT: sums,
        benchmarks.COUNCIL: votes,
        benchmarks.ASSEMBLY: similarity,
        benchmarks.CONFLICTS: wars,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        table.to_csv(tmp_path / name, index=False)
    return tmp_path


def test_gdelt_months_are_shares_and_balances(folder: Path) -> None:
    volume, balance = benchmarks.read_gdelt(folder)
    assert len(volume) == 36
    assert volume["RUS-TUR"].between(0.09, 0.11).all()
    assert balance["RUS-TUR"].tolist() == pytest.approx([1.0] * 36)
    assert balance["CHN-RUS"].between(-1, 1).all()


def test_shift_test_finds_common_time() -> None:
    rng = np.random.default_rng(1)
    series = rng.normal(size=36)
    rho, p = benchmarks.shift_test(series, series + rng.normal(0, 0.1, 36))
    assert rho > 0.9
    assert p == pytest.approx(1 / 36)


def test_shift_test_leaves_out_missing_months() -> None:
    series = np.arange(12.0)
    gaps = np.where(series == 3, np.nan, series)
    assert benchmarks.shift_test(series, gaps)[0] == pytest.approx(1.0)


def test_run_on_made_files_counts_what_is_known(real: Dataset, folder: Path) -> None:
    table = benchmarks.run_benchmarks(real, folder).set_index(["benchmark", "measure"])["value"]
    assert table["B3 abstentions", "of 1 with Russia's vote"] == 1
    assert table["B4 sides", "of 2 supporters with a spell"] == 1
    assert table["B5 Assembly", "largest move between years"] == pytest.approx(0.02)


def test_folder_unset_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(benchmarks.VARIABLE, raising=False)
    assert benchmarks.find_folder() is None


def test_folder_without_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(benchmarks.VARIABLE, str(tmp_path))
    with pytest.raises(PackageError, match="has no gdelt"):
        benchmarks.find_folder()


def test_stale_results_are_refused(
    real: Dataset, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(benchmarks.VARIABLE, str(folder))
    with pytest.raises(PackageError, match="out of date"):
        benchmarks.confirm_results(real)


def test_missing_results_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="make benchmarks"):
        benchmarks.read_results(tmp_path)


@pytest.mark.skipif(
    benchmarks.VARIABLE not in os.environ,
    reason="SIRTE_EXTERNAL_DIR is not set: the outside data are not part of the project",
)
def test_stored_benchmarks_are_those_of_the_outside_data(real: Dataset) -> None:
    assert len(benchmarks.confirm_results(real)) > 10
