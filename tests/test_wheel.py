"""The wheel carries its own data: installed elsewhere, it loads and validates what it brought."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, ROWS

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input"]
CODE = """
import json, pathlib, sirte, sys
ds = sirte.load()
sizes = {name: len(frame) for name, frame in ds.frames.items()}
errors = [str(f) for f in sirte.validate(ds.package.root)]
print(json.dumps([str(pathlib.Path(sirte.__file__)), str(ds.package.root), sizes, errors]))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel built from the checkout, without network."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([*PIP, "wheel", *options, str(ROOT)], check=True)
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder the wheel is installed into; a foreign data package lies above it."""
    place = tmp_path_factory.mktemp("elsewhere")
    (place / "datapackage.json").write_text("{}")
    target = place / "site"
    options = ["--no-index", "--no-deps", "--no-compile", "--target", str(target)]
    subprocess.run([*PIP, "install", *options, str(wheel)], check=True)
    return target


def _run(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=installed.parent, env=env, capture_output=True, text=True, check=False
    )


def test_wheel_holds_data_schemas_licences_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = {n for n in names if n.startswith("sirte/_package/")}
    expected = {f"data/{t}.csv" for t in ROWS} | {f"schemas/{t}.schema.json" for t in ROWS}
    assert {f"sirte/_package/{n}" for n in expected | {"datapackage.json"}} <= package
    assert {n.rpartition("/")[2] for n in names} >= {"LICENSE", "LICENSE-DATA", "py.typed"}
    assert {n.partition("/")[0].partition("-")[0] for n in names} == {"sirte"}


@pytest.mark.parametrize("name", ROWS)
def test_wheel_tables_are_those_of_the_checkout(wheel: Path, name: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        shipped = archive.read(f"sirte/_package/data/{name}.csv")
    assert shipped == (ROOT / "data" / f"{name}.csv").read_bytes()


def test_wheel_installed_elsewhere_loads_and_validates_its_own_data(installed: Path) -> None:
    ended = _run(installed, "-c", CODE)
    assert ended.returncode == 0, ended.stderr
    module, root, sizes, errors = json.loads(ended.stdout)
    assert Path(module) == installed / "sirte" / "__init__.py"
    assert Path(root) == installed / "sirte" / "_package"
    assert sizes == {t: len(_lines(t)) - 1 for t in ROWS}
    assert errors == []


def _lines(table: str) -> list[bytes]:
    return (ROOT / "data" / f"{table}.csv").read_bytes().splitlines()


def test_wheel_command_that_writes_is_refused(installed: Path) -> None:
    ended = _run(installed, "-c", "from sirte.cli import main; main()", "fmt")
    assert ended.returncode == 2
    assert "run it inside a checkout" in ended.stderr
