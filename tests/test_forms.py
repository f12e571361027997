"""Forms: generated from the schemas, read strictly, refused where hostile, applied whole."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from sirte.applying import apply_form
from sirte.canonical import write_file
from sirte.checks import validate
from sirte.cli import main
from sirte.dataset import Dataset, load
from sirte.descriptors import read_package
from sirte.filling import MAX_FORM, RefusedFormError, parse_form, read_form
from sirte.forms import FOLDER, list_forms, render_form, write_forms
from sirte.ledger import check_ledger

from .conftest import ROOT, Mini
from .practice import freeze

pytestmark = pytest.mark.usefixtures("check_once")

PAGE = {
    "address": "https://reuters.example/c",
    "anchor": "a truce was called",
    "attribution": "own-reporting",
}
WRONG = PAGE | {
    "row_id": "evt-0003",
    "field": "intensity",
    "old_value": "5",
    "new_value": "4",
    "reason_class": "coding-error",
    "reason": "The page tells of no deaths.",
    "reported_by": "A. Reader",
}
EVENT = PAGE | {
    "title": "A call",
    "summary": "They spoke of Libya.",
    "start_date": "2020-01-15",
    "end_date": "2020-01-15",
    "date_precision": "day",
    "arena": "libya",
    "event_type": "consult",
    "dyad_link": "direct",
    "valence": "0",
    "is_mixed": "false",
    "intensity": "3",
    "verification": "claimed",
    "coding_note": "No outcome.",
    "parties": "rus-putin initiator\ntur-erdogan initiator",
}
SOURCE = {
    "url": "https://tass.example/d",
    "title": "A call between the presidents",
    "publisher": "TASS",
    "publisher_country": "RUS",
    "publisher_bloc": "russian-state",
    "origin": "TASS",
    "kind": "agency-report",
    "language": "en",
    "published_date": "2020-01-15",
    "read_date": "2026-11-22",
    "read_extent": "full-text",
}
FORMS = {form.name: form for form in list_forms(read_package(ROOT))}


def fill(name: str, answers: dict[str, str]) -> str:
    """Return the issue that the filled form makes; answers to dropdowns are given as values."""
    pieces = []
    for question in FORMS[name].questions:
        shown = {value: label for label, value in question.options}
        answer = answers.get(question.name, "")
        pieces.append(f"### {question.label}\n\n{shown.get(answer, answer) or '_No response_'}")
    return "\n\n".join(pieces)


def wrong(**answers: str) -> str:
    """Return a filled report of a wrong row."""
    return fill("report-wrong-row", WRONG | answers)


def _apply(root: Path, text: str) -> list[str]:
    return apply_form(read_package(root), text)


def _bytes(root: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (root / "data").iterdir()}


# the forms themselves


@pytest.mark.parametrize("name", FORMS)
def test_form_file_is_current(name: str) -> None:
    assert (ROOT / FOLDER / f"{name}.yml").read_text("utf-8") == render_form(FORMS[name])


def test_no_form_file_is_left_over() -> None:
    assert {p.stem for p in (ROOT / FOLDER).iterdir()} == set(FORMS)


@pytest.mark.parametrize("name", FORMS)
def test_form_has_unique_labels_and_no_reserved_option(name: str) -> None:
    questions = FORMS[name].questions
    assert len({q.label for q in questions}) == len({q.name for q in questions}) == len(questions)
    assert not any(shown.lower() == "none" for q in questions for shown, _ in q.options)


@pytest.mark.parametrize("name", FORMS)
def test_form_offers_what_the_schema_allows(name: str, real: Dataset) -> None:
    form = FORMS[name]
    table = real.package.tables.get(form.table)
    for question in form.questions if table else ():
        if table and question.name in table.columns and table.field(question.name).allowed:
            allowed = tuple(map(str, table.field(question.name).allowed))
            assert tuple(value for _, value in question.options) == allowed


def test_write_forms_writes_what_is_stale_and_removes_the_rest(mini: Mini) -> None:
    root = mini()
    write_forms(root)
    (root / FOLDER / "old.yml").touch()
    (root / FOLDER / "propose-actor.yml").write_text("old")
    assert write_forms(root) == ["propose-actor.yml", "old.yml"]
    assert write_forms(root) == []


# applying


def test_apply_changes_the_cell_and_adds_the_evidence(mini: Mini) -> None:
    root = mini()
    done = _apply(root, wrong())
    assert done[0] == "changed evt-0003 intensity: '5' to '4'"
    ds = load(root)
    assert ds.record("evt-0003").row["intensity"] == "4"
    assert "a truce was called" in list(ds.evidence["anchor"])
    assert "no ledger row: the ledger begins with 1.0.0, this is 0.1.0" in done
    assert validate(root) == []


def _released(root: Path) -> Path:
    freeze(root, "1.0.0")
    return root


def test_apply_after_a_release_begins_the_next_version(mini: Mini) -> None:
    root = _released(mini())
    done = _apply(root, wrong(address="", anchor="", attribution=""))
    assert done[0] == "began version 1.0.1"
    done = _apply(root, fill("propose-source", SOURCE))
    assert done[0] == "began version 1.1.0"
    assert _apply(root, fill("propose-event", EVENT))[0] == "added evt-0004 to data/events.csv"
    ds = load(root)
    assert set(ds.corrections["release"]) == {ds.version} == {"1.1.0"}
    assert check_ledger(ds.package, ds.frames).startswith("the ledger proves 1.0.0: 0 entries, 6")


def test_apply_after_a_release_leaves_it_readable(mini: Mini) -> None:
    root = _released(mini())
    _apply(root, wrong())
    assert load(root, as_of="1.0.0").record("evt-0003").row["intensity"] == "5"
    assert load(root).record("evt-0003").row["intensity"] == "4"


def test_apply_that_begins_a_version_opens_the_changelog(mini: Mini) -> None:
    root = _released(mini())
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## 1.0.0\n", "utf-8")
    _apply(root, wrong())
    assert "\n## Unreleased\n" in (root / "CHANGELOG.md").read_text("utf-8")


def test_apply_to_a_source_with_a_page_adds_no_row_and_is_a_patch(mini: Mini) -> None:
    root = _released(mini())
    source = {"row_id": "src-0003", "field": "title", "old_value": "Fighting south of Tripoli"}
    done = _apply(root, wrong(**source, new_value="Fighting near Tripoli"))
    assert done[0] == "began version 1.0.1"
    assert list(load(root).corrections["action"]) == ["change"]


def test_refused_form_begins_no_version(mini: Mini) -> None:
    root = _released(mini())
    with pytest.raises(RefusedFormError):
        _apply(root, wrong(old_value="3"))
    assert load(root).version == "1.0.0"


def test_apply_from_the_first_release_on_writes_the_ledger(mini: Mini) -> None:
    root = _released(mini())
    _apply(root, wrong())
    rows = load(root).corrections
    assert list(rows["action"]) == ["add", "change"]
    change = rows.iloc[1].dropna().to_dict()
    assert (change["row_id"], change["field"]) == ("evt-0003", "intensity")
    assert (change["old_value"], change["new_value"]) == ("5", "4")
    assert (change["source_id"], change["reported_by"]) == ("src-0003", "A. Reader")
    assert validate(root) == []


def test_apply_event_comes_with_parties_evidence_and_ledger(mini: Mini) -> None:
    root = _released(mini())
    done = _apply(root, fill("propose-event", EVENT))
    ds = load(root)
    assert done[1] == "added evt-0004 to data/events.csv"
    assert [a["actor_id"] for a in ds.record("evt-0004").actors] == ["rus-putin", "tur-erdogan"]
    assert list(ds.corrections["table"]) == ["events", "event_actors", "event_actors", "evidence"]
    added = json.loads(str(ds.corrections["new_value"][0]))
    assert added == ds.record("evt-0004").row
    assert validate(root) == []


def test_apply_source_and_then_a_row_that_rests_on_it(mini: Mini) -> None:
    root = mini()
    _apply(root, fill("propose-source", SOURCE))
    _apply(root, fill("propose-event", EVENT | {"address": "https://tass.example/d"}))
    assert list(load(root).evidence["source_id"])[-1] == "src-0004"


def test_apply_evidence_and_actor(mini: Mini) -> None:
    root = mini()
    given = PAGE | {"event_id": "evt-0003", "reading": "contradicts"}
    _apply(root, fill("propose-evidence", given))
    actor = {"actor_id": "zmb", "name": "Zambia", "kind": "state", "description": "A state."}
    assert _apply(root, fill("propose-actor", actor))[0] == "added zmb to data/actors.csv"
    assert list(load(root).evidence["reading"])[-1] == "contradicts"


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: t + "\n\n"])
def test_apply_line_ends_do_not_matter(mini: Mini, change: Callable[[str], str]) -> None:
    assert _apply(mini(), change(wrong()))[0].startswith("changed")


def test_apply_without_evidence_changes_the_cell_alone(mini: Mini) -> None:
    none = dict.fromkeys(PAGE, "")
    done = _apply(mini(), wrong(**none, field="title", old_value="Assault", new_value="An assault"))
    assert done[0] == "changed evt-0003 title: 'Assault' to 'An assault'"


def test_apply_dry_run_changes_nothing(mini: Mini) -> None:
    root = mini()
    before = _bytes(root)
    assert apply_form(read_package(root), wrong(), dry_run=True)[0].startswith("changed")
    assert _bytes(root) == before


def test_apply_interrupted_puts_every_file_back(
    mini: Mini, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = mini()
    before, calls = _bytes(root), list[Path]()

    def interrupt(path: Path, data: str | bytes) -> None:
        calls.append(path)
        if len(calls) == 2:
            raise KeyboardInterrupt
        write_file(path, data)

    monkeypatch.setattr("sirte.applying.write_file", interrupt)
    with pytest.raises(KeyboardInterrupt):
        _apply(root, wrong())
    assert _bytes(root) == before


# refusals

SUMMARY = {"field": "summary", "old_value": "The LNA attacked."}


def title(text: str) -> str:
    """Return a form that proposes `text` as the summary of a row."""
    return wrong(**SUMMARY, new_value=text)


HOSTILE = {
    "formula": (title('=HYPERLINK("http://x.example","a")'), "begins as a formula does"),
    "formula behind spaces": (title("   =1+1"), "begins as a formula does"),
    "formula with a sign": (title("-1+cmd|'/C calc'!A0"), "begins as a formula does"),
    "formula with an at": (title("@SUM(A1)"), "begins as a formula does"),
    "formula of full width": (title("\uff1d1+1"), "begins as a formula does"),
    "HTML": (title("<img src=x onerror=alert(1)>"), "holds HTML"),
    "HTML comment": (title("a <!-- b"), "holds HTML"),
    "HTML by character": (title("&#60;b"), "holds HTML"),
    "control character": (title("a\x1b[2Jb"), "control character"),
    "tab at the start of a word": (title("a\tb"), "control character"),
    "direction override": (title("abc\u202edef"), "direction of text"),
    "long field": (title("a" * 2_001), "longer than 2,000 characters"),
    "1 MB field": (title("a" * 1_000_000), f"longer than {MAX_FORM:,} characters"),
    "heading in a field": (title("a\n\n### Other\n\nb"), "unknown heading 'Other'"),
    "known heading in a field": (title("a\n\n### Row id\n\nevt-0001"), "headings of no form"),
    "unknown row": (wrong(row_id="evt-9999"), "'evt-9999' is not in data/events.csv"),
    "path as a row": (wrong(row_id="../../etc/passwd"), "is not a column of actors"),
    "path as an actor": (
        wrong(row_id="../../etc/passwd", field="name"),
        "'../../etc/passwd' is not in data/actors.csv",
    ),
    "column of another table": (wrong(field="publisher"), "publisher is not a column of events"),
    "unknown column": (wrong(field="moon"), "Column: 'moon' is not one of the choices"),
    "key as a column": (wrong(field="event_id"), "event_id is not a column of events"),
    "stale value": (wrong(old_value="2"), "evt-0003 intensity is '5' now, not '2'"),
    "same value": (wrong(new_value="5"), "intensity of evt-0003 is '5' already"),
    "value out of range": (wrong(new_value="9"), "intensity: one of 1, 2, 3, 4, 5"),
    "required cell cleared": (wrong(new_value=""), "intensity: a value is required"),
    "no reason": (wrong(reason=""), "Reason: an answer is required"),
    "unknown page": (wrong(address="https://x.example/"), "is not among the sources: propose it"),
    "page without anchor": (wrong(anchor=""), "give the anchor and the attribution"),
    "anchor too short": (wrong(anchor="two words"), "anchor-length"),
    "rule broken": (wrong(field="valence", old_value="-2", new_value="2"), "valence-fits-type"),
    "not a form": ("hello", "not a filled form"),
    "empty": ("", "not a filled form"),
    "text before": ("hello\n\n" + wrong(), "must begin with its first heading"),
    "order of headings": ("\n\n### ".join(reversed(wrong().split("\n\n### "))), "filled form"),
    "one heading missing": (wrong().rpartition("\n\n### ")[0], "headings of no form"),
    "unknown actor": (fill("propose-event", EVENT | {"parties": "moon initiator"}), "moon"),
    "party without role": (fill("propose-event", EVENT | {"parties": "rus"}), "not an actor id"),
    "event too early": (
        fill("propose-event", EVENT | dict.fromkeys(("start_date", "end_date"), "2017-01-01")),
        "within-period: outside",
    ),
    "known source": (
        fill("propose-source", SOURCE | {"url": "https://ria.example/a"}),
        "is among the sources already",
    ),
    "source as a script": (fill("propose-source", SOURCE | {"url": "javascript:alert(1)"}), "http"),
    "source as a file": (fill("propose-source", SOURCE | {"url": "file:///etc/passwd"}), "http"),
    "source with a password": (
        fill("propose-source", SOURCE | {"url": "https://a:b@c.example/"}),
        "with a name and password",
    ),
    "inner source": (
        fill("propose-source", SOURCE | {"url": "http://169.254.169.254/latest"}),
        "not the name of a public host",
    ),
    "inner source in disguise": (
        fill("propose-source", SOURCE | {"url": "http://0x7f.1/"}),
        "not the name of a public host",
    ),
    "local source": (
        fill("propose-source", SOURCE | {"url": "http://localhost:8000/"}),
        "not the name of a public host",
    ),
    "tracked source": (
        fill("propose-source", SOURCE | {"url": "https://tass.example/d?utm_source=x"}),
        "url-clean",
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_apply_hostile_form_is_refused_with_a_reason(mini: Mini, case: str) -> None:
    text, reason = HOSTILE[case]
    root = mini()
    before = _bytes(root)
    with pytest.raises(RefusedFormError) as refused:
        _apply(root, text)
    assert reason in str(refused.value)
    assert _bytes(root) == before


def test_apply_stays_possible_where_the_package_has_other_errors(mini: Mini) -> None:
    root = mini(events={0: {"valence": "1"}})
    assert validate(root) != []
    assert _apply(root, wrong())[0].startswith("changed")


@pytest.mark.parametrize(
    ("data", "reason"), [(b"\xff", "not UTF-8 at byte 0"), (b"a" * 1_000_000, "longer than 65,536")]
)
def test_read_form_of_other_bytes_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(RefusedFormError, match=reason):
        read_form(io.BytesIO(data))


def test_parse_form_reads_choices_as_values(real: Dataset) -> None:
    text = fill("propose-event", EVENT | {"dyad_link": "none"})
    assert "none (" in text
    assert parse_form(real.package, text).answers["dyad_link"] == "none"


# the command


def test_apply_command_prints_what_was_done(mini: Mini) -> None:
    result = CliRunner().invoke(main, ["apply", "-", "--path", str(mini())], input=wrong())
    assert result.exit_code == 0
    assert result.stdout.startswith("changed evt-0003 intensity: '5' to '4'\n")


def test_apply_command_refusal_exits_1_on_one_line(mini: Mini) -> None:
    text = title("a\n\n### \x1b[2J::error::\n\nb")
    result = CliRunner().invoke(main, ["apply", "-", "--path", str(mini())], input=text)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("refused: ")
    assert "\x1b" not in result.stderr
    assert result.stderr.count("\n") == 1


def test_apply_command_missing_file_exits_2(mini: Mini, tmp_path: Path) -> None:
    words = ["apply", str(tmp_path / "none.md"), "--path", str(mini())]
    assert CliRunner().invoke(main, words).exit_code == 2
