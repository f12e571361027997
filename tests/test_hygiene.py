"""The repository's own metadata: workflows, citation, versions."""

import re
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


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.stem)
def test_workflow_names_each_action_by_its_whole_hash_and_version(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert [u for u in used if not re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []


def test_workflows_agree_on_the_hash_of_an_action() -> None:
    used = {u for p in WORKFLOWS for u in re.findall(r"uses: (\S+@\S+)", p.read_text("utf-8"))}
    assert len({u.partition("@")[0] for u in used}) == len(used)


def test_only_the_job_that_publishes_the_site_may_write_pages() -> None:
    jobs = (ROOT / ".github" / "workflows" / "pages.yml").read_text("utf-8").split("\n\n")
    assert [("pages: write" in job, "run:" in job) for job in jobs[-2:]] == [
        (False, True),
        (True, False),
    ]


def test_workflows_have_no_finding_of_zizmor() -> None:
    command = [str(BIN / "zizmor"), "--offline", "--no-progress", str(ROOT / ".github")]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
