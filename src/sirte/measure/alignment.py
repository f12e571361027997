"""Net alignment and ambivalence of a cell of coded rows, with their uncertainty."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sirte.measure.clusters import RHO_FLOOR, effect_of_squares, sum_squares

CATEGORIES = (-2, -1, 0, 1, 2)
SCORES = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
PRIOR = 0.2
MIN_ROWS, MIN_CLUSTERS = 5, 3
DRAWS, SEED = 4000, 20190404

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A number of a cell with a 95% interval, or too few rows to give one.

    Where `too_few` holds, mean, lower and upper are None, so that no number can be quoted.
    """

    rows: int
    clusters: int
    mean: float | None
    lower: float | None
    upper: float | None

    @property
    def too_few(self) -> bool:
        """Whether the cell has fewer than 5 rows or 3 clusters."""
        return self.mean is None

    def __str__(self) -> str:
        if self.mean is None:
            return "too few"
        return f"{self.mean:+.2f} [{self.lower:+.2f}, {self.upper:+.2f}]"


def net_alignment(
    valences: Sequence[int], clusters: Sequence[str], rho: float = RHO_FLOOR
) -> Estimate:
    """Return A = sum_k pi_k s_k of one cell, from -1 to 1, given valences and each row's happening.

    Categories are scored -1, -.5, 0, .5, 1; pi given counts n_k is Dirichlet(n_k / deff + .2),
    with deff the design effect of the clusters at intra-cluster correlation rho (Kish 1965;
    Gelman et al. 2013, section 3.4). The mean is exact; the interval holds the central 95% of
    4,000 draws at a fixed seed. Raises `ValueError` for a valence outside -2..+2 or unequal
    lengths.
    """
    counts = count_categories(valences, clusters)
    _, squares = sum_squares(clusters)
    return estimate_alignment(counts, len(set(clusters)), squares, rho)


def estimate_alignment(
    counts: Floats, clusters: int, squares: int, rho: float = RHO_FLOOR
) -> Estimate:
    """Return what `net_alignment` returns, from a cell's summary alone.

    `counts` are n_k from -2 to +2, shape (5,); `squares` is sum_c m_c^2 over the clusters.
    """
    rows = int(counts.sum())
    weights = weigh_counts(counts, squares, rho)
    if rows < MIN_ROWS or clusters < MIN_CLUSTERS:
        return _estimate(rows, clusters, None, None)
    mean = float(weights @ SCORES / weights.sum())
    return _estimate(rows, clusters, mean, draw_shares(weights) @ SCORES)


def ambivalence(
    valences: Sequence[int], clusters: Sequence[str], rho: float = RHO_FLOOR
) -> Estimate:
    """Return M = 1 - |P - N| / (P + N), from 0 (one sign only) to 1 (as much of both).

    P and N are the scored shares of convergence and divergence, sum of pi_k |s_k| over the
    positive and the negative categories, so that A = P - N. The mean is that of the draws of
    pi; otherwise as `net_alignment`.
    """
    weights = posterior_weights(valences, clusters, rho)
    rows, happenings = len(clusters), len(set(clusters))
    if not has_enough(clusters):
        return _estimate(rows, happenings, None, None)
    shares = draw_shares(weights)
    positive, negative = shares @ SCORES.clip(min=0), shares @ (-SCORES).clip(min=0)
    draws = 1 - np.abs(positive - negative) / (positive + negative)
    return _estimate(rows, happenings, float(draws.mean()), draws)


def posterior_weights(valences: Sequence[int], clusters: Sequence[str], rho: float) -> Floats:
    """Return the Dirichlet weights n_k / deff + .2 of the five categories.

    Raises `ValueError` for a valence outside -2..+2 or unequal lengths.
    """
    counts = count_categories(valences, clusters)
    return weigh_counts(counts, sum_squares(clusters)[1], rho)


def count_categories(valences: Sequence[int], clusters: Sequence[str]) -> Floats:
    """Return n_k of the five categories; raises as `posterior_weights`."""
    if len(valences) != len(clusters):
        raise ValueError(f"{len(valences)} valences but {len(clusters)} clusters")
    if unknown := set(valences) - set(CATEGORIES):
        raise ValueError(f"not a valence from -2 to 2: {sorted(map(str, unknown))}")
    seen = Counter(valences)
    return np.array([seen[k] for k in CATEGORIES], dtype=float)


def weigh_counts(counts: Floats, squares: int, rho: float) -> Floats:
    """Return n_k / deff + .2, with deff from sum_c m_c^2; the prior alone where n is 0."""
    rows = int(counts.sum())
    return counts / (effect_of_squares(rows, squares, rho) if rows else 1) + PRIOR


def draw_shares(weights: Floats, stream: int = 0) -> Floats:
    """Return 4,000 draws of the category shares, (4000, 5).

    Draws that are compared must come from different streams: with one seed for both they would
    rise and fall together, and the interval of their difference would be wrong.
    """
    return np.random.default_rng([SEED, stream]).dirichlet(weights, DRAWS)


def has_enough(clusters: Sequence[str]) -> bool:
    """Return whether a cell has at least 5 rows and 3 clusters."""
    return len(clusters) >= MIN_ROWS and len(set(clusters)) >= MIN_CLUSTERS


def _estimate(rows: int, clusters: int, mean: float | None, draws: Floats | None) -> Estimate:
    if draws is None:
        return Estimate(rows, clusters, None, None, None)
    lower, upper = np.quantile(draws, [0.025, 0.975])
    return Estimate(rows, clusters, mean, float(lower), float(upper))
