"""The phase model's rows, and its stored results."""

from pathlib import Path

import pytest

from sirte.dataset import Dataset
from sirte.errors import PackageError
from sirte.modelling import hash_rows, read_results, read_rows, tabulate

ROOT = Path(__file__).parents[1]


def test_rows_are_the_acts_of_the_index(real: Dataset) -> None:
    rows = read_rows(real)
    acts = real.dyad_events(arena="libya").query("not second_search")
    assert set(rows["event_id"]) == set(acts.dropna(subset=["phase_id"])["event_id"])
    shares = rows.drop(columns=["event_id", "valence", "phase_id", "cluster_id"])
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0] * len(rows))


def test_stored_results_come_from_these_rows(real: Dataset) -> None:
    found = read_results(ROOT)
    assert found["data_sha256"] == hash_rows(read_rows(real)), "run `make model`"
    assert found["worst_rhat"] <= 1.01
    assert found["divergences"] == 0, "raise the target acceptance in sirte.measure.phase_model"
    phases = tabulate(found, "alignment")
    assert phases["name"].tolist() == real.phases["phase_id"].tolist()
    assert phases["lower"].between(-1, phases["mean"]).all()


def test_hash_moves_with_a_value(real: Dataset) -> None:
    rows = read_rows(real)
    other = rows.assign(valence=rows["valence"].where(rows.index > 0, 2))
    assert hash_rows(rows) == hash_rows(rows.copy())
    assert hash_rows(other) != hash_rows(rows)


def test_missing_results_say_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="make model"):
        read_results(tmp_path)
