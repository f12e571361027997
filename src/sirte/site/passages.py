"""Passages as the pages show them: rows of evidence, each with its source and links."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pandas as pd

from sirte.canonical import to_text
from sirte.dataset import Dataset
from sirte.descriptors import Table
from sirte.errors import PackageError
from sirte.ledger.retired import all_retired
from sirte.links import archive_link, passage_link

Row = dict[str, Any]
_SHOWN = (
    *("title", "publisher", "publisher_bloc", "origin", "language", "url"),
    *("publisher_country", "kind", "published_date", "read_date"),
)


def read_passages(dataset: Dataset) -> list[Row]:
    """Return all rows of evidence with their pages."""
    return join_pages(dataset, text_rows(dataset, dataset.package.tables["evidence"]))


def join_pages(dataset: Dataset, rows: Iterable[Row]) -> list[Row]:
    """Return rows of evidence as text, with their source's columns and the links to the passage.

    The source may be a retired one.
    """
    table = dataset.package.tables["sources"]
    known = [*all_retired(dataset.corrections, table), *text_rows(dataset, table)]
    sources = {s["source_id"]: s for s in known}
    joined = []
    for row in rows:
        source = sources.get(row["source_id"], {})
        about = {f"source_{c}": source.get(c, "") for c in _SHOWN}
        links = make_links(source.get("url", ""), row["anchor"], source.get("read_date", ""))
        joined.append({**drop_empty(row), **drop_empty(about), "links": links})
    return joined


def make_links(url: str, anchor: str, read: str) -> dict[str, str]:
    """Return the addresses to open; none where the page's own is not an http(s) address."""
    try:
        found = {"passage": passage_link(url, anchor) if anchor else url}
        if read:
            found["archive"] = archive_link(url, dt.date.fromisoformat(read))
    except (PackageError, ValueError):
        return {}
    return found


def text_rows(dataset: Dataset, table: Table) -> list[Row]:
    """Return the rows of a table, every cell as it is written."""
    frame = dataset.frames[table.name]
    text = pd.DataFrame({f.name: to_text(frame[f.name], f) for f in table.fields})
    return [{str(k): v for k, v in row.items()} for row in text.to_dict("records")]


def drop_empty(row: Row) -> Row:
    """Return the row without its empty cells."""
    return {k: v for k, v in row.items() if v not in ("", None)}


def group_rows(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    """Return the rows by what stands in a column; those without are left out."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row.get(key):
            groups.setdefault(row[key], []).append(row)
    return groups
