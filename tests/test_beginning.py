"""The next version begins wherever the last one stands, and never below a release."""

from pathlib import Path

import pytest

from sirte.dataset import load
from sirte.errors import PackageError
from sirte.ledger.beginning import begin, next_version

from .conftest import Mini
from .practice import freeze, run

CITATION = 'cff-version: 1.0.0\nversion: 1.0.0\ndate-released: "2026-12-01"\ntype: dataset\n'
FILES = {
    "pyproject.toml": '[project]\nname = "x"\nversion = "1.0.0"\n',
    "CITATION.cff": CITATION,
    "README.md": "Cite: *X*, version 1.0.0. Since version 1.0.0.\n",
}


@pytest.fixture
def released(mini: Mini) -> Path:
    """Return a checkout whose version 1.0.0 is released."""
    root = mini()
    freeze(root, "1.0.0")
    for name, text in FILES.items():
        (root / name).write_text(text, "utf-8")
    return root


@pytest.mark.parametrize(
    ("current", "adds", "version"),
    [
        ("1.0.0", False, "1.0.1"),
        ("1.0.0", True, "1.1.0"),
        ("1.0.1", False, "1.0.1"),
        ("1.0.1", True, "1.1.0"),
        ("1.1.0", True, "1.1.0"),
        ("2.0.0", True, "2.0.0"),
    ],
)
def test_next_version_after_a_release(current: str, adds: bool, version: str) -> None:
    assert next_version(current, ["1.0.0", "1.0.0"], adds=adds) == version


def test_next_version_before_the_first_release_is_the_current_one() -> None:
    assert next_version("0.3.0", [], adds=True) == "0.3.0"


def test_begin_writes_the_version_wherever_it_stands(released: Path) -> None:
    assert begin(released, "1.0.1") == ["datapackage.json", *FILES]
    assert load(released).version == "1.0.1"
    assert 'version = "1.0.1"' in (released / "pyproject.toml").read_text("utf-8")
    cited = (released / "CITATION.cff").read_text("utf-8")
    assert cited == "cff-version: 1.0.0\nversion: 1.0.1\ntype: dataset\n"
    assert "version 1.0.1. Since version 1.0.0" in (released / "README.md").read_text("utf-8")


def test_begin_opens_a_section_of_the_changelog_once(released: Path) -> None:
    path = released / "CHANGELOG.md"
    path.write_text("# Changelog\n\n## 1.0.0\n\n- A thing.\n", "utf-8")
    begin(released, "1.0.1")
    begin(released, "1.1.0")
    text = path.read_text("utf-8")
    assert text.startswith("# Changelog\n\n## Unreleased\n\n- Corrected rows")
    assert text.count("## Unreleased") == text.count("## 1.0.0") == 1


def test_begin_where_versions_differ_changes_nothing(released: Path) -> None:
    (released / "pyproject.toml").write_text('version = "1.0.00"\n', "utf-8")
    with pytest.raises(PackageError, match=r"pyproject\.toml does not say version 1\.0\.0"):
        begin(released, "1.0.1")
    assert load(released).version == "1.0.0"


@pytest.mark.parametrize("version", ["1.0.0", "0.9.0", "soon"])
def test_begin_below_a_release_is_refused(released: Path, version: str) -> None:
    result = run("ledger", "begin", version, "--path", released)
    assert result.exit_code == 2
    assert load(released).version == "1.0.0"


def test_command_begins_the_next_last_figure(released: Path) -> None:
    result = run("ledger", "begin", "--path", released)
    assert "datapackage.json: version 1.0.1" in result.output
