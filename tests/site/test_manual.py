"""The documentation as a browser shows it, opened from disk; needs Chromium."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

PAGES = (
    *("index", "start", "coding", "method", "reliability", "commands", "python/measure"),
    *("codebook/events", "notebooks/02_alignment_shifts", "notebooks/03_reliability"),
)

pytestmark = pytest.mark.site


@dataclass
class Opened:
    """A page of the site, and what it complained of or asked of other hosts."""

    page: Any
    site: Path
    trouble: list[str] = field(default_factory=list)

    def go(self, name: str) -> None:
        """Open a page by name, and forget what the last one complained of."""
        self.trouble.clear()
        self.page.goto(f"{self.site.as_uri()}/{name}")


def _outside(address: str) -> list[str]:
    return [] if address.startswith(("file:", "data:")) else [address]


@pytest.fixture(scope="module", params=[360, 1440])
def opened(browser: Any, docs_site: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    """Return a page of a phone's or a screen's width."""
    context = browser.new_context(viewport={"width": request.param, "height": 900})
    found = Opened(context.new_page(), docs_site)
    found.page.on("console", lambda m: found.trouble.append(m.text))
    found.page.on("pageerror", lambda e: found.trouble.append(str(e)))
    found.page.on("request", lambda r: found.trouble.extend(_outside(r.url)))
    yield found
    context.close()


@pytest.mark.parametrize("name", PAGES)
def test_page_fits_the_width_and_is_quiet(opened: Opened, name: str) -> None:
    opened.go(f"{name}.html")
    wide, width = opened.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= width
    assert opened.trouble == []


def test_search_from_disk_finds_a_column(opened: Opened) -> None:
    opened.go("search.html?q=dyad_link")
    opened.page.wait_for_selector("#search-results li a[href*='codebook/events.html']")
    assert opened.trouble == []


def test_formula_is_drawn_with_its_fraction_above_the_line(opened: Opened) -> None:
    opened.go("method.html")
    boxes = [
        part.bounding_box() for part in opened.page.locator("mfrac").first.locator("> *").all()
    ]
    upper, lower = (box["y"] for box in boxes if box)
    assert upper < lower
