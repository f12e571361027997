"""Counts of what the tables hold and lack, against the small package counted by hand."""

import pytest

from sirte import coverage
from sirte.dataset import Dataset, load

from .conftest import ROWS, Mini


def test_rows_per_table_counts_every_table(small: Dataset) -> None:
    table = coverage.rows_per_table(small)
    expected = {name: len(rows) for name, rows in ROWS.items()}
    assert dict(zip(table["table"], table["rows"], strict=True)) == expected


def test_events_by_month_covers_all_months_of_the_period(small: Dataset) -> None:
    months = coverage.events_by_month(small)["month"]
    assert (len(months), str(months.min())[:7], str(months.max())[:7]) == (36, "2019-01", "2021-12")


def test_events_by_month_counts_by_arena(mini: Mini) -> None:
    table = coverage.events_by_month(load(mini(events={0: {"arena": "syria"}})))
    counted = table[table["events"] > 0]
    assert counted[["arena", "events"]].to_numpy().tolist() == [["libya", 2], ["syria", 1]]
    assert {str(m)[:10] for m in counted["month"]} == {"2020-01-01"}


def test_rows_by_arena_lists_arenas_without_rows_too(small: Dataset) -> None:
    table = coverage.rows_by_arena(small)
    arenas = small.package.tables["events"].field("arena").allowed
    assert table["arena"].tolist() == list(arenas)
    assert table.iloc[0].tolist() == ["libya", 3, 2, 3]
    assert table.set_index("arena").iloc[1:].to_numpy().sum() == 0


@pytest.mark.parametrize(
    ("column", "rows"),
    [
        ("publisher_bloc", [["western", 1, 6], ["russian-state", 1, 3], ["turkish-state", 1, 1]]),
        ("language", [["en", 1, 6], ["ru", 1, 3], ["tr", 1, 1]]),
    ],
)
def test_evidence_by_column_counts_pages_and_rows(
    small: Dataset, column: str, rows: list[list[object]]
) -> None:
    table = coverage.evidence_by(small, column)
    assert table[[column, "pages", "evidence"]].to_numpy().tolist() == rows
    assert table["share"].tolist() == pytest.approx([0.6, 0.3, 0.1])


def test_support_of_events_holds_every_link(mini: Mini) -> None:
    dataset = load(mini(events={0: {"dyad_link": "none"}, 2: {"dyad_link": "parallel"}}))
    ids = coverage.support_of_events(dataset)["event_id"].tolist()
    assert ids == ["evt-0001", "evt-0002", "evt-0003"]


def test_contradictions_say_what_is_coded_and_what_the_page_says(small: Dataset) -> None:
    (row,) = coverage.contradictions(small).to_dict("records")
    assert (row["coded"], row["reported"], row["publisher"], row["note"]) == (
        "2020-01-12",
        "2020-01-11",
        "Reuters",
        "Another day.",
    )


def test_contradictions_without_a_date_leave_it_empty(mini: Mini) -> None:
    table = coverage.contradictions(load(mini(evidence={4: {"reported_date": ""}})))
    assert table["reported"].tolist() == [""]


@pytest.mark.parametrize(
    ("what", "count"),
    [
        ("months of 36 without an event", 35),
        ("months of 36 with fewer than 4 events", 36),
        ("arenas of 7 without an event", 6),
        ("events that rest on one bloc", 2),
        ("pages of which only the opening was read", 1),
        ("pages without a date of publication", 0),
        ("judged values coded twice", 0),
    ],
)
def test_thin_spots_counts(small: Dataset, what: str, count: int) -> None:
    assert _spots(small)[what] == count


def test_thin_spots_a_second_coder_makes_a_value_coded_twice(mini: Mini) -> None:
    first = ROWS["codings"][0]
    same_coder, other_coder = first | {"round": "2"}, first | {"coder": "coder-b"}
    dataset = load(mini(add={"codings": [other_coder, same_coder]}))
    assert _spots(dataset)["judged values coded twice"] == 1


def _spots(dataset: Dataset) -> dict[str, int]:
    table = coverage.thin_spots(dataset)
    return dict(zip(table["what"], table["count"], strict=True))


def test_precision_of_dates_counts_both_tables(small: Dataset) -> None:
    table = coverage.precision_of_dates(small)
    assert table["date_precision"].tolist() == ["day", "few-days", "week", "month", "longer"]
    assert table["events"].tolist() == [2, 1, 0, 0, 0]
    assert table["statements"].tolist() == [1, 0, 0, 1, 0]


def test_events_by_origins_counts_supporting_pages(small: Dataset) -> None:
    table = coverage.events_by_origins(small)
    assert table.to_numpy().tolist() == [[1, 2, 2], [2, 1, 1]]
