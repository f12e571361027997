"""Change points, paths and balance against enumeration, hand sums and simulation."""

from itertools import combinations

import numpy as np
import pytest
from scipy.special import gammaln

from sirte.measure.breaks import rank_date, segment_months
from sirte.measure.network import Balance, count_balance
from sirte.measure.path import smooth_path

SMALL = np.array([[3.0, 0, 1], [2, 1, 0], [0, 2, 4], [1, 0, 3], [4, 1, 0]])


def _log_segment(counts: np.ndarray) -> float:
    n = counts.sum(axis=0) + 1
    return float(gammaln(n).sum() - gammaln(n.sum()) + gammaln(counts.shape[1]))


def _enumerate(counts: np.ndarray, expected: float) -> tuple[np.ndarray, np.ndarray]:
    """Posterior of the number and the places of changes, by listing all segmentations."""
    places = range(1, len(counts))
    by_number, by_place = np.zeros(len(counts)), np.zeros(len(counts) - 1)
    for k in range(len(counts)):
        prior = expected**k / float(np.exp(gammaln(k + 1)))
        options = list(combinations(places, k))
        for cuts in options:
            parts = np.split(counts, cuts)
            mass = prior / len(options) * np.exp(sum(_log_segment(p) for p in parts))
            by_number[k] += mass
            by_place[[c - 1 for c in cuts]] += mass
    return by_number / by_number.sum(), by_place / by_number.sum()


def test_segmentation_equals_full_enumeration() -> None:
    number, at = _enumerate(SMALL, 1.0)
    found = segment_months(SMALL)
    assert found.number == pytest.approx(number)
    assert found.at == pytest.approx(at)


def test_segmentation_within_counts_each_segmentation_once() -> None:
    found = segment_months(SMALL)
    assert found.within(2, window=0) == pytest.approx(found.at[1])
    assert max(found.at) <= found.within(2, window=2) <= min(1, sum(found.at))
    assert found.within(2, window=9) == pytest.approx(1 - found.number[0])


def _series(shares: list[list[float]], seed: int, per_month: int = 8) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.array([rng.multinomial(per_month, p) for p in shares], dtype=float)


def test_segmentation_finds_a_planted_change() -> None:
    shares = [[0.7, 0.2, 0.1]] * 18 + [[0.1, 0.2, 0.7]] * 18
    assert segment_months(_series(shares, 1)).within(18) > 0.95


def test_segmentation_without_change_seldom_claims_one() -> None:
    found = [segment_months(_series([[0.4, 0.2, 0.4]] * 36, s)).within(18) for s in range(200)]
    assert np.mean(np.array(found) > 0.5) <= 0.05


def test_segmentation_design_effect_weakens_the_claim() -> None:
    counts = _series([[0.6, 0.2, 0.2]] * 18 + [[0.3, 0.2, 0.5]] * 18, 4, per_month=5)
    assert segment_months(counts, deff=3).within(18) < segment_months(counts).within(18)


@pytest.mark.parametrize(
    ("counts", "deff"), [(np.ones((1, 3)), 1), (-np.ones((4, 3)), 1), (np.ones((4, 3)), 0.5)]
)
def test_segmentation_refuses_bad_input(counts: np.ndarray, deff: float) -> None:
    with pytest.raises(ValueError, match="needs two months"):
        segment_months(counts, deff)


def test_rank_date_worked_example() -> None:
    counts = np.array([[5.0, 0]] * 6 + [[0, 5]] * 6)
    assert rank_date(counts, 6, side=3) == pytest.approx(1 / 7)
    assert rank_date(counts, 3, side=3) == 1


def test_rank_date_is_uniform_without_change() -> None:
    ranks = []
    for seed in range(300):
        drawn = np.random.default_rng(seed).multinomial(8, [0.5, 0.5], 36).astype(float)
        ranks.append(rank_date(drawn, 18))
    assert np.mean(np.array(ranks) < 0.1) == pytest.approx(0.08, abs=0.04)


def test_rank_date_refuses_a_date_at_the_edge() -> None:
    with pytest.raises(ValueError, match="on each side"):
        rank_date(np.ones((36, 2)), 3)


# Path


def test_path_bridges_a_missing_month() -> None:
    values = np.array([0.2, 0.2, np.nan, 0.2, 0.2])
    found = smooth_path(values, np.full(5, 1e-4))
    assert found.level == pytest.approx(np.full(5, 0.2), abs=0.01)
    assert found.upper[2] - found.lower[2] > found.upper[1] - found.lower[1]


def test_path_of_one_known_step_size_is_the_textbook_recursion() -> None:
    # two months, step s, variances v: the posterior of two normals with prior N(0, 1)
    values, v = np.array([0.5, -0.5]), 0.04
    found = smooth_path(values, np.full(2, v))
    steps = np.linspace(0.005, 0.5, 40)
    levels, logs = [], []
    for s in steps:
        cov = np.array([[1.0, 1.0], [1.0, 1.0 + s**2]])
        total = cov + v * np.eye(2)
        levels.append(cov @ np.linalg.solve(total, values))
        logs.append(-0.5 * (values @ np.linalg.solve(total, values) + np.log(np.linalg.det(total))))
    weight = np.exp(np.array(logs) - max(logs))
    assert found.level == pytest.approx(weight @ np.array(levels) / weight.sum())


def test_path_bounds_cover_a_simulated_walk() -> None:
    rng = np.random.default_rng(5)
    hits = []
    for _ in range(30):
        truth = np.cumsum(rng.normal(0, 0.1, 36))
        variances = rng.uniform(0.01, 0.05, 36)
        found = smooth_path(truth + rng.normal(0, np.sqrt(variances)), variances)
        hits.append((found.lower <= truth) & (truth <= found.upper))
    assert 0.92 <= np.mean(hits) <= 0.98


@pytest.mark.parametrize("values", [[0.1], [np.nan, np.nan]])
def test_path_refuses_too_little(values: list[float]) -> None:
    with pytest.raises(ValueError, match="two months"):
        smooth_path(np.array(values), np.ones(len(values)))


# Balance


def test_balance_counts_triangles_by_the_product_of_signs() -> None:
    ties = {("rus", "lna"): 1, ("tur", "gna"): 1, ("lna", "gna"): -1, ("rus", "tur"): -1}
    ties |= {("rus", "gna"): -1, ("tur", "lna"): 1}
    # rus-lna-gna: + - - balanced; rus-lna-tur: + + - not; rus-gna-tur: - + - balanced;
    # lna-gna-tur: - + + not
    assert count_balance(ties) == Balance(4, 2)


def test_balance_without_triangles_has_no_share() -> None:
    assert count_balance({("rus", "lna"): 1}).share is None


@pytest.mark.parametrize("ties", [{("a", "b"): 0}, {("a", "a"): 1}, {("a", "b"): 1, ("b", "a"): 1}])
def test_balance_refuses_bad_ties(ties: dict[tuple[str, str], int]) -> None:
    with pytest.raises(ValueError, match="one tie"):
        count_balance(ties)
