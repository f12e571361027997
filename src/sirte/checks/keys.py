"""Rules on keys: what one table says of another must exist."""

from collections.abc import Iterator

import pandas as pd

from sirte.checks.rules import Fault, Tables, faults, is_among, rule

RECORDS = {"evt": "events", "stm": "statements", "aln": "alignments"}
FOUND = "found"


@rule("foreign-key", hint="add the row it points to, or correct the id")
def foreign_key(tables: Tables) -> Iterator[Fault]:
    """An id that points to another row, or to a row of its own table, points to one that exists."""
    for name, frame in tables.frames.items():
        for key in tables.package.tables[name].foreign_keys:
            if key.to_table not in tables.frames:
                continue
            known = tables[key.to_table][key.to_column]
            lost = frame[frame[key.column].notna() & ~is_among(frame[key.column], known)]
            message = f"{{{key.column}}} is not in {key.to_table}"
            yield from faults(name, lost, key.column, message)


@rule("parent-without-cycle", "actors", hint="make the chain of parents end")
def parent_without_cycle(tables: Tables) -> Iterator[Fault]:
    """Following parent_actor_id ends at an actor without a parent."""
    actors = tables["actors"]
    named = actors[actors["actor_id"].notna()].drop_duplicates("actor_id")
    parents = named.set_index("actor_id")["parent_actor_id"]
    above = actors["parent_actor_id"]
    for _ in range(len(parents).bit_length() + 12):
        above = above.map(parents)
    endless = actors[above.notna()]
    yield from faults("actors", endless, "parent_actor_id", "the chain above {actor_id} never ends")


@rule("lead-leads", "events", hint="point to the first event of the happening")
def lead_leads(tables: Tables) -> Iterator[Fault]:
    """A lead event leads: it has no lead event of its own, and no event leads itself."""
    events = tables["events"]
    led = events.loc[events["lead_event_id"].notna(), "event_id"]
    yield from faults(
        "events",
        events[is_among(events["lead_event_id"], led)],
        "lead_event_id",
        "{lead_event_id} does not lead: it is led itself",
    )


@rule("coding-of-known-value", "codings", hint="correct the id, the variable or the value")
def coding_of_known_value(tables: Tables) -> Iterator[Fault]:
    """A coding names an existing record, a judged column of it (or `found`, whether a search met
    the event) and a value allowed there.
    """
    codings = tables["codings"]
    kind = codings["record_id"].str.slice(0, 3).map(RECORDS)
    for name in sorted(set(RECORDS.values()) & set(tables.frames)):
        table = tables.package.tables[name]
        rows = codings[kind == name]
        known = is_among(rows["record_id"], tables[name][table.primary_key[0]])
        yield from faults("codings", rows[~known], "record_id", f"{{record_id}} is not in {name}")
        allowed = {f.name: f.allowed for f in table.fields if f.judged}
        allowed |= {FOUND: ("true", "false")} if name == "events" else {}
        odd = rows[~rows["variable"].isin(list(allowed))]
        yield from faults("codings", odd, "variable", f"{{variable}} is not judged in {name}")
        for variable, group in rows[rows["variable"].isin(list(allowed))].groupby("variable"):
            yield from _value_faults(group, allowed[str(variable)])


def _value_faults(rows: pd.DataFrame, allowed: tuple[str | int, ...]) -> Iterator[Fault]:
    if allowed:
        odd = rows[rows["value"].notna() & ~rows["value"].isin([str(v) for v in allowed])]
        yield from faults("codings", odd, "value", "{value} is not a value of {variable}")
