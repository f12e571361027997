"""Citing: each style, with and without a DOI, for the dataset, a version and a record."""

import json
import re
import shutil
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest
from click.testing import CliRunner

from sirte.citing import STYLES, Reference, make_reference, read_citation, to_bibtex
from sirte.cli import main
from sirte.dataset import Dataset, load
from sirte.errors import PackageError, UnknownIdError

from .conftest import ROOT, Mini

PLAIN = Reference("SIRTE: a title", "1.2.0", "2026", ("SIRTE contributors",))
DOI = replace(PLAIN, doi="10.5281/zenodo.1")
RECORD = replace(PLAIN, record_id="evt-0001", record="A summit.")


@pytest.fixture
def cited(mini: Mini) -> Dataset:
    root = mini(add={"releases": [_release("0.0.9")]})
    shutil.copy(ROOT / "CITATION.cff", root)
    return load(root)


def _release(version: str) -> dict[str, str]:
    sha = "0" * 64
    cells = {"table": "events", "date": "2025-05-01", "rows": "1", "sha256": sha, "summary": "A."}
    return {"version": version} | cells


def test_apa() -> None:
    assert STYLES["apa"](PLAIN) == (
        "SIRTE contributors. (2026). SIRTE: a title (Version 1.2.0) [Data set].\n"
    )
    assert STYLES["apa"](DOI).endswith("[Data set]. https://doi.org/10.5281/zenodo.1\n")
    assert STYLES["apa"](RECORD) == (
        "SIRTE contributors. (2026). evt-0001: A summit [Data set entry]. "
        "In SIRTE: a title (Version 1.2.0).\n"
    )


def test_bibtex() -> None:
    assert STYLES["bibtex"](RECORD) == (
        "@misc{sirte-1.2.0-evt-0001,\n"
        "  author = {{SIRTE contributors}},\n"
        "  title = {{evt-0001: A summit}},\n"
        "  howpublished = {In SIRTE: a title, version 1.2.0},\n"
        "  year = {2026},\n"
        "  version = {1.2.0},\n"
        "  note = {Data set},\n"
        "}\n"
    )


def test_ris() -> None:
    assert STYLES["ris"](DOI) == (
        "TY  - DATA\nAU  - SIRTE contributors\nTI  - SIRTE: a title\nPY  - 2026\nET  - 1.2.0\n"
        "DO  - 10.5281/zenodo.1\nUR  - https://doi.org/10.5281/zenodo.1\nER  - \n"
    )


def test_csl_json() -> None:
    (item,) = json.loads(STYLES["csl-json"](RECORD))
    assert item == {
        "id": "sirte-1.2.0-evt-0001",
        "type": "dataset",
        "title": "evt-0001: A summit",
        "container-title": "SIRTE: a title",
        "author": [{"literal": "SIRTE contributors"}],
        "issued": {"date-parts": [[2026]]},
        "version": "1.2.0",
        "number": "evt-0001",
    }


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("reference", [PLAIN, RECORD, replace(PLAIN, year="n.d.")])
def test_style_without_a_doi_leaves_no_empty_field(style: str, reference: Reference) -> None:
    text = STYLES[style](reference)
    assert "doi" not in text.lower()
    assert not re.search(r"\{\},|- $\n(?!$)|\"\"|\s\.", text.replace("ER  - \n", ""))


@pytest.mark.parametrize("text", ["a{b}", "\\~^", "a}\n, b={", "a\\}, b=\\{"])
def test_bibtex_braces_pair_up_whatever_the_text(text: str) -> None:
    entry = to_bibtex(replace(RECORD, record=text))
    depths = list(accumulate({"{": 1, "}": -1}.get(char, 0) for char in entry))
    assert depths[-2:] == [0, 0]
    assert depths.index(0, entry.index("{")) == len(entry) - 2


def test_bibtex_escapes_what_tex_would_run() -> None:
    entry = to_bibtex(replace(RECORD, record="50% & $5_#"))
    assert r"50\% \& \$5\_\#" in entry


@pytest.mark.parametrize("style", STYLES)
def test_style_hostile_text_adds_no_line(style: str) -> None:
    hostile = replace(RECORD, record="a\nER  - \nTY  - BOOK\x1b[2J\u202e")
    assert len(STYLES[style](hostile).splitlines()) == len(STYLES[style](RECORD).splitlines())
    assert not set("\x1b\u202e") & set(STYLES[style](hostile))


def test_make_reference_of_the_real_dataset(real: Dataset) -> None:
    reference = make_reference(real)
    assert (reference.version, reference.year) == (real.version, "2026")
    assert reference.authors == ("SIRTE contributors",)
    assert reference.title == real.package.metadata["title"]
    assert reference.doi == reference.link == ""


def test_make_reference_of_a_record_takes_title_or_summary(cited: Dataset) -> None:
    assert make_reference(cited, "evt-0001").record == "Summit"
    assert make_reference(cited, "stm-0001").record == "He praised the talks."


def test_make_reference_of_an_earlier_version(cited: Dataset) -> None:
    reference = make_reference(cited, version="0.0.9")
    assert (reference.version, reference.year) == ("0.0.9", "2025")


def test_make_reference_a_doi_is_not_that_of_another_version(cited: Dataset) -> None:
    path = cited.package.root / "CITATION.cff"
    path.write_text(path.read_text("utf-8").replace("\nversion: ", "\ndoi: 10.1/x\nversion: "))
    assert make_reference(cited, version="0.0.9").doi == ""


@pytest.mark.parametrize(("record_id", "version"), [("evt-9999", ""), ("", "9.9.9")])
def test_make_reference_of_what_there_is_not_raises(
    cited: Dataset, record_id: str, version: str
) -> None:
    with pytest.raises(UnknownIdError):
        make_reference(cited, record_id, version)


CFF = """\
title: "A: b"
abstract: >-
  one
  two
doi: 10.1/x
authors:
  - family-names: Doe
    given-names: Ann
  - name: A body
"""


def test_read_citation(tmp_path: Path) -> None:
    (tmp_path / "CITATION.cff").write_text(CFF)
    facts = read_citation(tmp_path / "CITATION.cff")
    assert facts == {
        "title": "A: b",
        "abstract": "one two",
        "doi": "10.1/x",
        "authors": "Doe, Ann; A body",
    }


@pytest.mark.parametrize("text", [None, "", "title: a", "authors:\n  - name: b"])
def test_read_citation_unusable_raises(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "CITATION.cff").write_text(text)
    with pytest.raises(PackageError, match=r"CITATION\.cff"):
        read_citation(tmp_path / "CITATION.cff")


def test_readme_cites_as_the_command_does(real: Dataset) -> None:
    reference, text = make_reference(real), (ROOT / "README.md").read_text("utf-8")
    assert f"{reference.authors[0]}. *{reference.title}*, version {reference.version}" in text


@pytest.mark.parametrize("style", STYLES)
def test_cite_command_prints_the_style(cited: Dataset, style: str) -> None:
    words = ["cite", "evt-0001", "--path", str(cited.package.root), "--style", style]
    result = CliRunner().invoke(main, words)
    assert result.stdout == STYLES[style](make_reference(cited, "evt-0001"))


def test_cite_command_unknown_record_exits_2(cited: Dataset) -> None:
    words = ["cite", "evt-00001", "--path", str(cited.package.root)]
    result = CliRunner().invoke(main, words)
    assert (result.exit_code, "did you mean evt-0001" in result.stderr) == (2, True)
