"""Turning points: which dates are breaks in the monthly signals, placebo dates included."""

import numpy as np
import pandas as pd

from sirte.dataset import Dataset
from sirte.indexing import correlation_within_happenings, list_periods
from sirte.measure.alignment import SCORES, Floats, posterior_weights
from sirte.measure.breaks import SIDE, WINDOW, rank_date, segment_months
from sirte.measure.clusters import design_effect
from sirte.measure.path import smooth_path
from sirte.signals import read_signals

PLACEBOS = ("2019-08-01", "2021-08-01")
MASS, LEVEL = 0.5, 0.10


def count_months(dataset: Dataset, arena: str = "libya", signal: str = "acts") -> pd.DataFrame:
    """Return the number of divergent, neutral and convergent signals of each month."""
    rows = read_signals(dataset, signal)
    rows = rows[rows["arena"] == arena]
    months = list_periods(dataset, "month")["period"]
    sign = pd.Series(np.sign(rows["value"]), index=rows.index)
    counts = pd.crosstab(rows["start_date"].dt.strftime("%Y-%m"), sign)
    counts = counts.reindex(index=months, columns=[-1, 0, 1], fill_value=0)
    return counts.set_axis(["divergent", "neutral", "convergent"], axis=1).rename_axis("month")


def check_dates(dataset: Dataset, arena: str = "libya", signal: str = "acts") -> pd.DataFrame:
    """Return for each phase's start, and each placebo date, whether the signals break there.

    Columns: date, what, mass (posterior probability of a change that begins within two months),
    p (rank-of-date test; missing within six months of either end), is_break (mass above .5 and p
    below .10, as fixed before any index was computed). Counts are tempered by the design effect.
    """
    counts = count_months(dataset, arena, signal)
    values = counts.to_numpy(dtype=float)
    found = segment_months(values, _deff(dataset, arena, signal))
    dates = [(d, f"{i} {name}") for i, name, d in _starts(dataset)]
    dates += [(pd.Timestamp(d), "placebo") for d in PLACEBOS]
    rows, names = [], counts.index.tolist()
    for date, what in sorted(dates):
        month = names.index(date.strftime("%Y-%m"))
        inside = SIDE <= month <= len(counts) - SIDE
        p = rank_date(values[:, [2, 0]], month) if inside else float("nan")
        mass = found.within(month, WINDOW)
        rows.append((date, what, mass, p, mass > MASS and p < LEVEL))
    return pd.DataFrame(rows, columns=["date", "what", "mass", "p", "is_break"])


def trace_path(dataset: Dataset, arena: str = "libya", signal: str = "acts") -> pd.DataFrame:
    """Return the smoothed monthly level with 95% bounds, and each month's own rows and mean.

    For display; months with fewer than two signals are bridged. Columns: month, rows, mean
    (missing where bridged), level, lower, upper.
    """
    rows = read_signals(dataset, signal)
    rows = rows[rows["arena"] == arena]
    rho = correlation_within_happenings(rows)
    found = []
    for name, _, start, end in list_periods(dataset, "month").itertuples(index=False):
        cell = rows[(rows["start_date"] >= start) & (rows["start_date"] <= end)]
        found.append((name, len(cell), *_moments(cell, rho)))
    table = pd.DataFrame(found, columns=["month", "rows", "mean", "variance"])
    path = smooth_path(table["mean"].to_numpy(), table["variance"].to_numpy())
    table = table.assign(level=path.level, lower=path.lower, upper=path.upper)
    return table.drop(columns="variance")


def trace_pelt(dataset: Dataset, arena: str = "libya", signal: str = "acts") -> list[pd.Timestamp]:
    """Return the first days of months where PELT sees a change: a comparison, never a claim."""
    from sirte.measure.pelt import find_changes

    path = trace_path(dataset, arena, signal)
    months = [path["month"].iloc[t] for t in find_changes(path["mean"].to_numpy())]
    return [pd.Timestamp(f"{month}-01") for month in months]


def _moments(cell: pd.DataFrame, rho: float) -> tuple[float, float]:
    if len(cell) < 2:
        return float("nan"), 1.0
    weights = posterior_weights([int(v) for v in cell["value"]], cell["cluster_id"].tolist(), rho)
    shares: Floats = weights / weights.sum()
    mean = float(shares @ SCORES)
    return mean, float(shares @ SCORES**2 - mean**2) / (float(weights.sum()) + 1)


def _starts(dataset: Dataset) -> list[tuple[str, str, pd.Timestamp]]:
    later = dataset.phases.sort_values("start_date").iloc[1:]
    return list(later[["phase_id", "label", "start_date"]].itertuples(index=False, name=None))


def _deff(dataset: Dataset, arena: str, signal: str) -> float:
    rows = read_signals(dataset, signal)
    rows = rows[rows["arena"] == arena]
    if rows.empty:
        return 1.0
    return design_effect(rows["cluster_id"].tolist(), correlation_within_happenings(rows))
