"""Proxy exposure: how far the two states meet through their clients."""

import pandas as pd

from sirte.checks.rules import Tables
from sirte.checks.sides import sides_at, sides_by
from sirte.dataset import Dataset
from sirte.indexing import list_periods
from sirte.measure.odds import monthly_volume

DAYS_PER_MONTH = 30.4375


def find_proxy_acts(dataset: Dataset, arena: str = "libya") -> pd.DataFrame:
    """Return acts of an arena in which a client of one state met the other state or its client.

    Who is whose client follows from the spells valid on the day of the act, whatever link was
    coded; acts that both states initiate together, and those of the second search, are left out.
    Columns: event_id, start_date,
    phase_id, valence, from_side (of the initiators: rus, tur, both), clients (whose clients were
    initiators or recipients: rus, tur, both).
    """
    events = dataset.events[dataset.events["arena"] == arena]
    events = events[~events["event_id"].isin(dataset.second_search())]
    columns = ["event_id", "arena", "start_date", "end_date"]
    roles = dataset.event_actors.merge(events[columns], on="event_id")
    roles = roles[roles["role"].isin(["initiator", "recipient"])].reset_index(drop=True)
    sided = sides_at(roles, Tables(dataset.package, dataset.frames))
    initiates, client = sided["role"] == "initiator", sided["is_client"]
    table = pd.DataFrame(
        {
            "all": sides_by(sided, "event_id"),
            "from_side": sides_by(sided[initiates], "event_id"),
            "states": sides_by(sided[initiates & ~client], "event_id"),
            "clients": sides_by(sided[client], "event_id"),
        }
    ).dropna(subset=["from_side", "clients"])
    met = table[(table["all"] == "both") & (table["states"] != "both")]
    rows = events.merge(met.rename_axis("event_id").reset_index(), on="event_id")
    rows["phase_id"] = dataset.phase_of(rows["start_date"])
    names = ["event_id", "start_date", "phase_id", "valence", "from_side", "clients"]
    return rows.sort_values(["start_date", "event_id"], ignore_index=True)[names]


def exposure_by_phase(dataset: Dataset, arena: str = "libya") -> pd.DataFrame:
    """Return proxy acts per month and the share that diverges, by phase.

    Columns: phase_id, label, months, acts, per_month, lower, upper (95% interval of the rate),
    divergent (share of acts with negative valence; missing without acts).
    """
    acts = find_proxy_acts(dataset, arena)
    rows = []
    for phase, label, start, end in list_periods(dataset, "phase").itertuples(index=False):
        own = acts[acts["phase_id"] == phase]
        months = ((end - start).days + 1) / DAYS_PER_MONTH
        rate = monthly_volume(len(own), months)
        share = float((own["valence"] < 0).mean()) if len(own) else float("nan")
        rows.append((phase, label, months, len(own), rate.mean, rate.lower, rate.upper, share))
    names = ["phase_id", "label", "months", "acts", "per_month", "lower", "upper", "divergent"]
    return pd.DataFrame(rows, columns=names)
