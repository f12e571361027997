"""Volume, valence and net alignment by pair and period, of any frame of dated acts."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from sirte.measure.alignment import Estimate, estimate_alignment
from sirte.measure.odds import log_odds

PERIODS = {"day": "D", "month": "M", "quarter": "Q", "year": "Y"}
CELL = ["first", "second", "period"]
COUNTS = {
    -2: "material_divergence",
    -1: "verbal_divergence",
    0: "no_direction",
    1: "verbal_convergence",
    2: "material_convergence",
}
NUMBERS = ["mean", "lower", "upper", "log_odds"]
COLUMNS = ["dyad", *CELL, "rows", "clusters", *COUNTS.values(), *NUMBERS, "result"]


def measure_frame(
    frame: pd.DataFrame,
    *,
    date: str = "date",
    actor: str = "actor",
    counterpart: str = "counterpart",
    category: str = "valence",
    by: str = "month",
    cluster: str | None = None,
    valences: Mapping[Any, int] | None = None,
) -> pd.DataFrame:
    """Return one row per unordered pair and period (day, month, quarter or year) with rows.

    The four names are columns of the frame: a date, who acts, on whom, and a valence from -2 to
    +2, or a category that `valences` turns into one (`sirte.measure.valences`). `cluster` names
    the happening of each row; without it, rows of one pair and day are one cluster.

    Columns: dyad (RUS-TUR, in order of letters), first, second, period (2020-01), rows, clusters,
    the number of rows of each valence, mean (net alignment) with lower and upper, log_odds and
    result, as in `measure_cells`. Raises `ValueError` for an unknown period, a missing column,
    a row without date, actors or cluster, an actor paired with itself, or a valence outside
    -2..+2.
    """
    names = [date, actor, counterpart, category, *([cluster] if cluster else [])]
    _check(frame, names, by)
    one, other = frame[actor].astype("str"), frame[counterpart].astype("str")
    if (one == other).any():
        raise ValueError(f"{(one == other).sum()} rows pair an actor with itself")
    days = pd.to_datetime(frame[date])
    rows = pd.DataFrame({"first": one.where(one < other, other)})
    rows["second"] = other.where(one < other, one)
    rows["period"] = days.dt.to_period(PERIODS[by])
    rows["cluster"] = frame[cluster] if cluster else days.dt.normalize()
    rows["valence"] = _to_valences(frame[category], valences)
    return measure_cells(_summarise(rows))


def measure_cells(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the measures of cells of which only a summary is known.

    `cells` has first, second, period, the number of rows of each valence (`COUNTS`), clusters
    and squares, the sum of squared cluster sizes. Net alignment is that of `net_alignment` with
    rho at its floor of .3. Where a cell has fewer than 5 rows or 3 clusters, mean, lower, upper
    and log_odds are missing and result says "too few".
    """
    cells = cells.sort_values(CELL, ignore_index=True)
    counts = cells[list(COUNTS.values())].to_numpy(dtype=float).reshape(-1, len(COUNTS))
    sizes = zip(cells["clusters"], cells["squares"], strict=True)
    found = [
        estimate_alignment(n, int(clusters), int(squares))
        for n, (clusters, squares) in zip(counts, sizes, strict=True)
    ]
    table = cells.assign(dyad=cells["first"] + "-" + cells["second"], rows=counts.sum(axis=1))
    numbers = [_to_numbers(n, e) for n, e in zip(counts, found, strict=True)]
    table[NUMBERS] = np.array(numbers, dtype=float).reshape(-1, len(NUMBERS))
    table["result"] = pd.Series([str(e) for e in found], dtype="str")
    return table.astype(dict.fromkeys(["rows", "clusters", *COUNTS.values()], "int64"))[COLUMNS]


def _check(frame: pd.DataFrame, names: list[str], by: str) -> None:
    if by not in PERIODS:
        raise ValueError(f"period {by!r}: one of {', '.join(PERIODS)}")
    if absent := [name for name in names if name not in frame]:
        raise ValueError(f"no column {', '.join(map(repr, absent))}")
    for name in names:
        if empty := int(frame[name].isna().sum()):
            raise ValueError(f"{empty} rows without {name!r}: fill or leave them out")


def _to_valences(
    categories: "pd.Series[int]", valences: Mapping[Any, int] | None
) -> "pd.Series[int]":
    found = categories if valences is None else categories.map(dict(valences))
    if unknown := sorted(map(str, categories[~found.isin(list(COUNTS))].unique())):
        raise ValueError(f"not a valence from -2 to 2: {unknown[:5]}")
    return found.astype("int64")


def _summarise(rows: pd.DataFrame) -> pd.DataFrame:
    """Return n_k, clusters and squares of each cell."""
    tallies = rows.groupby([*CELL, "cluster", "valence"], as_index=False).size()
    cells = tallies.pivot_table(
        index=CELL, columns="valence", values="size", aggfunc="sum", fill_value=0
    ).reindex(columns=list(COUNTS), fill_value=0)
    sizes = tallies.groupby([*CELL, "cluster"])["size"].sum()
    cells = cells.set_axis(list(COUNTS.values()), axis=1)
    cells["clusters"] = sizes.groupby(CELL).size()
    cells["squares"] = (sizes**2).groupby(CELL).sum()
    cells = cells.reset_index()
    return cells.assign(period=cells["period"].astype("str"))


def _to_numbers(counts: np.ndarray, found: Estimate) -> list[float | None]:
    if found.mean is None:
        return [None] * len(NUMBERS)
    odds = log_odds(int(counts[3:].sum()), int(counts[:2].sum()))
    return [found.mean, found.lower, found.upper, odds.value]
