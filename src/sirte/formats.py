"""What each format of a release is, what opens it, and what it cannot hold."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """One format: where its files lie, what reads them, and each thing that is lost in it."""

    name: str
    title: str
    files: str
    opened_with: str
    losses: tuple[str, ...]


_CODES = (
    "Columns with a list of values are integers; the value label is the value itself as the other "
    "formats have it, for scales the label in words."
)
_SPELLS = (
    "Only `alignments` and the actors in them: one directed graph per phase with every spell that "
    "shares a day with it, whole. A spell can stand in several graphs."
)
_EMPTY = "Empty text and missing are one; the tables hold no empty text."

FORMATS = {
    f.name: f
    for f in (
        Format(
            "csv",
            "CSV",
            "data/*.csv, wide/*.csv, datapackage.json, schemas/",
            "anything; Frictionless and pandas read the types from the schemas",
            (),
        ),
        Format(
            "parquet",
            "Parquet",
            "parquet/*.parquet",
            "pandas, Polars, DuckDB, R's arrow",
            ("Keys and allowed values stand in the metadata (key `datapackage`), unenforced.",),
        ),
        Format(
            "sqlite",
            "SQLite",
            "sirte.sqlite, sirte.metadata.json",
            "sqlite3, DBeaver, Datasette: `datasette sirte.sqlite --metadata sirte.metadata.json`",
            ("Dates are ISO text; true and false are 1 and 0.",),
        ),
        Format(
            "xlsx",
            "XLSX",
            "sirte.xlsx",
            "Excel, LibreOffice",
            (
                "Dates are ISO text: spreadsheets have no dates before 1900.",
                "Numbers have at most 16 significant digits; the build stops where that is short.",
                _EMPTY,
            ),
        ),
        Format(
            "stata",
            "Stata",
            "stata/*.dta",
            "Stata 14 or newer, R's haven, pandas",
            (
                _CODES,
                "True and false are 1 and 0, labelled.",
                _EMPTY,
                "Text longer than 2,045 bytes is strL.",
                "Keys and definitions are lost: they stand in this codebook.",
            ),
        ),
        Format(
            "spss",
            "SPSS",
            "spss/*.sav",
            "SPSS, PSPP, R's haven",
            (
                _CODES,
                "True and false are 1 and 0, labelled; all numbers are stored as floating point.",
                "Text has at most 32,767 bytes; the build stops where that is short.",
                _EMPTY,
                "Keys and definitions are lost: they stand in this codebook.",
            ),
        ),
        Format(
            "graphml",
            "GraphML",
            "graphml/spells_*.graphml",
            "Gephi, igraph, networkx",
            (
                _SPELLS,
                "Dates are ISO text.",
            ),
        ),
    )
}
DESCRIBING = {
    "croissant.json": "Croissant 1.0: every file, table and column, for loaders of data sets",
    "schema.org.json": "schema.org `Dataset`, for search engines",
    "datacite.json": "DataCite 4, for registering a DOI",
    "zenodo.json": "the fields of a deposit at Zenodo",
}
