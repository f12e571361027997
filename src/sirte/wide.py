"""Flat tables for people who want one table: a row per event, or per statement, joined with all.

Values that are several (parties, addresses) stand in one cell, joined by " | ".
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from sirte.canonical import to_text
from sirte.dataset import Dataset
from sirte.descriptors import Field, Table

JOINT = " | "
ROLES = ("initiator", "recipient", "mediator", "host", "participant")
_COUNTS = {
    "n_sources": ("source_id", "Pages that support it, wholly or in part."),
    "n_origins": ("origin", "Independent origins among those pages; copies count once."),
    "n_blocs": ("publisher_bloc", "Blocs of publishers among those pages."),
}


@dataclass(frozen=True)
class Sheet:
    """A typed frame with the table that describes it."""

    table: Table
    frame: pd.DataFrame

    @cached_property
    def text(self) -> pd.DataFrame:
        """The cells as they are written in CSV, rows sorted by primary key."""
        text = pd.DataFrame({f.name: to_text(self.frame[f.name], f) for f in self.table.fields})
        return text.sort_values(list(self.table.primary_key), kind="stable", ignore_index=True)


def events_wide(dataset: Dataset) -> Sheet:
    """Return a row per event: its own columns, labels, phase, happening, parties and evidence."""
    events, key = dataset.events, "event_id"
    joined = events.assign(
        phase_id=dataset.phase_of(events["start_date"]),
        cluster_id=events["lead_event_id"].fillna(events[key]),
        second_search=events[key].isin(dataset.second_search()).astype("boolean"),
    )
    added = [*_PLACED, _CLUSTER, _SECOND]
    for role in ROLES:
        joined[f"{role}s"] = events[key].map(_actors(dataset, role, "actor_id")).astype("str")
        added.append(
            _text(
                f"{role}s",
                f"{role.title()}s",
                f"Ids of the actors with the role {role}, joined by a bar.",
            )
        )
    joined["initiator_names"] = events[key].map(_actors(dataset, "initiator", "name")).astype("str")
    joined["recipient_names"] = events[key].map(_actors(dataset, "recipient", "name")).astype("str")
    added += [
        _text(f"{r}_names", f"{r.title()}s by name", f"Names of the {r}s, joined by a bar.")
        for r in ROLES[:2]
    ]
    return _finish(dataset, "events", joined, added)


def statements_wide(dataset: Dataset) -> Sheet:
    """Return a row per statement: its own columns, labels, phase, names and evidence."""
    statements = dataset.statements
    names = dataset.actors.set_index("actor_id")["name"]
    joined = statements.assign(phase_id=dataset.phase_of(statements["start_date"]))
    added = list(_PLACED)
    for role in ("speaker", "on_behalf_of", "target_actor"):
        joined[f"{role}_name"] = statements[f"{role}_id"].map(names).astype("str")
        added.append(
            _text(f"{role}_name", f"Name of {role}_id", f"Name of the actor in `{role}_id`.")
        )
    return _finish(dataset, "statements", joined, added)


def _finish(dataset: Dataset, name: str, frame: pd.DataFrame, added: list[Field]) -> Sheet:
    """Add labels and evidence, and describe every column, in one order."""
    source = dataset.package.tables[name]
    labels = {f"{f.name}_label": f for f in source.fields if f.categories}
    joined = frame.assign(**{column: _labels(frame[f.name], f) for column, f in labels.items()})
    for column, values in _evidence(dataset, source.primary_key[0]):
        joined[column] = joined[source.primary_key[0]].map(values)
        is_count = column.startswith("n_")
        joined[column] = (
            joined[column].fillna(0).astype("Int64") if is_count else joined[column].astype("str")
        )
    fields = [*source.fields, *map(_label_field, labels.values()), *added, *_EVIDENCE]
    table = Table(
        name=f"{name}_wide",
        path=f"wide/{name}_wide.csv",
        title=f"{source.title}, wide",
        description=f"Every row of `{name}`, joined with what belongs to it.",
        fields=tuple(fields),
        primary_key=source.primary_key,
        unique_keys=(),
        foreign_keys=(),
    )
    return Sheet(table, joined[list(table.columns)])


def _labels(column: pd.Series, field: Field) -> pd.Series:
    return column.map({c.value: c.label for c in field.categories}).astype("str")


def _actors(dataset: Dataset, role: str, column: str) -> pd.Series:
    """Return ids or names of the actors with a role, joined, by event."""
    chosen = dataset.event_actors[dataset.event_actors["role"] == role]
    named = chosen.merge(dataset.actors[["actor_id", "name"]], on="actor_id", how="left")
    return _join(named, "event_id", column)


def _evidence(dataset: Dataset, key: str) -> Iterator[tuple[str, pd.Series]]:
    """Yield counts and addresses of pages by record."""
    pages = dataset.evidence.merge(dataset.sources, on="source_id").dropna(subset=[key])
    against = pages["reading"] == "contradicts"
    for column, (counted, _) in _COUNTS.items():
        yield column, pages[~against].groupby(key)[counted].nunique()
    yield "n_contradictions", pages[against].groupby(key).size()
    yield "evidence_urls", _join(pages[~against], key, "url")
    yield "contradicting_urls", _join(pages[against], key, "url")


def _join(rows: pd.DataFrame, key: str, column: str) -> pd.Series:
    """Return by key the different values of a column, joined in the order of the rows."""
    found: dict[str, dict[str, None]] = {}
    for name, value in rows[[key, column]].dropna().itertuples(index=False, name=None):
        found.setdefault(name, {})[value] = None
    return pd.Series({name: JOINT.join(values) for name, values in found.items()}, dtype="str")


def _describe(name: str, kind: str, title: str, description: str) -> Field:
    return Field(name, kind, title, description, "", {}, (), judged=False, measurement="")


def _text(name: str, title: str, description: str) -> Field:
    return _describe(name, "string", title, description)


def _label_field(field: Field) -> Field:
    return _text(f"{field.name}_label", f"{field.title}, in words", f"Label of `{field.name}`.")


_PLACED = (_text("phase_id", "Phase", "Phase of the first day; empty outside all phases."),)
_CLUSTER = _text("cluster_id", "Happening", "The event that leads, or the event itself.")
_SECOND = _describe(
    "second_search",
    "boolean",
    "Second search alone",
    "Found by the second search of its month alone: leave it out of what compares periods.",
)
_EVIDENCE = (
    *(_describe(n, "integer", n, text) for n, (_, text) in _COUNTS.items()),
    _describe("n_contradictions", "integer", "n_contradictions", "Passages that contradict it."),
    _text("evidence_urls", "Evidence", "Addresses of the pages that support it, joined by a bar."),
    _text(
        "contradicting_urls",
        "Contradicted by",
        "Addresses of the pages that contradict it, joined by a bar.",
    ),
)
