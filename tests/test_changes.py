"""The difference of two packages: grouped by record, with evidence, in three formats."""

import json
from pathlib import Path

import pytest

from sirte.changes import Comparison, compare_packages
from sirte.dataset import Dataset, load
from sirte.impact import Impact, Move, compare_findings, read_findings
from sirte.ledger.difference import compare_columns
from sirte.showing import FORMATS, to_json, to_markdown, to_text

from .breaking import retiring
from .conftest import ROWS, Mini, build_package
from .practice import run

HOSTILE = "x` @all <img src=x> [a](javascript:1)\x1b[2J ```"
FINDING = {
    "claim_id": "libya-level-P4",
    "sentence": "In P4 coded acts on Libya are divergent.",
    "estimate": "-0.4",
    "lower": "-0.6",
    "upper": "-0.2",
    "unit": "net alignment",
    "same_sign": "1.0",
    "reliability": "firm",
    "notebook": "02_alignment_shifts",
}


@pytest.fixture
def found(mini: Mini, small: Dataset) -> Comparison:
    fourth = ROWS["events"][0] | {"event_id": "evt-0004", "title": "Fourth"}
    proof = {"evidence_id": "evd-0011", "event_id": "evt-0001", "anchor": "so it was"}
    root = mini(
        events={0: {"valence": "1", "title": HOSTILE}},
        add={"events": [fourth], "evidence": [ROWS["evidence"][0] | proof]},
        drop={"statements": [1], "evidence": [6]},
    )
    return compare_packages(small, load(root))


def test_changes_are_grouped_by_record(found: Comparison) -> None:
    groups = {r.record_id: (r.table, r.action, len(r.changes)) for r in found.records}
    assert groups == {
        "evt-0001": ("events", "change", 2),
        "evt-0004": ("events", "add", 1),
        "stm-0002": ("statements", "retire", 1),
    }
    assert found.summary == "2 rows added, 2 rows retired, 2 cells changed, in 3 records"


def test_changed_record_brings_its_evidence_new_and_old(found: Comparison) -> None:
    evidence = {e.evidence_id: (e.action, e.bloc) for e in found.records[0].evidence}
    assert evidence == {"evd-0001": ("", "russian-state"), "evd-0011": ("add", "russian-state")}
    assert [e.action for e in found.records[2].evidence] == ["retire"]


def test_equal_packages_have_no_difference(small: Dataset) -> None:
    same = compare_packages(small, small)
    assert to_text(same, None) == "SIRTE 0.1.0 to 0.1.0: no row differs\n"


def test_reason_of_a_recorded_change_is_shown(mini: Mini, small: Dataset) -> None:
    entry = retiring(table="statements", row_id="stm-0002", reason="Told twice.")
    root = mini(drop={"statements": [1]}, add={"corrections": [entry]})
    assert "coding-error: Told twice." in to_text(compare_packages(small, load(root)), None)


def test_columns_and_tables_of_one_side_are_named() -> None:
    notes = compare_columns({"a": ("x", "y"), "b": ()}, {"a": ("x", "z"), "c": ()})
    assert notes == [
        "c: table added",
        "b: table removed",
        "a: column z added",
        "a: column y removed",
    ]


def test_text_shows_no_control_character(found: Comparison) -> None:
    text = to_text(found, None)
    assert "valence: 0 -> 1" in text
    assert all(line.isprintable() for line in text.splitlines())


def test_markdown_keeps_hostile_text_in_code(found: Comparison) -> None:
    page = to_markdown(found, None)
    assert f"````  {HOSTILE} ````".replace("  ", " ").replace("\x1b", "\\x1b") in page
    assert "#### `evt-0004` of events, added: `Fourth`" in page


def test_json_holds_changes_with_both_values(found: Comparison) -> None:
    data = json.loads(to_json(found, None))
    cells = data["records"][0]["changes"]
    assert ("valence", "0", "1") in {(c["field"], c["old"], c["new"]) for c in cells}
    assert data["counts"] == {"add": 2, "retire": 2, "change": 2}
    assert data["impact"] is None


def test_page_without_http_address_has_no_link(mini: Mini, small: Dataset) -> None:
    root = mini(sources={0: {"url": "javascript:alert(1)"}}, events={0: {"valence": "1"}})
    found = compare_packages(small, load(root))
    assert [e.link for e in found.records[0].evidence] == [""]


# Impact


def _impact(**cells: str) -> Impact:
    return compare_findings([FINDING], [FINDING | cells])


@pytest.mark.parametrize(
    ("cells", "changes"),
    [
        ({"estimate": "-0.3"}, ()),
        ({"upper": "0.1"}, ("conclusion",)),
        ({"estimate": "0.4", "lower": "0.2", "upper": "0.6"}, ("sign", "conclusion")),
        ({"reliability": "tentative", "sentence": "Tentative: so."}, ("label",)),
        ({"sentence": "Otherwise."}, ("wording",)),
    ],
)
def test_finding_says_what_changes(cells: dict[str, str], changes: tuple[str, ...]) -> None:
    assert [m.changes for m in _impact(**cells).moves] == [changes]


def test_finding_without_interval_changes_its_conclusion_by_its_sentence() -> None:
    bare = FINDING | {"lower": "", "upper": "", "sentence": "2020-03-05 is a break."}
    moved = compare_findings([bare], [bare | {"sentence": "2020-03-05 is no break."}])
    assert moved.moves[0].changes == ("conclusion",)


def test_number_in_a_sentence_is_no_wording() -> None:
    one, two = ({"estimate": v, "sentence": f"{v} acts a month."} for v in ("1.5", "2.5"))
    assert compare_findings([FINDING | one], [FINDING | two]).moves[0].changes == ()


def test_finding_new_or_gone_is_named() -> None:
    other = FINDING | {"claim_id": "other"}
    moves = compare_findings([FINDING], [other]).moves
    assert [(m.claim_id, m.changes, m.difference) for m in moves] == [
        ("other", ("new",), None),
        ("libya-level-P4", ("gone",), None),
    ]


def test_finding_moves_by_the_difference_of_its_estimates() -> None:
    assert _impact(estimate="-0.1").moves[0].difference == 0.3


def test_equal_findings_do_not_move() -> None:
    assert _impact().summary == "none of 1 findings moves"


def test_findings_are_read_as_text() -> None:
    header, row = ",".join(FINDING), ",".join(FINDING.values())
    assert read_findings(f"{header}\n{row}\n") == [FINDING]


@pytest.mark.parametrize("form", FORMATS)
def test_formats_show_the_findings_that_move(found: Comparison, form: str) -> None:
    moved = Impact(
        1, (Move("libya-level-P4", FINDING, FINDING | {"upper": "0.1"}, ("conclusion",)),)
    )
    shown = FORMATS[form](found, moved)
    assert "libya-level-P4" in shown
    assert "conclusion" in shown


# The command


@pytest.fixture
def other(mini: Mini, tmp_path: Path) -> tuple[Path, Path]:
    base = build_package(tmp_path / "base", {}, {}, {})
    return base, mini(events={0: {"valence": "1"}})


def test_diff_of_two_folders_is_printed(other: tuple[Path, Path]) -> None:
    result = run("diff", *other)
    assert result.exit_code == 0
    assert "~ events evt-0001  Summit\n    valence: 0 -> 1\n" in result.stdout


def test_diff_without_head_takes_the_package(other: tuple[Path, Path]) -> None:
    assert "valence: 0 -> 1" in run("diff", other[0], "--path", other[1]).stdout


def test_diff_of_something_else_exits_2(other: tuple[Path, Path]) -> None:
    result = run("diff", "nowhere", "--path", other[1])
    assert result.exit_code == 2
    assert "is not a folder, a zip file or a revision" in " ".join(result.stderr.split())


def test_diff_impact_runs_the_findings_of_both_sides(other: tuple[Path, Path]) -> None:
    result = run("diff", *other, "--impact")
    assert result.exit_code == 0, result.output
    assert "Findings: " in result.stdout


def test_diff_impact_that_cannot_be_computed_says_which_side(other: tuple[Path, Path]) -> None:
    (other[0] / "data" / "phases.csv").write_text("phase_id,start_date,end_date,label,reason\n")
    result = run("diff", *other, "--impact")
    assert result.exit_code == 2
    assert "the findings of BASE cannot be computed" in " ".join(result.stderr.split())
