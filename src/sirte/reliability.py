"""Reliability of each judged variable, computed from the codings that ship with the data."""

import math
from collections.abc import Collection, Iterator

import pandas as pd

from sirte.checks.keys import RECORDS
from sirte.dataset import Dataset
from sirte.descriptors import Field, Table
from sirte.errors import UnknownIdError
from sirte.measure.reliability import (
    ENOUGH,
    Agreement,
    alpha_difference,
    krippendorff_alpha,
)

DESIGNS = {"coder": "recoding", "swap": "source-swap", "search": "second-search"}
COLUMNS = ("design", "round", "table", "variable", "measurement", "units")
PAIR = ("recoding", "source-swap")
DIFFERENCE = ("difference", "lower", "upper")
NUMBERS = ("agreement", "alpha", "lower", "upper")


def measure_reliability(
    dataset: Dataset, designs: Collection[str] = tuple(DESIGNS.values())
) -> pd.DataFrame:
    """Return agreement by design, round and variable, in the order of the schema; of all designs
    unless told.

    Columns: design (recoding: coders who read the same pages; source-swap: coders who read pages
    of different blocs; second-search: coders who each found and cut the events for themselves),
    round, table, variable, measurement, units, agreement (share), alpha,
    lower, upper, label. An ordinal variable that may be empty has two lines: `given`, whether the
    coders fill it at all, and its value where both do.
    """
    rows = []
    for (design, number), group in _by_design(dataset):
        if design not in designs:
            continue
        given = _units(group)
        for table, field in judged_fields(dataset):
            part = given.get((table.name, field.name), [])
            for name, measurement, units, order in _readings(field, part):
                if not any(len(unit) > 1 for unit in units):
                    continue
                found = krippendorff_alpha(units, order, ordinal=measurement == "ordinal")
                head = (design, number, table.name, name, measurement, found.units)
                rows.append((*head, found.percent, *_bounds(found), found.label))
    frame = pd.DataFrame(rows, columns=[*COLUMNS, *NUMBERS, "label"])
    return frame.astype(dict.fromkeys(NUMBERS, "float64"))


def judged_fields(dataset: Dataset) -> Iterator[tuple[Table, Field]]:
    """Yield each table of records with each of its judged columns, in schema order."""
    for name in RECORDS.values():
        table = dataset.package.tables[name]
        yield from ((table, field) for field in table.fields if field.judged)


def confusion(dataset: Dataset, variable: str, design: str = "recoding") -> pd.DataFrame:
    """Return how often one coder's value met the other's: rows first coder, columns second.

    `variable` is `table.column`, or a column that one table alone judges; all rounds together.
    Empty values are shown as "(empty)". Raises `UnknownIdError` where it is neither.
    """
    table, field = find_variable(dataset, variable)
    parts = [g for (d, _), g in _by_design(dataset) if d == design]
    units = [u for g in parts for u in _units(g).get((table.name, field.name), [])]
    pairs = [tuple(v or "(empty)" for v in u[:2]) for u in units if len(u) > 1]
    frame = pd.DataFrame(pairs, columns=["first", "second"])
    used = set(frame["first"]) | set(frame["second"])
    order = [c for c in (*map(str, field.allowed), "(empty)") if c in used]
    order += sorted(used - set(order))
    counts = pd.crosstab(frame["first"], frame["second"])
    counts = counts.reindex(index=order, columns=order, fill_value=0)
    return counts.rename_axis(index="first \\ second", columns=None)


def find_variable(dataset: Dataset, variable: str) -> tuple[Table, Field]:
    """Return the table and judged column of a name such as `valence` or `events.arena`."""
    known = {f"{t.name}.{f.name}": (t, f) for t, f in judged_fields(dataset)}
    hits = [v for k, v in known.items() if variable in (k, k.partition(".")[2])]
    if len(hits) != 1:
        raise UnknownIdError(f"{variable!r} is not one judged variable of {', '.join(known)}")
    return hits[0]


def current_agreement(dataset: Dataset, measured: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the agreement that decides how results are worded: one line per variable.

    That of the latest round of recoding with 20 units or more; of the latest where none has.
    `measured` is what `measure_reliability` returned, where it is at hand.
    """
    found = measure_reliability(dataset, PAIR[:1]) if measured is None else measured
    found = found[found["design"] == PAIR[0]]
    found = found.assign(enough=found["units"] >= ENOUGH).sort_values(["enough", "round"])
    names = ["table", "variable"]
    order = found.sort_index().drop_duplicates(names)[names]
    latest = found.drop_duplicates(names, keep="last").drop(columns="enough")
    return order.merge(latest, on=names)[found.columns.drop("enough")]


def compare_swap(dataset: Dataset) -> pd.DataFrame:
    """Return how much of agreement is lost where the coders read pages of different blocs.

    Columns: variable, recoding and swap (alpha; missing where nothing varies), difference, lower,
    upper. Recoding is that of events, all rounds together.
    """
    groups: dict[str, list[pd.DataFrame]] = {}
    for (design, _), group in _by_design(dataset):
        groups.setdefault(design, []).append(group)
    table = dataset.package.tables["events"]
    sets = [_units(pd.concat(groups[d])) for d in PAIR if d in groups]
    rows = []
    for field in (f for f in table.fields if f.judged):
        units = [[u for u in s.get((table.name, field.name), []) if len(u) > 1] for s in sets]
        if len(units) == 2 and all(units):
            rows.append((field.name, *_swap(field, *units)))
    frame = pd.DataFrame(rows, columns=["variable", "recoding", "swap", *DIFFERENCE])
    return frame.astype(dict.fromkeys(frame.columns[1:], "float64"))


def _swap(
    field: Field, recoded: list[list[str]], swapped: list[list[str]]
) -> tuple[float | None, ...]:
    order = [str(c) for c in field.allowed] or sorted({v for u in recoded + swapped for v in u})
    ordinal = field.measurement == "ordinal"
    alphas = [krippendorff_alpha(u, order, ordinal=ordinal).alpha for u in (recoded, swapped)]
    found = alpha_difference(recoded, swapped, order, ordinal=ordinal)
    return (*alphas, *(found or (None, None, None)))


def _by_design(dataset: Dataset) -> Iterator[tuple[tuple[str, int], pd.DataFrame]]:
    """Yield the codings of each design and round: coder labels begin with the design's word."""
    codings = dataset.codings
    design = codings["coder"].str.extract("^([a-z]+)-", expand=False).map(DESIGNS)
    known = codings.assign(design=design).dropna(subset=["design"])
    for (name, number), group in known.groupby(["design", "round"]):
        yield (str(name), int(str(number))), group


def _units(group: pd.DataFrame) -> dict[tuple[str, str], list[list[str]]]:
    """Return by table and variable the values of each record, coders in order of their labels."""
    rows = group.sort_values(["record_id", "coder"])[["record_id", "variable", "value"]]
    found: dict[tuple[str, str], dict[str, list[str]]] = {}
    for record, variable, value in rows.fillna("").itertuples(index=False, name=None):
        records = found.setdefault((RECORDS.get(record[:3], ""), variable), {})
        records.setdefault(record, []).append(value)
    return {key: list(records.values()) for key, records in found.items()}


_Reading = tuple[str, str, list[list[str | None]], list[str]]


def _readings(field: Field, units: list[list[str]]) -> Iterator[_Reading]:
    """Yield name, measurement, units and categories of each way in which a column is compared."""
    if field.measurement != "ordinal":
        values = sorted({v for unit in units for v in unit})
        yield field.name, "nominal", [list(unit) for unit in units], values
        return
    if not field.required:
        given = [["given" if v else "empty" for v in unit] for unit in units]
        yield f"{field.name} given", "nominal", [list(u) for u in given], ["empty", "given"]
    filled: list[list[str | None]] = [[v or None for v in unit] for unit in units]
    filled = [u for u in filled if sum(v is not None for v in u) > 1]
    yield field.name, "ordinal", filled, [str(c) for c in field.allowed]


def _bounds(found: Agreement) -> tuple[float | None, float | None, float | None]:
    return found.alpha, found.lower, found.upper


def shorten(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table for reading: agreement in percent, alpha with its interval in one column."""
    if "alpha" not in table or table.empty:
        return table
    shown = table.assign(
        agreement=[f"{v:.0%}" for v in table["agreement"]],
        alpha=[_interval(*v) for v in table[["alpha", "lower", "upper"]].to_numpy()],
    )
    return shown.drop(columns=["lower", "upper"])


def _interval(alpha: float, lower: float, upper: float) -> str:
    if math.isnan(alpha):
        return "-"
    return f"{alpha:.2f}" if math.isnan(lower) else f"{alpha:.2f} [{lower:.2f}, {upper:.2f}]"
