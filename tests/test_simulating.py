"""Simulation: the draws have the correlation asked for, and the checks find what is put in."""

import numpy as np
import pytest

from sirte.dataset import Dataset
from sirte.measure import intracluster_correlation
from sirte.simulating import (
    SHARES,
    check_breaks,
    check_intervals,
    draw_valences,
    read_design,
)


def test_shares_are_shares() -> None:
    assert [sum(v) for v in SHARES.values()] == pytest.approx([1, 1, 1])


@pytest.mark.parametrize("rho", [0.3, 0.7])
def test_draws_have_the_intracluster_correlation_asked_for(rho: float) -> None:
    clusters = [str(i // 3) for i in range(9000)]
    rng = np.random.default_rng(1)
    values = draw_valences(clusters, SHARES["mixed"], rho, rng)
    assert intracluster_correlation(values, clusters) == pytest.approx(rho, abs=0.04)


def test_draws_have_the_shares_asked_for() -> None:
    rng = np.random.default_rng(2)
    values = draw_valences([str(i) for i in range(20_000)], SHARES["divergent"], 0.3, rng)
    seen = [values.count(v) / 20_000 for v in (-2, -1, 0, 1, 2)]
    assert seen == pytest.approx(SHARES["divergent"], abs=0.015)


def test_design_holds_phases_with_enough_rows(real: Dataset) -> None:
    design = read_design(real)
    assert "P1" not in design
    assert all(len(c) >= 5 and len(set(c)) >= 3 for c in design.values())


def test_intervals_cover_and_the_bootstrap_covers_less(real: Dataset) -> None:
    table = check_intervals(real, runs=40)
    assert 0.90 <= table["coverage"].mean() <= 0.99
    assert table["bootstrap"].mean() < table["coverage"].mean()
    assert table["bias"].abs().max() < 0.1


def test_break_rule_seldom_errs_and_sees_large_steps(real: Dataset) -> None:
    table = check_breaks(real, runs=60).set_index("scenario")
    claimed = table["claimed"]
    assert claimed["no change"] <= 0.05
    assert claimed["drift"] <= 0.10
    assert claimed["large step"] >= 0.5
    assert table["pelt"]["drift"] > claimed["drift"]
