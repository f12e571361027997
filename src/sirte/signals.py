"""Signals: coded rows of any table as values of alignment on one scale, -2 to +2."""

from dataclasses import dataclass

import pandas as pd

from sirte.checks.rules import Tables
from sirte.checks.sides import sides_at, sides_by
from sirte.dataset import DYAD_LINKS, Dataset
from sirte.errors import UnknownIdError

COLUMNS = ["record_id", "arena", "start_date", "phase_id", "cluster_id", "side", "value"]


@dataclass(frozen=True)
class Kind:
    """A kind of signal: which column it is read from, and what it is called."""

    table: str
    column: str
    label: str


KINDS = {
    "acts": Kind("events", "valence", "acts toward each other"),
    "position": Kind("statements", "stance_position", "words on the other's position"),
    "partner": Kind("statements", "stance_counterpart", "words on the other as partner"),
    "observers": Kind("statements", "assessment", "observers' assessments"),
}


def read_signals(
    dataset: Dataset, kind: str = "acts", links: tuple[str, ...] = DYAD_LINKS
) -> pd.DataFrame:
    """Return one row per coded signal of a kind of `KINDS`, in order of date and record.

    Columns: record_id, arena, start_date, phase_id, cluster_id (the happening: of an act its lead
    event, of words the occasion, or else speaker and day), side (rus or tur: from whom the signal
    comes; both; empty where neither), value -2..+2. `links` choose the acts. Acts that only the
    second search of three months found are left out: periods searched alike can be compared.
    Raises `UnknownIdError` for an unknown kind or link.
    """
    if kind not in KINDS:
        raise UnknownIdError(f"signal {kind!r}: one of {', '.join(KINDS)}")
    return dataset.once(("signals", kind, links), lambda: _read(dataset, kind, links))


def _read(dataset: Dataset, kind: str, links: tuple[str, ...]) -> pd.DataFrame:
    chosen = _acts(dataset, links) if kind == "acts" else _words(dataset, KINDS[kind].column)
    chosen["side"] = chosen["record_id"].map(_sides(dataset, KINDS[kind].table)).fillna("")
    chosen["value"] = chosen["value"].astype("int64")
    return chosen.sort_values(["start_date", "record_id"], ignore_index=True)[COLUMNS]


def _acts(dataset: Dataset, links: tuple[str, ...]) -> pd.DataFrame:
    events = dataset.dyad_events(links=links)
    events = events[~events["second_search"]]
    return events.rename(columns={"event_id": "record_id", "valence": "value"})


def _words(dataset: Dataset, column: str) -> pd.DataFrame:
    rows = dataset.statements[dataset.statements[column].notna()]
    events = dataset.events.set_index("event_id")["lead_event_id"]
    leads = rows["occasion_event_id"].map(events).fillna(rows["occasion_event_id"])
    own = rows["speaker_id"] + " " + rows["start_date"].dt.strftime("%Y-%m-%d")
    return rows.assign(
        record_id=rows["statement_id"],
        value=rows[column],
        cluster_id=leads.fillna(own),
        phase_id=dataset.phase_of(rows["start_date"]),
    )


def _sides(dataset: Dataset, table: str) -> pd.Series:
    """Return by record whose side its initiators, or its speaker, are on: rus, tur or both."""
    if table == "events":
        roles = dataset.event_actors
        dated = dataset.events[["event_id", "arena", "start_date", "end_date"]]
        people = roles[roles["role"] == "initiator"].merge(dated, on="event_id")
        people = people.rename(columns={"event_id": "record_id"})
    else:
        names = {"statement_id": "record_id", "speaker_id": "actor_id"}
        people = dataset.statements.rename(columns=names)
    columns = ["record_id", "actor_id", "arena", "start_date", "end_date"]
    found = sides_at(people[columns], Tables(dataset.package, dataset.frames))
    return sides_by(found, "record_id")
