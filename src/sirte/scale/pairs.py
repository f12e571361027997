"""Volume, valence and net alignment by pair and period, counted by an engine."""

import functools
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import pandas as pd

from sirte.measure.frames import CELL, COUNTS, PERIODS, measure_cells
from sirte.scale.engines import connect, plain_errors
from sirte.scale.layouts import Layout
from sirte.scale.reading import read_files, take_columns

Dyads = Sequence[tuple[str, str]]

# Why a row is left out: the first that holds.
REASONS = {
    "malformed": "wrong number of columns",
    "date": "date cannot be read",
    "category": "category not in the layout",
    "actor": "a side without an actor",
    "same-actor": "one actor on both sides",
    "other-dyad": "another pair",
}


@dataclass(frozen=True)
class Coverage:
    """How many rows were read, how many used, and why the others were not (keys of `REASONS`).

    `pairs` is how many pairs the used rows count for: more than rows where cells hold several
    actors.
    """

    rows: int
    used: int
    pairs: int
    dropped: Mapping[str, int]

    def __str__(self) -> str:
        left = [f"{n:,} {REASONS[reason]}" for reason, n in self.dropped.items()]
        reasons = f"; left out: {', '.join(left)}" if left else ""
        return f"read {self.rows:,} rows, used {self.used:,}{reasons}"


def measure_pairs(
    source: Any,
    layout: Layout,
    *,
    by: str = "month",
    dyads: Dyads = (),
    connection: Any = None,
) -> tuple[pd.DataFrame, Coverage]:
    """Return the measures of each pair and period, and what was read and left out.

    `source` is a file, a pattern, several of them, or an Ibis table of any backend; `dyads` keeps
    these pairs alone, in either order. `connection` is one of `connect`, DuckDB unless told.
    Columns as in `sirte.measure.measure_frame`, rows of one pair and day being one cluster.
    Raises `PackageError` where the files cannot be read, `ValueError` for an unknown period.
    """
    given = isinstance(source, ibis.Table)
    connection = source.get_backend() if given else connection or connect()
    with plain_errors(connection):
        read = take_columns(source, layout) if given else read_files(connection, source, layout)
        cells, coverage = summarise_pairs(read, layout, by, dyads)
    return measure_cells(cells), coverage


def summarise_pairs(
    table: Any, layout: Layout, by: str = "month", dyads: Dyads = ()
) -> tuple[pd.DataFrame, Coverage]:
    """Return the cells that `sirte.measure.measure_cells` takes, and the coverage.

    `table` is an Ibis table of day, actor, counterpart, category and malformed, as
    `sirte.scale.reading` gives it.
    """
    if by not in PERIODS:
        raise ValueError(f"period {by!r}: one of {', '.join(PERIODS)}")
    rows = _pair_lists(table, layout, dyads) if layout.between else _pair(table, layout, dyads)
    cells = _sum_cells(_tally_days(rows), by).execute()
    used = cells[cells["reason"].isna()].drop(columns="reason")
    return used.astype(dict.fromkeys(CELL, "str")), _count_coverage(cells)


def _pair(table: Any, layout: Layout, dyads: Dyads) -> Any:
    """Return first, second, day, valence, reason and lead (true once for each row)."""
    one, other = (_name(table[side], layout) for side in ("actor", "counterpart"))
    rows = table.mutate(
        first=ibis.least(one, other),
        second=ibis.greatest(one, other),
        valence=_to_valence(table["category"], layout),
        lead=ibis.literal(True),
    )
    sides = (one.isnull() | other.isnull(), one == other)
    chosen = _is_chosen(rows["first"], rows["second"], dyads)
    return rows.mutate(reason=_find_reason(rows, *sides, ~chosen))


def _pair_lists(table: Any, layout: Layout, dyads: Dyads) -> Any:
    """Return what `_pair` returns, where cells hold several actors: one row for each pair."""
    rows = table.mutate(
        ones=_split(table["actor"], layout),
        others=_split(table["counterpart"], layout),
        valence=_to_valence(table["category"], layout),
    )
    rows = rows.mutate(every=_cross(rows["ones"], rows["others"]))
    chosen = rows["every"].filter(lambda p: _is_chosen(p["first"], p["second"], dyads))
    rows = rows.mutate(pairs=chosen)
    empty = (rows["ones"].length() == 0) | (rows["others"].length() == 0)
    faults = (empty, rows["every"].length() == 0, rows["pairs"].length() == 0)
    rows = rows.mutate(reason=_find_reason(rows, *faults), pair=rows["pairs"])
    rows = rows.unnest("pair", keep_empty=True)
    lead = (rows["pairs"].length() == 0) | (rows["pair"] == rows["pairs"][0])
    return rows.mutate(first=rows["pair"]["first"], second=rows["pair"]["second"], lead=lead)


def _name(cell: Any, layout: Layout) -> Any:
    """Return the actor of a cell, missing where there is none."""
    return ibis.ifelse(cell.isin(["", *layout.empty]), ibis.null("string"), cell)


def _split(cell: Any, layout: Layout) -> Any:
    """Return the actors of a cell, each once."""
    nobody = ["", *layout.empty]
    parts = cell.fill_null("").split(layout.between).map(lambda name: name.strip())
    return parts.filter(lambda name: ~name.isin(nobody)).unique()


def _cross(ones: Any, others: Any) -> Any:
    """Return the unordered pairs of two lists, each once, without those of one with itself."""
    pairs = ones.map(lambda a: others.map(lambda b: _order(a, b))).flatten()
    return pairs.filter(lambda p: p["first"] != p["second"]).unique()


def _order(one: Any, other: Any) -> Any:
    return ibis.struct({"first": ibis.least(one, other), "second": ibis.greatest(one, other)})


def _to_valence(category: Any, layout: Layout) -> Any:
    return category.cases(*layout.valences.items(), else_=ibis.null("int8"))


def _is_chosen(first: Any, second: Any, dyads: Dyads) -> Any:
    if not dyads:
        return ibis.literal(True)
    wanted = [sorted(dyad) for dyad in dyads]
    return ibis.or_(*((first == one) & (second == other) for one, other in wanted))


def _find_reason(rows: Any, no_actor: Any, same_actor: Any, other_dyad: Any) -> Any:
    """Return the first of `REASONS` that holds, missing for a row that is used."""
    unread = (rows["malformed"], rows["day"].isnull(), rows["valence"].isnull())
    faults = zip((*unread, no_actor, same_actor, other_dyad), REASONS, strict=True)
    return ibis.cases(*faults, else_=ibis.null("string"))


def _tally_days(rows: Any) -> Any:
    """Return n_k by pair and day; rows left out, by reason alone."""
    used = rows["reason"].isnull()
    keys = {name: ibis.ifelse(used, rows[name], None) for name in ("first", "second", "day")}
    rows = rows.select("reason", "lead", **keys, valence=ibis.ifelse(used, rows["valence"], None))
    counts = {name: (rows["valence"] == k).fill_null(False).sum() for k, name in COUNTS.items()}
    return rows.group_by(["reason", *keys]).agg(rows=rows["lead"].sum(), **counts)


def _sum_cells(days: Any, by: str) -> Any:
    """Return rows, n_k, clusters and squares by cell, a pair's day being one cluster.

    Rows left out make a cell for each reason.
    """
    size = functools.reduce(operator.add, (days[name] for name in COUNTS.values()))
    days = days.mutate(period=_name_period(days["day"], by), size=size)
    sums = {name: days[name].sum().cast("int64") for name in ("rows", *COUNTS.values())}
    squares = (days["size"] * days["size"]).sum().cast("int64")
    return days.group_by(["reason", *CELL]).agg(**sums, clusters=days.count(), squares=squares)


def _name_period(day: Any, by: str) -> Any:
    """Return what pandas calls the period: 2020, 2020Q1, 2020-01 or 2020-01-31."""
    text = day.cast("string")
    if by == "quarter":
        return text.substr(0, 4) + "Q" + day.quarter().cast("string")
    return text.substr(0, {"year": 4, "month": 7, "day": 10}[by])


def _count_coverage(cells: pd.DataFrame) -> Coverage:
    rows = cells.groupby(cells["reason"].fillna(""))["rows"].sum().to_dict()
    dropped = {reason: int(rows[reason]) for reason in REASONS if reason in rows}
    used, pairs = int(rows.get("", 0)), int(cells[list(COUNTS.values())].to_numpy().sum())
    return Coverage(used + sum(dropped.values()), used, pairs, dropped)
