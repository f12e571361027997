"""The codebook's page on formats: what a release holds, what is lost, what flat tables add."""

from collections.abc import Iterator

from sirte.dataset import Dataset
from sirte.descriptors import Table
from sirte.formats import DESCRIBING, FORMATS
from sirte.wide import events_wide, statements_wide

_HEAD = """\
`sirte build` writes a folder and a zip of it. Each format is read back and compared with the \
tables cell by cell, through the schema, before the folder is put in place; the same tables give \
the same bytes on every run with the same versions of the libraries. XLSX, Stata, SPSS and GraphML \
need `pip install 'sirte[release]'`; without it build `--only csv --only parquet --only sqlite`.

No text begins as a formula does, so that a spreadsheet runs none ([rules](rules.md))."""


def render_formats(dataset: Dataset) -> str:
    """Return the page as Markdown, without the notice that it is generated."""
    lines = ["# Formats of a release", "", _HEAD, "", *_table()]
    lines += ["", "## What each format loses", ""]
    for form in FORMATS.values():
        lines += [f"**{form.title}:** {' '.join(form.losses) or 'nothing.'}", ""]
    lines += ["## Metadata for catalogues", ""]
    lines += [f"- `{name}`: {text}." for name, text in DESCRIBING.items()]
    for sheet in (events_wide(dataset), statements_wide(dataset)):
        own = dataset.package.tables[sheet.table.name.removesuffix("_wide")]
        lines += ["", *_added(sheet.table, own)]
    return "\n".join(lines) + "\n"


def _table() -> Iterator[str]:
    yield "| format | files | opened with |"
    yield "| --- | --- | --- |"
    for form in FORMATS.values():
        yield f"| {form.title} | `{form.files}` | {form.opened_with} |"


def _added(table: Table, own: Table) -> Iterator[str]:
    """Yield the columns that a flat table adds to its own."""
    yield f"## `{table.name}`"
    yield ""
    yield f"{table.description} It begins with the columns of [{own.name}]({own.name}.md); then:"
    yield ""
    yield "| column | type | meaning |"
    yield "| --- | --- | --- |"
    for field in table.fields[len(own.fields) :]:
        yield f"| `{field.name}` | {field.type} | {field.description} |"
