"""Simulation from a model with the real design: do the estimators find what was put in?"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from sirte.dataset import Dataset
from sirte.measure.alignment import CATEGORIES, SCORES, has_enough, net_alignment
from sirte.measure.breaks import WINDOW, rank_date, segment_months
from sirte.measure.clusters import design_effect
from sirte.measure.pelt import find_changes
from sirte.signals import read_signals
from sirte.turning import LEVEL, MASS

Floats = npt.NDArray[np.float64]

SEED = 20190404
RESAMPLES = 300
MIDDLE = 18
SHARES = {
    "divergent": [0.35, 0.30, 0.20, 0.10, 0.05],
    "mixed": [0.20, 0.20, 0.20, 0.20, 0.20],
    "convergent": [0.05, 0.10, 0.25, 0.45, 0.15],
}


def read_design(dataset: Dataset, arena: str = "libya") -> dict[str, list[str]]:
    """Return by phase the happening of each act: how many rows there are, and how they cluster."""
    rows = read_signals(dataset)
    rows = rows[rows["arena"] == arena]
    cells = {str(p): c.tolist() for p, c in rows.groupby("phase_id")["cluster_id"]}
    return {p: c for p, c in cells.items() if has_enough(c)}


def draw_valences(
    clusters: list[str], shares: list[float], rho: float, rng: np.random.Generator
) -> list[int]:
    """Return valences of rows whose intra-cluster correlation is rho.

    Each row takes its cluster's common draw with probability sqrt(rho), otherwise one of its own;
    two rows of a cluster then share a draw with probability rho.
    """
    names, place = np.unique(clusters, return_inverse=True)
    common = rng.choice(len(CATEGORIES), len(names), p=shares)[place]
    own = rng.choice(len(CATEGORIES), len(clusters), p=shares)
    chosen = np.where(rng.random(len(clusters)) < np.sqrt(rho), common, own)
    return [CATEGORIES[i] for i in chosen]


def check_intervals(dataset: Dataset, runs: int = 200, rho: float = 0.3) -> pd.DataFrame:
    """Return coverage and bias of net alignment, with the percentile bootstrap beside it.

    Columns: phase_id, truth (name of the shares), rows, true, bias, coverage, bootstrap (coverage
    of the 95% percentile bootstrap over rows). The design is that of the acts on Libya.
    """
    rng, found = np.random.default_rng(SEED), []
    for phase, clusters in read_design(dataset).items():
        for name, shares in SHARES.items():
            true = float(np.array(shares) @ SCORES)
            hits, boots, errors = [], [], []
            for _ in range(runs):
                valences = draw_valences(clusters, shares, rho, rng)
                made = net_alignment(valences, clusters, rho)
                lower, upper, mean = (float(v or 0) for v in (made.lower, made.upper, made.mean))
                hits.append(lower <= true <= upper)
                boots.append(_bootstrap_covers(valences, true, rng))
                errors.append(mean - true)
            rates = (float(np.mean(errors)), float(np.mean(hits)), float(np.mean(boots)))
            found.append((phase, name, len(clusters), true, *rates))
    names = ["phase_id", "truth", "rows", "true", "bias", "coverage", "bootstrap"]
    return pd.DataFrame(found, columns=names)


def _bootstrap_covers(valences: list[int], true: float, rng: np.random.Generator) -> bool:
    scores = np.array(valences) / 2
    means = rng.choice(scores, (RESAMPLES, len(scores))).mean(axis=1)
    lower, upper = np.quantile(means, [0.025, 0.975])
    return bool(lower <= true <= upper)


def check_breaks(dataset: Dataset, runs: int = 200, rho: float = 0.3) -> pd.DataFrame:
    """Return how often a date in the middle is called a break, by what really happens there.

    Columns: scenario, change (of net alignment), claimed (share of runs in which the rule of mass
    above .5 and rank below .10 holds at the middle month), pelt (share of runs in which PELT puts
    any change, or for a step one within two months of it). Rows per month and their clusters are
    those of the acts on Libya.
    """
    rows = read_signals(dataset)
    rows = rows[rows["arena"] == "libya"]
    clusters = rows["cluster_id"].tolist()
    months = rows["start_date"].dt.year * 12 + rows["start_date"].dt.month - 2019 * 12 - 1
    deff, rng = design_effect(clusters, rho), np.random.default_rng(SEED)
    found = []
    for scenario, shares in _scenarios().items():
        change = float((shares[-1] - shares[0]) @ SCORES)
        drawn = [_draw_months(clusters, months.to_numpy(), shares, rho, rng) for _ in range(runs)]
        claimed = float(np.mean([_claims(counts, deff) for counts in drawn]))
        pelt = float(np.mean([_pelt_claims(counts, "step" in scenario) for counts in drawn]))
        found.append((scenario, change, claimed, pelt))
    return pd.DataFrame(found, columns=["scenario", "change", "claimed", "pelt"])


def _scenarios() -> dict[str, Floats]:
    """Return (36, 5) shares by month: no change, a drift, and steps of growing size at month 18."""
    low, middle, high = (np.array(SHARES[k]) for k in ("divergent", "mixed", "convergent"))
    time = np.linspace(0, 1, 36)[:, None]
    step = np.arange(36)[:, None] >= MIDDLE
    return {
        "no change": np.tile(middle, (36, 1)),
        "drift": (1 - time) * low + time * middle,
        "small step": np.where(step, middle, low),
        "large step": np.where(step, high, low),
    }


def _draw_months(
    clusters: list[str],
    months: npt.NDArray[np.int64],
    shares: Floats,
    rho: float,
    rng: np.random.Generator,
) -> Floats:
    """Return (36, 3) counts of divergent, neutral and convergent rows drawn from monthly shares."""
    counts = np.zeros((36, 3))
    _, place = np.unique(clusters, return_inverse=True)
    quantile = rng.random(place.max() + 1)[place]
    quantile = np.where(rng.random(len(place)) < np.sqrt(rho), quantile, rng.random(len(place)))
    bounds = shares[months].cumsum(axis=1)
    valences = np.array(CATEGORIES)[(quantile[:, None] > bounds[:, :-1]).sum(axis=1)]
    np.add.at(counts, (months, np.sign(valences) + 1), 1)
    return counts


def _claims(counts: Floats, deff: float) -> bool:
    if segment_months(counts, deff).within(MIDDLE) <= MASS:
        return False
    return rank_date(counts[:, [2, 0]], MIDDLE) < LEVEL


def _pelt_claims(counts: Floats, is_step: bool) -> bool:
    rows = counts.sum(axis=1)
    levels = np.where(rows > 1, (counts[:, 2] - counts[:, 0]) / rows.clip(min=1), np.nan)
    found = find_changes(levels)
    return any(abs(t - MIDDLE) <= WINDOW for t in found) if is_step else bool(found)
