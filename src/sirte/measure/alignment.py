"""Net alignment of a cell of coded rows, with its uncertainty."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sirte.measure.clusters import RHO_FLOOR, design_effect

CATEGORIES = (-2, -1, 0, 1, 2)
SCORES = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
PRIOR = 0.2
MIN_ROWS, MIN_CLUSTERS = 5, 3
DRAWS, SEED = 4000, 20190404


@dataclass(frozen=True)
class Estimate:
    """Net alignment A from -1 to 1 with a 95% interval, or too few rows to give one.

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
    """Return A = sum_k pi_k s_k of one cell, given valences -2..+2 and each row's happening.

    Categories are scored -1, -.5, 0, .5, 1; pi given counts n_k is Dirichlet(n_k / deff + .2),
    with deff the design effect of the clusters at intra-cluster correlation rho (Kish 1965;
    Gelman et al. 2013, section 3.4). The mean is exact; the interval holds the central 95% of
    4,000 draws at a fixed seed. Raises `ValueError` for a valence outside -2..+2 or unequal
    lengths.
    """
    if len(valences) != len(clusters):
        raise ValueError(f"{len(valences)} valences but {len(clusters)} clusters")
    if unknown := set(valences) - set(CATEGORIES):
        raise ValueError(f"not a valence from -2 to 2: {sorted(map(str, unknown))}")
    rows, happenings = len(valences), len(set(clusters))
    if rows < MIN_ROWS or happenings < MIN_CLUSTERS:
        return Estimate(rows, happenings, None, None, None)
    counts = np.array([sum(v == k for v in valences) for k in CATEGORIES], dtype=float)
    weights = counts / design_effect(clusters, rho) + PRIOR
    draws = np.random.default_rng(SEED).dirichlet(weights, DRAWS) @ SCORES
    lower, upper = np.quantile(draws, [0.025, 0.975])
    mean = float(weights @ SCORES / weights.sum())
    return Estimate(rows, happenings, mean, float(lower), float(upper))
