"""Metadata for catalogues: valid, derived from descriptor and citation, with or without a DOI."""

import dataclasses
import json
import warnings
from pathlib import Path
from typing import Any

import pytest

from sirte.dataset import Dataset, load
from sirte.errors import PackageError
from sirte.release.content import Content
from sirte.release.croissant import cite
from sirte.release.describing import TEMPLATES
from sirte.release.facts import Facts, gather_facts

from .conftest import ROOT, ROWS, VERSION, Mini

CITED = f"""\
cff-version: 1.2.0
version: {VERSION}
title: SIRTE
doi: 10.5281/zenodo.1
date-released: 2027-02-03
repository-code: https://example.org/sirte
authors:
  - family-names: Fatima
    given-names: Ada
    name-particle: von
    orcid: https://orcid.org/0000-0001-2345-6789
    affiliation: A university
  - name: A body
"""


@pytest.fixture
def cited(mini: Mini) -> Facts:
    """Return the facts of a package whose citation has all that one day will be there."""
    root = mini()
    (root / "CITATION.cff").write_text(CITED, "utf-8")
    return gather_facts(load(root).package)


def _read(built: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((built / name).read_text("utf-8"))
    return found


def _fill(name: str, facts: Facts, small: Dataset) -> dict[str, Any]:
    content = dataclasses.replace(Content(small))
    vars(content)["tables"] = vars(content)["wide"] = ()
    return TEMPLATES[name](facts, content, [])


def test_croissant_is_valid_and_gives_the_rows(built: Path, real: Dataset) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the reader's own libraries
        import mlcroissant

        described = mlcroissant.Dataset(str(built / "croissant.json"))
        assert not described.metadata.ctx.issues.errors
        rows = list(described.records("phases"))
    assert [r["phases/phase_id"].decode() for r in rows] == list(real.phases["phase_id"])


def test_croissant_describes_every_table_and_key(built: Path) -> None:
    sets = {r["name"]: r for r in _read(built, "croissant.json")["recordSet"]}
    assert set(sets) == {*ROWS, "events_wide", "statements_wide"}
    fields = {f["name"]: f for f in sets["event_actors"]["field"]}
    assert fields["actor_id"]["references"] == {"field": {"@id": "actors/actor_id"}}


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_of_the_release_holds_nothing_empty(built: Path, name: str) -> None:
    about = _read(built, name)
    assert not [key for key, value in about.items() if value in ("", [], {}, None)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_without_doi_and_day_leaves_them_out(small: Dataset, name: str) -> None:
    about = _fill(name, gather_facts(small.package), small)
    assert not {"doi", "identifier", "datePublished", "publication_date"} & set(about)


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_bears_title_version_and_who_coded(built: Path, name: str) -> None:
    text = (built / name).read_text("utf-8")
    descriptor = json.loads((ROOT / "datapackage.json").read_text("utf-8"))
    assert descriptor["title"] in text
    assert f'"version": "{descriptor["version"]}"' in text
    assert "no human coder has reviewed them yet" in text


def test_schema_org_sums_are_those_of_the_files(built: Path) -> None:
    files = {d["contentUrl"]: d["sha256"] for d in _read(built, "schema.org.json")["distribution"]}
    lines = (built / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = dict(line.split("  ")[::-1] for line in lines)
    assert files.items() <= sums.items()
    assert {"data/events.csv", "sirte.sqlite", "stata/events.dta"} <= set(files)


def test_schema_org_box_has_latitude_first(built: Path) -> None:
    place = _read(built, "schema.org.json")["spatialCoverage"]
    assert place["geo"]["box"] == "18.0 8.0 60.0 51.0"


def test_datacite_with_doi_and_persons(cited: Facts, small: Dataset) -> None:
    about = _fill("datacite.json", cited, small)
    assert (about["doi"], about["publicationYear"]) == ("10.5281/zenodo.1", "2027")
    assert [c["name"] for c in about["creators"]] == ["von Fatima, Ada", "A body"]
    assert [c["nameType"] for c in about["creators"]] == ["Personal", "Organizational"]


def test_zenodo_with_doi_and_persons(cited: Facts, small: Dataset) -> None:
    about = _fill("zenodo.json", cited, small)
    assert about["publication_date"] == "2027-02-03"
    assert about["creators"][0]["orcid"] == "0000-0001-2345-6789"
    assert about["license"] == "cc-by-4.0"


def test_zenodo_description_is_escaped(cited: Facts, small: Dataset) -> None:
    facts = dataclasses.replace(cited, description="a < b <script>")
    about = _fill("zenodo.json", facts, small)
    assert about["description"] == "<p>a &lt; b &lt;script&gt;</p>"


def test_schema_org_with_doi_and_address(cited: Facts, small: Dataset) -> None:
    about = _fill("schema.org.json", cited, small)
    assert about["identifier"] == "https://doi.org/10.5281/zenodo.1"
    assert about["url"] == "https://example.org/sirte"
    assert about["creator"][0]["familyName"] == "von Fatima"


def test_cite_names_all_there_is(cited: Facts) -> None:
    assert cite(cited).startswith("von Fatima, Ada; A body (2027). SIRTE: ")
    assert cite(cited).endswith(f", version {VERSION}. https://doi.org/10.5281/zenodo.1")


def test_facts_without_a_citation_name_the_contributors(small: Dataset) -> None:
    assert [c.name for c in gather_facts(small.package).creators] == ["SIRTE contributors"]


def test_facts_citation_of_another_version_is_refused(mini: Mini) -> None:
    root = mini()
    (root / "CITATION.cff").write_text(CITED.replace(VERSION, "9.9.9"), "utf-8")
    with pytest.raises(PackageError, match=r"CITATION.cff: version '9.9.9' is not"):
        gather_facts(load(root).package)
