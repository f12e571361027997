"""Rules on corrections and releases: the ledger must fit the tables as they stand."""

from collections.abc import Iterator

import pandas as pd

from sirte.canonical import row_ids, to_text
from sirte.checks.rules import Fault, Tables, faults, is_among, rule
from sirte.descriptors import Table
from sirte.ledger.entries import age_of, unpack


@rule("correction-shape", "corrections", hint="see corrections in the codebook")
def correction_shape(tables: Tables) -> Iterator[Fault]:
    """A change names a field and two different values; an addition or retirement names no field."""
    ledger = tables["corrections"]
    change = ledger["action"] == "change"
    same = ledger["old_value"].fillna("") == ledger["new_value"].fillna("")
    bare = ledger[change & ledger["field"].isna()]
    yield from faults("corrections", bare, "field", "a change without a field")
    yield from faults("corrections", ledger[change & same], "new_value", "nothing changes")
    named = ledger[~change & ledger["field"].notna()]
    yield from faults("corrections", named, "field", "only a change names a field")


@rule("ledger-fits-tables", "corrections", hint="make the ledger say what the table holds")
def ledger_fits_tables(tables: Tables) -> Iterator[Fault]:
    """The last entry on a row holds today: added and changed rows exist and have the new value,
    retired ones are gone.
    """
    for name, rows in _by_age(tables).groupby("table"):
        if name in tables.frames:
            yield from _row_faults(rows, tables, str(name))


def _by_age(tables: Tables) -> pd.DataFrame:
    """Return the ledger from the oldest entry to the newest: cor-10000 after cor-9999."""
    ids = tables["corrections"].dropna(subset=["correction_id"])
    return ids.sort_values("correction_id", key=lambda column: column.map(age_of))


def _row_faults(rows: pd.DataFrame, tables: Tables, name: str) -> Iterator[Fault]:
    table, frame = tables.package.tables[name], tables[name]
    ids = row_ids(frame, table)
    last = rows.drop_duplicates("row_id", keep="last")
    exists, retired = is_among(last["row_id"], ids), last["action"] == "retire"
    yield from faults("corrections", last[~exists & ~retired], "row_id", f"not in {name}")
    yield from faults("corrections", last[exists & retired], "row_id", f"still in {name}")
    changes = rows[(rows["action"] == "change") & is_among(rows["row_id"], ids)]
    changes = changes.drop_duplicates(["row_id", "field"], keep="last")
    for column, group in changes.groupby("field"):
        if column not in table.columns:
            yield from faults("corrections", group, "field", f"{{field}} is not in {name}")
            continue
        cells = to_text(frame[column], table.field(str(column))).set_axis(ids)
        now = group["row_id"].map(cells[~cells.index.duplicated()])
        stale = group[now != group["new_value"].fillna("")]
        yield from faults("corrections", stale, "new_value", "is not what the table holds")


@rule("correction-record", "corrections", hint="run `sirte ledger record`, which writes it whole")
def correction_record(tables: Tables) -> Iterator[Fault]:
    """An added or retired row stands in the ledger whole: as JSON, with each column of its table,
    under its own id.
    """
    ledger = tables["corrections"]
    for action, column in (("add", "new_value"), ("retire", "old_value")):
        for line, row in ledger[ledger["action"] == action].fillna("").iterrows():
            table = tables.package.tables.get(row["table"])
            if table and (why := _not_whole(row[column], row["row_id"], table)):
                yield Fault("corrections", int(str(line)), column, f"the whole row {why}")


def _not_whole(text: str, row_id: str, table: Table) -> str | None:
    try:
        row = unpack(text, table.columns)
    except ValueError as error:
        return str(error)
    own = "|".join(row[k] for k in table.primary_key)
    return None if own == row_id else f"has the id {own}"


@rule("retired-for-good", "corrections", hint="give the row a new id: run `sirte new`")
def retired_for_good(tables: Tables) -> Iterator[Fault]:
    """An id that was retired is never given to another row; a composite key may come back."""
    ledger = _by_age(tables)
    single = [n for n, t in tables.package.tables.items() if len(t.primary_key) == 1]
    rows = ledger[ledger["table"].isin(single)]
    gone = (rows["action"] == "retire").groupby([rows["table"], rows["row_id"]]).cummax()
    again = rows[gone & (rows["action"] != "retire")]
    yield from faults("corrections", again, "row_id", "{row_id} was retired before")


@rule("successor-known", "corrections", hint="name the row that stays, or leave the cell empty")
def successor_known(tables: Tables) -> Iterator[Fault]:
    """Only a retired row names a successor: another row of its table, there or retired later."""
    ledger = tables["corrections"].dropna(subset=["replaced_by"])
    odd = (ledger["action"] != "retire") | (ledger["replaced_by"] == ledger["row_id"])
    yield from faults("corrections", ledger[odd], "replaced_by", "no row can take this place")
    every = tables["corrections"]
    for name, rows in ledger[~odd].groupby("table"):
        if name in tables.frames:
            held = row_ids(tables[str(name)], tables.package.tables[str(name)])
            known = pd.concat([held, every.loc[every["table"] == name, "row_id"]])
            lost = rows[~is_among(rows["replaced_by"], known)]
            yield from faults(
                "corrections", lost, "replaced_by", f"{{replaced_by}} is not in {name}"
            )


@rule("ledger-complete", "corrections", "releases", hint="freeze the release first")
def ledger_complete(tables: Tables) -> Iterator[Fault]:
    """A correction's release is in releases or is this version; a release lists every table."""
    releases, version = tables["releases"], tables.package.version
    known = [*releases["version"].dropna().unique(), version]
    odd = tables["corrections"][~tables["corrections"]["release"].isin(known)]
    yield from faults("corrections", odd, "release", "{release} is not a known release")
    for _, rows in releases.groupby("version"):
        missing = sorted(set(tables.package.tables) - set(rows["table"]))
        if missing:
            message = f"{{version}} does not list {', '.join(missing)}"
            yield from faults("releases", rows.head(1), "table", message)
