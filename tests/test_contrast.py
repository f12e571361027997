"""Contrasts, odds, composites: worked examples by hand and simulation with known truth."""

import math

import numpy as np
import pytest

from sirte.measure.alignment import SCORES, ambivalence, draw_shares, posterior_weights
from sirte.measure.contrast import (
    composite_alignment,
    contrast,
    contrast_alignment,
    split_change,
)
from sirte.measure.odds import LogOdds, log_odds, monthly_volume, tipping_ratio

ROWS = [str(i) for i in range(30)]


# Ambivalence


@pytest.mark.parametrize(
    ("valences", "low", "high"),
    [([1, -1] * 200, 0.9, 1), ([1] * 400, 0, 0.1), ([2, -1] * 200, 0.6, 0.7)],
)
def test_ambivalence_is_high_where_both_signs_meet(
    valences: list[int], low: float, high: float
) -> None:
    found = ambivalence(valences, [str(i) for i in range(400)])
    assert found.mean is not None
    assert low <= found.mean <= high


def test_ambivalence_few_rows_gives_no_number() -> None:
    assert ambivalence([1, 1], ["a", "b"]).too_few


# Odds and volume


def test_log_odds_worked_example() -> None:
    found = log_odds(7, 2)  # log(7.5 / 2.5) = log 3; error^2 = 1/7.5 + 1/2.5 = 8/15
    assert found.value == pytest.approx(math.log(3))
    assert found.error == pytest.approx(math.sqrt(8 / 15))


def test_log_odds_difference_ignores_a_constant_reporting_ratio() -> None:
    seen, thin = (
        (log_odds(4000, 1000), log_odds(1000, 1000)),
        (log_odds(2000, 1000), log_odds(500, 1000)),
    )
    assert seen[0].value - seen[1].value == pytest.approx(thin[0].value - thin[1].value, abs=1e-3)


def test_log_odds_interval_covers_simulated_truth() -> None:
    rng = np.random.default_rng(3)
    drawn = rng.binomial(40, 0.7, 500)
    found = [log_odds(int(c), 40 - int(c)) for c in drawn]
    truth = math.log(0.7 / 0.3)
    assert 0.92 <= np.mean([f.lower <= truth <= f.upper for f in found]) <= 0.98


@pytest.mark.parametrize(("counts", "deff"), [((-1, 2), 1), ((1, 2), 0.5)])
def test_log_odds_refuses_bad_input(counts: tuple[int, int], deff: float) -> None:
    with pytest.raises(ValueError, match="negative"):
        log_odds(*counts, deff)


def test_tipping_ratio_is_the_factor_between_the_odds() -> None:
    assert tipping_ratio(LogOdds(math.log(3), 1), LogOdds(math.log(1.5), 1)) == pytest.approx(2)


def test_monthly_volume_worked_example() -> None:
    # Gamma(10.5, 1): 95% interval by tables of chi-squared with 21 df over 2: 10.283/2, 35.479/2
    found = monthly_volume(10, 1)
    assert (found.lower, found.upper) == pytest.approx((5.1415, 17.7395), abs=1e-3)
    assert monthly_volume(20, 4).mean == pytest.approx(20.5 / 4)


def test_monthly_volume_refuses_no_months() -> None:
    with pytest.raises(ValueError, match="months"):
        monthly_volume(3, 0)


# Contrasts


def test_contrast_of_draws_worked_example() -> None:
    found = contrast(np.zeros(4), np.array([-0.1, 0.1, 0.2, 0.4]))
    assert found.mean == pytest.approx(0.15)
    assert found.probability_positive == 0.75
    assert found.probability_large == 0.5


def test_contrast_draws_of_two_cells_are_independent() -> None:
    weights = posterior_weights([1, -1] * 15, ROWS, 0.3)
    first, second = (draw_shares(weights, stream) @ SCORES for stream in (0, 1))
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.05


def test_contrast_of_unlike_cells_is_sure_of_its_sign() -> None:
    found = contrast_alignment(([-1] * 30, ROWS), ([1] * 30, ROWS))
    assert found is not None
    assert (found.probability_positive, found.probability_large) == (1, 1)
    assert found.lower > 0.5


def test_contrast_interval_covers_simulated_truth() -> None:
    rng = np.random.default_rng(11)
    shares = [[0.2, 0.3, 0.2, 0.2, 0.1], [0.1, 0.2, 0.2, 0.3, 0.2]]
    truth = float((np.array(shares[1]) - np.array(shares[0])) @ SCORES)
    hits = 0
    for _ in range(200):
        cells = [(rng.choice([-2, -1, 0, 1, 2], 30, p=p).tolist(), ROWS) for p in shares]
        found = contrast_alignment(cells[0], cells[1])
        assert found is not None
        hits += found.lower <= truth <= found.upper
    assert 0.91 <= hits / 200 <= 0.99


def test_contrast_with_a_thin_cell_is_none() -> None:
    assert contrast_alignment(([1], ["a"]), ([1] * 30, ROWS)) is None


# Composite


def test_composite_weighs_arenas_equally_and_names_thin_ones() -> None:
    many = [str(i) for i in range(300)]
    found = composite_alignment(
        {"libya": ([-2] * 300, many), "syria": ([2] * 30, ROWS), "other": ([1], ["a"])}
    )
    assert found is not None
    assert found.mean == pytest.approx(0, abs=0.02)
    assert (found.arenas, found.too_few) == (("libya", "syria"), ("other",))


def test_composite_of_thin_arenas_is_none() -> None:
    assert composite_alignment({"libya": ([1], ["a"])}) is None


def test_split_change_worked_example() -> None:
    # pooled: .5 * 0 + .5 * 1 = .5 before, .2 * .2 + .8 * 1 = .84 after
    found = split_change(([0, 1], [0.2, 1]), ([0.5, 0.5], [0.2, 0.8]))
    assert found.within == pytest.approx(0.35 * 0.2)
    assert found.attention == pytest.approx(-0.3 * 0.1 + 0.3 * 1)
    assert found.total == pytest.approx(0.34)


@pytest.mark.parametrize(
    ("weights", "message"), [(([0.5, 0.6], [0.5, 0.5]), "sum to 1"), (([1.0], [1.0]), "one entry")]
)
def test_split_change_refuses_bad_input(
    weights: tuple[list[float], list[float]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        split_change(([0, 1], [0, 1]), weights)
