"""Charts of the notebooks: drawn from real tables, the same on every run."""

from collections.abc import Callable

import altair as alt
import pytest

from sirte import backing, charts, exposure, figures, indexing, robustness, turning
from sirte.dataset import Dataset
from sirte.reliability import measure_reliability

HEADING = charts.title("Finding", "unit", "0.0.0")
DRAW: dict[str, Callable[[Dataset], alt.TopLevelMixin]] = {
    "signals": lambda d: figures.signals_by_phase(
        indexing.signals_by_phase(d, ("acts", "position")), HEADING
    ),
    "rates": lambda d: figures.rates_by_phase(exposure.exposure_by_phase(d), HEADING),
    "ties": lambda d: figures.ties(backing.tabulate_ties(d), HEADING),
    "dates": lambda d: figures.dates(turning.check_dates(d), HEADING),
    "path": lambda d: figures.path(turning.trace_path(d), d.phases, HEADING),
    "multiverse": lambda d: figures.multiverse(robustness.run_multiverse(d), HEADING),
    "agreement": lambda d: charts.agreement(measure_reliability(d), HEADING),
    "index": lambda d: charts.index(indexing.index(d, "quarter"), d.version),
}


@pytest.mark.parametrize("name", DRAW)
def test_chart_is_drawn_with_its_heading(real: Dataset, name: str) -> None:
    drawn = DRAW[name](real).to_dict()
    assert drawn["title"]["subtitle"][-1].startswith("Source: SIRTE")


def test_ties_list_pairs_that_are_strong_in_some_phase(real: Dataset) -> None:
    table = backing.tabulate_ties(real)
    assert "gna - tur" in set(table["pair"])
    assert (table.groupby("pair")["strongest"].agg(lambda v: v.abs().max()) == 2).all()
