"""The commands: what they print, how they exit, what they refuse."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sirte.cli import main
from sirte.dataset import load
from sirte.record import to_dict

from .conftest import ROOT, ROWS, Mini


def _run(*words: object, answers: str = "") -> Result:
    return CliRunner().invoke(main, [str(w) for w in words], input=answers)


def _events(root: Path) -> bytes:
    return (root / "data" / "events.csv").read_bytes()


# validate


def test_validate_clean_package_prints_nothing_but_the_verdict(mini: Mini) -> None:
    result = _run("validate", mini())
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "clean: 0 errors, 0 warnings\n"


def test_validate_warning_exits_0(mini: Mini) -> None:
    idle = {"actor_id": "zmb", "name": "Zambia", "kind": "state", "description": "A state."}
    result = _run("validate", mini(add={"actors": [idle]}), "--format", "json")
    assert [f["severity"] for f in json.loads(result.stdout)] == ["warning"]
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("form", "start"),
    [("text", "data/events.csv:2 "), ("json", "[\n"), ("github", "::error file=data/events.csv")],
)
def test_validate_format_prints_findings_and_exits_1(mini: Mini, form: str, start: str) -> None:
    result = _run("validate", mini(events={0: {"arena": "moon"}}), "--format", form)
    assert result.stdout.startswith(start)
    assert result.exit_code == 1


@pytest.mark.parametrize("form", ["json", "github"])
def test_validate_machine_format_adds_no_verdict(mini: Mini, form: str) -> None:
    assert _run("validate", mini(), "--format", form).stderr == ""


def test_validate_counts_are_spelled_singular_and_plural(mini: Mini) -> None:
    bad = {"kind": "thing"}
    one = _run("validate", mini(actors={0: bad})).stderr
    two = _run("validate", mini(actors={0: bad, 1: bad})).stderr
    assert one == "not valid: 1 error, 0 warnings\n"
    assert two == "not valid: 2 errors, 0 warnings\n"


# load


def test_load_lists_tables_with_their_rows(mini: Mini) -> None:
    lines = _run("load", "--path", mini()).stdout.splitlines()
    assert [line.split() for line in lines[1:3]] == [["3", "sources"], ["8", "actors"]]


def test_load_table_prints_the_file(mini: Mini) -> None:
    root = mini()
    assert _run("load", "events", "--path", root).stdout.encode("utf-8") == _events(root)


def test_load_unknown_table_exits_2_and_names_the_tables(mini: Mini) -> None:
    result = _run("load", "evnts", "--path", mini())
    assert result.exit_code == 2
    assert "one of sources, actors" in result.stderr


# show


def test_show_json_is_the_record(mini: Mini) -> None:
    root = mini()
    result = _run("show", "evt-0003", "--path", root, "--json")
    assert json.loads(result.stdout) == to_dict(load(root).record("evt-0003"))


@pytest.mark.parametrize("name", ["ПНС", "gna", "government of national accord"])
def test_show_name_leads_to_the_actor(mini: Mini, name: str) -> None:
    result = _run("show", name, "--path", mini())
    assert result.stdout.startswith("gna  Government of National Accord\n")


def test_show_unknown_id_exits_2_and_suggests(mini: Mini) -> None:
    result = _run("show", "evt-00001", "--path", mini())
    assert result.exit_code == 2
    assert "did you mean evt-0001" in result.stderr


def test_show_shared_name_lists_the_actors(mini: Mini) -> None:
    alias = {"actor_id": "lna", "name": "GNA", "language": "en", "kind": "alias"}
    result = _run("show", "GNA", "--path", mini(add={"actor_names": [alias]}))
    assert result.exit_code == 2
    assert "gna, lna" in result.stderr


def test_show_hostile_id_stays_on_one_line(mini: Mini) -> None:
    result = _run("show", "evt\x1b[2J\n::error::", "--path", mini())
    assert r"evt\x1b[2J\n::error::" in result.stderr.replace("\\\\", "\\")
    assert "\x1b" not in result.stderr


# new

ROLE = ("--set", "event_id=evt-0003", "--set", "actor_id=rus", "--set", "role=participant")
EVENT = {
    "title": "A call",
    "summary": "They spoke.",
    "start_date": "2020-01-20",
    "end_date": "2020-01-20",
    "date_precision": "day",
    "arena": "libya",
    "event_type": "consult",
    "dyad_link": "direct",
    "valence": "0",
    "is_mixed": "false",
    "intensity": "3",
    "verification": "claimed",
    "coding_note": "No outcome.",
}


def test_new_with_set_and_yes_adds_the_row(mini: Mini) -> None:
    root = mini()
    result = _run("new", "event_actors", "--path", root, "--yes", *ROLE)
    assert result.stdout == "added evt-0003|rus|participant to data/event_actors.csv\n"
    assert b"\nevt-0003,rus,participant\n" in (root / "data/event_actors.csv").read_bytes()


def test_new_gives_the_next_id(mini: Mini) -> None:
    root = mini()
    preset = [word for name, value in EVENT.items() for word in ("--set", f"{name}={value}")]
    result = _run("new", "events", "--path", root, "--yes", *preset)
    assert result.stdout == "added evt-0004 to data/events.csv\n"
    assert _events(root).splitlines()[-1].startswith(b"evt-0004,A call,")


def test_new_prompts_ask_again_after_a_bad_answer(mini: Mini) -> None:
    root = mini()
    answers = "\nevt-0003\nrus\nguest\nparticipant\n"
    result = _run("new", "event_actors", "--path", root, answers=answers)
    assert "a value is required" in result.stdout
    assert result.stdout.count("one of initiator, recipient") == 2
    assert b"\nevt-0003,rus,participant\n" in (root / "data/event_actors.csv").read_bytes()


def test_new_asks_only_for_what_is_not_set(mini: Mini) -> None:
    result = _run("new", "event_actors", "--path", mini(), *ROLE[:4], answers="host\n")
    assert "role: " in result.stdout
    assert "event_id: " not in result.stdout


def test_new_answers_broken_off_write_nothing(mini: Mini) -> None:
    root = mini()
    before = _events(root)
    result = _run("new", "events", "--path", root, answers="A call\nThey spoke.\n")
    assert (result.exit_code, _events(root)) == (1, before)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--set", "colour=red"], "'colour' is not a column of events"),
        (["--set", "arena=moon"], "arena: one of libya"),
        (["--set", "title="], "title: a value is required"),
        (["--set", "event_id=evt-0001"], "a value is required"),
        ([], "a value is required"),
    ],
)
def test_new_bad_preset_is_refused_before_anything_is_asked(
    mini: Mini, words: list[str], reason: str
) -> None:
    root = mini()
    before = _events(root)
    result = _run("new", "events", "--path", root, "--yes", *words)
    assert (result.exit_code, _events(root)) == (2, before)
    assert reason in " ".join(result.stderr.split())


def test_new_key_that_is_taken_is_refused(mini: Mini) -> None:
    words = [w.replace("rus", "lna").replace("participant", "initiator") for w in ROLE]
    result = _run("new", "event_actors", "--path", mini(), "--yes", *words)
    assert result.exit_code == 2
    assert "evt-0003|lna|initiator stands in data/event_actors.csv already" in result.stderr


def test_new_unknown_table_is_refused(mini: Mini) -> None:
    result = _run("new", "event", "--path", mini())
    assert result.exit_code == 2
    assert "no table 'event'" in result.stderr


# fmt


def test_fmt_check_names_files_exits_1_and_writes_nothing(mini: Mini) -> None:
    root = mini(events={0: {"title": "  Summit "}})
    before = _events(root)
    result = _run("fmt", "--check", "--path", root)
    assert (result.exit_code, result.stdout) == (1, "would change data/events.csv\n")
    assert _events(root) == before


def test_fmt_names_what_it_wrote_and_then_nothing(mini: Mini) -> None:
    root = mini(events={0: {"title": "  Summit "}})
    first, second = _run("fmt", "--path", root), _run("fmt", "--path", root)
    assert (first.exit_code, first.stdout) == (0, "formatted data/events.csv\n")
    assert (second.exit_code, second.stdout) == (0, "")


def test_fmt_named_table_alone_is_written(mini: Mini) -> None:
    root = mini(events={0: {"title": "  Summit "}}, actors={0: {"name": " Rus "}})
    assert _run("fmt", "actors", "--path", root).stdout == "formatted data/actors.csv\n"


def test_fmt_names_what_it_wrote_before_it_refuses(mini: Mini) -> None:
    root = mini(actors={0: {"name": " Rus "}})
    (root / "data" / "events.csv").write_bytes(_events(root) + b"evt-0004\n")
    result = _run("fmt", "--path", root)
    assert (result.exit_code, result.stdout) == (2, "formatted data/actors.csv\n")


# build


def test_build_says_what_it_made(mini: Mini, tmp_path: Path) -> None:
    result = _run("build", "--path", mini(), "--dist", tmp_path / "dist")
    (folder,) = (tmp_path / "dist").glob("sirte-*/")
    assert f"\nbuilt {folder}: " in result.stdout
    assert "  stata/               15 files" in result.stdout


def test_build_only_leaves_other_formats_out(mini: Mini, tmp_path: Path) -> None:
    _run("build", "--path", mini(), "--dist", tmp_path / "dist", "--only", "csv")
    (folder,) = (tmp_path / "dist").glob("sirte-*/")
    assert not [p for p in folder.iterdir() if p.suffix in (".sqlite", ".xlsx")]


def test_build_invalid_package_is_refused_and_leaves_nothing(mini: Mini, tmp_path: Path) -> None:
    root = mini(events={0: {"arena": "moon"}})
    result = _run("build", "--path", root, "--dist", tmp_path / "dist")
    assert result.exit_code == 2
    assert "not built: 1 error" in result.stderr
    assert not (tmp_path / "dist").exists()


# help


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_every_command(flag: str) -> None:
    listed = _run(flag).stdout
    assert all(f"\n  {name} " in listed for name in main.commands)


def test_unknown_command_exits_2() -> None:
    assert _run("valdate").exit_code == 2


def test_load_warns_of_columns_to_be_used_with_care(mini: Mini) -> None:
    root = mini()
    path = root / "schemas" / "events.schema.json"
    marked = path.read_text(encoding="utf-8").replace(
        '"judged": true', '"usageWarning": "mind it"', 1
    )
    path.write_text(marked, encoding="utf-8")
    shown = _run("load", "--path", root).stderr
    assert "use with care: events.arena: mind it" in shown


# reliability


def _coded_twice(mini: Mini) -> Path:
    other = dict(ROWS["codings"][0]) | {"coder": "coder-b", "value": "1"}
    return mini(add={"codings": [other]})


def test_reliability_prints_a_line_for_each_variable(mini: Mini) -> None:
    result = _run("reliability", "--path", _coded_twice(mini))
    assert "recoding" in result.stdout
    assert "valence" in result.stdout


@pytest.mark.parametrize(("form", "start"), [("csv", "design,round,"), ("json", "[")])
def test_reliability_format(mini: Mini, form: str, start: str) -> None:
    result = _run("reliability", "--path", _coded_twice(mini), "--format", form)
    assert result.stdout.startswith(start)


def test_reliability_of_a_variable_prints_the_confusion(mini: Mini) -> None:
    result = _run("reliability", "--path", _coded_twice(mini), "--variable", "valence")
    assert result.stdout.split("\n")[0].split() == ["first", "\\", "second", "1", "0"]


def test_reliability_unknown_variable_exits_2(mini: Mini) -> None:
    assert _run("reliability", "--path", mini(), "--variable", "mood").exit_code == 2


def test_reliability_without_codings_says_so(mini: Mini) -> None:
    result = _run("reliability", "--path", mini(drop={"codings": [0, 1]}))
    assert (result.exit_code, result.stdout) == (0, "nothing to show\n")


# index


def test_index_prints_a_line_for_each_period(mini: Mini) -> None:
    lines = _run("index", "--path", mini(), "--by", "quarter").stdout.splitlines()
    assert len(lines) == 13
    assert "too few" in lines[1]


@pytest.mark.parametrize(("form", "start"), [("csv", "arena,period,"), ("json", "[")])
def test_index_format(mini: Mini, form: str, start: str) -> None:
    result = _run("index", "--path", mini(), "--format", form)
    assert result.stdout.startswith(start)
    assert "2019-01-01" in result.stdout


def test_index_arenas_are_listed_in_turn(mini: Mini) -> None:
    result = _run("index", "--path", mini(), "--arena", "syria", "--arena", "libya")
    assert [line.split()[0] for line in result.stdout.splitlines()[1:]] == ["syria"] * 2 + [
        "libya"
    ] * 2


@pytest.mark.parametrize("words", [("--arena", "moon"), ("--signal", "mood")])
def test_index_unknown_choice_exits_2(mini: Mini, words: tuple[str, str]) -> None:
    assert _run("index", "--path", mini(), *words).exit_code == 2


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<svg"), ("a.png", b"\x89PNG")])
def test_index_chart_is_drawn(tmp_path: Path, name: str, start: bytes) -> None:
    _run("index", "--path", ROOT, "--chart", tmp_path / name)
    assert (tmp_path / name).read_bytes().startswith(start)


def test_index_chart_of_another_kind_exits_2(mini: Mini, tmp_path: Path) -> None:
    assert _run("index", "--path", mini(), "--chart", tmp_path / "a.gif").exit_code == 2
