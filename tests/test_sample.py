"""Draws: the same for one seed, spread over the strata, refused where there is too little."""

import pandas as pd
import pytest

from sirte.dataset import Dataset, load
from sirte.sample import cited_records, draw_records, draw_swaps, stratify

from .conftest import ROOT, Mini


@pytest.fixture(scope="module")
def real() -> Dataset:
    return load(ROOT)


def test_draw_is_the_same_for_one_seed_only(real: Dataset) -> None:
    first, again, other = (draw_records(real, "events", 40, s) for s in (1, 1, 2))
    assert first == again != other
    assert len(set(first)) == 40


@pytest.mark.parametrize("table", ["events", "statements", "alignments"])
def test_draw_gives_each_arena_its_share(real: Dataset, table: str) -> None:
    strata = stratify(real, table)
    key = strata.columns[0]
    chosen = strata[strata[key].isin(draw_records(real, table, 30, 3))]
    expected = strata["arena"].value_counts() * 30 / len(strata)
    drawn = chosen["arena"].value_counts().reindex(expected.index, fill_value=0)
    assert (drawn - expected).abs().max() < 1.01


def test_draw_gives_each_record_the_same_chance(mini: Mini) -> None:
    dataset = load(mini())
    drawn = pd.Series([i for s in range(120) for i in draw_records(dataset, "events", 1, s)])
    assert drawn.value_counts().between(22, 60).all()


def test_draw_refuses_more_than_there_is(mini: Mini) -> None:
    with pytest.raises(ValueError, match="cannot draw 4 of 3"):
        draw_records(load(mini()), "events", 4, 1)


def test_swaps_name_two_blocs_with_pages_on_the_event(real: Dataset) -> None:
    swaps = draw_swaps(real, 20, 1)
    pages = real.evidence.merge(real.sources, on="source_id")
    for event, *blocs in swaps.to_numpy():
        known = set(pages.loc[pages["event_id"] == event, "publisher_bloc"])
        assert len(set(blocs)) == 2
        assert known >= set(blocs)


def test_swaps_leave_out_events_of_one_bloc(mini: Mini) -> None:
    assert draw_swaps(load(mini()), 1, 1)["event_id"].tolist() == ["evt-0002"]


def test_draws_leave_out_what_the_codebook_cites(real: Dataset) -> None:
    cited = cited_records(real)
    drawn = draw_records(real, "events", 100, 1, exclude=cited)
    swaps = draw_swaps(real, 60, 1, exclude=cited)
    assert "evt-0047" in cited
    assert cited.isdisjoint(drawn)
    assert cited.isdisjoint(swaps["event_id"])


def test_draw_without_anything_left_is_refused(mini: Mini) -> None:
    with pytest.raises(ValueError, match="cannot draw 1 of 0"):
        draw_records(load(mini()), "events", 1, 1, exclude=["evt-0001", "evt-0002", "evt-0003"])
