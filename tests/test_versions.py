"""A release is refused where version, citation, changelog, ledger and tag disagree."""

from pathlib import Path

import pytest

from sirte.descriptors import read_package
from sirte.versions import find_disagreements

from .conftest import Mini

FILES = {
    "pyproject.toml": '[project]\nversion = "{v}"\n',
    "CITATION.cff": 'version: {v}\ndate-released: "2026-11-22"\n',
    "README.md": "Cite version {v}.\n",
    "CHANGELOG.md": "# Changelog\n\n## {v}\n\n- A thing.\n",
}


@pytest.fixture
def ready(mini: Mini) -> Path:
    """Return a checkout that may be released as its own version."""
    root = mini()
    for name, text in FILES.items():
        (root / name).write_text(text.format(v=read_package(root).version), "utf-8")
    return root


def _tag(root: Path) -> str:
    return f"v{read_package(root).version}"


def test_agreeing_checkout_may_be_released(ready: Path) -> None:
    assert find_disagreements(ready, _tag(ready)) == []


@pytest.mark.parametrize("tag", ["1.0.0", "v1.0", "v1.0.0; rm", ""])
def test_tag_of_another_form_is_refused(ready: Path, tag: str) -> None:
    assert "not of the form" in find_disagreements(ready, tag)[0]


def test_other_tag_names_every_place(ready: Path) -> None:
    said = " ".join(find_disagreements(ready, "v0.0.9"))
    assert all(n in said for n in ("datapackage.json", *FILES))


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("CHANGELOG.md", "# Changelog\n", "# Changelog\n\n## Unreleased\n", "Unreleased"),
        ("CITATION.cff", 'date-released: "2026-11-22"\n', "", "date-released"),
        ("CITATION.cff", "2026-11-22", "2999-01-01", "lies ahead"),
    ],
)
def test_unready_file_is_named(ready: Path, name: str, old: str, new: str, message: str) -> None:
    path = ready / name
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    assert message in " ".join(find_disagreements(ready, _tag(ready)))


def test_version_with_a_ledger_must_be_frozen(ready: Path) -> None:
    old = _tag(ready)[1:]
    for path in (ready / "datapackage.json", *(ready / n for n in FILES)):
        text = path.read_text("utf-8").replace(old, "1.0.0")
        path.write_text(text, "utf-8")
    assert find_disagreements(ready, "v1.0.0") == [
        "releases does not hold 1.0.0: run `sirte ledger freeze`"
    ]
