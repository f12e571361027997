"""The alignment index: net alignment of events by arena and phase."""

import pandas as pd

from sirte.dataset import DYAD_LINKS, Dataset
from sirte.measure import Estimate, intracluster_correlation, net_alignment


def alignment_by_phase(
    dataset: Dataset,
    arenas: tuple[str, ...] = ("libya",),
    links: tuple[str, ...] = DYAD_LINKS,
) -> pd.DataFrame:
    """Return net alignment by arena and phase, of direct, joint and proxy events unless told.

    Columns: arena, phase_id, label, start_date, end_date, rows, clusters, mean, lower, upper,
    result. Where a cell has fewer than 5 rows or 3 happenings, mean and bounds are missing and
    result says "too few". Arenas are never pooled. Raises `UnknownIdError` for an unknown arena
    or link.
    """
    rows = []
    for arena in arenas:
        events = dataset.dyad_events(arena, links)
        rho = correlation_within_happenings(events)
        for phase in dataset.phases.itertuples():
            cell = events[events["phase_id"] == phase.phase_id]
            estimate = net_alignment(cell["valence"].tolist(), cell["cluster_id"].tolist(), rho)
            bounds = (phase.phase_id, phase.label, phase.start_date, phase.end_date)
            rows.append((arena, *bounds, *_numbers(estimate), str(estimate)))
    names = ["arena", "phase_id", "label", "start_date", "end_date", "rows", "clusters"]
    table = pd.DataFrame(rows, columns=[*names, "mean", "lower", "upper", "result"])
    return table.astype(dict.fromkeys(["mean", "lower", "upper"], "float64"))


def _numbers(estimate: Estimate) -> tuple[int, int, float | None, float | None, float | None]:
    return (
        estimate.rows,
        estimate.clusters,
        estimate.mean,
        estimate.lower,
        estimate.upper,
    )


def correlation_within_happenings(events: pd.DataFrame) -> float:
    """Return rho of valences within happenings, after removing arena-quarter means; at least .3."""
    quarter = events["start_date"].dt.to_period("Q").astype(str)
    return intracluster_correlation(
        events["valence"].astype("float64").tolist(),
        events["cluster_id"].tolist(),
        (events["arena"] + " " + quarter).tolist(),
    )
