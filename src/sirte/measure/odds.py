"""Odds of convergence against divergence, and the number of happenings per month."""

import math
from dataclasses import dataclass

from scipy.special import gammaincinv

Z95 = 1.959964


@dataclass(frozen=True)
class LogOdds:
    """L = log((C + .5) / (F + .5)) with its standard error and 95% interval."""

    value: float
    error: float

    @property
    def lower(self) -> float:
        """Lower bound of the 95% interval."""
        return self.value - Z95 * self.error

    @property
    def upper(self) -> float:
        """Upper bound of the 95% interval."""
        return self.value + Z95 * self.error


@dataclass(frozen=True)
class Rate:
    """Happenings per month with a 95% interval."""

    mean: float
    lower: float
    upper: float


def log_odds(convergent: int, divergent: int, deff: float = 1.0) -> LogOdds:
    """Return the log-odds of C convergent against F divergent rows (Haldane 1956; Gart 1966).

    A reporting rate that is lower by a constant factor for one of them moves L by a constant, so
    differences between cells do not depend on it. The squared error is deff times
    1 / (C + .5) + 1 / (F + .5). Raises `ValueError` for a negative count or deff below 1.
    """
    if min(convergent, divergent) < 0 or deff < 1:
        raise ValueError("counts must not be negative, nor deff below 1")
    up, down = convergent + 0.5, divergent + 0.5
    return LogOdds(math.log(up / down), math.sqrt(deff * (1 / up + 1 / down)))


def tipping_ratio(first: LogOdds, second: LogOdds) -> float:
    """Return exp(|L1 - L2|), from 1: the change of reporting that would explain a difference.

    By that factor the rate at which convergence is reported, over that of divergence, would have
    to differ between the two cells.
    """
    return math.exp(abs(first.value - second.value))


def monthly_volume(happenings: int, months: float) -> Rate:
    """Return happenings per month: the posterior Gamma(k + .5, months) under Jeffreys' prior.

    Raises `ValueError` for a negative count or no months.
    """
    if happenings < 0 or months <= 0:
        raise ValueError("needs a count from 0 and months above 0")
    shape = happenings + 0.5
    lower, upper = (float(gammaincinv(shape, q)) / months for q in (0.025, 0.975))
    return Rate(shape / months, lower, upper)
