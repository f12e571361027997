"""Differences: between cells, between words and deeds, and of a composite of arenas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sirte.measure.alignment import SCORES, Floats, draw_shares, has_enough, posterior_weights
from sirte.measure.clusters import RHO_FLOOR

LARGE = 0.15

# Valences, and the happening of each.
Cell = tuple[Sequence[int], Sequence[str]]


@dataclass(frozen=True)
class Contrast:
    """A difference d of two numbers with its 95% interval, Pr(d > 0) and Pr(|d| > .15)."""

    mean: float
    lower: float
    upper: float
    probability_positive: float
    probability_large: float


@dataclass(frozen=True)
class Composite:
    """Alignment over arenas with equal weight, and the arenas that could not enter."""

    mean: float
    lower: float
    upper: float
    arenas: tuple[str, ...]
    too_few: tuple[str, ...]


@dataclass(frozen=True)
class Kitagawa:
    """A change of a pooled number: movement within groups, and shift of weight between them."""

    within: float
    attention: float

    @property
    def total(self) -> float:
        """The whole change."""
        return self.within + self.attention


def contrast_alignment(first: Cell, second: Cell, rho: float = RHO_FLOOR) -> Contrast | None:
    """Return A(second) - A(first) of two cells of (valences, clusters), None where one is too few.

    The cells are taken as independent: 4,000 draws of each from streams of their own. Raises
    `ValueError` as `net_alignment`.
    """
    draws = []
    for stream, (valences, clusters) in enumerate((first, second)):
        weights = posterior_weights(valences, clusters, rho)
        if not has_enough(clusters):
            return None
        draws.append(draw_shares(weights, stream) @ SCORES)
    return contrast(draws[0], draws[1])


def contrast(first: Floats, second: Floats) -> Contrast:
    """Return second - first of two sets of independent draws of equal size."""
    change = second - first
    lower, upper = np.quantile(change, [0.025, 0.975])
    return Contrast(
        float(change.mean()),
        float(lower),
        float(upper),
        float((change > 0).mean()),
        float((np.abs(change) > LARGE).mean()),
    )


def composite_alignment(cells: Mapping[str, Cell], rho: float = RHO_FLOOR) -> Composite | None:
    """Return the mean over arenas of A, each with equal weight; None where all are too few.

    Arenas with too few rows are left out and named, so that composites of different arenas are
    not compared unseen.
    """
    draws, few = {}, []
    for stream, (arena, (valences, clusters)) in enumerate(sorted(cells.items())):
        weights = posterior_weights(valences, clusters, rho)
        if has_enough(clusters):
            draws[arena] = draw_shares(weights, stream) @ SCORES
        else:
            few.append(arena)
    if not draws:
        return None
    mean = np.mean(list(draws.values()), axis=0)
    lower, upper = np.quantile(mean, [0.025, 0.975])
    return Composite(float(mean.mean()), float(lower), float(upper), tuple(draws), tuple(few))


def split_change(
    levels: tuple[Sequence[float], Sequence[float]],
    weights: tuple[Sequence[float], Sequence[float]],
) -> Kitagawa:
    """Return how a weighted mean changed: within groups, and by shifting weight (Kitagawa 1955).

    `levels` and `weights` are those of each group before and after; within = sum of mean weight
    times change of level, attention = sum of mean level times change of weight. Raises
    `ValueError` where lengths differ or weights do not sum to 1.
    """
    before, after = (np.asarray(v, dtype=float) for v in levels)
    share, later = (np.asarray(v, dtype=float) for v in weights)
    if len({len(v) for v in (before, after, share, later)}) != 1:
        raise ValueError("levels and weights must have one entry per group")
    if not np.allclose([share.sum(), later.sum()], 1):
        raise ValueError("weights must sum to 1")
    within = ((share + later) / 2 * (after - before)).sum()
    return Kitagawa(float(within), float(((before + after) / 2 * (later - share)).sum()))
