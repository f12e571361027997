"""Rules on events: dates, parties, values and places."""

import math
from collections.abc import Iterator

import pandas as pd

from sirte.checks.rules import Fault, Tables, by_line, faults, is_among, rule, with_line
from sirte.checks.sides import PATRONS, roots, sides_at
from sirte.descriptors import Category

PERIOD = (pd.Timestamp("2018-12-01"), pd.Timestamp("2022-03-31"))
_FORCE = ("assault", "coerce")


@rule("event-has-initiator", "events", "event_actors", hint="add an actor with role initiator")
def event_has_initiator(tables: Tables) -> Iterator[Fault]:
    """Every event has at least one initiator."""
    roles = tables["event_actors"]
    begun = roles.loc[roles["role"] == "initiator", "event_id"]
    bare = tables["events"][~is_among(tables["events"]["event_id"], begun)]
    yield from faults("events", bare, "event_id", "{event_id} has no initiator")


@rule(
    "dyad-has-both-sides",
    "events",
    "event_actors",
    "actors",
    hint="add the missing side's actor, or code another dyad_link",
)
def dyad_has_both_sides(tables: Tables) -> Iterator[Fault]:
    """A direct or joint event has an actor of the Russian and one of the Turkish side."""
    yield from _missing_sides(tables, ("direct", "joint"), tables["event_actors"], "actor")


@rule(
    "joint-initiators",
    "events",
    "event_actors",
    "actors",
    hint="make both initiators, or code another dyad_link",
)
def joint_initiators(tables: Tables) -> Iterator[Fault]:
    """A joint event has an initiator of the Russian and one of the Turkish side."""
    roles = tables["event_actors"]
    yield from _missing_sides(tables, ("joint",), roles[roles["role"] == "initiator"], "initiator")


def _missing_sides(
    tables: Tables, links: tuple[str, ...], roles: pd.DataFrame, word: str
) -> Iterator[Fault]:
    events = tables["events"][tables["events"]["dyad_link"].isin(links)]
    side = roles["actor_id"].map(roots(tables["actors"]))
    for patron in PATRONS:
        bare = events[~is_among(events["event_id"], roles.loc[side == patron, "event_id"])]
        yield from faults("events", bare, "dyad_link", f"{{dyad_link}} without a {patron} {word}")


@rule(
    "proxy-has-patron",
    "events",
    "event_actors",
    "actors",
    "alignments",
    hint="add the spell that makes it a client, or code another dyad_link",
)
def proxy_has_patron(tables: Tables) -> Iterator[Fault]:
    """A proxy event has both sides in it, one through a client by a spell valid on its day."""
    events = with_line(tables["events"])
    events = events.loc[events["dyad_link"] == "proxy"].drop_duplicates("event_id")
    columns = ["line", "event_id", "arena", "start_date", "end_date"]
    rows = tables["event_actors"].merge(events[columns], on="event_id")
    found = sides_at(rows[["line", "actor_id", *columns[2:]]], tables)
    both = found.groupby("line")["side"].nunique().eq(2)
    client = found.groupby("line")["is_client"].any()
    bare = by_line(events)
    bare = bare[~(bare.index.isin(both.index[both]) & bare.index.isin(client.index[client]))]
    yield from faults("events", bare, "dyad_link", "no client of one meets the other side here")


@rule("valence-fits-type", "events", hint="see event_type and dyad_link in the codebook")
def valence_fits_type(tables: Tables) -> Iterator[Fault]:
    """The valence lies in the range that event_type and dyad_link allow together."""
    table = tables.package.tables["events"]
    types, links = table.definitions("event_type"), table.definitions("dyad_link")
    allowed = {(t, n): valence_range(types[t], links[n]) for t in types for n in links}
    events = tables["events"].dropna(subset="valence")
    pairs = zip(events["event_type"], events["dyad_link"], strict=True)
    bounds = [allowed.get(pair, (-math.inf, math.inf)) for pair in pairs]
    events = events.assign(low=[low for low, _ in bounds], high=[high for _, high in bounds])
    odd = events[(events["valence"] < events["low"]) | (events["valence"] > events["high"])]
    message = "{valence} does not fit {event_type} and {dyad_link}: {low:.0f} to {high:.0f}"
    yield from faults("events", odd, "valence", message)


def valence_range(event_type: Category, dyad_link: Category) -> tuple[int, int]:
    """Return the lowest and highest valence for an event type under a dyad link."""
    of_link = dyad_link.properties.get("valence_range", [-2, 2])
    if dyad_link.properties.get("overrides_type"):
        return of_link[0], of_link[1]
    of_type = event_type.properties.get("valence_range", [-2, 2])
    if dyad_link.value == "parallel":
        of_type = event_type.properties.get("valence_range_parallel", of_type)
    return max(of_link[0], of_type[0]), min(of_link[1], of_type[1])


@rule("bounds-fit-precision", "events", "statements", hint="correct the bounds or the precision")
def bounds_fit_precision(tables: Tables) -> Iterator[Fault]:
    """Bounds stand in order and as far apart as date_precision says; a month is a whole month."""
    for name in ("events", "statements"):
        frame = tables[name]
        known = frame[frame[["start_date", "end_date", "date_precision"]].notna().all(axis=1)]
        odd = known[~_bounds_fit(known)]
        message = "{date_precision} does not fit {start_date:%Y-%m-%d} to {end_date:%Y-%m-%d}"
        yield from faults(name, odd, "date_precision", message)


def _bounds_fit(rows: pd.DataFrame) -> pd.Series:
    start, end, precision = rows["start_date"], rows["end_date"], rows["date_precision"]
    days = (end - start).dt.days + 1
    is_month = start.dt.is_month_start & (end == start + pd.offsets.MonthEnd(0))
    lengths = {"day": days == 1, "few-days": days.between(2, 5), "week": days.between(6, 7)}
    lengths |= {"month": is_month, "longer": (days > 7) & ~is_month}
    fits = pd.Series(False, index=rows.index)
    for name, holds in lengths.items():
        fits |= (precision == name) & holds
    return fits | ~precision.isin(list(lengths))


@rule("within-period", "events", "statements", hint="leave it out, or correct the date")
def within_period(tables: Tables) -> Iterator[Fault]:
    """Events and statements lie between 2018-12-01 and 2022-03-31."""
    for name in ("events", "statements"):
        frame = tables[name]
        odd = frame[(frame["start_date"] < PERIOD[0]) | (frame["end_date"] > PERIOD[1])]
        yield from faults(name, odd, "start_date", "outside 2018-12-01 to 2022-03-31")


@rule("coordinates-together", "events", hint="fill both or neither")
def coordinates_together(tables: Tables) -> Iterator[Fault]:
    """Latitude and longitude are both filled or both empty."""
    events = tables["events"]
    odd = events[events["latitude"].isna() != events["longitude"].isna()]
    yield from faults("events", odd, "latitude", "one coordinate without the other")


@rule("coordinates-in-arena", "events", hint="check for swapped or mistyped coordinates")
def coordinates_in_arena(tables: Tables) -> Iterator[Fault]:
    """Where force is used, the coordinates lie inside the arena's box."""
    events = tables["events"][tables["events"]["event_type"].isin(_FORCE)]
    for arena, category in tables.package.tables["events"].definitions("arena").items():
        if box := category.properties.get("bbox"):
            rows = events[events["arena"] == arena].dropna(subset=["latitude", "longitude"])
            south, west, north, east = box
            inside = rows["latitude"].between(south, north) & rows["longitude"].between(west, east)
            message = f"{{latitude}}, {{longitude}} lies outside {arena}"
            yield from faults("events", rows[~inside], "latitude", message)
