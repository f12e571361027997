"""One record with all that hangs on it, as data and as text that a terminal can be trusted with."""

import pytest

from sirte.dataset import Dataset, load
from sirte.errors import UnknownIdError
from sirte.record import to_dict, to_text_page

from .conftest import ROWS, Mini

CORRECTION = {
    "correction_id": "cor-0001",
    "release": "1.0.1",
    "table": "events",
    "row_id": "evt-0003",
    "action": "change",
    "field": "start_date",
    "old_value": "2020-01-11",
    "new_value": "2020-01-12",
    "reason": "The page says the 12th.",
}


def test_record_event_brings_actors_evidence_codings_and_corrections(mini: Mini) -> None:
    dataset = load(mini(add={"corrections": [CORRECTION]}))
    first, third = dataset.record("evt-0001"), dataset.record("evt-0003")
    assert [a["actor_id"] for a in first.actors] == ["rus-putin", "tur-erdogan"]
    assert [c["coder"] for c in first.codings] == ["coder-a"]
    assert [e["evidence_id"] for e in third.evidence] == ["evd-0004", "evd-0005"]
    assert [c["reason"] for c in third.corrections] == ["The page says the 12th."]


@pytest.mark.parametrize(
    ("record_id", "evidence"),
    [
        ("stm-0001", ["evd-0006"]),
        ("aln-0002", ["evd-0009"]),
        ("src-0001", ["evd-0001", "evd-0002", "evd-0006"]),
        ("rus-putin", []),
    ],
)
def test_record_other_kinds_bring_their_evidence(
    small: Dataset, record_id: str, evidence: list[str]
) -> None:
    record = small.record(record_id)
    assert [e["evidence_id"] for e in record.evidence] == evidence


def test_record_actor_brings_its_names(small: Dataset) -> None:
    assert [n["name"] for n in small.record("gna").names] == ["GNA", "ПНС"]


@pytest.mark.parametrize(
    ("table", "record_id"),
    [
        ("events", "evt-0002"),
        ("statements", "stm-0002"),
        ("alignments", "aln-0003"),
        ("sources", "src-0003"),
        ("actors", "un-salame"),
    ],
)
def test_record_row_is_text_as_in_the_file(small: Dataset, table: str, record_id: str) -> None:
    written = next(row for row in ROWS[table] if record_id in row.values())
    assert small.record(record_id).row == written


def test_record_evidence_leads_to_passage_and_archive(small: Dataset) -> None:
    evidence = small.record("evt-0003").evidence[0]
    assert evidence["passage_link"].endswith("#:~:text=shelled%20the%20southern%20edge")
    assert evidence["archive_link"].endswith("/20261122/https://reuters.example/c")


@pytest.mark.parametrize(
    ("cell", "lost"), [("url", ["archive_link", "passage_link"]), ("read_date", ["archive_link"])]
)
def test_record_source_cell_missing_leaves_out_links(
    mini: Mini, cell: str, lost: list[str]
) -> None:
    full, bare = (
        load(mini(sources={2: change})).record("evt-0003").evidence[0]
        for change in ({}, {cell: ""})
    )
    assert sorted(set(full) - set(bare)) == lost


@pytest.mark.parametrize(
    ("record_id", "close"), [("evt-00001", "evt-0001"), ("tur-erdogn", "tur-erdogan")]
)
def test_record_unknown_id_suggests_close_ones(small: Dataset, record_id: str, close: str) -> None:
    with pytest.raises(UnknownIdError, match=f"did you mean .*{close}"):
        small.record(record_id)


def test_record_unknown_id_far_from_all_suggests_nothing(small: Dataset) -> None:
    with pytest.raises(UnknownIdError, match=r"is not a record, source or actor$"):
        small.record("zzzzzzzz")


def _lines(dataset: Dataset, record_id: str) -> list[str]:
    return to_text_page(dataset.record(record_id)).split("\n")


def test_text_contradicting_evidence_comes_last_and_is_marked(mini: Mini) -> None:
    swapped = {3: {"reading": "contradicts"}, 4: {"reading": "supports"}}
    lines = _lines(load(mini(evidence=swapped)), "evt-0003")
    heads = [line[:21] for line in lines if "evd-" in line]
    assert heads == ["- evd-0005 supports: ", "! evd-0004 contradict"]


@pytest.mark.parametrize(
    ("record_id", "line"),
    [
        ("evt-0003", "evt-0003  Assault"),
        ("evt-0003", "valence            -2 (Material divergence)"),
        ("evt-0003", "actors             gna recipient, lna initiator"),
        ("evt-0003", "Evidence (2)"),
        ("evt-0003", "! evd-0005 contradicts: src-0003 Reuters (western; origin Reuters)"),
        ("evt-0003", '    "a day before, on Saturday" [en, other-media, which says 2020-01-11]'),
        ("evt-0003", "    Another day."),
        ("evt-0001", "coding  valence = 0 by coder-a, round 1"),
        ("stm-0001", "coding  assessment = (empty) by coder-b, round 1"),
        ("stm-0001", "stm-0001  He praised the talks."),
        ("aln-0002", "- evd-0009 supports: src-0003 Reuters (western; origin Reuters)"),
        ("src-0002", "- evd-0003 supports: evt-0002 AA (turkish-state; origin AA)"),
        ("gna", "names              GNA [en]; ПНС [ru]"),
    ],
)
def test_text_page_says(small: Dataset, record_id: str, line: str) -> None:
    assert line in _lines(small, record_id)


def test_text_page_shows_corrections(mini: Mini) -> None:
    page = to_text_page(load(mini(add={"corrections": [CORRECTION]})).record("evt-0003"))
    change = "start_date 2020-01-11 -> 2020-01-12"
    assert page.endswith(f"correction  1.0.1 change {change}: The page says the 12th.")


def test_text_page_leaves_out_empty_cells(small: Dataset) -> None:
    assert not [line for line in _lines(small, "evt-0003") if line.startswith("lead_event_id")]


@pytest.mark.parametrize(
    ("table", "column"),
    [("events", "title"), ("events", "summary"), ("evidence", "anchor"), ("evidence", "note")],
)
def test_text_page_shows_controls_as_escapes(mini: Mini, table: str, column: str) -> None:
    hostile = "a\x1b[2Jb\x07c\x9bd\u202ee\u2066f\u200fg"
    row = {0: {column: hostile}}
    root = mini(events=row) if table == "events" else mini(evidence=row)
    lines = _lines(load(root), "evt-0001")
    assert all(line.isprintable() for line in lines)
    assert any(hostile.encode("unicode_escape").decode() in line for line in lines)


def test_dict_holds_the_row_and_all_parts(small: Dataset) -> None:
    record = small.record("evt-0003")
    data = to_dict(record)
    assert (data["table"], data["id"], data["row"]) == ("events", "evt-0003", record.row)
    assert data["evidence"] == list(record.evidence)
    assert set(data) >= {"actors", "names", "codings", "corrections"}
