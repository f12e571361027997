"""README's table of the site: what it names exists, with and without a public address."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sirte import addresses, manual
from sirte.addresses import DOCUMENTATION, EXPLORER, forms_address, read_address, render_places
from sirte.dataset import Dataset
from sirte.errors import PackageError

from .conftest import ROOT, Mini

VIEWS = "".join(p.read_text("utf-8") for p in (ROOT / "explorer" / "views").glob("*.js"))


def _links(metadata: dict[str, Any]) -> list[str]:
    return re.findall(r"\]\(([^)]+)\)", "\n".join(render_places(metadata)))


def test_places_without_homepage_link_to_files_of_the_repository() -> None:
    assert _links({}) == [p.source for p in DOCUMENTATION]
    assert [p for p in _links({}) if not (ROOT / p).exists()] == []


def test_places_without_homepage_say_how_to_build_and_where_to_look() -> None:
    text = "\n".join(render_places({}))
    assert "`make site`" in text
    assert "who backs whom `#/backing`" in text


@pytest.mark.parametrize("end", ["", "/", "/index.html"])
def test_places_with_homepage_are_links_to_the_site(end: str) -> None:
    home = "https://sirte.example/data"
    parts = [f"{home}/{p.path}" for p in (*EXPLORER, *DOCUMENTATION)]
    assert _links({"homepage": home + end}) == [f"{home}/", *parts]


@pytest.mark.parametrize("place", [p for p in EXPLORER if "#" in p.path], ids=lambda p: p.name)
def test_place_in_the_explorer_is_a_view(real: Dataset, place: addresses.Place) -> None:
    view, _, record = place.path.removeprefix("index.html#/").partition("/")
    assert f"S.views.{view} = " in VIEWS
    assert not record or real.record(record).record_id == record


@pytest.mark.parametrize("place", DOCUMENTATION, ids=lambda p: p.name)
def test_place_in_the_documentation_is_a_page_of_the_site(place: addresses.Place) -> None:
    pages = {"docs/" + p for p in manual.list_pages(ROOT).values()}
    assert place.path.replace(".html", ".md") in pages


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a.example/) [x](", "https://a b", "site", ["x"]]
)
def test_address_that_no_link_can_hold_is_refused(address: object) -> None:
    with pytest.raises(PackageError, match="is not an http"):
        read_address({"homepage": address}, "homepage")


@pytest.mark.parametrize("end", ["", ".git", "/"])
def test_forms_follow_from_the_repository(end: str) -> None:
    found = forms_address({"repository": f"https://code.example/some/sirte{end}"})
    assert found == "https://code.example/some/sirte/issues/new/choose"


@pytest.mark.parametrize("address", ["", "https://code.example/sirte"])
def test_page_on_errors_links_to_the_forms_once_they_have_an_address(
    mini: Mini, tmp_path: Path, address: str
) -> None:
    root = mini()
    (root / "docs").mkdir()
    (root / "docs" / "corrections-by-form.md").write_text("# Corrections\n", encoding="utf-8")
    described = json.loads((root / "datapackage.json").read_text("utf-8"))
    text = json.dumps({**described, "repository": address})
    (root / "datapackage.json").write_text(text, encoding="utf-8")
    for page in manual.MOVED:
        (root / page).write_text("# Page\n", encoding="utf-8")
    manual.stage(root, tmp_path / "staged")
    page = (tmp_path / "staged" / "corrections-by-form.md").read_text("utf-8")
    assert ("[Open the forms]" in page) == bool(address)
