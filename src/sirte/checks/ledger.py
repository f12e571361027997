"""Rules on corrections and releases: the ledger must fit the tables as they stand."""

from collections.abc import Iterator

import pandas as pd

from sirte.canonical import row_ids, to_text
from sirte.checks.rules import Fault, Tables, faults, is_among, rule


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
    ledger = tables["corrections"]
    for name, rows in ledger.groupby("table"):
        if name in tables.frames:
            yield from _row_faults(rows, tables, str(name))


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
