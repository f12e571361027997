"""CITATION.cff is read as YAML has it, and what cannot be read is refused with its line."""

from pathlib import Path

import pytest
import yaml
from cffconvert import Citation

from sirte.cff import CITATION, read_cff
from sirte.errors import PackageError

from .conftest import ROOT

TEXT = """\
# A comment
cff-version: 1.2.0
title: "Quoted: \\"text\\""
message: 'It''s here'  
abstract: >-
  First line,
  second line.

  # not a comment
notes: |
  kept
  apart
authors:
  - family-names: Fatima
    given-names: Ada  # a comment
    affiliation:
  # between two
  - name: A body
keywords:
- Libya
- "2019"
identifiers:
  - type: doi
    value: 10.5281/zenodo.1
preferred-citation:
  type: article
  title: Deeper
"""  # noqa: W291


def _as_text(value: object) -> object:
    if isinstance(value, dict):
        return {k: _as_text(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_as_text(v) for v in value]
    return "" if value is None else str(value).rstrip("\n")


def test_citation_file_is_valid() -> None:
    Citation((ROOT / CITATION).read_text("utf-8")).validate()


@pytest.mark.parametrize("text", [TEXT, (ROOT / CITATION).read_text("utf-8"), "", "# only\n"])
def test_read_cff_gives_what_yaml_gives(tmp_path: Path, text: str) -> None:
    (tmp_path / CITATION).write_text(text, "utf-8")
    assert read_cff(tmp_path) == _as_text(yaml.safe_load(text) or {})


def test_read_cff_without_a_file_is_empty(tmp_path: Path) -> None:
    assert read_cff(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: [a, b]", "1: put the value in quotation marks"),
        ("title: *other", "1: put the value"),
        ("title: a: b", "1: put the value"),
        ('a: b\ntitle: "x', "2: the quoted text does not end"),
        ("title: 'x", "1: the quoted text does not end"),
        ("title: x\ntitle: y", "2: title stands twice"),
        ("title: x\n  more", "2: a line `key: value` is expected"),
        ("just text", "1: a line `key: value` is expected"),
        ("  title: x\nother: y", "1: a line `key: value` is expected"),
    ],
)
def test_read_cff_beyond_the_simple_form_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    (tmp_path / CITATION).write_text(text, "utf-8")
    with pytest.raises(PackageError, match=f"CITATION.cff:{message}"):
        read_cff(tmp_path)


def test_read_cff_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / CITATION).write_bytes(b"title: \xff")
    with pytest.raises(PackageError, match="cannot be read as UTF-8"):
        read_cff(tmp_path)
