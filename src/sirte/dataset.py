"""Loads the package into typed frames, with the joins that people need."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from sirte.cells import parse_cells
from sirte.descriptors import Package, Table, read_package
from sirte.errors import PackageError, UnknownIdError
from sirte.ledger.proving import restore
from sirte.ledger.retired import list_retired
from sirte.paths import find_package
from sirte.raw import read_cells
from sirte.record import Record, read_record
from sirte.report import Finding

DYAD_LINKS = ("direct", "joint", "proxy")
_NEEDED = (
    "sources",
    "actors",
    "actor_names",
    "events",
    "event_actors",
    "statements",
    "alignments",
    "evidence",
    "phases",
    "codings",
    "corrections",
    "releases",
)


@dataclass(frozen=True)
class Dataset:
    """The tables as typed frames: `str`, Int64, float64, boolean, datetime64[s]."""

    package: Package
    frames: Mapping[str, pd.DataFrame]

    @property
    def version(self) -> str:
        """Version of the dataset."""
        return self.package.version

    def __getattr__(self, name: str) -> pd.DataFrame:
        """Return a table by name: `ds.events`."""
        frames: Mapping[str, pd.DataFrame] = self.__dict__.get("frames", {})
        if name not in frames:
            raise AttributeError(f"no table {name!r}: one of {', '.join(frames)}")
        return frames[name]

    def __dir__(self) -> Iterable[str]:
        return [*super().__dir__(), *self.frames]

    @property
    def usage_warnings(self) -> dict[str, str]:
        """Columns that are to be used with care, as `table.column`, and why."""
        tables = self.package.tables.values()
        return {
            f"{t.name}.{f.name}": f.usage_warning
            for t in tables
            for f in t.fields
            if f.usage_warning
        }

    def record(self, record_id: str) -> Record:
        """Return one row with all that hangs on it, also where it is retired; raises
        `UnknownIdError`.
        """
        return read_record(self.package, self.frames, record_id)

    def retired(self) -> pd.DataFrame:
        """Return the rows that a correction retired.

        Columns: table, row_id, release, reason_class, reason, replaced_by. `record` still reads
        them.
        """
        return list_retired(self.corrections)

    def find_actor(self, name: str) -> list[str]:
        """Return ids of actors that bear the name in any recorded form, ignoring case."""
        wanted = name.casefold()
        forms = pd.concat([self.actors[["actor_id", "name"]], self.actor_names])
        hits = forms.loc[forms["name"].str.casefold() == wanted, "actor_id"]
        return sorted({*hits, *(a for a in self.actors["actor_id"] if a == name)})

    def dyad_events(
        self,
        arena: str | None = None,
        links: tuple[str, ...] = DYAD_LINKS,
    ) -> pd.DataFrame:
        """Return events between Russia and Turkey or their clients, joined with what they rest on.

        Added columns: phase_id, cluster_id (the happening), second_search (whether only the second
        search of its month found it: leave such rows out of whatever compares periods, for most
        months were searched once), initiators and recipients (ids joined by spaces), n_sources,
        n_origins, n_blocs (of supporting pages), n_contradictions. Raises `UnknownIdError` for an
        arena or link that the schema does not know.
        """
        table = self.package.tables["events"]
        _known(table, "dyad_link", links)
        events = self.events[self.events["dyad_link"].isin(links)]
        if arena is not None:
            _known(table, "arena", [arena])
            events = events[events["arena"] == arena]
        events = events.assign(
            phase_id=self.phase_of(events["start_date"]),
            cluster_id=events["lead_event_id"].fillna(events["event_id"]),
            second_search=events["event_id"].isin(self.second_search()),
            initiators=self._actors_of(events["event_id"], "initiator"),
            recipients=self._actors_of(events["event_id"], "recipient"),
        )
        joined = events.merge(self._support(), on="event_id", how="left")
        return joined.sort_values(["start_date", "event_id"], ignore_index=True)

    def second_search(self) -> set[str]:
        """Return ids of the events that only the second search of a month found."""
        found = self.codings[self.codings["variable"] == "found"]
        lost = found[(found["coder"] == "search-a") & (found["value"] == "false")]
        return set(lost["record_id"].astype(str))

    def once(self, key: Hashable, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:  # noqa: ARG002
        """Return the table that `make` gives; a `FixedDataset` makes it once for a key."""
        return make()

    def phase_of(self, dates: pd.Series) -> pd.Series:
        """Return the phase of each date; missing outside all phases."""
        phases = self.phases
        bounds = pd.IntervalIndex.from_arrays(
            phases["start_date"], phases["end_date"], closed="both"
        )
        places = bounds.get_indexer(pd.DatetimeIndex(dates))
        labels = phases["phase_id"].reindex(places).to_numpy()
        return pd.Series(labels, index=dates.index, dtype="str")

    def _actors_of(self, events: pd.Series, role: str) -> pd.Series:
        """Return by event the ids of its actors in a role, joined by spaces."""
        rows = self.event_actors[self.event_actors["role"] == role]
        found: dict[str, str] = {}
        for event, actor in zip(rows["event_id"], rows["actor_id"], strict=True):
            found[event] = f"{found[event]} {actor}" if event in found else actor
        return events.map(found).astype("str")

    def _support(self) -> pd.DataFrame:
        evidence = self.evidence[["event_id", "source_id", "reading"]].dropna(subset="event_id")
        columns = ["source_id", "origin", "publisher_bloc"]
        evidence = evidence.merge(self.sources[columns], on="source_id")
        against = evidence["reading"] == "contradicts"
        counts = (
            evidence[~against]
            .groupby("event_id")
            .agg(
                n_sources=("source_id", "nunique"),
                n_origins=("origin", "nunique"),
                n_blocs=("publisher_bloc", "nunique"),
            )
        )
        counts["n_contradictions"] = evidence[against].groupby("event_id").size()
        return counts.fillna({"n_contradictions": 0}).astype("int64").reset_index()


@dataclass(frozen=True)
class FixedDataset(Dataset):
    """A dataset of which many numbers are computed and no cell is changed meanwhile."""

    _made: dict[Hashable, pd.DataFrame] = field(default_factory=dict, repr=False)

    def once(self, key: Hashable, make: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Return a copy of the table that `make` gave at the first call with this key."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key].copy(deep=False)


def load(path: str | Path | None = None, as_of: str | None = None) -> Dataset:
    """Load the package at `path`, or the one found (see `sirte.paths.find_package`).

    With `as_of`, a release from 1.0.0 on, the tables are taken back through the ledger to what
    that release said, and must hash to it. Raises `PackageError` where a table cannot be read as
    its schema says, or where the release is unknown or not proved.
    """
    package = read_package(find_package(path))
    if missing := [name for name in _NEEDED if name not in package.tables]:
        raise PackageError(f"datapackage.json: no resource named {missing[0]}")
    frames = {name: _read(package, table) for name, table in package.tables.items()}
    return Dataset(*restore(package, frames, as_of)) if as_of else Dataset(package, frames)


def _read(package: Package, table: Table) -> pd.DataFrame:
    raw = read_cells(package.root, table)
    if raw.cells is None:
        raise PackageError(str(raw.findings[-1]))
    frame, faults = parse_cells(table, raw.cells, raw.lines)
    lost = [f for f in raw.findings if loses_row(f)]
    if lost := lost + [f for f in faults if f.rule.endswith("-form")]:
        raise PackageError(f"{lost[0]} ({len(lost)} such faults: run `sirte validate`)")
    return frame.reset_index(drop=True)


def loses_row(finding: Finding) -> bool:
    """Return whether a finding on a file's text says that a row could not be read whole."""
    return finding.rule in ("ragged-row", "quoting")


def _known(table: Table, column: str, values: Iterable[str]) -> None:
    allowed = table.field(column).allowed
    for value in values:
        if value not in allowed:
            raise UnknownIdError(f"{column} {value!r}: one of {', '.join(map(str, allowed))}")
