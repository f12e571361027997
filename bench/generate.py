"""Writes a synthetic package: `python -m bench.generate FOLDER --rows 1000000 [--plant]`."""

import argparse
import csv
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bench import logs, pages, people, records
from bench.plan import Plan
from bench.plant import SURPLUS, Planted, Planter, write_list
from sirte.descriptors import Table, read_package

ROOT = Path(__file__).parents[1]
SMALLEST = 5000

Row = dict[str, str]
_MAKERS: Mapping[str, Callable[[Plan], Iterator[Row]]] = {
    "sources": pages.sources,
    "actors": people.actors,
    "actor_names": people.actor_names,
    "events": records.events,
    "event_actors": people.event_actors,
    "statements": records.statements,
    "alignments": records.alignments,
    "evidence": pages.evidence,
    "codings": logs.codings,
    "search_log": logs.search_log,
    "corrections": logs.corrections,
}


def generate(folder: Path, rows: int, plant: bool = False) -> dict[str, int]:
    """Write a package of `rows` rows into an empty folder; return the number of rows by table."""
    _copy_schemas(folder)
    package = read_package(folder)
    plan = Plan(package, rows, _count_lines(folder / package.tables["phases"].path) - 1)
    counts: dict[str, int] = {"phases": plan.phases}
    planted: list[Planted] = []
    for table in package.tables.values():
        if table.name == "phases":
            continue
        planter = Planter(table.name, table.path, plan.units // 2 if plant else rows)
        made = _MAKERS.get(table.name, _no_rows)(plan)
        counts[table.name] = _write_table(folder / table.path, table, made, planter)
        planted += planter.planted
    if plant:
        write_list(folder, planted)
    return counts


def _no_rows(_: Plan) -> Iterator[Row]:
    return iter(())


def _copy_schemas(folder: Path) -> None:
    (folder / "data").mkdir(parents=True)
    shutil.copytree(ROOT / "schemas", folder / "schemas")
    shutil.copy(ROOT / "datapackage.json", folder)
    phases = read_package(folder).tables["phases"].path
    shutil.copy(ROOT / phases, folder / phases)


def _count_lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def _write_table(path: Path, table: Table, rows: Iterator[Row], planter: Planter) -> int:
    known, count = {*table.columns, SURPLUS}, 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        for count, row in enumerate(rows, start=1):
            spoiled = planter.pass_row(count - 1, row)
            if not spoiled.keys() <= known:
                raise KeyError(f"{table.name}: unknown columns {sorted(spoiled.keys() - known)}")
            writer.writerow(_cells(table, spoiled))
    return count


def _cells(table: Table, row: Row) -> list[str]:
    surplus = [row[SURPLUS]] if SURPLUS in row else []
    return [row.get(column, "") for column in table.columns] + surplus


def main() -> None:
    """Read the arguments, write the package, print how many rows each table has."""
    parser = argparse.ArgumentParser(description="Write a synthetic SIRTE package.")
    parser.add_argument("folder", type=Path, help="folder to make; must not exist")
    parser.add_argument("--rows", type=int, default=100_000, help="rows in all (default: 100000)")
    parser.add_argument("--plant", action="store_true", help="plant ten defects and list them")
    given = parser.parse_args()
    if given.rows < SMALLEST:
        parser.error(f"--rows: at least {SMALLEST}")
    if given.folder.exists():
        parser.error(f"{given.folder} exists")
    counts = generate(given.folder, given.rows, given.plant)
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{name:<14}{count:>10,}")
    print(f"{'all':<14}{sum(counts.values()):>10,}")


if __name__ == "__main__":
    main()
