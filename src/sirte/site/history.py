"""What the ledger adds to the pages: corrections of each record, and the records retired."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from sirte.dataset import Dataset
from sirte.ledger.retired import all_retired, last_entries
from sirte.ledger.rows import LEDGER, owner_of
from sirte.site.passages import Row, drop_empty, group_rows, join_pages, text_rows

PAGES = {
    "events": "event_id",
    "statements": "statement_id",
    "alignments": "alignment_id",
    "sources": "source_id",
    "actors": "actor_id",
}
_PARTS = {"event_actors": "event_id", "actor_names": "actor_id"}


def list_corrections(dataset: Dataset) -> dict[str, list[Row]]:
    """Return the entries of the ledger by the id of the record, source or actor they concern.

    An entry on a passage, party or name stands with what that hangs on; codings are left out.
    Whole rows, added or retired, are not repeated.
    """
    owners = _evidence_owners(dataset)
    found: dict[str, list[Row]] = {}
    for entry in text_rows(dataset, dataset.package.tables["corrections"]):
        if entry["action"] != "change":
            entry |= {"old_value": "", "new_value": ""}
        if owner := _owner(entry, owners):
            found.setdefault(owner, []).append(drop_empty(entry))
    return found


def _owner(entry: Row, owners: dict[str, str]) -> str:
    table, row_id = entry["table"], entry["row_id"]
    if table == "evidence":
        return owners.get(row_id, "")
    if table in _PARTS:
        return str(row_id.partition("|")[0])
    return row_id if table in PAGES else ""


def _evidence_owners(dataset: Dataset) -> dict[str, str]:
    """Return the record of each passage, also of those that are gone."""
    table = dataset.package.tables["evidence"]
    rows = [*all_retired(dataset.corrections, table), *text_rows(dataset, table)]
    return {r["evidence_id"]: owner_of("evidence", r["evidence_id"], r)[1] for r in rows}


def list_retired_pages(dataset: Dataset) -> Iterator[dict[str, Any]]:
    """Yield each retired record, source and actor as the ledger holds it: table, id, the entry
    that retired it, its row (empty where the ledger does not hold it whole), parties, passages.
    """
    last = last_entries(dataset.corrections)
    gone = last[(last["action"] == "retire") & last["table"].isin(PAGES)]
    if gone.empty:
        return
    parts = _Parts(dataset)
    for entry in gone.astype(object).where(gone.notna(), None).to_dict("records"):
        table, row_id = str(entry["table"]), str(entry["row_id"])
        shown = {str(k): v for k, v in entry.items() if k not in ("old_value", "new_value")}
        yield {"table": table, "id": row_id, "entry": drop_empty(shown), **parts.of(table, row_id)}


class _Parts:
    """Rows of the ledger that belonged to a record, looked up by its id."""

    def __init__(self, dataset: Dataset) -> None:
        tables, ledger = dataset.package.tables, dataset.corrections
        self.rows = {t: group_rows(all_retired(ledger, tables[t]), k) for t, k in PAGES.items()}
        self.parties = group_rows(all_retired(ledger, tables["event_actors"]), "event_id")
        passages = join_pages(dataset, all_retired(ledger, tables["evidence"]))
        self.passages = {t: group_rows(passages, k) for t, k in PAGES.items() if t != "actors"}

    def of(self, table: str, row_id: str) -> dict[str, Any]:
        rows = self.rows[table].get(row_id, [{}])
        return {
            "row": drop_empty(rows[0]),
            "actors": [[p["actor_id"], p["role"]] for p in self.parties.get(row_id, [])],
            "evidence": self.passages.get(table, {}).get(row_id, []),
        }


def list_releases(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the releases, the newest first: version, date, rows without the ledger's own, what
    changed.
    """
    found = []
    listed = dataset.releases[~dataset.releases["table"].isin(LEDGER)]
    for version, group in listed.groupby("version", sort=False):
        words = group.loc[group["summary"].notna(), ["table", "summary"]]
        changes = [f"{table}: {text}" for table, text in words.itertuples(index=False)]
        day = pd.Timestamp(group["date"].max())
        rows = int(group["rows"].sum())
        found.append(
            {"version": version, "date": f"{day:%Y-%m-%d}", "rows": rows, "changes": changes}
        )
    return sorted(found, key=_by_version, reverse=True)


def _by_version(release: dict[str, Any]) -> list[int]:
    return [int(part) if part.isdecimal() else 0 for part in str(release["version"]).split(".")]
