"""A browser, the built site, and pages that fail a test on any error or foreign request."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sirte.dataset import Dataset, load
from sirte.site import build_site, open_server

NAMES = ("chromium", "chromium-browser", "google-chrome")
SHOWN = "main:not([aria-busy]) h1"
Open = Callable[..., Any]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return Chromium; skips where none is found (SIRTE_CHROMIUM names one)."""
    found = os.environ.get("SIRTE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium found: install one, or name it in SIRTE_CHROMIUM")
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
def served(site: Path) -> Iterator[str]:
    """Return the address of the site on a server of this machine."""
    server = open_server(site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def visit(browser: Any, site: Path) -> Iterator[Open]:
    """Return a function that opens a view and waits for it; errors fail the test at its end."""
    contexts: list[Any] = []
    wrong: list[str] = []

    def open_view(view: str = "", base: str = "", width: int = 1440, **options: Any) -> Any:
        start = base or site.as_uri() + "/"
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: wrong.append(m.text) if m.type in _BAD else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda r: None if _is_own(r.url, start) else wrong.append(r.url))
        page.goto(f"{start}index.html{view}")
        page.wait_for_selector(SHOWN)
        return page

    yield open_view
    for context in contexts:
        context.close()
    assert wrong == []


_BAD = ("error", "warning")


def _is_own(url: str, start: str) -> bool:
    return url.startswith((start, "blob:"))


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Path], str]:
    """Return a function that builds the site of a package and returns its address."""

    def made(package: Path) -> str:
        return build_site(load(package), tmp_path / "dist").as_uri() + "/"

    return made
