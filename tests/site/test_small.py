"""What only a made-up package shows: corrections, a configured repository, a thin package."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from ..conftest import Mini
from .conftest import Open

pytestmark = pytest.mark.site

CORRECTION = {
    "correction_id": "cor-0001",
    "release": "1.0.1",
    "table": "events",
    "row_id": "evt-0001",
    "action": "change",
    "field": "intensity",
    "old_value": "2",
    "new_value": "3",
    "reason_class": "miscoded",
    "reason": "Leaders met.",
}


def test_record_shows_its_corrections(
    visit: Open, mini: Mini, build: Callable[[Path], str]
) -> None:
    page = visit("#/record/evt-0001", build(mini(add={"corrections": [CORRECTION]})))
    assert "Leaders met." in page.locator("section", has_text="Corrections").last.inner_text()


@pytest.mark.parametrize(
    ("place", "links"), [("https://code.example/sirte/", 1), ("javascript:alert(1)", 0)]
)
def test_report_link_is_filled_in_where_the_repository_is_known(
    visit: Open, mini: Mini, build: Callable[[Path], str], place: str, links: int
) -> None:
    package = mini()
    described = json.loads((package / "datapackage.json").read_text("utf-8"))
    (package / "datapackage.json").write_text(json.dumps({**described, "repository": place}))
    found = visit("#/record/evt-0001", build(package)).get_by_text("Report an error")
    assert found.count() == links
    if links:
        address = found.get_attribute("href")
        assert address.startswith("https://code.example/sirte/issues/new?title=Wrong%20row")
        assert "evt-0001" in address


def test_related_records_are_those_of_the_happening_and_the_occasion(
    visit: Open, small_site: str
) -> None:
    text = visit("#/record/evt-0001", small_site).locator("main").inner_text()
    assert "Truce call" in text.split("Of the same happening")[1]
    assert "He praised the talks." in text.split("Said on this occasion")[1]


def test_front_page_without_published_numbers_says_so(visit: Open, small_site: str) -> None:
    assert "no published numbers" in visit("", small_site).locator("main").inner_text()
