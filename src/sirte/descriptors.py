"""Reads `datapackage.json` and the Table Schemas into frozen dataclasses."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from sirte.errors import PackageError
from sirte.paths import DESCRIPTOR

TYPES = ("string", "integer", "number", "boolean", "date")


@dataclass(frozen=True)
class Category:
    """One allowed value of a field, with its label, its definition and what rules need of it."""

    value: str | int
    label: str
    definition: str
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Field:
    """One column: type, constraints and what the codebook says of it."""

    name: str
    type: str
    title: str
    description: str
    example: str
    constraints: Mapping[str, Any]
    categories: tuple[Category, ...]
    judged: bool
    measurement: str
    usage_warning: str = ""

    @property
    def required(self) -> bool:
        """Whether the cell may not be empty."""
        return bool(self.constraints.get("required", False))

    @property
    def allowed(self) -> tuple[str | int, ...]:
        """The values that the enum constraint allows; empty where there is none."""
        return tuple(self.constraints.get("enum", ()))


@dataclass(frozen=True)
class ForeignKey:
    """`column` must hold a value of `to_table.to_column`."""

    column: str
    to_table: str
    to_column: str


@dataclass(frozen=True)
class Table:
    """One resource: its file and its schema."""

    name: str
    path: str
    title: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Column names in file order."""
        return tuple(f.name for f in self.fields)

    def field(self, name: str) -> Field:
        """Return the field of that name; raises `KeyError`."""
        return {f.name: f for f in self.fields}[name]

    def definitions(self, column: str) -> dict[str | int, Category]:
        """Return the categories of a column by value."""
        return {c.value: c for c in self.field(column).categories}


@dataclass(frozen=True)
class Package:
    """The data package: its folder, version and tables by name."""

    root: Path
    version: str
    metadata: Mapping[str, Any]
    tables: Mapping[str, Table]


def read_package(root: Path) -> Package:
    """Read descriptor and schemas below `root`; raises `PackageError` in one line."""
    metadata = _read_json(root / DESCRIPTOR)
    try:
        resources = [(str(r["name"]), str(r["path"]), r["schema"]) for r in metadata["resources"]]
        version = str(metadata["version"])
    except (KeyError, TypeError) as error:
        raise PackageError(
            f"{DESCRIPTOR}: resources or version missing or wrong: {error!r}"
        ) from None
    if not resources:
        raise PackageError(f"{DESCRIPTOR}: resources is empty")
    _no_doubles([name for name, _, _ in resources], DESCRIPTOR)
    tables = {name: _read_table(root, name, path, schema) for name, path, schema in resources}
    package = Package(root, version, metadata, tables)
    _check_keys(package)
    return package


def _read_json(path: Path) -> dict[str, Any]:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise PackageError(f"{path.name}: file is missing or cannot be read") from None
    except UnicodeDecodeError:
        raise PackageError(f"{path.name}: not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{path.name}: not JSON: {error}") from None
    if not isinstance(value, dict):
        raise PackageError(f"{path.name}: a JSON object is expected")
    return value


def _safe(path: str) -> str:
    parts = PurePosixPath(path)
    is_odd = "\\" in path or ":" in path or not path.isprintable()
    if parts.is_absolute() or ".." in parts.parts or is_odd:
        raise PackageError(f"{DESCRIPTOR}: {path!r} is not a path inside the package")
    return path


def _read_table(root: Path, name: str, path: str, schema: Any) -> Table:
    raw = schema if isinstance(schema, dict) else _read_json(root / _safe(str(schema)))
    try:
        return Table(
            name=name,
            path=_safe(path),
            title=str(raw.get("title", name)),
            description=str(raw.get("description", "")),
            fields=tuple(_read_field(f) for f in raw["fields"]),
            primary_key=_names(raw.get("primaryKey", [])),
            unique_keys=tuple(_names(k) for k in raw.get("uniqueKeys", [])),
            foreign_keys=tuple(_read_foreign_key(k, name) for k in raw.get("foreignKeys", [])),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, re.error) as error:
        where = schema if isinstance(schema, str) else name
        raise PackageError(f"{where}: not a Table Schema: {error!r}") from None


def _read_field(raw: Mapping[str, Any]) -> Field:
    if raw["type"] not in TYPES:
        raise ValueError(f"type {raw['type']!r} of {raw['name']!r} is not one of {TYPES}")
    return Field(
        name=str(raw["name"]),
        type=str(raw["type"]),
        title=str(raw.get("title", "")),
        description=str(raw.get("description", "")),
        example=str(raw.get("example", "")),
        constraints=_read_constraints(raw.get("constraints", {})),
        categories=tuple(_read_category(c) for c in raw.get("categories", [])),
        judged=bool(raw.get("judged", False)),
        measurement=str(raw.get("measurement", "")),
        usage_warning=str(raw.get("usageWarning", "")),
    )


def _read_constraints(raw: Mapping[str, Any]) -> dict[str, Any]:
    re.compile(raw.get("pattern", ""))
    return {**raw, "enum": tuple(raw["enum"])} if "enum" in raw else dict(raw)


def _read_category(raw: Mapping[str, Any]) -> Category:
    known = ("value", "label", "definition")
    properties = {k: v for k, v in raw.items() if k not in known}
    return Category(
        raw["value"], str(raw.get("label", "")), str(raw.get("definition", "")), properties
    )


def _read_foreign_key(raw: Mapping[str, Any], own: str) -> ForeignKey:
    (column,), (to_column,) = _names(raw["fields"]), _names(raw["reference"]["fields"])
    return ForeignKey(column, raw["reference"].get("resource") or own, to_column)


def _names(raw: str | list[str]) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(map(str, raw))


def _no_doubles(names: Sequence[str], where: str) -> None:
    if doubles := sorted({n for n in names if names.count(n) > 1}):
        raise PackageError(f"{where}: {doubles} stands twice")


def _check_keys(package: Package) -> None:
    for table in package.tables.values():
        _no_doubles(table.columns, table.name)
        keys = {*table.primary_key, *(k.column for k in table.foreign_keys)}
        keys.update(*table.unique_keys)
        if unknown := keys - set(table.columns):
            raise PackageError(f"{table.name}: key on unknown column {sorted(unknown)}")
        for key in table.foreign_keys:
            target = package.tables.get(key.to_table)
            if target is None or key.to_column not in target.columns:
                raise PackageError(
                    f"{table.name}: {key.column} points to unknown {key.to_table}.{key.to_column}"
                )
