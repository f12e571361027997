"""Turning points: months counted, dates judged, paths bridged."""

import pandas as pd
import pytest

from sirte.dataset import Dataset, load
from sirte.turning import check_dates, count_months, trace_path

from .conftest import ROWS, Mini, Row, build_package


def _monthly(valence: str, months: pd.PeriodIndex, first: int) -> list[Row]:
    """Return four acts a month, each a happening of its own."""
    kind = {"2": "retreat", "-2": "assault"}[valence]
    cells = {"event_type": kind, "valence": valence, "intensity": "4", "date_precision": "day"}
    rows = []
    for i, month in enumerate(m for m in months for _ in range(4)):
        day = f"{month}-15"
        dates = {"event_id": f"evt-{first + i:04d}", "start_date": day, "end_date": day}
        rows.append(ROWS["events"][2] | cells | dates)
    return rows


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """Divergence up to November 2019, where the second phase of the small package begins."""
    early = _monthly("-2", pd.period_range("2019-01", "2019-11", freq="M"), 100)
    late = _monthly("2", pd.period_range("2019-12", "2021-12", freq="M"), 300)
    return load(build_package(tmp_path_factory.mktemp("broken"), {"events": early + late}, {}, {}))


def test_months_are_counted_by_sign(small: Dataset) -> None:
    counts = count_months(small)
    assert len(counts) == 36
    assert counts.to_numpy()[12].tolist() == [1, 1, 1]
    assert counts.to_numpy().sum() == 3


def test_planted_break_is_found_and_placebos_are_not(broken: Dataset) -> None:
    table = check_dates(broken)
    assert table["what"].tolist() == ["placebo", "P2 After", "placebo"]
    assert table["is_break"].tolist() == [False, True, False]


def test_date_near_the_end_has_no_rank(broken: Dataset) -> None:
    last = check_dates(broken).iloc[-1]
    assert pd.isna(last["p"])
    assert not last["is_break"]


def test_without_signals_no_date_is_a_break(small: Dataset) -> None:
    assert not check_dates(small, "syria")["is_break"].any()


def test_path_bridges_months_with_fewer_than_two_signals(broken: Dataset, mini: Mini) -> None:
    assert trace_path(broken)["mean"].notna().all()
    more = _monthly("2", pd.period_range("2020-03", "2020-03", freq="M"), 100)
    path = trace_path(load(mini(add={"events": more}))).set_index("month")
    assert path["mean"].notna().sum() == 2
    assert path["level"].notna().all()


def test_path_without_signals_is_refused(small: Dataset) -> None:
    with pytest.raises(ValueError, match="two months"):
        trace_path(small, "syria")
