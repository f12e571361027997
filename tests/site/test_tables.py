"""Each chart has its numbers in a table, and nothing found comes with advice."""

import pytest

from .conftest import Open

pytestmark = pytest.mark.site


def test_table_of_months_counts_what_was_found(visit: Open) -> None:
    page = visit("#/search?q=haftar&kind=events,statements")
    page.get_by_text("Records by month as a table").click()
    page.wait_for_selector(".months-table td")
    counts = [int(t) for t in page.locator(".months-table td").all_inner_texts()]
    found = page.evaluate(
        "SIRTE.store().then((s) => SIRTE.runFilter(s.records, SIRTE.readState(new URLSearchParams("
        "'q=haftar&kind=events,statements'))).found.filter((r) => r.start_date >= '2019').length)"
    )
    assert sum(counts) == found > 100
    page.locator("#q").fill("zzz")
    page.wait_for_function("() => !document.querySelector('.months-table td')")


def test_table_of_spells_has_a_row_for_each_bar(visit: Open) -> None:
    page = visit("#/actor/tur")
    page.wait_for_selector(".spell")
    page.locator("summary", has_text="The same as a table").click()
    assert page.locator("details.numbers tbody tr").count() == page.locator(".spell").count() > 40


def test_spells_stand_under_who_backed_whom(visit: Open) -> None:
    page = visit("#/actor/lna")
    page.wait_for_selector(".spell-side")
    headings = page.locator(".spell-side").all_text_contents()
    assert headings == ["Libyan National Army toward", "Toward Libyan National Army"]


def test_nothing_found_says_what_the_words_alone_would_find(visit: Open) -> None:
    page = visit("#/search?q=haftar&arena=nagorno-karabakh")
    found = visit("#/search?q=haftar").locator(".summary").inner_text().split()[0]
    assert f"The words alone stand in {found} records" in page.locator(".nothing").inner_text()
    page = visit("#/timeline?q=zzz")
    page.wait_for_selector("text=No act among what is chosen")
    assert "Not found is not" in page.locator(".nothing").inner_text()
    assert page.locator(".facet:visible").count() == 0


def test_net_alignment_has_a_scale_of_its_own(visit: Open) -> None:
    page = visit("#/timeline?arena=libya")
    page.wait_for_selector(".net")
    assert page.locator(".net").evaluate_all("(l) => l.map((t) => t.firstChild.data)") == [
        "+1", "+.5", "0", "\u2212.5", "\u22121"
    ]  # fmt: skip
    assert "95% interval, scale at the right" in page.locator(".legend").inner_text()


def test_contradicting_passages_stay_in_sight_beside_many(visit: Open) -> None:
    page = visit("#/record/evt-0052")
    page.evaluate("scrollTo(0, 1800)")
    box = page.locator(".against h3").bounding_box()
    assert 0 <= box["y"] < 300
