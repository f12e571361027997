"""The alignment index by arena and phase: which rows enter a cell, and when there is no number."""

import pandas as pd
import pytest

from sirte.dataset import Dataset, load
from sirte.errors import UnknownIdError
from sirte.indexing import (
    alignment_by_phase,
    correlation_within_happenings,
    index,
    list_periods,
)
from sirte.measure import net_alignment
from sirte.signals import read_signals

from .conftest import ROWS, Mini, Row


def _more_events(count: int, **cells: str) -> list[Row]:
    """Return copies of the assault, each a happening of its own unless `cells` says otherwise."""
    ids = (f"evt-{i:04d}" for i in range(4, 4 + count))
    return [ROWS["events"][2] | {"event_id": i} | cells for i in ids]


def _cell(table: pd.DataFrame, arena: str, phase: str) -> dict[str, object]:
    chosen = table[(table["arena"] == arena) & (table["phase_id"] == phase)]
    (row,) = chosen.to_dict("records")
    return {str(k): v for k, v in row.items()}


def test_alignment_has_a_row_for_each_arena_and_phase(small: Dataset) -> None:
    table = alignment_by_phase(small, ("libya", "syria"))
    cells = table[["arena", "phase_id"]].to_numpy().tolist()
    assert cells == [["libya", "P1"], ["libya", "P2"], ["syria", "P1"], ["syria", "P2"]]


def test_alignment_few_rows_say_too_few(small: Dataset) -> None:
    cell = _cell(alignment_by_phase(small), "libya", "P2")
    assert (cell["rows"], cell["clusters"], cell["result"]) == (3, 2, "too few")
    assert pd.isna([cell["mean"], cell["lower"], cell["upper"]]).all()


def test_alignment_few_happenings_say_too_few(mini: Mini) -> None:
    dataset = load(mini(add={"events": _more_events(5, lead_event_id="evt-0003")}))
    cell = _cell(alignment_by_phase(dataset), "libya", "P2")
    assert (cell["rows"], cell["clusters"], cell["result"]) == (8, 2, "too few")


def test_alignment_enough_rows_agree_with_the_measure(mini: Mini) -> None:
    dataset = load(mini(add={"events": _more_events(4)}))
    cell = _cell(alignment_by_phase(dataset), "libya", "P2")
    rho = correlation_within_happenings(read_signals(dataset))
    happenings = ["a", "a", "b", "c", "d", "e", "f"]
    expected = net_alignment([0, 1, -2, -2, -2, -2, -2], happenings, rho)
    assert (cell["rows"], cell["clusters"], cell["mean"]) == (7, 6, expected.mean)
    assert cell["result"] == str(expected)


@pytest.mark.parametrize("link", ["parallel", "none"])
def test_alignment_other_links_do_not_enter(mini: Mini, link: str) -> None:
    dataset = load(mini(add={"events": _more_events(4, dyad_link=link)}))
    assert _cell(alignment_by_phase(dataset), "libya", "P2")["rows"] == 3


def test_alignment_arenas_are_not_pooled(mini: Mini) -> None:
    dataset = load(mini(add={"events": _more_events(4, arena="syria")}))
    table = alignment_by_phase(dataset, ("libya", "syria"))
    assert _cell(table, "libya", "P2")["rows"] == 3
    assert _cell(table, "syria", "P2")["rows"] == 4


def test_alignment_events_fall_to_the_phase_of_their_first_day(mini: Mini) -> None:
    dates = {"start_date": "2019-11-26", "end_date": "2019-11-28"}
    table = alignment_by_phase(load(mini(events={2: dates})))
    assert [_cell(table, "libya", p)["rows"] for p in ("P1", "P2")] == [1, 2]


def test_alignment_unknown_arena_raises(small: Dataset) -> None:
    with pytest.raises(UnknownIdError, match="arena 'moon'"):
        alignment_by_phase(small, ("moon",))


def test_alignment_is_the_same_on_every_run(mini: Mini) -> None:
    dataset = load(mini(add={"events": _more_events(4)}))
    pd.testing.assert_frame_equal(alignment_by_phase(dataset), alignment_by_phase(dataset))


def test_correlation_without_events_is_the_floor(small: Dataset) -> None:
    assert correlation_within_happenings(read_signals(small).head(0)) == 0.3


# Periods and signals


@pytest.mark.parametrize(
    ("by", "count", "first"),
    [("phase", 2, "P1"), ("quarter", 12, "2019Q1"), ("month", 36, "2019-01")],
)
def test_periods_span_the_phases(small: Dataset, by: str, count: int, first: str) -> None:
    periods = list_periods(small, by)
    assert (len(periods), periods["period"].iloc[0]) == (count, first)
    assert periods["end_date"].iloc[-1] == pd.Timestamp("2021-12-31")


def test_index_puts_an_event_into_the_month_of_its_first_day(small: Dataset) -> None:
    table = index(small, "month").set_index("period")
    assert table.loc["2020-01", "rows"] == 3
    assert table["rows"].sum() == 3


def test_index_of_words_counts_statements(mini: Mini) -> None:
    more = [ROWS["statements"][0] | {"statement_id": f"stm-000{i}"} for i in range(3, 9)]
    table = index(load(mini(add={"statements": more})), signal="partner")
    assert _cell(table.rename(columns={"period": "phase_id"}), "libya", "P2")["rows"] == 7


def test_index_unknown_period_raises(small: Dataset) -> None:
    with pytest.raises(UnknownIdError, match="period 'week'"):
        index(small, "week")
