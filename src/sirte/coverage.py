"""What the tables hold and what they lack: counts by arena, month, bloc and language."""

import pandas as pd

from sirte.dataset import Dataset

PERIOD = ("2019-01", "2021-12")
THIN = 4


def rows_per_table(dataset: Dataset) -> pd.DataFrame:
    """Return table, what a row is, and the number of rows."""
    rows = [(n, t.description, len(dataset.frames[n])) for n, t in dataset.package.tables.items()]
    return pd.DataFrame(rows, columns=["table", "what it holds", "rows"])


def events_by_month(dataset: Dataset) -> pd.DataFrame:
    """Return month (first day), arena and events, with a row for every month of the period."""
    events = dataset.events
    months = pd.period_range(*PERIOD, freq="M")
    counts = pd.crosstab(events["start_date"].dt.to_period("M"), events["arena"])
    counts = counts.reindex(months, fill_value=0)
    counts = counts.set_axis(months.to_timestamp(), axis=0).rename_axis("month")
    return counts.reset_index().melt("month", var_name="arena", value_name="events")


def rows_by_arena(dataset: Dataset) -> pd.DataFrame:
    """Return the number of events, statements and alignments of each arena in the schema."""
    arenas = [str(a) for a in dataset.package.tables["events"].field("arena").allowed]
    names = ["events", "statements", "alignments"]
    counts = {n: dataset.frames[n]["arena"].value_counts().reindex(arenas) for n in names}
    return pd.DataFrame(counts).fillna(0).astype("int64").rename_axis("arena").reset_index()


def evidence_by(dataset: Dataset, column: str) -> pd.DataFrame:
    """Return the number of pages and evidence rows, and the share of evidence, by source column."""
    joined = dataset.evidence.merge(dataset.sources, on="source_id", suffixes=("", "_source"))
    counts = joined.groupby(column).agg(
        pages=("source_id", "nunique"), evidence=("evidence_id", "size")
    )
    counts["share"] = counts["evidence"] / counts["evidence"].sum()
    return counts.sort_values(["evidence", "pages"], ascending=False).reset_index()


def support_of_events(dataset: Dataset) -> pd.DataFrame:
    """Return each event with its supporting pages, origins, blocs and contradicting pages."""
    links = tuple(str(v) for v in dataset.package.tables["events"].field("dyad_link").allowed)
    columns = ["event_id", "title", "n_sources", "n_origins", "n_blocs", "n_contradictions"]
    return dataset.dyad_events(links=links)[columns]


def contradictions(dataset: Dataset) -> pd.DataFrame:
    """Return reports that contradict an event: what is coded, and what the page says instead."""
    against = dataset.evidence[dataset.evidence["reading"] == "contradicts"]
    joined = against.merge(dataset.events, on="event_id").merge(
        dataset.sources[["source_id", "publisher", "publisher_bloc"]], on="source_id"
    )
    joined["coded"] = joined["start_date"].dt.strftime("%Y-%m-%d")
    joined["reported"] = joined["reported_date"].dt.strftime("%Y-%m-%d").fillna("")
    columns = ["event_id", "title", "coded", "reported", "publisher", "publisher_bloc", "note"]
    return joined[columns].sort_values(["event_id", "publisher"], ignore_index=True)


def precision_of_dates(dataset: Dataset) -> pd.DataFrame:
    """Return the number of events and statements by how exactly their date is known."""
    levels = [str(v) for v in dataset.package.tables["events"].field("date_precision").allowed]
    names = ["events", "statements"]
    counts = {n: dataset.frames[n]["date_precision"].value_counts().reindex(levels) for n in names}
    table = pd.DataFrame(counts).fillna(0).astype("int64")
    return table.rename_axis("date_precision").reset_index()


def events_by_origins(dataset: Dataset) -> pd.DataFrame:
    """Return the number of events by how many origins, and how many blocs, support them."""
    support = support_of_events(dataset)
    counts = {
        "by origins": support["n_origins"].value_counts(),
        "by blocs": support["n_blocs"].value_counts(),
    }
    table = pd.DataFrame(counts).fillna(0).astype("int64").sort_index()
    return table.rename_axis("how many").reset_index()


def thin_spots(dataset: Dataset) -> pd.DataFrame:
    """Return where the tables are thin: what was counted, how much there is, what it means."""
    by_month = events_by_month(dataset).groupby("month")["events"].sum()
    arenas = rows_by_arena(dataset)
    support = support_of_events(dataset)
    extent = dataset.sources["read_extent"] == "opening"
    rows = [
        ("months of 36 without an event", int((by_month == 0).sum())),
        (f"months of 36 with fewer than {THIN} events", int((by_month < THIN).sum())),
        ("arenas of 7 without an event", int((arenas["events"] == 0).sum())),
        ("events that rest on one bloc", int((support["n_blocs"] < 2).sum())),
        ("pages of which only the opening was read", int(extent.sum())),
        (
            "pages without a date of publication",
            int(dataset.sources["published_date"].isna().sum()),
        ),
        ("judged values coded twice", int((_coders_per_value(dataset) >= 2).sum())),
    ]
    return pd.DataFrame(rows, columns=["what", "count"])


def _coders_per_value(dataset: Dataset) -> pd.Series:
    coders: pd.Series = dataset.codings.groupby(["record_id", "variable"])["coder"].nunique()
    return coders
