"""Measures start, validation, the explorer and large event files: `python -m bench.run`.

Ratios are of processor time within one run, because wall time on a shared machine is noise.
"""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench.child import Runs, run_child, run_in_turn
from bench.explorer import measure_explorer
from bench.pairs import measure_events
from bench.plant import read_list
from bench.table import Line, at_least, at_most, count_found, format_lines, say
from bench.verdicts import frictionless_missed, frictionless_rows, sirte_missed, sirte_other

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "run"
SMALL, LARGE = 100_000, 1_000_000
START, TOTAL, FASTER, MEMORY, GROWTH = 6, 3, 4, 1500, 12

PYTHON = sys.executable
SIRTE = str(Path(PYTHON).parent / "sirte")
VALIDATE = (SIRTE, "validate", "--format", "json")
FRICTIONLESS = (PYTHON, "-m", "frictionless", "validate", "datapackage.json", "--json")
UNLIMITED = ("--limit-errors", str(10**9))


def measure_start() -> Iterator[Line]:
    """Yield what starting costs against bare Python."""
    commands = ((PYTHON, "-c", "pass"), (PYTHON, "-c", "import sirte"), (SIRTE, "--help"))
    if any(runs.last.code for runs in run_in_turn(commands, WORK, 1)):
        sys.exit("bench: sirte does not start; run `sirte --help` to see why")
    bare, imported, helped = run_in_turn(commands, WORK, 5)
    yield Line("start: bare Python", bare, "1 x")
    for name, runs in (("import sirte", imported), ("sirte --help", helped)):
        yield at_most(f"start: {name}", runs.processor / bare.processor, START, "x", runs)


def measure_real() -> Iterator[Line]:
    """Yield what validating the real package costs, and how much of it is imports."""
    commands = ((PYTHON, "-c", "import sirte.checks"), (*VALIDATE, str(ROOT)))
    if run_in_turn(commands, WORK, 1)[0].last.code:
        sys.exit("bench: `import sirte.checks` fails")
    imports, all_of_it = run_in_turn(commands, WORK, 5)
    yield at_most("real package: sirte validate", all_of_it.processor, TOTAL, "s", all_of_it)
    share = f"{imports.processor / all_of_it.processor:.0%} of it"
    yield Line("real package: its imports", imports, share)


def make_package(rows: int, *, plant: bool = False) -> Path:
    """Make a synthetic package in a child process, so that this one stays small."""
    folder = WORK / f"{'planted' if plant else 'clean'}-{rows}"
    if folder.exists():
        shutil.rmtree(folder)
    command = [PYTHON, "-m", "bench.generate", str(folder), "--rows", str(rows)]
    if run_child(command + ["--plant"] * plant, ROOT).code:
        sys.exit(f"bench: {' '.join(command)} failed; run it to see why")
    return folder


def measure_scale(rows: int, n_sirte: int, n_frictionless: int) -> tuple[Runs, list[Line]]:
    """Return the runs of sirte on a clean package of this size, and lines against Frictionless."""
    say(f"{rows:,} rows: writing")
    folder = make_package(rows)
    say(f"{rows:,} rows: sirte validate, {n_sirte} times")
    ours = run_in_turn(((*VALIDATE, "."),), folder, n_sirte)[0]
    say(f"{rows:,} rows: frictionless validate, {n_frictionless} time(s)")
    theirs = run_in_turn(((*FRICTIONLESS, *UNLIMITED),), folder, n_frictionless)[0]
    label, read = f"{rows:,} rows", frictionless_rows(theirs.last.output)
    clean = ours.last.code == 0 and theirs.last.code == 0 and read == rows
    lines = [
        Line(f"{label}: clean, and all read, for both", None, str(clean).lower(), "true", clean),
        Line(f"{label}: frictionless validate", theirs, f"{theirs.memory:.0f} MB"),
        Line(f"{label}: sirte validate", ours, f"{ours.memory:.0f} MB"),
        _faster(f"{label}: faster by", theirs.processor / ours.processor, rows),
    ]
    return ours, lines


def _faster(what: str, ratio: float, rows: int) -> Line:
    """Return the ratio, with its target at a million rows; below, fixed costs weigh on it."""
    if rows < LARGE:
        return Line(what, None, f"{ratio:.3g} x")
    return at_least(what, ratio, FASTER, "x")


def measure_finding(rows: int, *, both: bool) -> Iterator[Line]:
    """Yield how many of the planted defects each validator finds, and which it misses."""
    say(f"{rows:,} rows: planted defects")
    folder, label = make_package(rows, plant=True), f"{rows:,} rows"
    planted = read_list(folder)
    ours = run_child((*VALIDATE, "."), folder).output
    yield count_found(f"{label}: planted, found by sirte", planted, sirte_missed(planted, ours))
    other = sirte_other(planted, ours)
    yield Line(f"{label}: false alarms of sirte", None, str(other), "0", other == 0)
    if both:
        could = [p for p in planted if p.frictionless]
        theirs = run_child((*FRICTIONLESS, *UNLIMITED), folder).output
        what = f"{label}: of those it can express, found by frictionless"
        yield replace(count_found(what, could, frictionless_missed(could, theirs)), met=None)


def measure_all(quick: bool) -> Iterator[Line]:
    """Yield all lines, smallest first."""
    say("start and real package")
    yield from measure_start()
    yield from measure_real()
    yield from measure_explorer()
    small, lines = measure_scale(SMALL, 3, 3)
    yield from lines
    yield from measure_finding(SMALL, both=True)
    if quick:
        return
    large, lines = measure_scale(LARGE, 3, 1)
    yield from lines
    label = f"{LARGE:,} rows"
    yield at_most(f"{label}: peak memory of sirte", large.memory, MEMORY, "MB")
    growth = large.processor / small.processor
    yield at_most(f"{label}: sirte against {SMALL:,} rows", growth, GROWTH, "x")
    yield from measure_finding(LARGE, both=False)
    yield from measure_events()


def describe_machine() -> str:
    """Return one line on the machine, and how busy it was."""
    load = os.getloadavg()[0]
    system = f"Python {platform.python_version()} on {platform.system()} {platform.machine()}"
    return f"{system}, {os.cpu_count()} processors, load {load:.1f} at the end"


def main() -> None:
    """Measure, print the table, exit with 1 where a target is missed."""
    parser = argparse.ArgumentParser(description="Measure sirte against its targets.")
    parser.add_argument("--quick", action="store_true", help=f"{SMALL:,} rows only")
    parser.add_argument("--keep", action="store_true", help=f"keep {WORK.relative_to(ROOT)}/")
    given = parser.parse_args()
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    try:
        lines = list(measure_all(given.quick))
    finally:
        if not given.keep:
            shutil.rmtree(WORK)
    print(format_lines(lines), describe_machine(), sep="\n\n")
    sys.exit(any(line.met is False for line in lines))


if __name__ == "__main__":
    main()
