"""How far rows of one happening repeat each other, and what that costs in information."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

RHO_FLOOR = 0.3


def intracluster_correlation(
    values: Sequence[float], clusters: Sequence[str], strata: Sequence[str] | None = None
) -> float:
    """Return the ANOVA intra-cluster correlation of values after removing stratum means.

    One-way random effects, unequal cluster sizes: rho = (MSB - MSW) / (MSB + (m0 - 1) MSW), with
    m0 = (n - sum m_c^2 / n) / (k - 1) (Donner 1986). Never below .3, the floor that the design
    fixes, so that sparse data cannot claim independence; the floor too where no cluster has two
    rows or nothing varies. Raises `ValueError` on unequal lengths or missing values.
    """
    frame = pd.DataFrame({"value": np.asarray(values, dtype=float), "cluster": list(clusters)})
    if frame.isna().to_numpy().any():
        raise ValueError("values and clusters must not be missing")
    if strata is not None:
        frame["value"] -= frame.groupby(list(strata))["value"].transform("mean")
    sizes = frame.groupby("cluster")["value"].size().to_numpy()
    n, k = int(sizes.sum()), len(sizes)
    if k < 2 or n == k:
        return RHO_FLOOR
    means = frame.groupby("cluster")["value"].transform("mean")
    between = float(((means - frame["value"].mean()) ** 2).sum()) / (k - 1)
    within = float(((frame["value"] - means) ** 2).sum()) / (n - k)
    m0 = (n - float((sizes**2).sum()) / n) / (k - 1)
    spread = between + (m0 - 1) * within
    return max(RHO_FLOOR, (between - within) / spread) if spread > 0 else RHO_FLOOR


def design_effect(clusters: Sequence[str], rho: float) -> float:
    """Return 1 + (sum_c m_c^2 / n - 1) rho for clusters of m_c of n rows (Kish 1965).

    Raises `ValueError` where there are no rows or rho is not between 0 and 1.
    """
    return effect_of_squares(*sum_squares(clusters), rho)


def effect_of_squares(rows: int, squares: int, rho: float) -> float:
    """Return the design effect where only n and sum_c m_c^2 are known; as `design_effect`."""
    if not rows or not 0 <= rho <= 1:
        raise ValueError("needs at least one row and rho between 0 and 1")
    return 1 + (squares / rows - 1) * rho


def sum_squares(clusters: Sequence[str]) -> tuple[int, int]:
    """Return n and sum_c m_c^2."""
    sizes = Counter(clusters).values()
    return sum(sizes), sum(m * m for m in sizes)
