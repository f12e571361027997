"""A smooth monthly path of alignment from noisy months: the local level model."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

STEPS = np.linspace(0.005, 0.5, 40)
DIFFUSE = 1.0
Z95 = 1.959964


@dataclass(frozen=True)
class Path:
    """Level by month with 95% bounds, and the posterior mean of the step's standard deviation."""

    level: Floats
    lower: Floats
    upper: Floats
    step: float


def smooth_path(values: Floats, variances: Floats) -> Path:
    """Return the local level of monthly values with known sampling variances.

    y_t = mu_t + e_t with Var(e_t) given, mu_t = mu_(t-1) + h_t; the standard deviation of h is
    integrated over a grid from .005 to .5 under a flat prior (Durbin and Koopman 2012, chapter 2).
    A month without a value is nan and is bridged. For display: the index itself is not smoothed.
    Raises `ValueError` for unequal lengths, fewer than two months, or no value at all.
    """
    values, variances = np.asarray(values, dtype=float), np.asarray(variances, dtype=float)
    if values.shape != variances.shape or len(values) < 2 or np.isnan(values).all():
        raise ValueError("needs two months or more, a variance for each, and a value")
    fits = [_fit(values, np.where(np.isnan(values), 1.0, variances), s) for s in STEPS]
    fit = np.array([f[0] for f in fits])
    weight = np.exp(fit - fit.max())
    weight /= weight.sum()
    means, spreads = np.array([f[1] for f in fits]), np.array([f[2] for f in fits])
    level = weight @ means
    variance = weight @ (spreads + means**2) - level**2
    half = Z95 * np.sqrt(variance)
    return Path(level, level - half, level + half, float(weight @ STEPS))


def _fit(values: Floats, variances: Floats, step: float) -> tuple[float, Floats, Floats]:
    """Return log-likelihood, smoothed level and its variance at one step size."""
    from statsmodels.tsa.statespace.mlemodel import MLEModel

    model = MLEModel(values, k_states=1)
    model["design", 0, 0] = model["transition", 0, 0] = model["selection", 0, 0] = 1.0
    model["state_cov", 0, 0] = step**2
    model["obs_cov"] = variances[None, None, :]
    model.initialize_known(np.zeros(1), np.array([[DIFFUSE]]))
    found = model.ssm.smooth()
    return float(found.llf), found.smoothed_state[0], found.smoothed_state_cov[0, 0]
