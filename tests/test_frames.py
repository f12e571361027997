"""Measures of any frame: a cell by hand, what is refused, and the values of categories."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from sirte.measure import measure_cells, measure_frame, net_alignment
from sirte.measure.frames import COUNTS
from sirte.measure.valences import CAMEO, PLOVER

from .conftest import ROOT

DAYS = ["2020-01-01", "2020-01-01", "2020-01-02", "2020-01-03", "2020-01-04", "2020-01-05"]


def _frame(**columns: Any) -> pd.DataFrame:
    """Six rows of Russia and Turkey: two of one day, then four of as many days."""
    plain = {
        "date": DAYS,
        "actor": ["RUS"] * 3 + ["TUR"] * 3,
        "counterpart": ["TUR"] * 3 + ["RUS"] * 3,
        "valence": [1, 1, -2, 0, 2, -1],
    }
    return pd.DataFrame(plain | columns)


def test_cell_worked_by_hand() -> None:
    # n 1, 1, 1, 2, 1; squares 4 + 4 * 1 = 8, so deff = 1 + (8/6 - 1) * .3 = 1.1
    (row,) = measure_frame(_frame()).to_dict("records")
    assert (row["dyad"], row["period"]) == ("RUS-TUR", "2020-01")
    assert (row["rows"], row["clusters"]) == (6, 5)
    assert [row[name] for name in COUNTS.values()] == [1, 1, 1, 2, 1]
    assert row["mean"] == pytest.approx((0.5 / 1.1) / (6 / 1.1 + 1))
    assert row["log_odds"] == pytest.approx(np.log(3.5 / 2.5))


def test_cell_is_what_net_alignment_gives() -> None:
    frame = _frame()
    expected = net_alignment(frame["valence"].tolist(), frame["date"].tolist())
    row = measure_frame(frame).iloc[0]
    assert (row["mean"], row["lower"], row["upper"]) == (
        expected.mean,
        expected.lower,
        expected.upper,
    )
    assert row["result"] == str(expected)


def test_cell_with_few_rows_gives_no_number() -> None:
    row = measure_frame(_frame().head(4)).iloc[0]
    assert row["result"] == "too few"
    assert row[["mean", "lower", "upper", "log_odds"]].isna().all()


def test_cluster_column_is_used() -> None:
    table = measure_frame(_frame(story=list("aaabbc")), cluster="story")
    assert table["clusters"].tolist() == [3]


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        ("day", DAYS[1:]),
        ("month", ["2020-01"]),
        ("quarter", ["2020Q1"]),
        ("year", ["2020"]),
    ],
)
def test_period_is_named(by: str, periods: list[str]) -> None:
    assert measure_frame(_frame(), by=by)["period"].tolist() == periods


def test_dates_with_a_time_fall_on_their_day() -> None:
    times = pd.to_datetime(pd.Series(DAYS)) + pd.to_timedelta(range(6), unit="h")
    assert measure_frame(_frame(date=times))["clusters"].tolist() == [5]


def test_categories_are_turned_into_valences() -> None:
    types = ["agree", "support", "assault", "consult", "aid", "accuse"]
    named = measure_frame(_frame(kind=types), category="kind", valences=PLOVER)
    pd.testing.assert_frame_equal(named, measure_frame(_frame()))


def test_other_column_names_are_taken() -> None:
    other = _frame().set_axis(["when", "who", "whom", "what"], axis=1)
    table = measure_frame(other, date="when", actor="who", counterpart="whom", category="what")
    pd.testing.assert_frame_equal(table, measure_frame(_frame()))


def test_pairs_whose_names_hold_a_dash_stay_apart() -> None:
    frame = _frame(actor=["a-b"] * 3 + ["a"] * 3, counterpart=["c"] * 3 + ["b-c"] * 3)
    table = measure_frame(frame)
    assert table["dyad"].tolist() == ["a-b-c", "a-b-c"]
    assert table["first"].tolist() == ["a", "a-b"]


def test_empty_frame_gives_an_empty_table() -> None:
    table = measure_frame(_frame().head(0))
    assert table.empty
    assert table.dtypes.equals(measure_frame(_frame()).dtypes)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"date": [*DAYS[:5], None]}, "1 rows without 'date'"),
        ({"date": [*DAYS[:5], "soon"]}, "soon"),
        ({"actor": [None] * 6}, "6 rows without 'actor'"),
        ({"counterpart": ["RUS"] * 6}, "3 rows pair an actor with itself"),
        ({"valence": [0, 0, 0, 0, 0, 3]}, "not a valence from -2 to 2: .'3'"),
    ],
)
def test_frame_with_a_bad_row_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        measure_frame(_frame(**change))


def test_unknown_category_is_refused() -> None:
    with pytest.raises(ValueError, match="dance"):
        measure_frame(_frame(valence=["dance"] * 6), valences=PLOVER)


@pytest.mark.parametrize("choice", [{"by": "week"}, {"date": "day"}])
def test_unknown_choice_is_refused(choice: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"period 'week'|no column 'day'"):
        measure_frame(_frame(), **choice)  # type: ignore[arg-type]


def test_cells_are_sorted_by_pair_and_period() -> None:
    cell = {"squares": 1, "clusters": 1} | dict.fromkeys(COUNTS.values(), 0) | {"no_direction": 1}
    names = [("b", "c", "2020"), ("a", "c", "2021"), ("a", "c", "2020")]
    cells = [dict(zip(("first", "second", "period"), n, strict=True)) | cell for n in names]
    table = measure_cells(pd.DataFrame(cells))
    assert (table["dyad"] + " " + table["period"]).tolist() == ["a-c 2020", "a-c 2021", "b-c 2020"]


def test_plover_values_lie_within_the_codebook() -> None:
    schema = json.loads((ROOT / "schemas" / "events.schema.json").read_text(encoding="utf-8"))
    (kinds,) = [f["categories"] for f in schema["fields"] if f["name"] == "event_type"]
    assert set(PLOVER) == {k["value"] for k in kinds}
    for kind in kinds:
        low, high = kind["valence_range"]
        assert low <= PLOVER[kind["value"]] <= high


def test_cameo_has_the_twenty_root_codes() -> None:
    assert sorted(CAMEO) == [f"{code:02}" for code in range(1, 21)]
    assert set(CAMEO.values()) == set(COUNTS)
