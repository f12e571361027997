"""Reads back the cells of a workbook that this package wrote, from its XML."""

import re
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DIGITS = "0123456789"
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_sheets(path: Path) -> dict[str, list[list[Any]]]:
    """Return the rows of each sheet by name: text, float, bool, None where empty."""
    with zipfile.ZipFile(path) as archive:
        texts = [_text(item) for item in _parse(archive, "xl/sharedStrings.xml")]
        sheets = _parse(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
        names = [str(sheet.get("name")) for sheet in sheets]
        return {
            name: _rows(_parse(archive, f"xl/worksheets/sheet{at}.xml"), texts)
            for at, name in enumerate(names, start=1)
        }


def _parse(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(archive.read(name))  # noqa: S314  written by ourselves


def _text(item: ElementTree.Element) -> str:
    text = "".join(part.text or "" for part in item.iter(f"{_MAIN}t"))
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _rows(sheet: ElementTree.Element, texts: list[str]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    width = 0
    for row in sheet.iter(f"{_MAIN}row"):
        cells = {_number(str(c.get("r")).rstrip(_DIGITS)): _value(c, texts) for c in row}
        width = width or max(cells) + 1
        rows.append([cells.get(column) for column in range(width)])
    return rows


@lru_cache
def _number(letters: str) -> int:
    """Return the number of a column such as AB, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: ElementTree.Element, texts: list[str]) -> Any:
    text = cell.findtext(f"{_MAIN}v")
    if text is None:
        return None
    match cell.get("t"):
        case "s":
            return texts[int(text)]
        case "b":
            return text == "1"
        case _:
            return float(text)
