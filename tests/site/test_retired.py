"""Practice releases shown as a site: retired rows, corrections, releases, the version as of."""

from pathlib import Path

import pytest

from sirte.dataset import Dataset, load
from sirte.site import build_site
from sirte.site.data import make_chunks

from ..conftest import ROWS, Row, build_package
from ..practice import WHY, change, drop, freeze, note, set_version
from .conftest import Open
from .pages import address_of

TWICE: dict[str, list[Row]] = {
    "events": [ROWS["events"][0] | {"event_id": "evt-0004", "title": "Summit, told twice"}],
    "event_actors": [ROWS["event_actors"][i] | {"event_id": "evt-0004"} for i in (0, 1)],
    "evidence": [
        ROWS["evidence"][0]
        | {"evidence_id": "evd-0011", "event_id": "evt-0004", "anchor": "so it was"}
    ],
    "sources": [ROWS["sources"][2] | {"source_id": "src-0004", "url": "https://lone.example/d"}],
}
WORDS = ("--reason", "Told twice.", "--class", "duplicate")


def make_practice(folder: Path) -> Path:
    """Return a package with 1.0.0, and 1.0.1, which retires a record and a source and corrects
    a cell and a passage.
    """
    root = build_package(folder / "package", TWICE, {}, {})
    first = freeze(root, "1.0.0")
    set_version(root, "1.0.1")
    for table in ("events", "event_actors", "evidence"):
        drop(root, table, "event_id", "evt-0004")
    twice = ("--record", "evt-0004", "--replaced-by", "evt-0001", *WORDS)
    assert note(root, first, *twice).exit_code == 0
    drop(root, "sources", "source_id", "src-0004")
    change(root, "events", 0, coding_note="Nothing was agreed.")
    change(root, "evidence", 0, paragraph="4")
    change(root, "actors", 3, description="The president's office.")
    assert note(root, first, *WHY).exit_code == 0
    freeze(root, "1.0.1")
    return root


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return load(make_practice(tmp_path_factory.mktemp("practice")))


@pytest.fixture(scope="module")
def released(practice: Dataset, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the site of the practice releases."""
    return build_site(practice, tmp_path_factory.mktemp("dist")).as_uri() + "/"


def test_retired_piece_holds_what_the_ledger_kept(practice: Dataset) -> None:
    retired = {r["id"]: r for r in dict(make_chunks(practice))["retired"]}
    assert set(retired) == {"evt-0004", "src-0004"}
    record = retired["evt-0004"]
    assert (record["row"]["title"], record["actors"][0][0]) == ("Summit, told twice", "rus-putin")
    assert [e["source_publisher"] for e in record["evidence"]] == ["RIA"]
    assert record["entry"]["replaced_by"] == "evt-0001"


def test_retired_row_that_the_ledger_does_not_hold_whole_still_says_why(tmp_path: Path) -> None:
    root = make_practice(tmp_path)
    path = root / "data" / "corrections.csv"
    path.write_text(path.read_text("utf-8").replace('""title"":', '""heading"":'), "utf-8")
    retired = {r["id"]: r for r in dict(make_chunks(load(root)))["retired"]}
    assert retired["evt-0004"]["row"] == {}
    assert retired["evt-0004"]["entry"]["reason"] == "Told twice."


@pytest.mark.site
def test_retired_record_says_when_why_and_what_took_its_place(visit: Open, released: str) -> None:
    page = visit("#/record/evt-0004", released)
    text = page.locator("article.retired").inner_text()
    assert "Retired in release 1.0.1, 1 Dec 2026. Duplicate: Told twice." in text
    assert "The two presidents met." in text
    assert "so it was" in text
    page.locator("a.successor").click()
    page.wait_for_selector("article.record:not(.retired)")
    assert address_of(page).endswith("#/record/evt-0001")


@pytest.mark.site
def test_retired_source_has_its_page_too(visit: Open, released: str) -> None:
    text = visit("#/source/src-0004", released).locator("article.retired").inner_text()
    assert "Nothing took its place." in text
    assert "Fighting south of Tripoli" in text


@pytest.mark.site
@pytest.mark.parametrize(
    ("view", "words"),
    [
        (
            "#/record/evt-0001",
            ["Corrections (2)", "No outcome.", "Nothing was agreed.", "evd-0001"],
        ),
        ("#/actor/rus-kremlin", ["Corrections (1)", "The president's office."]),
    ],
)
def test_corrections_stand_with_what_they_concern(
    visit: Open, released: str, view: str, words: list[str]
) -> None:
    page = visit(view, released)
    text = page.locator("section", has_text="Corrections").last.inner_text()
    assert [w for w in words if w not in text] == []
    assert "{" not in text


@pytest.mark.site
def test_every_page_says_as_of_which_version_it_is(visit: Open, released: str) -> None:
    page = visit("#/record/evt-0001", released)
    assert "SIRTE 1.0.1, as of 1 Dec 2026" in page.locator("footer").inner_text()
    assert "As of version 1.0.1, 1 Dec 2026." in page.locator(".cite").inner_text()


@pytest.mark.site
def test_releases_are_listed_with_what_changed(visit: Open, released: str) -> None:
    page = visit("", released)
    assert "Releases: 1.0.1, 1.0.0" in page.locator("footer").inner_text()
    text = page.locator("#releases").inner_text()
    assert "1.0.1 1 Dec 2026" in text
    page.locator("#releases summary").first.click()
    assert "events: 1 cell changed, 1 row retired." in page.locator("#releases").inner_text()
