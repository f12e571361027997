"""The entries of the ledger: one added row, changed cell or retired row each."""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace

from sirte.errors import PackageError
from sirte.ledger.rows import Row, Rows

_VERSION = re.compile(r"([0-9]{1,9})[.]([0-9]{1,9})[.]([0-9]{1,9})")
FIRST = "1.0.0"


class LedgerError(PackageError):
    """The ledger, the tables and the releases do not fit; the message says which and where."""


@dataclass(frozen=True)
class Entry:
    """One row of `corrections`; empty cells are empty strings."""

    correction_id: str
    release: str
    table: str
    row_id: str
    action: str
    field: str = ""
    old_value: str = ""
    new_value: str = ""
    reason_class: str = ""
    reason: str = ""
    source_id: str = ""
    reported_by: str = ""
    replaced_by: str = ""

    def inverse(self) -> "Entry":
        """Return the entry that takes this one back."""
        opposite = {"add": "retire", "retire": "add"}.get(self.action, self.action)
        return replace(self, action=opposite, old_value=self.new_value, new_value=self.old_value)

    def to_row(self) -> Row:
        """Return the entry as a row of `corrections`."""
        return {k: str(v) for k, v in asdict(self).items()}


def read_entries(corrections: Rows) -> list[Entry]:
    """Return the entries from the oldest to the newest: by release, then by number."""
    names = [f.name for f in fields(Entry)]
    entries = [Entry(**{n: row.get(n, "") for n in names}) for row in corrections.values()]
    return sorted(entries, key=lambda e: (parse_version(e.release), *age_of(e.correction_id)))


def age_of(correction_id: str) -> tuple[int, str]:
    """Return what sorts ids by number, cor-10000 after cor-9999."""
    return len(correction_id), correction_id


def parse_version(text: str) -> tuple[int, int, int]:
    """Return the three figures of a version; raises `PackageError`."""
    match = _VERSION.fullmatch(text)
    if match is None:
        raise PackageError(f"{text!r} is not a version such as 1.0.1")
    return int(match[1]), int(match[2]), int(match[3])


def list_versions(versions: Iterable[str]) -> list[str]:
    """Return the versions that have a ledger, 1.0.0 and later, from the oldest to the newest."""
    known = {v for v in versions if parse_version(v) >= parse_version(FIRST)}
    return sorted(known, key=parse_version)


def pack(row: Row) -> str:
    """Return a whole row as the JSON that stands in the ledger.

    `<` is escaped, so that cells side by side cannot look like HTML together.
    """
    return json.dumps(row, ensure_ascii=False).replace("<", "\\u003c")


def unpack(text: str, columns: tuple[str, ...]) -> Row:
    """Return the row of a ledger cell; raises `ValueError` where it is not one of that table."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("is not JSON") from None
    if not isinstance(row, dict) or not all(isinstance(v, str) for v in row.values()):
        raise ValueError("is not a JSON object of texts")
    if set(row) != set(columns):
        odd = sorted(set(row) ^ set(columns))
        raise ValueError(f"has not the columns of the table: {', '.join(odd)}")
    return {c: row[c] for c in columns}
