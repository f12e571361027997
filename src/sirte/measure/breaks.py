"""Change points in monthly counts: exact Bayesian segmentation and the rank of a date."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from sirte.measure.odds import log_odds

Floats = npt.NDArray[np.float64]

EXPECTED = 1.0
MOST = 6
CONCENTRATION = 1.0
WINDOW = 2
SIDE = 6


@dataclass(frozen=True)
class Segmentation:
    """Posterior of change points: by number (from 0), and of a change before each month but one.

    `at[t]` is the probability that month t + 1 begins a new segment.
    """

    number: tuple[float, ...]
    at: tuple[float, ...]
    _segments: Floats
    _prior: Floats

    def within(self, month: int, window: int = WINDOW) -> float:
        """Return the probability of a change that begins within `window` months of `month`."""
        allowed = np.ones(len(self.at), dtype=bool)
        allowed[max(0, month - window - 1) : max(0, month + window)] = False
        with_all = _evidence(self._segments, self._prior, np.ones(len(self.at), dtype=bool))
        return float(1 - np.exp(_evidence(self._segments, self._prior, allowed) - with_all))


def segment_months(counts: Floats, deff: float = 1.0, expected: float = EXPECTED) -> Segmentation:
    """Return the posterior of change points of (months, categories) counts.

    Within a segment, counts divided by deff are multinomial with shares Dirichlet(1, .., 1); the
    number of changes is Poisson with mean `expected`, cut at 6, and their places are uniform
    (Fearnhead 2006, with the counts tempered). All segmentations are summed exactly. Raises
    `ValueError` for fewer than two months, a negative count or deff below 1.
    """
    counts = np.asarray(counts, dtype=float)
    if counts.ndim != 2 or len(counts) < 2 or (counts < 0).any() or deff < 1:
        raise ValueError("needs two months or more, counts from 0, and deff from 1")
    segments = _segment_evidence(counts / deff)
    prior = _log_prior(len(counts), expected)
    every = np.ones(len(counts) - 1, dtype=bool)
    total = _evidence(segments, prior, every)
    by_number = _by_number(segments, len(prior), every) + prior
    at = []
    for t in range(len(every)):
        without = every.copy()
        without[t] = False
        at.append(float(1 - np.exp(_evidence(segments, prior, without) - total)))
    number = tuple(float(p) for p in np.exp(by_number - total))
    return Segmentation(number, tuple(at), segments, prior)


def _segment_evidence(counts: Floats) -> Floats:
    """Return log evidence of months i to j - 1 as one segment, (T + 1, T + 1)."""
    months, kinds = counts.shape
    sums = np.vstack([np.zeros(kinds), counts.cumsum(axis=0)])
    inside = np.maximum(sums[None, :, :] - sums[:, None, :], 0) + CONCENTRATION
    log_beta = gammaln(inside).sum(axis=2) - gammaln(inside.sum(axis=2))
    empty = np.full(kinds, CONCENTRATION)
    log_beta -= gammaln(empty).sum() - gammaln(empty.sum())
    later = np.arange(months + 1)[None, :] > np.arange(months + 1)[:, None]
    return np.where(later, log_beta, -np.inf)


def _log_prior(months: int, expected: float) -> Floats:
    """Return log prior of each number of changes, spread evenly over their places."""
    numbers = np.arange(min(MOST, months - 1) + 1)
    poisson = numbers * np.log(expected) - gammaln(numbers + 1.0)
    poisson -= np.log(np.exp(poisson).sum())
    places = gammaln(float(months)) - gammaln(numbers + 1.0) - gammaln(months - numbers)
    return np.asarray(poisson - places)


def _by_number(segments: Floats, sizes: int, allowed: npt.NDArray[np.bool_]) -> Floats:
    """Return log evidence summed over the places of 0, 1, .. changes at allowed places."""
    reach = segments[0]
    found = [reach[-1]]
    gate = np.concatenate([[-np.inf], np.where(allowed, 0.0, -np.inf), [-np.inf]])
    for _ in range(sizes - 1):
        reach = np.logaddexp.reduce((reach + gate)[:, None] + segments, axis=0)
        found.append(reach[-1])
    return np.array(found)


def _evidence(segments: Floats, prior: Floats, allowed: npt.NDArray[np.bool_]) -> float:
    return float(np.logaddexp.reduce(_by_number(segments, len(prior), allowed) + prior))


def rank_date(counts: Floats, month: int, side: int = SIDE) -> float:
    """Return the rank-of-date p: how often another month parts the series as sharply as this one.

    The statistic is |L after - L before| over `side` months on each side, for (months, 2) counts
    of convergent and divergent rows; p = share of all admissible months, this one included, whose
    statistic is as large (Fisher's randomisation idea, with dates in place of treatments). Raises
    `ValueError` where the month has fewer than `side` months before or after it.
    """
    counts = np.asarray(counts, dtype=float)
    last = len(counts) - side
    if not side <= month <= last:
        raise ValueError(f"month {month} needs {side} months on each side, of {len(counts)}")
    jumps = np.array([_jump(counts, t, side) for t in range(side, last + 1)])
    return float((jumps >= jumps[month - side] - 1e-12).mean())


def _jump(counts: Floats, month: int, side: int) -> float:
    before, after = (
        counts[month - side : month].sum(axis=0),
        counts[month : month + side].sum(axis=0),
    )
    earlier, later = (
        log_odds(int(before[0]), int(before[1])),
        log_odds(int(after[0]), int(after[1])),
    )
    return abs(later.value - earlier.value)
