"""A browser, the built site, and pages that fail a test on any error or foreign request."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sirte.dataset import Dataset, load
from sirte.site import build_site, open_server

from .chromium import MISSING, find_chromium
from .pages import SHOWN, Pages

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return Chromium; skips where none is found (SIRTE_CHROMIUM names one)."""
    found = find_chromium()
    if found is None:
        pytest.skip(MISSING)
    reason = "Playwright is not installed"
    playwright_api = pytest.importorskip("playwright.sync_api", reason=reason)
    with playwright_api.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def site(real: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site built from the dataset."""
    return build_site(real, tmp_path_factory.mktemp("dist"))


@pytest.fixture(scope="session")
def small_site(small: Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the site built from the small package."""
    return build_site(small, tmp_path_factory.mktemp("dist")).as_uri() + "/"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Return the address of the site on a server of this machine."""
    server = open_server(site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="session")
def pages(browser: Any) -> Pages:
    """Return the pages that tests take and give back."""
    return Pages(browser)


@pytest.fixture
def visit(pages: Pages, site: Path) -> Iterator[Open]:
    """Return a function that loads a view and waits for it; errors fail the test at its end."""
    pages.wrong.clear()

    def open_view(view: str = "", base: str = "", width: int = 1440, **options: Any) -> Any:
        start = base or site.as_uri() + "/"
        page = pages.take(start, width, options)
        page.goto(f"{start}index.html{view}")
        page.wait_for_selector(SHOWN)
        return page

    yield open_view
    pages.give_back()
    assert pages.wrong == []


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Path], str]:
    """Return a function that builds the site of a package and returns its address."""

    def made(package: Path) -> str:
        return build_site(load(package), tmp_path / "dist").as_uri() + "/"

    return made
