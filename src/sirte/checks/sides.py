"""Whose side an actor is on: by belonging, and by patronage on a given day."""

from collections.abc import Mapping

import pandas as pd

from sirte.checks.rules import Tables

RUSSIA, TURKEY = "rus", "tur"
PATRONS = (RUSSIA, TURKEY)
_DEPTH = 12


def roots(actors: pd.DataFrame) -> pd.Series:
    """Return the topmost parent of each actor, by actor id; cycles stop after twelve steps."""
    known = actors.dropna(subset="actor_id").drop_duplicates("actor_id")
    ids = known["actor_id"].tolist()
    parents = dict(zip(ids, known["parent_actor_id"].tolist(), strict=True))
    top = [_root(actor, parents) for actor in ids]
    return pd.Series(top, index=pd.Index(ids, dtype="str"), dtype="str")


def _root(actor: str, parents: Mapping[str, str]) -> str:
    for _ in range(_DEPTH):
        above = parents[actor]
        if above not in parents:
            break
        actor = above
    return actor


def patronages(tables: Tables) -> pd.DataFrame:
    """Return spells in which Russia or Turkey, or a part of either, supports a client.

    Columns: patron (rus or tur), client, arena, from, to (NaT where open).
    """
    spells = tables["alignments"]
    bases = tables.package.tables["alignments"].definitions("basis").values()
    patron_bases = [c.value for c in bases if c.properties.get("patronage")]
    top = roots(tables["actors"])
    patron = spells["actor_id"].map(top)
    client = spells["counterpart_id"].map(top)
    chosen = (
        patron.isin(PATRONS)
        & ~client.isin(PATRONS)
        & spells["basis"].isin(patron_bases)
        & (spells["level"] >= 1).fillna(False).astype(bool)
    )
    return pd.DataFrame(
        {
            "patron": patron,
            "client": client,
            "arena": spells["arena"],
            "from": spells["start_date"],
            "to": spells["end_date"],
        }
    )[chosen]


def sides_at(rows: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Add to rows (line, actor_id, arena, start_date, end_date) the side each actor is on.

    Returns line, actor_id, side (rus, tur), is_client; actors on no side are left out, and an
    actor whom both support has two rows.
    """
    top = rows["actor_id"].map(roots(tables["actors"]))
    own = rows.assign(side=top, is_client=False)[top.isin(PATRONS)]
    spells = patronages(tables)
    client = rows.assign(client=top).merge(spells, on=["client", "arena"])
    valid = (client["from"] <= client["end_date"]) & ~(client["to"] < client["start_date"])
    client = client[valid].assign(is_client=True).rename(columns={"patron": "side"})
    columns = [*rows.columns, "side", "is_client"]
    return pd.concat([own[columns], client[columns]]).drop_duplicates()


def sides_by(rows: pd.DataFrame, key: str) -> pd.Series:
    """Return by key the side of the rows that `sides_at` gave: rus, tur or both."""
    sides = rows[[key, "side"]].drop_duplicates().set_index(key)["side"]
    both = sides.index.duplicated(keep=False)
    merged = sides.where(~both, "both")
    return merged[~merged.index.duplicated()]
