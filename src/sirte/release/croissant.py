"""Croissant 1.0: the CSV files, their tables, columns, types and keys as JSON-LD."""

from typing import Any

from sirte.descriptors import Field, Table
from sirte.release.content import BuiltFile, Content
from sirte.release.facts import Creator, Facts

_TYPES = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
}
_CROISSANT = (
    "column",
    "extract",
    "field",
    "fileObject",
    "key",
    "recordSet",
    "references",
    "source",
)
_CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "citeAs": "cr:citeAs",
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{name: f"cr:{name}" for name in _CROISSANT},
}


def croissant(facts: Facts, content: Content, files: list[BuiltFile]) -> dict[str, Any]:
    """Return the description of all CSV tables; the day of publication is there once known."""
    by_path = {file.path: file for file in files}
    about: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": facts.name,
        "description": facts.description,
        "version": facts.version,
        "license": facts.licence.get("path", ""),
        "url": facts.address,
        "datePublished": facts.released,
        "keywords": list(facts.keywords),
        "creator": [_creator(c) for c in facts.creators],
        "citeAs": cite(facts),
        "distribution": [_file(s.table, by_path[s.table.path]) for s in content.sheets],
        "recordSet": [_record_set(s.table) for s in content.sheets],
    }
    return {key: value for key, value in about.items() if value}


def cite(facts: Facts) -> str:
    """Return the reference as one line of text."""
    names = "; ".join(c.inverted for c in facts.creators)
    year = f" ({facts.released[:4]})" if facts.released else ""
    doi = f" https://doi.org/{facts.doi}" if facts.doi else ""
    return f"{names}{year}. {facts.title}, version {facts.version}.{doi}"


def _creator(creator: Creator) -> dict[str, str]:
    return {"@type": "sc:Person" if creator.family else "sc:Organization", "name": creator.name}


def _file(table: Table, file: BuiltFile) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": f"{table.name}.csv",
        "description": table.description,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": "text/csv",
        "sha256": file.sha256,
    }


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
        "key": [{"@id": f"{table.name}/{column}"} for column in table.primary_key],
        "field": [_field(table, field) for field in table.fields],
    }


def _field(table: Table, field: Field) -> dict[str, Any]:
    targets = [k for k in table.foreign_keys if k.column == field.name]
    about: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": _TYPES[field.type],
        "source": {"fileObject": {"@id": table.path}, "extract": {"column": field.name}},
    }
    for key in targets:
        about["references"] = {"field": {"@id": f"{key.to_table}/{key.to_column}"}}
    return about
