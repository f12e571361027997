"""First view and search of the explorer: `python -m bench.explorer`, or in `bench.run`."""

import argparse
import json
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.site.chromium import MISSING, TIMES, copy_tenfold, find_chromium

from bench.child import run_child
from bench.table import Line, at_most, format_lines, say

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "explorer"
VIEWS, ROUNDS = 7, 5
FIRST_MS, FIRST_MB, KEY_MS = 1000, 1.5, 50
KEYS = ["h", "ha", "haf", "haft", "hafta", "haftar", "haftar ", "haftar s", "haftar si", "h", ""]
SHOWN = "() => performance.getEntriesByName('sirte-shown').length"
READY = "() => SIRTE.received.has('index')"
SHOWN_AT = "performance.getEntriesByName('sirte-shown')[0].startTime"
BYTES = """['navigation', 'resource'].flatMap((kind) => performance.getEntriesByType(kind))
  .reduce((sum, entry) => sum + entry.decodedBodySize, 0)"""
TIME_KEY = """(text) => {
  const [box, start] = [document.querySelector("#q"), performance.now()];
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""


def time_first_views(browser: Any, address: str) -> dict[str, Any]:
    """Return milliseconds until the front page is shown, nothing being cached, and its bytes."""
    times, size = [], 0
    for _ in range(VIEWS):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(address)
        page.wait_for_function(SHOWN)
        page.wait_for_function(READY)
        times.append(page.evaluate(SHOWN_AT))
        size = page.evaluate(BYTES)
        context.close()
    return {"first": times, "bytes": size}


def time_keys(browser: Any, site: Path) -> list[float]:
    """Return milliseconds from each key to the answer laid out, the best of several."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site.as_uri()}/index.html#/search")
    page.wait_for_selector(".records")

    def time_key(key: str) -> float:
        page.evaluate(TIME_KEY, "zz")
        return float(page.evaluate(TIME_KEY, key))

    times = [min(time_key(key) for _ in range(ROUNDS)) for key in KEYS]
    page.close()
    return times


def measure_here(chromium: str) -> dict[str, Any]:
    """Return what Chromium measures on the site, and on it with ten times the records."""
    from playwright.sync_api import sync_playwright

    from sirte.dataset import load
    from sirte.site import build_site

    dataset = load(ROOT)
    site = build_site(dataset, WORK / "dist")
    tenfold = copy_tenfold(dataset, site, WORK / "tenfold")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium)
        found = _serve(site, lambda address: time_first_views(browser, address))
        found |= {"once": time_keys(browser, site), "many": time_keys(browser, tenfold)}
        browser.close()
    return found


def _serve(site: Path, work: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    from sirte.site import open_server

    with open_server(site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            return work(f"http://127.0.0.1:{server.server_port}/index.html")
        finally:
            server.shutdown()
            thread.join(5)


def measure_explorer() -> Iterator[Line]:
    """Yield what the first view costs and a key on ten times the data; nothing without Chromium."""
    if find_chromium() is None:
        say(f"explorer: not measured, {MISSING}")
        return
    say("explorer: first view and search")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    try:
        run = run_child((sys.executable, "-m", "bench.explorer", "here"), ROOT)
    finally:
        shutil.rmtree(WORK)
    if run.code:
        sys.exit("bench: `python -m bench.explorer here` failed; run it to see why")
    yield from _lines(json.loads(run.output))


def _lines(found: dict[str, Any]) -> Iterator[Line]:
    once, many, first = found["once"], found["many"], found["first"]
    what = f"explorer: first view from a server, median of {len(first)}"
    yield at_most(what, median(first), FIRST_MS, "ms")
    yield at_most("explorer: first view, bytes", found["bytes"] / 1e6, FIRST_MB, "MB")
    label = f"explorer: a key in search, {TIMES} times the data"
    yield at_most(f"{label}: median", median(many), KEY_MS, "ms")
    yield Line(f"{label}: longest", None, f"{max(many):.3g} ms")
    yield Line(f"{label}: against the data once", None, f"{median(many) / median(once):.3g} x")


def main() -> None:
    """Measure and print the table, or, as a child process, print the figures as JSON."""
    parser = argparse.ArgumentParser(description="Measure the explorer in Chromium.")
    parser.add_argument("part", nargs="?", choices=["here"])
    chromium = find_chromium()
    if parser.parse_args().part is None:
        print(format_lines(list(measure_explorer())))
    elif chromium is None:
        sys.exit(MISSING)
    else:
        print(json.dumps(measure_here(chromium)))


if __name__ == "__main__":
    main()
