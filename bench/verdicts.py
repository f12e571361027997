"""What a validator said: which rows it read, and which planted defects it found."""

import json
from collections.abc import Sequence

from bench.plant import Planted


def sirte_missed(planted: Sequence[Planted], output: str) -> list[Planted]:
    """Return the planted defects that `sirte validate --format json` does not name."""
    found = {(f["file"], f["line"], f["column"], f["rule"]) for f in json.loads(output)}
    return [p for p in planted if (p.file, p.line, p.column, p.rule) not in found]


def sirte_other(planted: Sequence[Planted], output: str) -> int:
    """Return how many findings lie on lines where no defect was planted."""
    lines = {(p.file, p.line) for p in planted}
    return sum((f["file"], f["line"]) not in lines for f in json.loads(output))


def frictionless_missed(planted: Sequence[Planted], output: str) -> list[Planted]:
    """Return the planted defects that Frictionless's report does not name."""
    tasks = json.loads(output)["tasks"]
    errors = [(task["place"], error) for task in tasks for error in task["errors"]]
    found = {(place, error.get("rowNumber"), error["type"]) for place, error in errors}
    return [p for p in planted if (p.file, p.line, p.frictionless) not in found]


def frictionless_rows(output: str) -> int:
    """Return how many rows Frictionless read in all; a table without rows gives no number."""
    return sum(task["stats"].get("rows", 0) for task in json.loads(output)["tasks"])
