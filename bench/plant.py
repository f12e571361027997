"""Ten defects in known places, to see that each is found."""

import csv
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

Row = dict[str, str]
LIST = "planted.csv"


@dataclass(frozen=True)
class Planted:
    """Where a defect is, the rule that must find it, and Frictionless's error type if it has one.

    `frictionless` is empty where the descriptor cannot tell Frictionless of the rule.
    """

    file: str
    line: int
    column: str
    rule: str
    frictionless: str


@dataclass(frozen=True)
class Defect:
    """A cell to spoil in a table's first row at or after `start` rows that fits."""

    table: str
    column: str
    spoil: Callable[[str], str]
    rule: str
    frictionless: str = ""
    fits: Callable[[Row], bool] = bool


SURPLUS = "surplus"
DEFECTS = (
    Defect("events", "event_type", lambda _: "parley", "enum", "constraint-error"),
    Defect("sources", "read_date", lambda _: "2026-11-3", "date-form", "type-error"),
    Defect("statements", "summary", lambda text: f" {text}", "text-spacing"),
    Defect("codings", SURPLUS, lambda _: "one cell too many", "ragged-row", "extra-cell"),
    Defect("evidence", "evidence_id", lambda text: text, "unique", "primary-key"),
    Defect("statements", "target_actor_id", lambda _: "nobody", "foreign-key", "foreign-key"),
    Defect("evidence", "anchor", lambda _: "two words", "anchor-length"),
    Defect(
        "events",
        "valence",
        lambda _: "2",
        "valence-fits-type",
        fits=lambda row: row["dyad_link"] == "none",
    ),
    Defect(
        "events",
        "latitude",
        lambda _: "",
        "coordinates-together",
        fits=lambda row: row["latitude"] != "",
    ),
    Defect("sources", "publisher", lambda _: "", "required", "constraint-error"),
)


class Planter:
    """Spoils one row for each defect of a table, once its middle is reached."""

    def __init__(self, table: str, file: str, start: int) -> None:
        self._waiting = [d for d in DEFECTS if d.table == table]
        self._file, self._start = file, start
        self._before: Row = {}
        self.planted: list[Planted] = []

    def pass_row(self, number: int, row: Row) -> Row:
        """Return the row with this number, counted from 0, spoiled where it is a defect's turn."""
        before, self._before = self._before, row
        if number < self._start or not self._waiting or not self._waiting[0].fits(row):
            return row
        defect = self._waiting.pop(0)
        where = "" if defect.column == SURPLUS else defect.column
        found = Planted(self._file, number + 2, where, defect.rule, defect.frictionless)
        self.planted.append(found)
        old = before if defect.rule == "unique" else row
        return row | {defect.column: defect.spoil(old.get(defect.column, ""))}


def write_list(folder: Path, planted: list[Planted]) -> None:
    """Write the list of planted defects into the package's folder."""
    with (folder / LIST).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([f.name for f in fields(Planted)])
        writer.writerows(astuple(p) for p in planted)


def read_list(folder: Path) -> list[Planted]:
    """Read the list of planted defects; raises `OSError` where none were planted."""
    with (folder / LIST).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [Planted(name, int(line), *rest) for name, line, *rest in rows]
