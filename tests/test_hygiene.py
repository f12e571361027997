"""The repository's own metadata: workflows, citation, versions."""

import subprocess
import sys
from pathlib import Path

import pytest
from cffconvert import Citation

from .conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent


def test_citation_is_valid_cff() -> None:
    Citation((ROOT / "CITATION.cff").read_text("utf-8")).validate()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_workflow_follows_its_schema(path: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    done = subprocess.run(
        [*command, "vendor.github-workflows", str(path)], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_workflow_gives_no_rights_by_default(path: Path) -> None:
    assert "\npermissions: {}\n" in path.read_text("utf-8")


def test_workflows_have_no_finding_of_zizmor() -> None:
    command = [str(BIN / "zizmor"), "--offline", "--no-progress", str(ROOT / ".github")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
