"""Synthetic event rows counted by DuckDB and by pandas: `python -m bench.pairs`, or in `bench.run`.

Rows have GDELT's columns in Parquet. Each cell is a function of the row's number alone, so that
the same file is made on every run.
"""

import argparse
import json
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.child import Runs, run_child, run_in_turn
from bench.table import Line, at_most, format_lines, say

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "pairs"
SMALL, LARGE = 5_000_000, 50_000_000
GROWTH, MEMORY = 12, 1500
PHYSICAL = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
CEILING = min(16, 0.8 * PHYSICAL)
LIMIT = "1GB"
FULL = "out of memory"

STATES = (
    "RUS TUR SYR LBY EGY ARE QAT SAU IRN IRQ USA GBR FRA DEU ITA GRC UKR GEO ARM AZE CHN ISR TUN"
)
MIXED = """
WITH numbers AS (SELECT range::UBIGINT AS i FROM range(?)),
once AS (SELECT (i * 2654435761 + 20190404) % 4294967296 AS g FROM numbers),
twice AS (SELECT (xor(g, g // 65536) * 2246822507) % 4294967296 AS h FROM once),
mixed AS (SELECT xor(h, h // 8192) AS h FROM twice)
SELECT
  strftime(DATE '2015-01-01' + (h % 2922)::INTEGER, '%Y%m%d')::INTEGER AS "SQLDATE",
  list_extract(?, (h // 2922 % 24)::INTEGER + 1) AS "Actor1CountryCode",
  list_extract(?, (h // 70128 % 24)::INTEGER + 1) AS "Actor2CountryCode",
  lpad((h // 1683072 % 20 + 1)::VARCHAR, 2, '0') AS "EventRootCode"
FROM mixed
"""


def make_rows(file: Path, rows: int) -> None:
    """Write so many rows. One in 24 lacks an actor on each side, as many have one on both."""
    import duckdb

    states = [*STATES.split(), ""]
    with duckdb.connect() as connection:
        found = connection.sql(MIXED, params=[rows, states, states])
        found.write_parquet(str(file))


def count_with_duckdb(file: Path) -> str:
    """Return what `sirte.scale` finds by pair and year, in so much memory."""
    from sirte.scale import GDELT, connect, measure_pairs

    spill = WORK / "spill"
    table, _ = measure_pairs(
        file, GDELT, by="year", connection=connect(memory_limit=LIMIT, spill=spill)
    )
    return json.dumps(table.to_dict("list"))


def count_with_pandas(file: Path) -> str:
    """Return what `measure_frame` finds by pair and year, below a ceiling of memory."""
    limit = int(CEILING * 1024**3)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    import pandas as pd

    from sirte.measure import measure_frame
    from sirte.scale.layouts import GDELT

    date, one, other, code = GDELT.needed
    rows = pd.read_parquet(file)
    rows = rows[(rows[one] != "") & (rows[other] != "") & (rows[one] != rows[other])]
    days = pd.Series(rows[date].unique())
    dates = pd.to_datetime(days.astype("str"), format="%Y%m%d")
    rows[date] = rows[date].map(dict(zip(days, dates, strict=True)))
    names = {"date": date, "actor": one, "counterpart": other, "category": code}
    table = measure_frame(rows, **names, by="year", valences=GDELT.valences)
    return json.dumps(table.to_dict("list"))


WAYS: dict[str, Callable[[Path], str]] = {
    "duckdb": count_with_duckdb,
    "pandas": count_with_pandas,
}


def measure_pairs_at(rows: int, n: int) -> tuple[Runs, list[Line]]:
    """Return the runs of DuckDB on so many rows, and lines beside pandas."""
    file, label = WORK / f"{rows}.parquet", f"{rows:,} event rows"
    say(f"{label}: writing")
    _run("make", file, str(rows))
    say(f"{label}: by pair and year")
    ours = run_in_turn((_command("duckdb", file),), ROOT, n)[0]
    lines = [Line(f"{label}: DuckDB, limit {LIMIT}", ours, f"{ours.memory:.0f} MB")]
    theirs = run_in_turn((_command("pandas", file),), ROOT, n)[0]
    if theirs.last.output == FULL:
        return ours, [*lines, Line(f"{label}: pandas", theirs, f"fails at {CEILING:.0f} GB")]
    same = theirs.last.code == 0 and theirs.last.output == ours.last.output
    lines.append(Line(f"{label}: pandas", theirs, f"{theirs.memory:.0f} MB"))
    lines.append(Line(f"{label}: both give the same", None, str(same).lower(), "true", same))
    return ours, lines


def measure_events() -> Iterator[Line]:
    """Yield time, memory and growth from five to fifty million event rows."""
    WORK.mkdir(parents=True, exist_ok=True)
    try:
        small, lines = measure_pairs_at(SMALL, 3)
        yield from lines
        large, lines = measure_pairs_at(LARGE, 1)
        yield from lines
    finally:
        shutil.rmtree(WORK)
    label = f"{LARGE:,} event rows"
    yield at_most(f"{label}: peak memory of DuckDB", large.memory, MEMORY, "MB")
    growth = large.processor / small.processor
    yield at_most(f"{label}: DuckDB against {SMALL:,}", growth, GROWTH, "x")


def _command(way: str, file: Path, *more: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "bench.pairs", way, str(file), *more)


def _run(way: str, file: Path, *more: str) -> None:
    command = _command(way, file, *more)
    if run_child(command, ROOT).code:
        sys.exit(f"bench: {' '.join(command)} failed; run it to see why")


def main() -> None:
    """Measure and print the table, or do one of its parts."""
    parser = argparse.ArgumentParser(description="Count synthetic event rows.")
    parser.add_argument("part", nargs="?", choices=["make", *WAYS])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("rows", nargs="?", type=int)
    given = parser.parse_args()
    if given.part is None:
        print(format_lines(list(measure_events())))
    elif given.part == "make":
        make_rows(given.file, given.rows)
    else:
        _print_found(given.part, given.file)


def _print_found(part: str, file: Path) -> None:
    try:
        print(WAYS[part](file))
    except MemoryError:
        print(FULL, end="")
        sys.exit(1)


if __name__ == "__main__":
    main()
