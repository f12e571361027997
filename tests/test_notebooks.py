"""Notebooks import sirte, hold no logic, and are stored with outputs that any run would give."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LOGIC = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.While, ast.With, ast.Try, ast.Global, ast.Delete),
)
WRITING = re.compile(r"\bopen\(|\bto_(csv|json|parquet|excel|sql)\b|\bwrite_|\.save\(|^[%!]", re.M)
PLACES = re.compile(
    r"(?<![\w:/.-])/(work|home|root|tmp|usr|Users|mnt)/|[A-Z]:\\\\|\b0x[0-9a-f]{5,}"
)

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def _cells(path: Path, kind: str = "") -> list[dict[str, Any]]:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return [cell for cell in cells if kind in ("", cell["cell_type"])]


def _nodes(path: Path) -> Iterator[ast.AST]:
    for cell in _cells(path, "code"):
        yield from ast.walk(ast.parse("".join(cell["source"])))


def test_notebook_is_named_by_number_and_topic(path: Path) -> None:
    assert re.fullmatch(r"[0-9]{2}_[a-z_]+", path.stem)


def test_notebook_begins_with_a_title_and_a_finding(path: Path) -> None:
    first = _cells(path)[0]
    text = "".join(first["source"])
    assert first["cell_type"] == "markdown"
    assert text.startswith("# ")
    assert "**Finding.**" in text


def test_notebook_says_who_coded_the_rows(path: Path) -> None:
    text = "".join(_cells(path)[0]["source"])
    assert "language-model coders" in text
    assert "no human coder has reviewed them yet" in text


def test_notebook_imports_sirte_alone(path: Path) -> None:
    names = [n.name for node in _nodes(path) if isinstance(node, ast.Import) for n in node.names]
    names += [str(node.module) for node in _nodes(path) if isinstance(node, ast.ImportFrom)]
    assert {name.partition(".")[0] for name in names} == {"sirte"}


def test_notebook_defines_nothing(path: Path) -> None:
    assert [type(node).__name__ for node in _nodes(path) if isinstance(node, LOGIC)] == []


def test_notebook_loops_only_print(path: Path) -> None:
    steps = [step for node in _nodes(path) if isinstance(node, ast.For) for step in node.body]
    calls = [step for step in steps if not isinstance(step, ast.Assign)]
    assert all(ast.unparse(step).startswith("print(") for step in calls)


def test_notebook_writes_no_file(path: Path) -> None:
    code = "\n".join("".join(cell["source"]) for cell in _cells(path, "code"))
    assert WRITING.search(code) is None


def test_notebook_was_run_in_order(path: Path) -> None:
    counts = [cell["execution_count"] for cell in _cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


def test_notebook_cell_outputs_are_stored(path: Path) -> None:
    assert all(cell["outputs"] for cell in _cells(path, "code"))


def test_notebook_outputs_hold_neither_errors_nor_warnings(path: Path) -> None:
    outputs = [output for cell in _cells(path, "code") for output in cell["outputs"]]
    assert not [o for o in outputs if o["output_type"] == "error" or o.get("name") == "stderr"]


def test_notebook_outputs_name_no_place_on_this_machine(path: Path) -> None:
    outputs = json.dumps([cell["outputs"] for cell in _cells(path, "code")])
    assert PLACES.search(outputs) is None


def test_notebook_holds_no_time_of_execution(path: Path) -> None:
    assert [cell["metadata"] for cell in _cells(path) if cell["metadata"]] == []
