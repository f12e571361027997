"""The schemas say everything once, completely, and the same everywhere."""

import itertools
import json
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from sirte.cells import parse_cells
from sirte.descriptors import Category, Field, Table, read_package
from sirte.raw import read_cells

from .conftest import ROOT, VERSION, Mini

PACKAGE = read_package(ROOT)
FIELDS = [(t, f) for t in PACKAGE.tables.values() for f in t.fields]
CATEGORIES = [(t, f, c) for t, f in FIELDS for c in f.categories]
# Columns whose description, or whose list of values, belongs to the table they stand in.
OWN_DESCRIPTION = {
    *("start_date", "end_date", "date", "kind", "summary", "description"),
    *("arena", "language", "name", "reason", "table", "title"),
}
KEYS = {name for t in PACKAGE.tables.values() for name in t.primary_key if name.endswith("_id")}
OWN_VALUES = {"kind"}


def _field_id(value: object) -> str:
    if isinstance(value, Table | Field):
        return value.name
    return str(value.value) if isinstance(value, Category) else str(value)


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=_field_id)
def test_field_is_described_in_full(table: Table, field: Field) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", field.name)
    assert field.title[:1].isupper(), table.name
    assert field.description.endswith(".")
    assert field.example


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=_field_id)
def test_field_example_is_valid_for_the_field(table: Table, field: Field) -> None:
    alone = Table(table.name, "", "", "", (field,), (), (), ())
    cells = pa.table({field.name: pa.array([field.example], pa.string())})
    assert parse_cells(alone, cells, np.array([2]))[1] == []
    assert not field.allowed or field.example in map(str, field.allowed)
    assert re.fullmatch(field.constraints.get("pattern", "(?s:.*)"), field.example)


@pytest.mark.parametrize(("table", "field", "category"), CATEGORIES, ids=_field_id)
def test_category_is_defined_in_a_sentence(table: Table, field: Field, category: Category) -> None:
    assert category.label, (table.name, field.name)
    assert category.definition.endswith(".")
    assert category.definition[0].isupper() or not category.definition[0].isalpha()


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=_field_id)
def test_field_categories_are_the_enum(table: Table, field: Field) -> None:
    values = [c.value for c in field.categories]
    assert not field.categories or values == list(field.allowed), table.name
    assert len(set(values)) == len(values)


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=_field_id)
def test_field_pattern_is_anchored_and_has_no_loose_alternative(table: Table, field: Field) -> None:
    if pattern := field.constraints.get("pattern"):
        assert pattern.startswith("^"), table.name
        assert pattern.endswith("$")
        assert "|" not in re.sub(r"\([^()]*\)", "", pattern)


def _by_name() -> dict[str, list[Field]]:
    found = defaultdict(list)
    for _, field in FIELDS:
        found[field.name].append(field)
    return {name: fields for name, fields in found.items() if len(fields) > 1}


@pytest.mark.parametrize("name", _by_name())
def test_column_of_one_name_has_one_form_everywhere(name: str) -> None:
    for one, other in itertools.pairwise(_by_name()[name]):
        assert one.type == other.type
        assert one.title == other.title
        assert one.constraints.get("pattern") == other.constraints.get("pattern")


@pytest.mark.parametrize("name", sorted(set(_by_name()) - OWN_DESCRIPTION - KEYS))
def test_column_of_one_name_has_one_meaning_everywhere(name: str) -> None:
    assert len({f.description for f in _by_name()[name]}) == 1


@pytest.mark.parametrize("name", sorted(set(_by_name()) - OWN_VALUES))
def test_column_of_one_name_has_one_list_of_values_everywhere(name: str) -> None:
    assert len({tuple(map(repr, f.categories)) for f in _by_name()[name]}) == 1
    assert len({f.allowed for f in _by_name()[name]}) == 1


@pytest.mark.parametrize("table", PACKAGE.tables.values(), ids=_field_id)
def test_table_stem_is_the_same_everywhere(table: Table) -> None:
    assert table.path == f"data/{table.name}.csv"
    schema = json.loads((ROOT / "schemas" / f"{table.name}.schema.json").read_text("utf-8"))
    assert schema["name"] == table.name
    assert table.title
    assert table.description.endswith(".")


@pytest.mark.parametrize("table", PACKAGE.tables.values(), ids=_field_id)
def test_table_key_is_required(table: Table) -> None:
    assert table.primary_key
    assert all(table.field(name).required for name in table.primary_key)


@pytest.mark.parametrize("table", PACKAGE.tables.values(), ids=_field_id)
def test_table_foreign_key_has_the_form_of_its_target(table: Table) -> None:
    for key in table.foreign_keys:
        target = PACKAGE.tables[key.to_table].field(key.to_column)
        own = table.field(key.column)
        assert (own.type, own.constraints.get("pattern")) == (
            target.type,
            target.constraints.get("pattern"),
        )


@pytest.mark.parametrize("table", PACKAGE.tables.values(), ids=_field_id)
def test_table_file_has_the_header_of_the_schema(table: Table) -> None:
    assert [f for f in read_cells(ROOT, table).findings if f.rule == "header"] == []


@pytest.mark.parametrize("name", PACKAGE.tables)
def test_schema_is_valid_for_frictionless(name: str) -> None:
    schema = pytest.importorskip("frictionless").Schema
    text = (ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8")
    assert schema.validate_descriptor(json.loads(text)).flatten(["message"]) == []


def test_schemas_are_all_used_by_the_package() -> None:
    files = {p.name for p in (ROOT / "schemas").glob("*.json")}
    assert files == {f"{name}.schema.json" for name in PACKAGE.tables}


def test_read_package_reads_version_and_tables_in_order(mini: Mini) -> None:
    package = read_package(mini())
    assert package.version == VERSION
    assert list(package.tables) == list(PACKAGE.tables)


def test_read_package_schema_inside_the_descriptor_is_read(mini: Mini) -> None:
    root = mini()
    path: Path = root / "datapackage.json"
    descriptor = json.loads(path.read_text("utf-8"))
    schema = json.loads((root / "schemas" / "phases.schema.json").read_text("utf-8"))
    next(r for r in descriptor["resources"] if r["name"] == "phases")["schema"] = schema
    path.write_text(json.dumps(descriptor), "utf-8")
    assert read_package(root).tables["phases"] == PACKAGE.tables["phases"]


def test_table_field_unknown_name_raises() -> None:
    with pytest.raises(KeyError):
        PACKAGE.tables["events"].field("colour")
