"""Two validators agree where both can see, and ours sees what Frictionless lets pass."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sirte import validate
from sirte.errors import PackageError
from sirte.interop import frictionless_findings

from .conftest import ROWS, Mini

pytest.importorskip("frictionless")
Rewrite = Callable[[Path, Callable[[bytes], bytes]], None]


def _rules(root: Path) -> tuple[set[str], set[str]]:
    """Return the rules by which sirte and Frictionless refuse the package."""
    ours = {f.rule for f in validate(root) if f.severity == "error"}
    return ours, {f.rule.removeprefix("frictionless-") for f in frictionless_findings(root)}


def test_validators_clean_package_both_accept(mini: Mini) -> None:
    assert _rules(mini()) == (set(), set())


def test_validators_faulty_cells_both_refuse_each(mini: Mini) -> None:
    root = mini(
        events={0: {"summary": ""}, 1: {"start_date": "soon"}, 2: {"intensity": "9"}},
        sources={0: {"publisher_country": "RU"}},
        evidence={0: {"paragraph": "0"}, 1: {"source_id": "src-0099"}},
        actors={1: {"name": "Russia"}},
        add={"event_actors": [ROWS["event_actors"][6]]},
    )
    ours, theirs = _rules(root)
    assert {"required", "date-form", "enum", "pattern", "range", "foreign-key", "unique"} <= ours
    assert {"constraint-error", "type-error", "foreign-key", "unique-error"} <= theirs
    assert "primary-key" in theirs


def test_validators_faulty_cells_same_places(mini: Mini) -> None:
    root = mini(
        events={0: {"summary": ""}, 1: {"valence": "many"}, 2: {"intensity": "9"}},
        sources={0: {"publisher_country": "RU"}},
        evidence={0: {"paragraph": "0"}},
    )
    ours = {(f.file, f.line, f.column) for f in validate(root)}
    assert len(ours) == 5
    assert ours == {(f.file, f.line, f.column) for f in frictionless_findings(root)}


def test_validators_faulty_text_both_refuse_each_file(mini: Mini, edit: Rewrite) -> None:
    root = mini()
    for (table, old, new), *_ in TEXT_FAULTS:
        edit(root / "data" / f"{table}.csv", lambda data, a=old, b=new: data.replace(a, b))  # type: ignore[misc]
    ours = {(f.file, f.rule) for f in validate(root)}
    theirs = {(f.file, f.rule) for f in frictionless_findings(root)}
    for (table, _, _), our_rule, their_rule in TEXT_FAULTS:
        assert (f"data/{table}.csv", our_rule) in ours
        assert (f"data/{table}.csv", f"frictionless-{their_rule}") in theirs


TEXT_FAULTS = [
    (("phases", b",Memoranda.\n", b"\n"), "ragged-row", "missing-cell"),
    (("search_log", b",8,2\n", b",8,2,\n"), "ragged-row", "extra-cell"),
    (("actor_names", b"language,kind", b"kind,language"), "header", "incorrect-label"),
    (("codings", b",coded_date\n", b"\n"), "header", "missing-label"),
    (("statements", b"Praise", b"\xc9loge"), "encoding", "encoding-error"),
]


def test_validators_faults_that_frictionless_misses_sirte_finds(mini: Mini) -> None:
    root = mini(
        events={0: {"start_date": "2020-1-8"}, 1: {"intensity": " 3"}},
        evidence={0: {"statement_id": "stm-0001"}, 1: {"paragraph": "02"}},
        sources={1: {"url": "https://ria.example/a"}},
        phases={0: {"phase_id": "P3"}},
    )
    ours, theirs = _rules(root)
    assert {"date-form", "integer-form", "text-spacing", "unique", "sorted"} <= ours
    assert "one-record-per-evidence" in ours
    assert theirs == set()


def test_frictionless_findings_unusable_descriptor_is_a_finding(mini: Mini) -> None:
    root = mini()
    (root / "datapackage.json").write_text("{}")
    found = frictionless_findings(root)
    assert {f.file for f in found} == {"datapackage.json"}


def test_frictionless_findings_not_installed_raises_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "frictionless", None)
    with pytest.raises(PackageError, match="pip install"):
        frictionless_findings(tmp_path)
