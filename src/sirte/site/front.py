"""What the first view shows: counts, published numbers, phases, and what every value means."""

import csv
from typing import Any

import pandas as pd

from sirte.dataset import Dataset
from sirte.descriptors import Field, Table
from sirte.indexing import alignment_by_phase
from sirte.reliability import current_agreement
from sirte.site.history import list_releases
from sirte.site.references import make_templates
from sirte.site.reporting import describe_forms

CLAIMS = "results/claims.csv"
_NUMBERS = ("estimate", "lower", "upper", "same_sign")


def describe_front(dataset: Dataset) -> dict[str, Any]:
    """Return metadata, references, releases, forms, counts, claims, phases, cells, labels."""
    metadata = dataset.package.metadata
    licences = metadata.get("licenses") or [{}]
    releases = list_releases(dataset)
    dates = {r["version"]: r["date"] for r in releases}
    return {
        "version": dataset.version,
        "title": metadata.get("title", ""),
        "about": metadata.get("description", ""),
        "date": dates.get(dataset.version) or str(metadata.get("created", ""))[:10],
        "licence": licences[0].get("title", ""),
        "references": make_templates(dataset),
        "releases": releases,
        "reporting": describe_forms(dataset.package),
        "counts": {name: len(frame) for name, frame in dataset.frames.items()},
        "claims": read_claims(dataset),
        "phases": _dated(dataset.phases),
        "cells": _cells(dataset),
        "tables": [_describe_table(t) for t in dataset.package.tables.values()],
        "reliability": _reliability(dataset),
    }


def read_claims(dataset: Dataset) -> list[dict[str, Any]]:
    """Return the published numbers; none where the package brings no file of them."""
    path = dataset.package.root / CLAIMS
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [_typed_claim(row) for row in csv.DictReader(file)]


def _typed_claim(row: dict[str, str]) -> dict[str, Any]:
    numbers = {n: float(row[n]) if row[n] else None for n in _NUMBERS}
    return {**row, **numbers}


def _cells(dataset: Dataset) -> list[dict[str, Any]]:
    arenas = tuple(str(a) for a in dataset.package.tables["events"].field("arena").allowed)
    table = alignment_by_phase(dataset, arenas)
    kept = ["arena", "phase_id", "rows", "clusters", "mean", "lower", "upper"]
    return _plain_rows(table[kept].round(3))


def _reliability(dataset: Dataset) -> list[dict[str, Any]]:
    found = current_agreement(dataset)
    kept = ["table", "variable", "units", "round", "alpha", "lower", "upper", "label"]
    return _plain_rows(found[kept].round(3))


def _dated(frame: pd.DataFrame) -> list[dict[str, Any]]:
    dates = frame.select_dtypes("datetime").columns
    return _plain_rows(frame.assign(**{c: frame[c].dt.strftime("%Y-%m-%d") for c in dates}))


def _plain_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [{str(k): v for k, v in row.items()} for row in plain.to_dict("records")]


def _describe_table(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": table.path,
        "fields": [_describe_field(f) for f in table.fields],
    }


def _describe_field(field: Field) -> dict[str, Any]:
    described = {
        "name": field.name,
        "title": field.title,
        "description": field.description,
        "type": field.type,
        "judged": field.judged,
        "warning": field.usage_warning,
        "categories": [[c.value, c.label, c.definition] for c in field.categories],
    }
    return {k: v for k, v in described.items() if v not in ("", [], False)}
