"""Fragility: which conclusions of the index a single happening decides."""

import pandas as pd

from sirte.dataset import Dataset
from sirte.indexing import correlation_within_happenings
from sirte.measure import Estimate, net_alignment
from sirte.signals import read_signals


def find_decisive(dataset: Dataset, arena: str = "libya") -> dict[str, list[str]]:
    """Return, for each phase of a clear sign, the happenings without which it has none.

    A sign is clear where the interval of net alignment excludes zero; each happening (the id of
    its lead event) is left out by itself, with the correlation within happenings as it is. Phases
    whose interval includes zero, or that have too few rows, are not keys.
    """
    signals = read_signals(dataset)
    rows = signals[signals["arena"] == arena]
    rho = correlation_within_happenings(rows)
    found: dict[str, list[str]] = {}
    for phase, cell in rows.groupby("phase_id"):
        side = find_side(_estimate(cell, rho))
        if side:
            names = sorted(cell["cluster_id"].unique())
            found[str(phase)] = [n for n in names if _side_without(cell, n, rho) != side]
    return found


def tabulate_decisive(dataset: Dataset, arenas: tuple[str, ...]) -> pd.DataFrame:
    """Return arena, phase_id, decisive (how many), happenings: a row per phase of a clear sign."""
    found = [(a, p, ids) for a in arenas for p, ids in find_decisive(dataset, a).items()]
    rows = [(a, p, len(ids), ", ".join(ids)) for a, p, ids in found]
    return pd.DataFrame(rows, columns=["arena", "phase_id", "decisive", "happenings"])


def find_side(estimate: Estimate) -> int:
    """Return +1 or -1 where the interval lies above or below zero, otherwise 0."""
    if estimate.lower is None or estimate.upper is None:
        return 0
    return int(estimate.lower > 0) - int(estimate.upper < 0)


def _side_without(cell: pd.DataFrame, happening: str, rho: float) -> int:
    return find_side(_estimate(cell[cell["cluster_id"] != happening], rho))


def _estimate(cell: pd.DataFrame, rho: float) -> Estimate:
    return net_alignment(cell["value"].tolist(), cell["cluster_id"].tolist(), rho)
