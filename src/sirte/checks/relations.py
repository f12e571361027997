"""Rules on actors, statements, alignments, phases and the search log."""

from collections.abc import Iterator

import pandas as pd

from sirte.checks.rules import Fault, Tables, by_line, faults, is_among, rule, with_line
from sirte.checks.sides import sides_at

_FAR = pd.Timestamp("2262-01-01")


@rule("speaker-active", "statements", "actors", hint="name the person or body that spoke that day")
def speaker_active(tables: Tables) -> Iterator[Fault]:
    """A speaker is a person or body, not a state, and was active on the day it spoke."""
    actors = tables["actors"][["actor_id", "kind", "active_from", "active_to"]]
    actors = actors.drop_duplicates("actor_id").rename(columns={"actor_id": "speaker_id"})
    joined = by_line(with_line(tables["statements"]).merge(actors, on="speaker_id"))
    states = joined[joined["kind"] == "state"]
    yield from faults("statements", states, "speaker_id", "{speaker_id} is a state, not a speaker")
    before = joined["end_date"] < joined["active_from"]
    after = joined["start_date"] > joined["active_to"]
    yield from faults(
        "statements", joined[before | after], "speaker_id", "{speaker_id} was not active that day"
    )


@rule(
    "stance-by-sides",
    "statements",
    "actors",
    "alignments",
    hint="move the judgement to assessment, or add the spell that makes the speaker a client",
)
def stance_by_sides(tables: Tables) -> Iterator[Fault]:
    """Only speakers of Russia, Turkey or a client of either take a stance."""
    statements, sided = _with_sides(tables)
    stance = statements["stance_counterpart"].notna() | statements["stance_position"].notna()
    odd = statements[stance & ~statements.index.isin(sided)]
    yield from faults("statements", odd, "stance_position", "{speaker_id} is of neither side")


@rule(
    "assessment-by-observers",
    "statements",
    "actors",
    "alignments",
    hint="move the judgement to a stance",
)
def assessment_by_observers(tables: Tables) -> Iterator[Fault]:
    """Only speakers who are of neither side nor a client assess the alignment of the two."""
    statements, sided = _with_sides(tables)
    odd = statements[statements["assessment"].notna() & statements.index.isin(sided)]
    yield from faults("statements", odd, "assessment", "{speaker_id} is of a side or its client")


def _with_sides(tables: Tables) -> tuple[pd.DataFrame, pd.Index]:
    """Return statements, and the lines of those whose speaker, or body spoken for, is of a side."""
    statements = tables["statements"]
    rows = with_line(statements)[
        ["line", "speaker_id", "on_behalf_of_id", "arena", "start_date", "end_date"]
    ].melt(id_vars=["line", "arena", "start_date", "end_date"], value_name="actor_id")
    found = sides_at(rows.drop(columns="variable").dropna(subset="actor_id"), tables)
    return statements, pd.Index(found["line"].unique())


@rule("spell-of-two", "alignments", hint="name two different actors")
def spell_of_two(tables: Tables) -> Iterator[Fault]:
    """A spell joins two different actors."""
    spells = tables["alignments"]
    odd = spells[spells["actor_id"] == spells["counterpart_id"]]
    yield from faults("alignments", odd, "counterpart_id", "{actor_id} is aligned with itself")


@rule("spell-bounds", "alignments", hint="correct a bound or its precision")
def spell_bounds(tables: Tables) -> Iterator[Fault]:
    """A spell ends after it starts, has an end precision just where it has an end, and a
    month-precise bound is the month's first day at the start and its last at the end.
    """
    spells = tables["alignments"]
    start, end = spells["start_date"], spells["end_date"]
    backward = end < start
    lone = end.isna() != spells["end_precision"].isna()
    start_off = (spells["start_precision"] == "month") & start.notna() & ~start.dt.is_month_start
    end_off = (spells["end_precision"] == "month") & end.notna() & ~end.dt.is_month_end
    yield from faults("alignments", spells[backward], "end_date", "ends before it starts")
    yield from faults("alignments", spells[lone], "end_precision", "end and its precision differ")
    yield from faults("alignments", spells[start_off], "start_date", "not a month's first day")
    yield from faults("alignments", spells[end_off], "end_date", "not a month's last day")


@rule("spells-do-not-overlap", "alignments", hint="end the earlier spell the day before")
def spells_do_not_overlap(tables: Tables) -> Iterator[Fault]:
    """Two spells of the same pair, arena and basis do not share a day."""
    spells = with_line(tables["alignments"])
    spells["low"] = spells[["actor_id", "counterpart_id"]].min(axis=1)
    spells["high"] = spells[["actor_id", "counterpart_id"]].max(axis=1)
    spells = spells.sort_values(["low", "high", "arena", "basis", "start_date"])
    spells["until"] = spells["end_date"].fillna(_FAR)
    pair = ["low", "high", "arena", "basis"]
    spells["latest"] = spells.groupby(pair, sort=False)["until"].cummax()
    spells["before"] = spells.groupby(pair, sort=False)["latest"].shift()
    odd = by_line(spells[spells["start_date"] <= spells["before"]])
    yield from faults("alignments", odd, "start_date", "overlaps an earlier spell of the pair")


@rule(
    "certainty-fits-evidence",
    "alignments",
    "evidence",
    "sources",
    hint="count origins, blocs and the precision of the start again",
)
def certainty_fits_evidence(tables: Tables) -> Iterator[Fault]:
    """A spell that one origin supports is of low certainty; one of high certainty has supporting
    pages of two blocs and a start known to within days.
    """
    spells, evidence = tables["alignments"], tables["evidence"]
    pages = evidence[evidence["reading"] == "supports"].dropna(subset=["alignment_id"])
    sources = tables["sources"][["source_id", "origin", "publisher_bloc"]]
    pages = pages.merge(sources.drop_duplicates("source_id"), on="source_id")
    counts = pages.groupby("alignment_id")[["origin", "publisher_bloc"]].nunique()
    counted = with_line(spells).join(counts, on="alignment_id").set_index("line")
    lone = (counted["origin"] == 1) & (counted["certainty"] != "low")
    high = counted["certainty"] == "high"
    blocs = high & (counted["publisher_bloc"] < 2)
    start = high & ~counted["start_precision"].isin(["day", "few-days"])
    message = "{certainty}, but one origin supports it"
    yield from faults("alignments", counted[lone], "certainty", message)
    message = "high, but its pages are of one bloc"
    yield from faults("alignments", counted[blocs & ~lone], "certainty", message)
    yield from faults("alignments", counted[start], "certainty", "high, but the start is vague")


@rule(
    "actor-used",
    "actors",
    "event_actors",
    "statements",
    "alignments",
    hint="use it or remove it",
    severity="warning",
)
def actor_used(tables: Tables) -> Iterator[Fault]:
    """Every actor acts, speaks, is a target, has a spell, or is the parent of one that does."""
    columns = [
        ("event_actors", "actor_id"),
        ("statements", "speaker_id"),
        ("statements", "on_behalf_of_id"),
        ("statements", "target_actor_id"),
        ("alignments", "actor_id"),
        ("alignments", "counterpart_id"),
        ("actors", "parent_actor_id"),
    ]
    used = pd.concat([tables[table][column] for table, column in columns])
    idle = tables["actors"][~is_among(tables["actors"]["actor_id"], used)]
    yield from faults("actors", idle, "actor_id", "{actor_id} is not used")


@rule("phases-adjoin", "phases", hint="let each phase begin the day after the one before")
def phases_adjoin(tables: Tables) -> Iterator[Fault]:
    """Each phase ends on or after its start and begins the day after the one before it ends."""
    phases = tables["phases"].sort_values("phase_id")
    expected = phases["end_date"].shift() + pd.Timedelta(days=1)
    gap = expected.notna() & (phases["start_date"] != expected)
    yield from faults("phases", phases[gap], "start_date", "does not follow the phase before")
    backward = phases[phases["end_date"] < phases["start_date"]]
    yield from faults("phases", backward, "end_date", "ends before it starts")


@rule("search-period", "search_log", hint="correct one of the dates")
def search_period(tables: Tables) -> Iterator[Fault]:
    """The period looked for does not end before it begins."""
    log = tables["search_log"]
    odd = log[log["period_to"] < log["period_from"]]
    yield from faults("search_log", odd, "period_to", "ends before it begins")
