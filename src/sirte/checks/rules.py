"""The registry of rules beyond types: each has a name, a sentence, a hint and a function."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from sirte.descriptors import Package
from sirte.report import Severity


@dataclass(frozen=True)
class Fault:
    """One fault found by a rule: table, line, column and what is wrong there."""

    table: str
    line: int
    column: str
    message: str


@dataclass(frozen=True)
class Tables:
    """Typed tables by name, indexed by line, with the package that describes them."""

    package: Package
    frames: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frames[name]


Find = Callable[[Tables], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    """A rule: `sentence` is what the codebook prints; `needs` are the tables it reads."""

    name: str
    sentence: str
    hint: str
    severity: Severity
    needs: tuple[str, ...]
    find: Find


RULES: dict[str, Rule] = {}


def rule(name: str, *needs: str, hint: str, severity: Severity = "error") -> Callable[[Find], Find]:
    """Register a function as the rule `name`; its docstring is the rule's sentence."""

    def register(find: Find) -> Find:
        sentence = " ".join((find.__doc__ or "").split())
        RULES[name] = Rule(name, sentence, hint, severity, needs, find)
        return find

    return register


def faults(table: str, rows: pd.DataFrame, column: str, message: str) -> Iterator[Fault]:
    """Yield a fault per row; `message` may name the row's columns in braces."""
    if rows.empty:
        return
    for line, row in zip(rows.index, rows.to_dict("records"), strict=True):
        yield Fault(table, int(line), column, message.format_map(row))


def is_among(column: pd.Series, known: pd.Series) -> pd.Series:
    """Return which cells stand in `known`; `isin` of pandas 3.0 makes a Python object of each
    known string first, which takes most of the time of a large package.
    """
    cells, values = pa.array(column, pa.large_string()), pa.array(known, pa.large_string())
    found = pc.is_in(cells, value_set=values, skip_nulls=True)
    return pd.Series(np.asarray(found), index=column.index)


def with_line(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its line numbers as a column, to keep them through a merge."""
    return frame.reset_index()


def by_line(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a merged frame indexed by line again."""
    return frame.set_index("line")
