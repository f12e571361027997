"""Findings as text, JSON and GitHub annotations; hostile cells stay within their line."""

import json
from dataclasses import asdict, replace

import pytest

from sirte.report import Finding, count_errors, printable, to_github, to_json, to_text

PLAIN = Finding("data/events.csv", 17, "valence", "evt-0016", "enum", "'9' is refused", "use 2")
HOSTILE = "a\n::error::b\r%0A::c\x1b[2Jd\u202ee\x85f"
TAINTED = replace(PLAIN, column=HOSTILE, row_id=HOSTILE, message=HOSTILE, hint=HOSTILE)


def test_text_names_place_row_rule_and_hint() -> None:
    expected = "data/events.csv:17 valence evt-0016 enum: '9' is refused -> use 2"
    assert to_text([PLAIN]) == expected


def test_text_warning_is_marked() -> None:
    assert to_text([replace(PLAIN, severity="warning")]).startswith("warning: data/events.csv:17 ")


def test_text_whole_file_names_no_line() -> None:
    whole = Finding("data/events.csv", 0, "", "", "file-empty", "file is empty", "")
    assert to_text([whole]) == "data/events.csv file-empty: file is empty"


def test_text_hostile_cells_stay_on_one_printable_line() -> None:
    assert to_text([TAINTED]).isprintable()


def test_text_findings_stand_one_a_line() -> None:
    assert len(to_text([PLAIN, TAINTED, PLAIN]).split("\n")) == 3


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[2J", r"a\x1b[2J"),
        ("\u202eb", r"\u202eb"),
        ("c\nd", r"c\nd"),
        ("Триполи طرابلس", "Триполи طرابلس"),
    ],
)
def test_printable_shows_controls_as_escapes(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_json_holds_every_field_unchanged() -> None:
    assert json.loads(to_json([PLAIN, TAINTED])) == [asdict(PLAIN), asdict(TAINTED)]


def test_json_no_findings_is_an_empty_array() -> None:
    assert json.loads(to_json([])) == []


def test_github_names_file_line_and_rule() -> None:
    expected = "::error file=data/events.csv,line=17,title=enum::valence evt-0016 '9' is refused"
    assert to_github([PLAIN]) == f"{expected} -> use 2"


def test_github_whole_file_stands_at_line_1() -> None:
    assert ",line=1," in to_github([replace(PLAIN, line=0)])


def test_github_warning_is_a_warning() -> None:
    assert to_github([replace(PLAIN, severity="warning")]).startswith("::warning file=")


def test_github_hostile_cells_cannot_start_a_command() -> None:
    assert not set(to_github([TAINTED])) & {"\n", "\r"}


def test_github_hostile_percent_is_escaped() -> None:
    assert "%250A" in to_github([TAINTED])
    assert "%0A" in to_github([TAINTED])


def test_github_hostile_file_and_rule_cannot_add_properties() -> None:
    tainted = replace(PLAIN, file="a,line=1::x", rule="b,title=c")
    head = to_github([tainted]).split("::")[1]
    assert head == "error file=a%2Cline=1%3A%3Ax,line=17,title=b%2Ctitle=c"


def test_count_errors_leaves_out_warnings() -> None:
    assert count_errors([PLAIN, replace(PLAIN, severity="warning"), TAINTED]) == 2


def test_findings_sort_by_file_and_line() -> None:
    early, other = replace(PLAIN, line=9), replace(PLAIN, file="data/actors.csv", line=99)
    assert sorted([PLAIN, early, other]) == [other, early, PLAIN]
