"""What the explorer loads: the tables cut into pieces, the first view's first."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sirte.dataset import DYAD_LINKS, Dataset
from sirte.site.front import describe_front
from sirte.site.history import list_corrections, list_retired_pages
from sirte.site.passages import Row, drop_empty, group_rows, make_links, read_passages, text_rows

CHUNK = 50
RECORDS = {"events": "event_id", "statements": "statement_id", "alignments": "alignment_id"}
_INDEXED = {
    "events": "event_id title summary start_date end_date date_precision arena event_type"
    " dyad_link valence intensity lead_event_id verification place",
    "statements": "statement_id speaker_id on_behalf_of_id start_date end_date date_precision"
    " occasion_event_id arena issue target_actor_id stance_counterpart stance_position"
    " assessment summary",
    "alignments": "alignment_id actor_id counterpart_id arena basis level start_date"
    " start_precision end_date end_precision certainty summary",
    "actors": "actor_id name kind parent_actor_id country office active_from active_to"
    " wikidata_id description",
    "actor_names": "actor_id name language kind",
}
_LISTED = ["source_id", "title", "publisher", "publisher_bloc", "origin", "language"]


def make_chunks(dataset: Dataset, *, has_docs: bool = False) -> Iterator[tuple[str, Any]]:
    """Yield name and content of each piece: front, index, sources, records by the fifty, and what
    the ledger says of actors and of what is retired. `has_docs`: the documentation lies beside.

    Rows are in the order of the index, so that a page knows from a row's place which piece holds
    it. Lists of rows, never objects with keys taken from the data.
    """
    yield "front", {**describe_front(dataset), "chunk": CHUNK, "docs": has_docs}
    yield "index", index_rows(dataset)
    evidence, corrections = read_passages(dataset), list_corrections(dataset)
    for name, key in RECORDS.items():
        rows = list(_records(dataset, name, key, evidence, corrections))
        yield from _pieces(f"records-{name}", rows)
    yield "sources", _columns(_listed_sources(dataset))
    yield from _pieces("source", list(_sources(dataset, evidence, corrections)))
    actors = set(dataset.actors["actor_id"])
    yield "actor-corrections", [[a, rows] for a, rows in corrections.items() if a in actors]
    yield "retired", list(list_retired_pages(dataset))


def index_rows(dataset: Dataset) -> dict[str, Any]:
    """Return what search, timeline and lists need: tables as columns and rows of plain values."""
    second = dataset.second_search()
    tables = {}
    for name, columns in _INDEXED.items():
        frame = _plain(dataset, name)[columns.split()]
        if name in RECORDS:
            frame = frame.join(_support(dataset, RECORDS[name]), on=RECORDS[name])
        if name == "events":
            frame = frame.join(_roles(dataset), on="event_id")
            frame["second_search"] = frame["event_id"].isin(second)
            counted = frame["dyad_link"].isin(DYAD_LINKS) & ~frame["second_search"]
            frame["in_index"] = counted
        tables[name] = _columns(frame)
    return tables


def _roles(dataset: Dataset) -> pd.Series:
    """Return per event its actors, each with its role."""
    parties = dataset.event_actors.groupby("event_id")[["actor_id", "role"]]
    listed = {event: group.to_numpy().tolist() for event, group in parties}
    return pd.Series(listed, name="actors", dtype="object")


def _plain(dataset: Dataset, name: str) -> pd.DataFrame:
    """Return a table with dates as text and missing cells as None."""
    frame = dataset.frames[name]
    dates = frame.select_dtypes("datetime").columns
    frame = frame.assign(**{str(c): frame[c].dt.strftime("%Y-%m-%d") for c in dates})
    return frame.astype(object).where(frame.notna(), None)


def _columns(frame: pd.DataFrame) -> dict[str, Any]:
    frame = frame.astype(object).where(frame.notna(), None)
    return {"columns": list(map(str, frame.columns)), "rows": frame.to_numpy().tolist()}


def _support(dataset: Dataset, key: str) -> pd.DataFrame:
    """Return per record the blocs that support it, its origins, and how many pages contradict."""
    joined = dataset.evidence.merge(dataset.sources, on="source_id")
    joined = joined[joined[key].notna()]
    against = joined["reading"] == "contradicts"
    groups = joined[~against].groupby(key)
    counts = pd.DataFrame(
        {
            "blocs": groups["publisher_bloc"].agg(lambda s: sorted(set(s))),
            "n_origins": groups["origin"].nunique(),
        }
    )
    contradictions = joined[against].groupby(key).size()
    counts["n_contradictions"] = contradictions.reindex(counts.index).fillna(0).astype("int64")
    return counts


def _records(
    dataset: Dataset, name: str, key: str, evidence: list[Row], corrections: dict[str, list[Row]]
) -> Iterator[Row]:
    tables = dataset.package.tables
    passages = group_rows(evidence, key)
    codings = group_rows(text_rows(dataset, tables["codings"]), "record_id")
    kept = ("variable", "coder", "round", "value", "read_blocs")
    for row in text_rows(dataset, tables[name]):
        found = row[key]
        yield {
            "row": drop_empty(row),
            "evidence": passages.get(found, []),
            "codings": [[c[k] for k in kept] for c in codings.get(found, [])],
            "corrections": corrections.get(found, []),
        }


def _listed_sources(dataset: Dataset) -> pd.DataFrame:
    counts = dataset.evidence["source_id"].value_counts()
    listed = _plain(dataset, "sources")[[*_LISTED, "published_date"]]
    return listed.assign(n=listed["source_id"].map(counts).fillna(0).astype("int64"))


def _sources(
    dataset: Dataset, evidence: list[Row], corrections: dict[str, list[Row]]
) -> Iterator[Row]:
    passages = group_rows(evidence, "source_id")
    for row in text_rows(dataset, dataset.package.tables["sources"]):
        own = passages.get(row["source_id"], [])
        bare = [{k: v for k, v in e.items() if not k.startswith("source_")} for e in own]
        links = make_links(row["url"], "", row["read_date"])
        said = corrections.get(row["source_id"], [])
        yield {"row": drop_empty(row), "evidence": bare, "links": links, "corrections": said}


def _pieces(name: str, rows: list[Row]) -> Iterator[tuple[str, list[Row]]]:
    for start in range(0, len(rows), CHUNK):
        yield f"{name}-{start // CHUNK}", rows[start : start + CHUNK]
