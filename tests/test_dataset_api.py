"""The loaded dataset: typed columns, joins, look-ups, where the package is found."""

import copy
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import sirte
from sirte.dataset import Dataset, load
from sirte.errors import PackageError, UnknownIdError
from sirte.paths import find_checkout, find_package

from .conftest import ROOT, ROWS, Mini

DTYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[s]",
}
EVENT_COLUMNS = list(ROWS["events"][0])
ADDED = ["phase_id", "cluster_id", "second_search", "initiators", "recipients"]
COUNTS = ["n_sources", "n_origins", "n_blocs", "n_contradictions"]


@pytest.mark.parametrize("name", ROWS)
def test_load_columns_have_the_schema_s_types(real: Dataset, name: str) -> None:
    expected = {f.name: DTYPES[f.type] for f in real.package.tables[name].fields}
    assert {str(c): str(d) for c, d in real.frames[name].dtypes.items()} == expected


def test_load_empty_cells_are_missing(small: Dataset) -> None:
    assert small.events["lead_event_id"].isna().tolist() == [True, False, True]
    assert small.statements["assessment"].isna().tolist() == [True, False]


def test_load_version_is_the_descriptor_s(small: Dataset) -> None:
    assert small.version == small.package.metadata["version"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"valence": "two"}, r"data/events\.csv:2 valence evt-0001 integer-form"),
        ({"start_date": "2020-02-30"}, r"data/events\.csv:2 start_date evt-0001 date-form"),
        ({"is_mixed": "no"}, r"data/events\.csv:2 is_mixed evt-0001 boolean-form"),
    ],
)
def test_load_refused_cell_raises_one_line(mini: Mini, change: dict[str, str], place: str) -> None:
    with pytest.raises(PackageError, match=place) as caught:
        load(mini(events={0: change}))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("damage", "rule"),
    [(b"evt-0003,gna\n", "ragged-row"), (b'evt-0003,"gna,host\n', "quoting"), (b"\xff\n", "encod")],
)
def test_load_torn_table_raises_one_line(mini: Mini, damage: bytes, rule: str) -> None:
    path = mini() / "data" / "event_actors.csv"
    path.write_bytes(path.read_bytes() + damage)
    with pytest.raises(PackageError, match=rf"data/event_actors\.csv:9 {rule}") as caught:
        load(path.parents[1])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("damage", [b"\n", b'"evt-0003","rus","participant"\n'])
def test_load_sloppy_but_whole_table_is_read(mini: Mini, damage: bytes) -> None:
    path = mini() / "data" / "event_actors.csv"
    path.write_bytes(path.read_bytes() + damage)
    assert len(load(path.parents[1]).event_actors) >= len(ROWS["event_actors"])


def test_tables_are_attributes_and_listed(small: Dataset) -> None:
    assert set(ROWS) <= set(dir(small))
    assert small.events is small.frames["events"]


def test_tables_unknown_name_lists_the_known(small: Dataset) -> None:
    with pytest.raises(AttributeError, match="no table 'event': one of sources, actors"):
        _ = small.event


def test_dataset_can_be_copied_and_pickled(small: Dataset) -> None:
    again = pickle.loads(pickle.dumps(small.package))  # noqa: S301
    assert copy.copy(small).events is small.events
    assert pickle.loads(pickle.dumps(small)).package == again  # noqa: S301


# Joins


def _cells(dataset: Dataset, event_id: str, columns: list[str]) -> list[object]:
    events = dataset.dyad_events()
    cells: list[object] = events.loc[events["event_id"] == event_id, columns].to_numpy()[0].tolist()
    return cells


def test_dyad_events_columns_are_the_events_and_what_they_rest_on(small: Dataset) -> None:
    assert small.dyad_events().columns.tolist() == EVENT_COLUMNS + ADDED + COUNTS


def test_dyad_events_counts_origins_blocs_and_contradictions(small: Dataset) -> None:
    assert _cells(small, "evt-0002", COUNTS) == [2, 2, 2, 0]
    assert _cells(small, "evt-0003", COUNTS) == [1, 1, 1, 1]


def test_dyad_events_copies_of_one_agency_story_are_one_origin(mini: Mini) -> None:
    copies = {"origin": "RIA", "publisher_bloc": "russian-state"}
    assert _cells(load(mini(sources={1: copies})), "evt-0002", COUNTS) == [2, 1, 1, 0]


def test_dyad_events_names_parties_phase_and_happening(small: Dataset) -> None:
    cells = ["P2", "evt-0001", False, "rus-putin tur-erdogan", "gna"]
    assert _cells(small, "evt-0002", ADDED) == cells


def test_dyad_events_are_sorted_by_date_then_id(mini: Mini) -> None:
    early = {"start_date": "2020-01-02", "end_date": "2020-01-02"}
    ids = load(mini(events={2: early})).dyad_events()["event_id"].tolist()
    assert ids == ["evt-0003", "evt-0001", "evt-0002"]


def test_dyad_events_arena_filters(mini: Mini) -> None:
    dataset = load(mini(events={1: {"arena": "syria"}}))
    assert dataset.dyad_events("syria")["event_id"].tolist() == ["evt-0002"]
    assert dataset.dyad_events("east-med").empty


def test_dyad_events_leaves_out_parallel_unless_asked(mini: Mini) -> None:
    dataset = load(mini(events={2: {"dyad_link": "parallel"}}))
    assert dataset.dyad_events()["event_id"].tolist() == ["evt-0001", "evt-0002"]
    assert dataset.dyad_events(links=("parallel",))["event_id"].tolist() == ["evt-0003"]


@pytest.mark.parametrize(
    ("arguments", "word"), [({"arena": "moon"}, "arena"), ({"links": ("close",)}, "dyad_link")]
)
def test_dyad_events_unknown_value_lists_the_known(
    small: Dataset, arguments: dict[str, object], word: str
) -> None:
    with pytest.raises(UnknownIdError, match=rf"{word} '\w+': one of \w+, \w+"):
        small.dyad_events(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        ("2019-01-01", "P1"),
        ("2019-11-26", "P1"),
        ("2019-11-27", "P2"),
        ("2021-12-31", "P2"),
        ("2018-12-31", None),
        ("2022-01-01", None),
    ],
)
def test_phase_of_date_at_and_beyond_bounds(small: Dataset, day: str, phase: str | None) -> None:
    found = small.phase_of(pd.Series(pd.to_datetime([day]), index=[7]))
    assert found.dropna().to_dict() == ({7: phase} if phase else {})


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("ПНС", "gna"),
        ("пнс", "gna"),
        ("أردوغان", "tur-erdogan"),
        ("gNa", "gna"),
        ("vladimir PUTIN", "rus-putin"),
        ("un-salame", "un-salame"),
    ],
)
def test_find_actor_by_any_form(small: Dataset, name: str, actor_id: str) -> None:
    assert small.find_actor(name) == [actor_id]


def test_find_actor_shared_name_gives_all(mini: Mini) -> None:
    alias = {"actor_id": "lna", "name": "gna", "language": "en", "kind": "alias"}
    assert load(mini(add={"actor_names": [alias]})).find_actor("GNA") == ["gna", "lna"]


@pytest.mark.parametrize("name", ["Nobody", ""])
def test_find_actor_unknown_name_gives_none(small: Dataset, name: str) -> None:
    assert small.find_actor(name) == []


# The package as a module


def test_module_lists_what_it_offers() -> None:
    assert set(sirte.__all__) < set(dir(sirte))
    assert all(getattr(sirte, name).__doc__ for name in sirte.__all__)


def test_module_unknown_name_raises() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        _ = sirte.lode


@pytest.mark.parametrize(
    "code",
    ["import sirte", "from sirte.cli import main; main(['--help'], standalone_mode=False)"],
)
def test_import_and_help_do_not_import_pandas(code: str) -> None:
    check = "; import sys; sys.exit('pandas' in sys.modules or 'pyarrow' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code + check], capture_output=True, check=False)
    assert ended.returncode == 0


# Where the package is found


@pytest.mark.parametrize("name", ["", "datapackage.json"])
def test_find_package_by_folder_or_descriptor(mini: Mini, name: str) -> None:
    root = mini()
    assert find_package(root / name) == root
    assert find_package(str(root / name)) == root


@pytest.mark.parametrize(
    ("name", "reason"), [("nowhere", "no such folder"), (".", "datapackage.json is missing")]
)
def test_find_package_nothing_there_raises(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(PackageError, match=reason):
        find_package(tmp_path / name)


def _make_checkout(root: Path) -> Path:
    (root / "src" / "sirte").mkdir(parents=True)
    (root / "src" / "sirte" / "paths.py").touch()
    return root


def test_find_package_inside_a_checkout_is_that_checkout(
    mini: Mini, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = _make_checkout(mini())
    monkeypatch.chdir(root / "src" / "sirte")
    assert find_package() == find_checkout() == root


def test_find_package_foreign_package_is_passed_over(
    mini: Mini, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(mini())
    assert find_package() == ROOT


def _install(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the module believe that it was installed from a wheel at `place`."""
    monkeypatch.setattr("sirte.paths.__file__", str(place / "site" / "sirte" / "paths.py"))
    monkeypatch.setattr("sirte.paths._BUNDLED", place / "bundled")
    monkeypatch.chdir(place)


def test_find_package_in_a_wheel_is_its_own_copy(
    mini: Mini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch)
    mini().rename(tmp_path / "bundled")
    (tmp_path / "datapackage.json").write_text("{}")
    assert find_package() == tmp_path / "bundled"


def test_find_checkout_in_a_wheel_raises(
    mini: Mini, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _install(tmp_path, monkeypatch)
    mini().rename(tmp_path / "bundled")
    with pytest.raises(PackageError, match="run it inside a checkout"):
        find_checkout()


def test_find_package_nowhere_raises(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install(tmp_path, monkeypatch)
    with pytest.raises(PackageError, match="no data package found"):
        find_package()


def test_load_names_a_resource_that_is_missing(mini: Mini) -> None:
    root = mini()
    descriptor = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    kept = [r for r in descriptor["resources"] if r["name"] != "corrections"]
    text = json.dumps(descriptor | {"resources": kept})
    (root / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(PackageError, match="no resource named corrections"):
        load(root)


# Usage warnings


def test_usage_warnings_name_the_columns_that_the_schemas_mark(mini: Mini) -> None:
    root = mini()
    path = root / "schemas" / "events.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    (field,) = (f for f in schema["fields"] if f["name"] == "valence")
    field["usageWarning"] = "coders disagree"
    path.write_text(json.dumps(schema), encoding="utf-8")
    assert load(root).usage_warnings["events.valence"] == "coders disagree"
