"""Comparisons: which cells are set against each other, and in which direction."""

import pandas as pd
import pytest

from sirte.comparing import (
    compare_arenas,
    compare_phases,
    compare_sides,
    compare_signals,
    split_movement,
)
from sirte.dataset import Dataset, load

from .conftest import ROWS, Mini, Row

NUMBERS = ["mean", "lower", "upper", "probability_positive", "probability_large"]


def _acts(count: int, first: int = 4, **cells: str) -> list[Row]:
    """Return assaults, each a happening of its own, on the day of the small package's assault."""
    ids = (f"evt-{i:04d}" for i in range(first, first + count))
    return [ROWS["events"][2] | {"event_id": i} | cells for i in ids]


def _words(count: int, **cells: str) -> list[Row]:
    base = ROWS["statements"][0] | {"occasion_event_id": "", "stance_position": "1"}
    days = [f"2020-01-{d:02d}" for d in range(9, 9 + count)]
    return [
        base | {"statement_id": f"stm-{i:04d}", "start_date": d, "end_date": d} | cells
        for i, d in enumerate(days, 3)
    ]


EARLY = {"start_date": "2019-03-01", "end_date": "2019-03-01", "date_precision": "day"}


@pytest.fixture
def divided(mini: Mini) -> Dataset:
    """Five acts of convergence before, six assaults after."""
    before = _acts(6, 10, event_type="retreat", valence="2", intensity="4", **EARLY)
    return load(mini(add={"events": [*_acts(5), *before]}))


def test_phases_are_compared_later_minus_earlier(divided: Dataset) -> None:
    row = compare_phases(divided).iloc[0]
    assert (row["earlier"], row["later"]) == ("P1", "P2")
    assert row["upper"] < -0.5
    assert row["probability_positive"] == 0
    assert row["tipping"] > 50


def test_phases_too_few_give_no_number(small: Dataset) -> None:
    table = compare_phases(small)
    assert table["result"].tolist() == ["too few"]
    assert table[[*NUMBERS, "tipping"]].isna().all(axis=None)


def test_pairs_of_phases_may_be_chosen(divided: Dataset) -> None:
    row = compare_phases(divided, pairs=["P2 P1"]).iloc[0]
    assert row["lower"] > 0.5


def test_words_are_set_against_acts(mini: Mini) -> None:
    dataset = load(mini(add={"events": _acts(5), "statements": _words(6)}))
    row = compare_signals(dataset).set_index("phase_id").loc["P2"]
    assert (row["rows_first"], row["rows_second"]) == (8, 6)
    assert row["lower"] > 0


def test_sides_are_russia_minus_turkey(mini: Mini) -> None:
    turkish = {"speaker_id": "tur-erdogan", "on_behalf_of_id": "tur", "stance_position": "-1"}
    more = [
        r | turkish | {"statement_id": f"stm-{i:04d}"} for i, r in enumerate(_words(6), start=20)
    ]
    row = compare_sides(load(mini(add={"statements": [*_words(6), *more]}))).iloc[1]
    assert (row["rows_first"], row["rows_second"]) == (6, 6)
    assert row["lower"] > 0


def test_composite_names_arenas_with_too_few(divided: Dataset) -> None:
    table = compare_arenas(divided, ["libya", "syria"]).set_index("phase_id")
    assert (table.loc["P2", "arenas"], table.loc["P2", "too_few"]) == ("libya", "syria")


def test_composite_without_any_arena_gives_no_number(small: Dataset) -> None:
    table = compare_arenas(small, ["syria"])
    assert table["too_few"].tolist() == ["syria", "syria"]
    assert table[["mean", "lower", "upper"]].isna().all(axis=None)


def test_movement_splits_into_within_and_attention(divided: Dataset) -> None:
    # one arena in both phases: from +1 to the mean of 0, .5 and six times -1, attention unmoved
    row = split_movement(divided, ["libya"]).iloc[0]
    assert row["within"] == pytest.approx((0 + 0.5 - 6) / 8 - 1)
    assert row["attention"] == 0
    assert row["total"] == pytest.approx(row["within"])


def test_movement_of_arenas_without_acts_is_missing(small: Dataset) -> None:
    assert pd.isna(split_movement(small, ["libya"])["total"].iloc[0])
