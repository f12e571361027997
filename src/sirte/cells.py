"""Turns string cells into typed columns by their written form, and reports the forms refused."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from sirte.descriptors import Field, Table
from sirte.report import Finding

_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)([.][0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_TEXT_FAULTS = (
    ("text-spacing", r"^[\p{Z}\t]|[\p{Z}\t]$|[\p{Z}\t]{2}", "space at an end, or two in a row"),
    ("text-markup", r"<[A-Za-z/!][^>]*>|&(#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z]+);", "HTML in a cell"),
    (
        "text-control",
        r"[\x00-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}\x{fffe}\x{ffff}]",
        "control character, direction override or noncharacter",
    ),
)
_ANY_FAULT = "|".join(f"(?:{pattern})" for _, pattern, _ in _TEXT_FAULTS)

Parser = Callable[[str], Any]


def parse_cells(
    table: Table, cells: pa.Table, lines: np.ndarray
) -> tuple[pd.DataFrame, list[Finding]]:
    """Return the typed frame, indexed by line, and findings on cells whose form is refused.

    A refused cell is missing in the frame. Types: `str`, Int64, float64, boolean, datetime64[s].
    """
    findings: list[Finding] = []
    columns: dict[str, Any] = {}
    for field in table.fields:
        typed, faults = _parse_column(field, cells[field.name].combine_chunks())
        columns[field.name] = typed
        for index, rule, message, hint in faults:
            row_id = "|".join(str(cells[name][index]) for name in table.primary_key)
            where = (table.path, int(lines[index]), field.name, row_id)
            findings.append(Finding(*where, rule, message, hint))
    frame = pd.DataFrame(columns)
    frame.index = pd.Index(lines, name="line")
    return frame, findings


_Fault = tuple[int, str, str, str]


def _parse_column(field: Field, cells: pa.StringArray) -> tuple[Any, list[_Fault]]:
    faults = list(_text_faults(cells))
    if field.type == "string":
        missing = pc.equal(cells, "")
        return pc.if_else(missing, None, cells).to_pandas(), faults
    encoded = cells.dictionary_encode()
    parser, rule, hint, arrow_type = _FORMS[field.type]
    values, refused = _parse_values(encoded.dictionary.to_pylist(), parser)
    codes = encoded.indices.to_numpy()
    faults += [
        (int(index), rule, f"{refused[codes[index]]!r} is refused", hint)
        for index in np.flatnonzero(np.isin(codes, list(refused)))
    ]
    return _to_pandas(pa.array(values, arrow_type).take(encoded.indices)), faults


def _text_faults(cells: pa.StringArray) -> Iterator[_Fault]:
    suspect = pc.any(pc.match_substring_regex(cells, _ANY_FAULT)).as_py()
    for rule, pattern, message in _TEXT_FAULTS if suspect else ():
        for index in np.flatnonzero(pc.match_substring_regex(cells, pattern)):
            yield int(index), rule, message, "clean the cell"
    for index in np.flatnonzero(pc.invert(pc.string_is_ascii(cells))):
        if not unicodedata.is_normalized("NFC", str(cells[index])):
            yield int(index), "text-nfc", "text is not in Unicode form NFC", "run `sirte fmt`"


def _parse_values(texts: list[str], parser: Parser) -> tuple[list[Any], dict[int, str]]:
    values: list[Any] = []
    refused: dict[int, str] = {}
    for code, text in enumerate(texts):
        try:
            values.append(parser(text) if text else None)
        except ValueError:
            values.append(None)
            refused[code] = text
    return values, refused


def _to_pandas(array: pa.Array) -> Any:
    if pa.types.is_integer(array.type):
        return array.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype()}.get)
    if pa.types.is_boolean(array.type):
        return array.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get)
    if pa.types.is_date(array.type):
        return array.cast(pa.timestamp("s")).to_pandas()
    return array.to_pandas()


def _matched(text: str, form: re.Pattern[str]) -> str:
    if not form.fullmatch(text):
        raise ValueError(text)
    return text


def _parse_boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


_FORMS: dict[str, tuple[Parser, str, str, pa.DataType]] = {
    "integer": (
        lambda t: int(_matched(t, _INTEGER)),
        "integer-form",
        "write a whole number, as in 12",
        pa.int64(),
    ),
    "number": (
        lambda t: float(_matched(t, _NUMBER)),
        "number-form",
        "write a decimal number, as in 32.89",
        pa.float64(),
    ),
    "date": (
        lambda t: dt.date.fromisoformat(_matched(t, _DATE)),
        "date-form",
        "write a real date as YYYY-MM-DD",
        pa.date32(),
    ),
    "boolean": (_parse_boolean, "boolean-form", "write true or false", pa.bool_()),
}
