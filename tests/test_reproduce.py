"""Notebooks are run again in place: outputs stored, failures leave them as they were."""

import json
from pathlib import Path

import pytest

from sirte.errors import PackageError
from sirte.reproduce import rerun


def _write(folder: Path, source: str) -> Path:
    path = folder / "notebooks" / "01_only.ipynb"
    path.parent.mkdir()
    cell = {"cell_type": "code", "id": "only", "source": source, "outputs": [], "metadata": {}}
    notebook = {"cells": [cell | {"execution_count": None}], "metadata": {}}
    path.write_text(json.dumps(notebook | {"nbformat": 4, "nbformat_minor": 5}), "utf-8")
    return path


def test_rerun_stores_outputs_and_no_time(tmp_path: Path) -> None:
    path = _write(tmp_path, "print(1 + 1)")
    assert list(rerun(tmp_path)) == [path]
    stored = json.loads(path.read_text("utf-8"))["cells"][0]
    assert stored["outputs"][0]["text"] == ["2\n"]
    assert "execution" not in stored["metadata"]


def test_rerun_of_a_failing_notebook_keeps_it(tmp_path: Path) -> None:
    path = _write(tmp_path, "raise ValueError('odd')")
    before = path.read_bytes()
    with pytest.raises(PackageError, match="01_only"):
        list(rerun(tmp_path))
    assert path.read_bytes() == before
