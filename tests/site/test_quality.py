"""The right answer on ten times the data, and accessibility; `make bench` measures the speed."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sirte.dataset import Dataset

from ..conftest import ROOT
from .chromium import TIMES, copy_tenfold
from .conftest import Open
from .pages import turn_to

pytestmark = pytest.mark.site

AXE = os.environ.get("SIRTE_AXE") or str(ROOT / "node_modules" / "axe-core" / "axe.min.js")
RUN_AXE = "(only) => axe.run({ preload: false, resultTypes: ['violations'], ...only })"
RULES: dict[str, dict[str, Any]] = {"light": {}, "dark": {"runOnly": ["color-contrast"]}}
VIEWS = ["#/", "#/search?q=haftar", "#/timeline", "#/record/evt-0091", "#/actor/rus", "#/actors"]
VIEWS += ["#/source/src-0135", "#/sources", "#/backing"]


def _count(page: Any, words: str) -> int:
    page.locator("#q").fill(words)
    return int(page.locator(".summary").inner_text().split()[0].replace(",", ""))


def test_search_on_ten_times_the_data_finds_ten_times_as_much(
    visit: Open, real: Dataset, site: Path, tmp_path: Path
) -> None:
    tenfold = copy_tenfold(real, site, tmp_path / "tenfold").as_uri() + "/"
    once, many = visit("#/search"), visit("#/search", tenfold)
    for words in ("", "haftar", "haftar sirte", "\u0431\u0430\u0440\u0445\u0430\u043d", "zz"):
        assert _count(many, words) == TIMES * _count(once, words), words
    assert _count(many, "haftar") > TIMES


@pytest.mark.skipif(not Path(AXE).is_file(), reason="axe-core is not here: npm install axe-core")
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_serious_violation(visit: Open, width: int, theme: str) -> None:
    page = visit("#/nowhere", width=width, color_scheme=theme)
    page.evaluate(Path(AXE).read_text("utf-8"))
    for view in VIEWS:
        turn_to(page, view)
        found = page.evaluate(f"{RUN_AXE}.then((r) => r.violations)", RULES[theme])
        assert _serious(found) == [], view


def _serious(violations: list[dict[str, Any]]) -> list[str]:
    grave = [v for v in violations if v["impact"] in ("serious", "critical")]
    return [
        json.dumps([v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"]])
        for v in grave
    ]
