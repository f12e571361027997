"""What only a made-up package shows: corrections, related records, a thin package."""

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


def test_related_records_are_those_of_the_happening_and_the_occasion(
    visit: Open, small_site: str
) -> None:
    text = visit("#/record/evt-0001", small_site).locator("main").inner_text()
    assert "Truce call" in text.split("Of the same happening")[1]
    assert "He praised the talks." in text.split("Said on this occasion")[1]


def test_front_page_without_published_numbers_says_so(visit: Open, small_site: str) -> None:
    assert "no published numbers" in visit("", small_site).locator("main").inner_text()
