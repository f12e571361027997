"""Who backs whom: ties of each phase from the spells, and whether their triangles are balanced."""

import pandas as pd

from sirte.dataset import Dataset
from sirte.measure.network import Balance, count_balance


def list_ties(dataset: Dataset, phase_id: str, arena: str = "libya") -> pd.DataFrame:
    """Return the ties of an arena in a phase: one row per pair, undirected, over all bases.

    Spells that touch the phase count. Columns: first, second (ids in order), bases (joined by
    spaces), strongest (level furthest from 0; the hostile one where equal), sign (of strongest;
    0 where every spell is 0). Raises `KeyError` for an unknown phase.
    """
    phase = dataset.phases.set_index("phase_id").loc[phase_id]
    spells = dataset.alignments
    open_end = spells["end_date"].isna() | (spells["end_date"] >= phase["start_date"])
    chosen = spells[
        (spells["arena"] == arena) & (spells["start_date"] <= phase["end_date"]) & open_end
    ]
    pairs = chosen.assign(
        first=chosen[["actor_id", "counterpart_id"]].min(axis=1),
        second=chosen[["actor_id", "counterpart_id"]].max(axis=1),
    )
    rows = []
    for (first, second), group in pairs.groupby(["first", "second"]):
        levels = [int(v) for v in group["level"]]
        strongest = min(levels, key=lambda v: (-abs(v), v))
        bases = " ".join(sorted(set(group["basis"])))
        rows.append((first, second, bases, strongest, (strongest > 0) - (strongest < 0)))
    return pd.DataFrame(rows, columns=["first", "second", "bases", "strongest", "sign"])


def balance_by_phase(dataset: Dataset, arena: str = "libya") -> pd.DataFrame:
    """Return ties, triangles and the share of balanced ones by phase (missing without any)."""
    rows = []
    for phase_id, label in dataset.phases[["phase_id", "label"]].itertuples(index=False):
        ties = list_ties(dataset, str(phase_id), arena)
        signed = ties[ties["sign"] != 0]
        keys = zip(signed["first"], signed["second"], strict=True)
        found: Balance = count_balance(dict(zip(keys, signed["sign"], strict=True)))
        share = float("nan") if found.share is None else found.share
        rows.append((phase_id, label, len(ties), found.triangles, found.balanced, share))
    names = ["phase_id", "label", "ties", "triangles", "balanced", "share"]
    return pd.DataFrame(rows, columns=names)


def tabulate_ties(dataset: Dataset, arena: str = "libya") -> pd.DataFrame:
    """Return pair, phase_id and strongest level of the pairs that reach +2 or -2 in some phase.

    Pairs are in the order in which they first appear.
    """
    phases = dataset.phases["phase_id"].tolist()
    parts = [list_ties(dataset, p, arena).assign(phase_id=p) for p in phases]
    table = pd.concat(parts, ignore_index=True)
    table["pair"] = table["first"] + " - " + table["second"]
    strong = table.loc[table["strongest"].abs() == 2, "pair"]
    return table.loc[table["pair"].isin(strong), ["pair", "phase_id", "strongest"]]
