"""The alignment index: net alignment of coded signals by arena and period."""

from collections.abc import Iterator

import pandas as pd

from sirte.dataset import DYAD_LINKS, Dataset
from sirte.errors import UnknownIdError
from sirte.measure import Estimate, intracluster_correlation, net_alignment
from sirte.signals import read_signals

FREQUENCIES = {"quarter": "Q", "month": "M"}
PERIODS = ("phase", *FREQUENCIES)
ESTIMATE = ["rows", "clusters", "mean", "lower", "upper", "result"]


def alignment_by_phase(
    dataset: Dataset,
    arenas: tuple[str, ...] = ("libya",),
    links: tuple[str, ...] = DYAD_LINKS,
    signal: str = "acts",
) -> pd.DataFrame:
    """Return net alignment by arena and phase, of direct, joint and proxy events unless told.

    Columns: arena, phase_id, label, start_date, end_date, rows, clusters, mean, lower, upper,
    result. Where a cell has fewer than 5 rows or 3 happenings, mean and bounds are missing and
    result says "too few". Arenas are never pooled. Raises `UnknownIdError` for an unknown arena,
    link or signal.
    """
    table = index(dataset, "phase", arenas, links, signal)
    return table.rename(columns={"period": "phase_id"})


def signals_by_phase(
    dataset: Dataset, signals: tuple[str, ...], arena: str = "libya"
) -> pd.DataFrame:
    """Return net alignment by phase for several kinds of signals, with a column signal."""
    parts = [alignment_by_phase(dataset, (arena,), signal=s).assign(signal=s) for s in signals]
    return pd.concat(parts, ignore_index=True)


def index(
    dataset: Dataset,
    by: str = "phase",
    arenas: tuple[str, ...] = ("libya",),
    links: tuple[str, ...] = DYAD_LINKS,
    signal: str = "acts",
) -> pd.DataFrame:
    """Return net alignment by arena and period: phase, quarter or month.

    As `alignment_by_phase`, with the column period (P1, 2020Q1, 2020-01). `signal` chooses acts,
    or words: see `sirte.signals.KINDS`. Raises `UnknownIdError` for an unknown choice.
    """
    periods = list_periods(dataset, by)
    signals = read_signals(dataset, signal, links)
    _check_arenas(dataset, arenas)
    cells = []
    for arena in arenas:
        rows = signals[signals["arena"] == arena]
        rho = correlation_within_happenings(rows)
        for name, label, start, end in periods.itertuples(index=False):
            cell = rows[(rows["start_date"] >= start) & (rows["start_date"] <= end)]
            found = net_alignment(cell["value"].tolist(), cell["cluster_id"].tolist(), rho)
            cells.append((arena, name, label, start, end, *_numbers(found)))
    names = ["arena", "period", "label", "start_date", "end_date", *ESTIMATE]
    table = pd.DataFrame(cells, columns=names)
    return table.astype(dict.fromkeys(["mean", "lower", "upper"], "float64"))


def list_periods(dataset: Dataset, by: str) -> pd.DataFrame:
    """Return period, label, start_date, end_date of each phase, quarter or month of the dataset."""
    phases = dataset.phases
    if by == "phase":
        return phases.rename(columns={"phase_id": "period"})[list(_PERIOD)]
    if by not in FREQUENCIES:
        raise UnknownIdError(f"period {by!r}: one of {', '.join(PERIODS)}")
    bounds = phases["start_date"].min(), phases["end_date"].max()
    spans = pd.period_range(*bounds, freq=FREQUENCIES[by])
    names = spans.astype(str)
    starts, ends = spans.start_time.normalize(), spans.end_time.normalize()
    return pd.DataFrame({"period": names, "label": names, "start_date": starts, "end_date": ends})


_PERIOD = ("period", "label", "start_date", "end_date")


def correlation_within_happenings(signals: pd.DataFrame) -> float:
    """Return rho of values within happenings, after removing arena-quarter means; at least .3."""
    quarter = signals["start_date"].dt.to_period("Q").astype(str)
    return intracluster_correlation(
        signals["value"].astype("float64").tolist(),
        signals["cluster_id"].tolist(),
        (signals["arena"] + " " + quarter).tolist(),
    )


def _numbers(found: Estimate) -> Iterator[object]:
    yield from (found.rows, found.clusters, found.mean, found.lower, found.upper, str(found))


def _check_arenas(dataset: Dataset, arenas: tuple[str, ...]) -> None:
    allowed = dataset.package.tables["events"].field("arena").allowed
    for arena in arenas:
        if arena not in allowed:
            raise UnknownIdError(f"arena {arena!r}: one of {', '.join(map(str, allowed))}")
