"""Agreement between coders: Krippendorff's alpha with an interval, and what all of them missed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FIRM, TENTATIVE = 0.8, 2 / 3
ENOUGH = 20
BOOTSTRAPS, SEED = 2000, 20190404
Z95 = 1.959964

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Agreement:
    """How far coders agree over units: percent, alpha, and its 95% interval.

    Where one value was used throughout, chance cannot be told from agreement: alpha and bounds
    are None. So are the bounds of fewer than two units.
    """

    units: int
    percent: float
    alpha: float | None
    lower: float | None
    upper: float | None

    @property
    def label(self) -> str:
        """How results that rest on the variable are worded: firm, tentative or unusable.

        Fewer than 20 units never make a variable firm, whatever their alpha.
        """
        if self.alpha is None:
            return "no variation"
        if self.alpha >= FIRM:
            return "firm" if self.units >= ENOUGH else "tentative"
        return "tentative" if self.alpha >= TENTATIVE else "unusable"


@dataclass(frozen=True)
class Population:
    """An estimate of how many units there are, from two searches that did not know each other."""

    found: int
    total: float
    lower: float
    upper: float

    @property
    def missed(self) -> float:
        """Estimated number that neither search found."""
        return self.total - self.found


def krippendorff_alpha(
    values: Sequence[Sequence[str | None]],
    categories: Sequence[str],
    *,
    ordinal: bool = False,
    bootstraps: int = BOOTSTRAPS,
) -> Agreement:
    """Return alpha = 1 - D_o / D_e of units x coders, None where a coder gave no value.

    Observed and expected disagreement follow from the coincidence matrix of the values of units
    with two coders or more (Krippendorff 2011); nominal difference is 0 or 1, ordinal difference
    is the squared difference of mean ranks in the order of `categories`. The interval holds the
    central 95% of the given number of bootstraps over units at a fixed seed, leaving out those in
    which one value alone was drawn. Raises `ValueError` for a value outside `categories` and
    where no unit has two values.
    """
    matrices = _coincidences(values, list(categories))
    units = len(matrices)
    if not units:
        raise ValueError("no unit has values of two coders")
    alpha = float(_alphas(matrices.sum(axis=0)[None], ordinal)[0])
    percent = float(np.trace(matrices.sum(axis=0)) / matrices.sum())
    if np.isnan(alpha):
        return Agreement(units, percent, None, None, None)
    drawn = _bootstrap(matrices, ordinal, bootstraps, 0)
    drawn = drawn[~np.isnan(drawn)]
    if units < 2 or not len(drawn):
        return Agreement(units, percent, alpha, None, None)
    lower, upper = np.quantile(drawn, [0.025, 0.975])
    return Agreement(units, percent, alpha, float(lower), float(upper))


def alpha_difference(
    first: Sequence[Sequence[str | None]],
    second: Sequence[Sequence[str | None]],
    categories: Sequence[str],
    *,
    ordinal: bool = False,
    bootstraps: int = BOOTSTRAPS,
) -> tuple[float, float, float] | None:
    """Return alpha of the first set of units minus that of the second, and its 95% interval.

    The sets are taken as independent samples: each is bootstrapped for itself, as in
    `krippendorff_alpha`. None where one value alone was used in either set.
    """
    sets = [_coincidences(values, list(categories)) for values in (first, second)]
    points = [float(_alphas(m.sum(axis=0)[None], ordinal)[0]) for m in sets]
    if np.isnan(points).any():
        return None
    one, two = (_bootstrap(m, ordinal, bootstraps, i) for i, m in enumerate(sets))
    lower, upper = np.nanquantile(one - two, [0.025, 0.975])
    return points[0] - points[1], float(lower), float(upper)


def _bootstrap(matrices: Floats, ordinal: bool, bootstraps: int, stream: int) -> Floats:
    """Return alpha of each bootstrap over units; nan where one value alone was drawn."""
    units = len(matrices)
    rng = np.random.default_rng([SEED, stream] if stream else SEED)
    weights = rng.multinomial(units, [1 / units] * units, bootstraps)
    return _alphas(np.tensordot(weights.astype(float), matrices, axes=1), ordinal)


def _coincidences(values: Sequence[Sequence[str | None]], categories: list[str]) -> Floats:
    """Return (units, categories, categories): each unit's pairs of values, over its coders - 1."""
    place = {c: i for i, c in enumerate(categories)}
    found = []
    for unit in values:
        given = [v for v in unit if v is not None]
        if unknown := set(given) - set(place):
            raise ValueError(f"not among the categories: {sorted(unknown)}")
        if len(given) > 1:
            counts = np.bincount([place[v] for v in given], minlength=len(categories))
            pairs = np.outer(counts, counts) - np.diag(counts)
            found.append(pairs / (len(given) - 1))
    shape = (len(found), len(categories), len(categories))
    return np.array(found, dtype=float).reshape(shape)


def _alphas(coincidences: Floats, ordinal: bool) -> Floats:
    """Return alpha of each of (draws, categories, categories); nan where nothing varies."""
    marginals = coincidences.sum(axis=2)
    total = marginals.sum(axis=1)
    if ordinal:
        ranks = np.cumsum(marginals, axis=1) - marginals / 2
        difference = (ranks[:, :, None] - ranks[:, None, :]) ** 2
    else:
        difference = np.broadcast_to(1 - np.eye(marginals.shape[1]), coincidences.shape)
    observed = (coincidences * difference).sum(axis=(1, 2))
    chance = marginals[:, :, None] * marginals[:, None, :] * difference
    expected = chance.sum(axis=(1, 2)) / np.maximum(total - 1, 1)
    varies = expected > 0
    return np.where(varies, 1 - observed / np.where(varies, expected, 1), np.nan)


def estimate_population(first: int, second: int, both: int) -> Population:
    """Return Chapman's estimate (n1 + 1)(n2 + 1) / (m + 1) - 1 from two searches with m in common.

    Nearly unbiased where the searches are independent and all units equally easy to find (Chapman
    1951; variance: Seber 1982); units that are hard for both make it too low. The interval is
    lognormal in the number missed (Chao 1987), so never below what was found. Raises `ValueError`
    where `both` exceeds either count or one is negative.
    """
    if not 0 <= both <= min(first, second):
        raise ValueError(f"{both} in common cannot come from {first} and {second}")
    found = first + second - both
    total = (first + 1) * (second + 1) / (both + 1) - 1
    missed = total - found
    if missed <= 0:
        return Population(found, total, total, total)
    product = (first + 1) * (second + 1) * (first - both) * (second - both)
    variance = product / ((both + 1) ** 2 * (both + 2))
    spread = float(np.exp(Z95 * np.sqrt(np.log1p(variance / missed**2))))
    return Population(found, total, found + missed / spread, found + missed * spread)


def wilson_interval(errors: int, rows: int) -> tuple[float, float]:
    """Return the 95% interval of a share, with bounds between 0 and 1 (Wilson 1927).

    Raises `ValueError` where there are no rows, or more errors than rows.
    """
    if not 0 <= errors <= rows or not rows:
        raise ValueError(f"{errors} errors in {rows} rows is no share")
    share, weight = errors / rows, Z95**2 / rows
    middle = (share + weight / 2) / (1 + weight)
    half = Z95 / (1 + weight) * float(np.sqrt(share * (1 - share) / rows + weight / rows / 4))
    return max(0.0, middle - half), min(1.0, middle + half)
