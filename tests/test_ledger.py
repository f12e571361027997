"""The ledger on practice releases: recorded, frozen, proved, and read back as it was."""

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from sirte.dataset import load
from sirte.descriptors import Package
from sirte.errors import PackageError
from sirte.ledger import LedgerError, check_ledger
from sirte.record import to_dict, to_text_page
from sirte.release import build

from .conftest import ROOT, ROWS, Mini, Row, build_package
from .practice import (
    WHY,
    change,
    drop,
    freeze,
    note,
    read,
    rewrite,
    run,
    set_version,
    tables_of,
)

DUPLICATE = ("--reason", "Told twice.", "--class", "duplicate")
FOURTH: dict[str, list[Row]] = {
    "events": [ROWS["events"][0] | {"event_id": "evt-0004"}],
    "event_actors": [ROWS["event_actors"][i] | {"event_id": "evt-0004"} for i in (0, 1)],
    "evidence": [
        ROWS["evidence"][0]
        | {"evidence_id": "evd-0011", "event_id": "evt-0004", "anchor": "so it was"}
    ],
}


class Practice(NamedTuple):
    """A package with three releases behind it, and copies of each as it was released."""

    root: Path
    releases: dict[str, Path]


def _retire_fourth(root: Path) -> None:
    for table in FOURTH:
        drop(root, table, "event_id", "evt-0004")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    """Release 1.0.0; 1.0.1 retires a record and corrects a cell; 1.1.0 adds rows."""
    root = build_package(tmp_path_factory.mktemp("made") / "package", FOURTH, {}, {})
    first = freeze(root, "1.0.0")
    set_version(root, "1.0.1")
    _retire_fourth(root)
    change(root, "events", 0, valence="1", event_type="agree")
    twice = ("--record", "evt-0004", "--replaced-by", "evt-0001", *DUPLICATE)
    assert note(root, first, *twice).exit_code == 0
    assert note(root, first).exit_code == 0
    second = freeze(root, "1.0.1")
    set_version(root, "1.1.0")
    fifth = {k: [r | {"event_id": "evt-0005"} for r in v] for k, v in FOURTH.items()}
    fifth["evidence"][0]["evidence_id"] = "evd-0012"
    for table, rows in fifth.items():
        rewrite(root, table, read(root, table) + rows)
    change(root, "events", 0, valence="0", event_type="consult")
    assert note(root, second).exit_code == 0
    return Practice(root, {"1.0.0": first, "1.0.1": second, "1.1.0": freeze(root, "1.1.0")})


@pytest.fixture
def practice(made: Practice, tmp_path: Path) -> Practice:
    """Return a copy of the practice package that a test may change."""
    return _copied(made, tmp_path)


def _copied(made: Practice, folder: Path) -> Practice:
    shutil.copytree(made.root.parent, folder, dirs_exist_ok=True)
    copies = {version: folder / path.name for version, path in made.releases.items()}
    return Practice(folder / made.root.name, copies)


def test_as_of_each_release_is_what_was_released(practice: Practice, tmp_path: Path) -> None:
    for version, released in practice.releases.items():
        out = tmp_path / f"out-{version}"
        result = run("load", "--path", practice.root, "--as-of", version, "--out", out)
        assert result.exit_code == 0, result.output
        assert tables_of(out) == tables_of(released)
        assert load(out).version == version


def test_check_proves_every_release(practice: Practice) -> None:
    result = run("ledger", "check", "--path", practice.root)
    assert result.exit_code == 0
    assert result.stdout.startswith("the ledger proves 1.0.0, 1.0.1, 1.1.0: ")


def test_practice_package_is_valid(practice: Practice) -> None:
    assert run("validate", practice.root).exit_code == 0


def test_releases_hold_the_hash_of_each_file(practice: Practice) -> None:
    released = practice.releases["1.0.1"]
    rows = [r for r in read(released, "releases") if r["version"] == "1.0.1"]
    assert [r["table"] for r in sorted(rows, key=lambda r: list(ROWS).index(r["table"]))] == [*ROWS]
    for row in (r for r in rows if r["table"] != "releases"):
        data = (released / "data" / f"{row['table']}.csv").read_bytes()
        assert row["sha256"] == hashlib.sha256(data).hexdigest()


def test_releases_summary_counts_what_the_ledger_says(practice: Practice) -> None:
    rows = {(r["version"], r["table"]): r for r in read(practice.root, "releases")}
    assert rows["1.0.1", "events"]["summary"] == "2 cells changed, 1 row retired."
    assert rows["1.0.1", "sources"]["summary"] == ""


def test_load_as_of_unknown_release_lists_the_known(practice: Practice) -> None:
    with pytest.raises(PackageError, match=r"1\.0\.5 is not a release: one of 1\.0\.0, 1\.0\.1"):
        load(practice.root, as_of="1.0.5")


@pytest.mark.parametrize("version", ["1.0", "1.0.0 ", "latest", "9" * 5000 + ".0.0"])
def test_load_as_of_something_else_is_refused(practice: Practice, version: str) -> None:
    with pytest.raises(PackageError, match="is not a version such as"):
        load(practice.root, as_of=version)


def test_load_as_of_another_major_version_is_refused(practice: Practice) -> None:
    set_version(practice.root, "2.0.0")
    with pytest.raises(LedgerError, match="had other columns: read it from its own package"):
        load(practice.root, as_of="1.0.1")


def test_load_as_of_trial_version_is_refused(mini: Mini) -> None:
    with pytest.raises(LedgerError, match=r"0\.1\.0 is a trial version"):
        load(mini(), as_of="0.1.0")


# Faults: each is found, and named by table and release or by entry.


def test_change_outside_the_ledger_is_found(practice: Practice) -> None:
    change(practice.root, "statements", 0, summary="He praised them.")
    result = run("ledger", "check", "--path", practice.root)
    assert result.exit_code == 1
    assert "statements as of 1.1.0 does not hash" in result.stderr


def test_row_lost_outside_the_ledger_is_found(practice: Practice) -> None:
    drop(practice.root, "search_log", "search_id", "sch-0001")
    with pytest.raises(LedgerError, match=r"search_log as of 1\.0\.0 .*1 rows released, 0 found"):
        load(practice.root, as_of="1.0.0")


def test_changed_entry_is_found(practice: Practice) -> None:
    rows = read(practice.root, "corrections")
    place = next(i for i, r in enumerate(rows) if r["field"] == "valence")
    change(practice.root, "corrections", place, old_value="-1")
    with pytest.raises(LedgerError, match="corrections as of"):
        check_ledger(*_opened(practice.root))


def test_entry_that_does_not_fit_is_named(practice: Practice) -> None:
    rows = read(practice.root, "corrections")
    place = max(i for i, r in enumerate(rows) if r["field"] == "valence")
    change(practice.root, "corrections", place, new_value="2")
    with pytest.raises(LedgerError, match=r"cor-\d+: events evt-0001 valence is '0' .* not '2'"):
        load(practice.root, as_of="1.0.0")


def test_changed_release_is_found(practice: Practice) -> None:
    change(practice.root, "releases", 0, rows="99")
    with pytest.raises(LedgerError, match=r"releases as of 1\.1\.0"):
        check_ledger(*_opened(practice.root))


def test_table_left_out_of_a_release_is_found(practice: Practice) -> None:
    rows = read(practice.root, "releases")
    rewrite(practice.root, "releases", [r for r in rows if r["table"] != "phases"])
    with pytest.raises(LedgerError, match=r"1\.0\.0 does not list phases"):
        load(practice.root, as_of="1.0.0")


def test_entry_of_no_release_is_found(practice: Practice) -> None:
    set_version(practice.root, "1.1.1")
    change(practice.root, "corrections", 0, release="1.1.2")
    with pytest.raises(LedgerError, match=r"cor-0001: 1\.1\.2 is no release, nor the next"):
        check_ledger(*_opened(practice.root))


def _opened(root: Path) -> tuple[Package, Mapping[str, pd.DataFrame]]:
    dataset = load(root)
    return dataset.package, dataset.frames


def test_check_trial_version_has_no_ledger_yet(mini: Mini) -> None:
    result = run("ledger", "check", "--path", mini())
    assert result.exit_code == 0
    assert result.stdout.startswith("the ledger begins with 1.0.0; 0.1.0 is a trial version")


def test_check_version_not_frozen_says_so(mini: Mini) -> None:
    set_version(root := mini(), "1.0.0")
    assert "not frozen yet" in check_ledger(*_opened(root))


def test_check_entries_before_the_first_release_are_refused(practice: Practice) -> None:
    rewrite(practice.root, "releases", [])
    with pytest.raises(LedgerError, match=r"cor-0001: the ledger begins after 1\.0\.0 is frozen"):
        check_ledger(*_opened(practice.root))


def test_ledger_of_the_dataset_is_proved() -> None:
    result = run("ledger", "check", "--path", ROOT)
    assert result.exit_code == 0, result.stderr


# record


@pytest.fixture(scope="module")
def made_first(tmp_path_factory: pytest.TempPathFactory) -> Practice:
    root = build_package(tmp_path_factory.mktemp("first") / "package", {}, {}, {})
    practice = Practice(root, {"1.0.0": freeze(root, "1.0.0")})
    set_version(root, "1.0.1")
    return practice


@pytest.fixture
def released(made_first: Practice, tmp_path: Path) -> Practice:
    """Return a copy of a package that stands at 1.0.1, unchanged since release 1.0.0."""
    return _copied(made_first, tmp_path)


def test_record_writes_one_entry_a_cell(released: Practice) -> None:
    change(released.root, "events", 2, intensity="4", place="Gharyan")
    result = note(released.root, released.releases["1.0.0"])
    assert "cor-0001 change events evt-0003 intensity\n" in result.stdout
    rows = read(released.root, "corrections")
    assert [(r["field"], r["old_value"], r["new_value"]) for r in rows] == [
        ("intensity", "5", "4"),
        ("place", "Tripoli", "Gharyan"),
    ]


def test_record_again_writes_what_is_new_alone(released: Practice) -> None:
    for intensity in ("4", "3"):
        change(released.root, "events", 2, intensity=intensity)
        note(released.root, released.releases["1.0.0"])
    rows = read(released.root, "corrections")
    assert [(r["old_value"], r["new_value"]) for r in rows] == [("5", "4"), ("4", "3")]


def test_record_dry_run_writes_nothing(released: Practice) -> None:
    change(released.root, "events", 2, intensity="4")
    result = note(released.root, released.releases["1.0.0"], *WHY, "--dry-run")
    assert result.stderr == "1 would be recorded, 0 left\n"
    assert read(released.root, "corrections") == []


def test_record_named_record_leaves_the_others(released: Practice) -> None:
    change(released.root, "events", 2, intensity="4")
    change(released.root, "evidence", 0, paragraph="2")
    result = note(released.root, released.releases["1.0.0"], *WHY, "--record", "evt-0001")
    assert result.stderr == "1 recorded, 1 left\n"
    assert read(released.root, "corrections")[0]["row_id"] == "evd-0001"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((*WHY, "--record", "evt-0001"), "nothing of it is left to record"),
        ((*WHY[:3], "mistake"), "reason_class: one of coding-error"),
        (("--reason", "two\nlines", *WHY[2:]), "reason: control character"),
        ((*WHY, "--source", "page"), "source_id: write it as in src-0001"),
        ((*WHY, "--replaced-by", "evt-0001"), "--replaced-by is for one retired record"),
    ],
)
def test_record_bad_words_write_nothing(
    released: Practice, words: tuple[str, ...], reason: str
) -> None:
    change(released.root, "events", 2, intensity="4")
    result = note(released.root, released.releases["1.0.0"], *words)
    assert result.exit_code == 2
    assert reason in result.stderr
    assert read(released.root, "corrections") == []


def test_record_on_another_base_is_refused(released: Practice) -> None:
    base = released.releases["1.0.0"]
    change(base, "events", 2, intensity="4")
    result = note(released.root, base)
    assert result.exit_code == 2
    assert "events as of 1.0.0 does not hash" in result.stderr


def test_record_without_base_needs_the_tag(released: Practice) -> None:
    result = run("ledger", "record", "--path", released.root, *WHY)
    assert result.exit_code == 2
    assert "(give release 1.0.0 with --base)" in " ".join(result.stderr.split())


def test_record_in_a_released_version_is_refused(released: Practice) -> None:
    set_version(released.root, "1.0.0")
    result = note(released.root, released.releases["1.0.0"])
    assert "1.0.0 is released: run `sirte ledger begin`" in " ".join(result.stderr.split())


def test_record_in_a_new_major_version_is_refused(released: Practice) -> None:
    set_version(released.root, "2.0.0")
    result = note(released.root, released.releases["1.0.0"])
    assert "release changed rows as 1.x first" in " ".join(result.stderr.split())


def test_record_before_any_release_is_refused(mini: Mini) -> None:
    root = mini()
    assert "no release is frozen yet" in note(root, root).stderr


def test_record_added_rows_need_the_middle_figure(released: Practice) -> None:
    rewrite(released.root, "actor_names", [*ROWS["actor_names"], _name("tur", "TC")])
    result = note(released.root, released.releases["1.0.0"])
    assert "run `sirte ledger begin 1.1.0`" in " ".join(result.stderr.split())


def _name(actor: str, name: str) -> Row:
    return {"actor_id": actor, "name": name, "language": "tr", "kind": "acronym"}


def test_record_retired_id_is_not_given_again(practice: Practice) -> None:
    set_version(practice.root, "1.2.0")
    rows = read(practice.root, "events")
    fourth = FOURTH["events"][0] | {"title": "Another"}
    rewrite(practice.root, "events", [*rows[:3], fourth, *rows[3:]])
    result = note(practice.root, practice.releases["1.1.0"])
    assert "events evt-0004 was retired: give a new id" in result.stderr


# freeze


def test_freeze_twice_is_refused(released: Practice) -> None:
    result = run("ledger", "freeze", "--path", released.releases["1.0.0"])
    assert result.exit_code == 2
    assert "1.0.0 is released: run `sirte ledger begin`" in result.stderr


def test_freeze_trial_version_is_refused(mini: Mini) -> None:
    result = run("ledger", "freeze", "--path", mini())
    assert "0.1.0 is a trial version: the ledger begins with 1.0.0" in result.stderr


def test_freeze_with_a_change_that_is_not_recorded_is_refused(released: Practice) -> None:
    before = tables_of(released.root)["releases.csv"]
    change(released.root, "events", 2, intensity="4")
    result = run("ledger", "freeze", "--path", released.root)
    assert "events as of 1.0.0 does not hash" in result.stderr
    assert tables_of(released.root)["releases.csv"] == before


def test_build_of_a_released_version_with_other_tables_is_refused(
    released: Practice, tmp_path: Path
) -> None:
    root = released.releases["1.0.0"]
    change(root, "events", 2, intensity="4")
    result = run("build", "--path", root, "--dist", tmp_path / "dist")
    assert result.exit_code == 2
    assert "1.0.0 is released, and these are not its tables" in " ".join(result.stderr.split())
    assert not (tmp_path / "dist").exists()


def test_build_of_a_released_version_as_it_was_is_made(released: Practice, tmp_path: Path) -> None:
    folder, _ = build(load(released.releases["1.0.0"]), tmp_path, ())
    assert folder.name == "sirte-1.0.0"


def test_freeze_invalid_package_is_refused(released: Practice) -> None:
    change(released.root, "events", 2, arena="moon")
    result = run("ledger", "freeze", "--path", released.root)
    assert "errors, run `sirte validate`" in result.stderr


def test_freeze_sloppy_number_is_refused(mini: Mini) -> None:
    set_version(root := mini(events={0: {"latitude": "41.010"}}), "1.0.0")
    result = run("ledger", "freeze", "--path", root)
    assert "data/events.csv is not in canonical form" in result.stderr


def test_freeze_takes_a_summary_for_a_table(mini: Mini) -> None:
    set_version(root := mini(), "1.0.0")
    run("ledger", "freeze", "--path", root, "--summary", "events=Three events.")
    said = {r["table"]: r["summary"] for r in read(root, "releases")}
    assert (said["events"], said["phases"]) == ("Three events.", "")


def test_freeze_summary_of_no_table_is_refused(mini: Mini) -> None:
    set_version(root := mini(), "1.0.0")
    result = run("ledger", "freeze", "--path", root, "--summary", "towns=None.")
    assert "no table 'towns'" in result.stderr


# load --out


def test_load_out_does_not_write_into_a_filled_folder(mini: Mini, tmp_path: Path) -> None:
    root = mini()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep")
    result = run("load", "--path", root, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "is not an empty folder" in result.stderr
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_load_out_of_an_empty_folder_fills_it(mini: Mini, tmp_path: Path) -> None:
    root = mini()
    (tmp_path / "out").mkdir()
    assert run("load", "--path", root, "--out", tmp_path / "out").exit_code == 0
    assert tables_of(tmp_path / "out") == tables_of(root)


# Retired records


RETIRED = "retired in 1.0.1: duplicate of evt-0001 (Told twice)"


def test_show_retired_record_says_why_and_what_stays(practice: Practice) -> None:
    lines = run("show", "evt-0004", "--path", practice.root).stdout.splitlines()
    assert lines[0] == "evt-0004  Summit"
    assert lines[2] == RETIRED


def test_retired_record_keeps_its_cells_actors_and_evidence(practice: Practice) -> None:
    then = load(practice.releases["1.0.0"]).record("evt-0004")
    now = load(practice.root).record("evt-0004")
    assert (now.row, now.actors, now.evidence) == (then.row, then.actors, then.evidence)
    assert [c["action"] for c in now.corrections] == ["retire"]


def test_retired_record_as_data_names_its_successor(practice: Practice) -> None:
    data = to_dict(load(practice.root).record("evt-0004"))
    assert data["retired"]["replaced_by"] == "evt-0001"
    assert to_dict(load(practice.root).record("evt-0001"))["retired"] is None


def test_retired_rows_are_listed(practice: Practice) -> None:
    gone = load(practice.root).retired()
    assert gone["row_id"].tolist()[0] == "evt-0004"
    assert set(gone["table"]) == set(FOURTH)


def test_record_as_of_before_its_retirement_is_whole(practice: Practice) -> None:
    record = load(practice.root, as_of="1.0.0").record("evt-0004")
    assert record.retired is None
    assert RETIRED not in to_text_page(record)


def test_show_retired_row_of_another_table_says_so(practice: Practice) -> None:
    result = run("show", "evd-0011", "--path", practice.root)
    assert result.exit_code == 2
    shown = " ".join(result.stderr.split())
    assert "evd-0011 of evidence is retired in 1.0.1: duplicate (Told twice)" in shown


def test_show_retired_record_with_a_broken_ledger_still_answers(practice: Practice) -> None:
    rows = read(practice.root, "corrections")
    place = next(i for i, r in enumerate(rows) if r["row_id"] == "evt-0004")
    change(practice.root, "corrections", place, old_value=json.dumps({"event_id": 4}))
    result = run("show", "evt-0004", "--path", practice.root)
    assert result.exit_code == 2
    assert RETIRED in " ".join(result.stderr.split())
