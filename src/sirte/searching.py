"""What two searches that did not know each other found of the same months, and what both missed."""

import pandas as pd

from sirte.checks.keys import FOUND
from sirte.dataset import Dataset
from sirte.measure.reliability import Population, estimate_population

SEARCHES = ["search-a", "search-b"]
COUNTS = ["first", "second", "both", "found", "total", "lower", "upper", "missed"]


def searched_events(dataset: Dataset) -> pd.DataFrame:
    """Return the events of the months that were searched twice, with who found them.

    Columns: those of events, month (YYYY-MM), bloc (that most of the supporting pages are of),
    search-a (the search that filled the table), search-b (the one from scratch).
    """
    codings = dataset.codings[dataset.codings["variable"] == FOUND]
    wide = codings.pivot_table(index="record_id", columns="coder", values="value", aggfunc="last")
    wide = (wide == "true").reindex(columns=SEARCHES, fill_value=False).reset_index()
    rows = wide[wide[SEARCHES].any(axis=1)].merge(
        dataset.events, left_on="record_id", right_on="event_id"
    )
    rows["month"] = rows["start_date"].dt.strftime("%Y-%m")
    rows["bloc"] = rows["event_id"].map(_blocs(dataset))
    return rows.drop(columns="record_id")


def estimate_missed(dataset: Dataset, by: str | None = None) -> pd.DataFrame:
    """Return Chapman's estimate of the events of the months that were searched twice.

    `by` names a column of `searched_events` to split by. Columns: that column (or "part"), first,
    second, both, found, total, lower, upper, missed.
    """
    events = searched_events(dataset)
    rows = [("all", *_chapman(events))] if len(events) else []
    if by is not None:
        rows += [(str(value), *_chapman(part)) for value, part in events.groupby(by)]
    return pd.DataFrame(rows, columns=[by or "part", *COUNTS])


def _blocs(dataset: Dataset) -> pd.Series:
    evidence = dataset.evidence[dataset.evidence["reading"] != "contradicts"]
    pages = evidence.merge(dataset.sources[["source_id", "publisher_bloc"]], on="source_id")
    return pages.groupby("event_id")["publisher_bloc"].agg(lambda b: b.mode().iloc[0])


def _chapman(part: pd.DataFrame) -> tuple[float, ...]:
    first, second = part["search-a"], part["search-b"]
    counts = int(first.sum()), int(second.sum()), int((first & second).sum())
    found: Population = estimate_population(*counts)
    return (*counts, found.found, found.total, found.lower, found.upper, found.missed)
