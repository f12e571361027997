"""The explorer driven as a person would: typing, choosing, dragging, going back, keys alone."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import Open
from .pages import address_of, turn_to

pytestmark = pytest.mark.site


def _found(page: Any) -> int:
    return int(page.locator(".summary").inner_text().split()[0].replace(",", ""))


@pytest.mark.parametrize(
    "words", ["çavuşoğlu", "ÇAVUŞOĞLU", "cavusoglu", "Чавушоглу", "Çavuşoğlu libya"]
)
def test_search_finds_an_actor_in_any_script_and_case(visit: Open, words: str) -> None:
    page = visit("#/search")
    page.locator("#q").type(words)
    assert 10 < _found(page) < 200
    assert "avu" in page.locator(".records").inner_text()


@pytest.mark.parametrize(("one", "other"), [("ISTANBUL", "\u0131stanbul"), ("أردوغان", "اردوغان")])
def test_search_folds_dotless_i_and_arabic_marks(visit: Open, one: str, other: str) -> None:
    page = visit("#/search")
    counts = []
    for words in (one, other):
        page.locator("#q").fill(words)
        counts.append(_found(page))
    assert counts[0] == counts[1] > 0


def test_search_from_the_front_page(visit: Open) -> None:
    page = visit()
    page.locator("#front-search").fill("Haftar")
    page.keyboard.press("Enter")
    page.wait_for_selector(".records")
    assert address_of(page).endswith("#/search?q=Haftar")
    assert page.locator("#q").input_value() == "Haftar"


def test_facet_says_how_many_it_leaves_and_back_undoes_it(visit: Open) -> None:
    page = visit("#/search?q=haftar")
    before = _found(page)
    choice = page.locator(".choice", has_text="Sirte-Jufra").first
    said = int(choice.locator(".count").inner_text())
    choice.click()
    assert _found(page) == said < before
    page.go_back()
    page.wait_for_function(
        "(n) => document.querySelector('.summary').textContent"
        ".replace(',', '').startsWith(`${n} `)",
        arg=before,
    )
    assert not choice.locator("input").is_checked()


def test_shared_address_and_reload_show_the_same_view(visit: Open) -> None:
    page = visit("#/search")
    page.locator("#q").fill("ceasefire")
    page.locator(".choice", has_text="Libya").first.click()
    page.locator(".choice", has_text="Contradicted").click()
    seen, address = page.locator(".found").inner_text(), address_of(page)
    page.reload()
    page.wait_for_selector(".records")
    assert page.locator(".found").inner_text() == seen
    other = visit("#" + address.partition("#")[2])
    assert other.locator(".found").inner_text() == seen


@pytest.mark.parametrize(
    ("only", "test"),
    [("contradicted", "r.n_contradictions > 0"), ("one-sided", "r.blocs.length === 1")],
)
def test_only_contradicted_and_only_one_sided(visit: Open, only: str, test: str) -> None:
    page = visit(f"#/search?only={only}")
    wanted = page.evaluate(
        f"() => SIRTE.store().then((s) => s.records.filter((r) => {test}).length)"
    )
    assert _found(page) == wanted > 0


def test_chip_takes_a_choice_away(visit: Open) -> None:
    page = visit("#/search?q=haftar&arena=libya")
    page.get_by_role("button", name="Remove Libya").click()
    assert "arena" not in address_of(page)
    page.get_by_role("button", name="Clear all").click()
    assert page.locator("#q").input_value() == ""


@pytest.mark.parametrize("chart", [".months svg", ".panel .chart svg"])
def test_dragging_over_a_chart_filters_everything(visit: Open, chart: str) -> None:
    page = visit("#/timeline")
    before = _found(page)
    page.wait_for_selector(chart)
    page.locator(chart).first.scroll_into_view_if_needed()
    box = page.locator(chart).first.bounding_box()
    y = box["y"] + 30
    page.mouse.move(box["x"] + box["width"] * 0.4, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, y, steps=4)
    page.mouse.move(box["x"] + box["width"] * 0.6, y, steps=4)
    page.mouse.up()
    assert re.search(r"from=20\d\d-\d\d-\d\d&to=20\d\d-\d\d-\d\d", address_of(page))
    assert 0 < _found(page) < before
    assert page.locator("#from").input_value() > "2019-06"


def test_mark_on_the_timeline_opens_its_record(visit: Open) -> None:
    page = visit("#/timeline?arena=syria")
    page.wait_for_selector(".mark-link")
    page.locator(".mark-link").last.click(force=True)
    page.wait_for_selector("article.record")
    assert "#/record/evt-" in address_of(page)


def test_keys_alone_choose_a_range_and_open_a_record(visit: Open) -> None:
    page = visit("#/timeline?arena=libya")
    before = _found(page)
    page.locator("[data-end=from]").focus()
    for _ in range(14):
        page.keyboard.press("ArrowRight")
    assert "from=2020-03-01" in address_of(page)
    assert _found(page) < before
    page.locator(".records a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("article.record")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_keys_alone_reach_content_and_controls(visit: Open) -> None:
    page = visit("#/search")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.locator(".choice input").first.focus()
    page.keyboard.press("Space")
    assert "kind=events" in address_of(page)
    assert page.evaluate("document.activeElement.checked")


def test_definition_shows_on_focus_and_goes_on_escape(visit: Open) -> None:
    page = visit("#/record/evt-0001")
    word = page.locator("aside .term-word", has_text="Proxy")
    tip = word.locator("xpath=following-sibling::*")
    assert not tip.is_visible()
    word.focus()
    assert "its client, acts on the other" in tip.inner_text()
    assert tip.is_visible()
    page.mouse.move(0, 0)
    page.keyboard.press("Escape")
    assert not tip.is_visible()


def test_saved_csv_holds_what_was_found(visit: Open, tmp_path: Path) -> None:
    page = visit("#/search?q=sirte&kind=events")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    saved.value.save_as(tmp_path / "found.csv")
    rows = list(csv.DictReader((tmp_path / "found.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == _found(page) > 0
    assert {r["kind"] for r in rows} == {"events"}
    assert rows[0]["address"].endswith(f"#/record/{rows[0]['id']}")


def test_more_records_are_shown_when_asked(visit: Open) -> None:
    page = visit("#/search")
    assert page.locator(".record-item").count() == 50
    page.locator(".more").click()
    assert page.locator(".record-item").count() == 100


def test_address_with_nonsense_is_read_as_far_as_it_goes(visit: Open) -> None:
    page = visit("#/search?from=soon&to=2020-99-99&arena=moon&sort=__proto__&q=%E0%A4%A")
    assert _found(page) == 0
    page.get_by_role("button", name="Clear all").click()
    assert _found(page) > 1000


def test_unknown_address_says_so(visit: Open) -> None:
    page = visit("#/nowhere")
    assert page.locator("h1").inner_text() == "Not found"
    for view in ("__proto__", "constructor", "actor/", "source/x"):
        turn_to(page, f"#/{view}")
        assert page.locator("h1").inner_text() == "Not found", view
