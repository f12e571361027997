"""Reads CITATION.cff: the part of YAML that such files use, every value as text."""

import json
import re
from collections import deque
from pathlib import Path
from typing import Any, NoReturn

from sirte.errors import PackageError

CITATION = "CITATION.cff"
_KEY = re.compile(r"([A-Za-z][\w-]*):(?: +(.*))?$")
_BLOCKS = (">", ">-", "|", "|-")
_REFUSED = tuple("[{&*!|>%@`?")

Lines = deque[tuple[int, str]]


def read_cff(root: Path) -> dict[str, Any]:
    """Return the citation file below `root`, empty where there is none; values are text.

    Raises `PackageError` with the line for YAML beyond keys, lists, quoted, plain and block text:
    nothing is guessed.
    """
    try:
        text = (root / CITATION).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError):
        raise PackageError(f"{CITATION}: cannot be read as UTF-8") from None
    lines: Lines = deque(enumerate(text.splitlines(), start=1))
    value = _mapping(lines, 0) if _peek(lines) is not None else {}
    if lines:
        _refuse(lines[0][0], "less indented than what stands above")
    return value


def _peek(lines: Lines) -> int | None:
    """Drop blank lines and comments; return the indent of the next line."""
    while lines and (not lines[0][1].strip() or lines[0][1].lstrip().startswith("#")):
        lines.popleft()
    return _indent(lines[0][1]) if lines else None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _mapping(lines: Lines, indent: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while (next_indent := _peek(lines)) is not None and next_indent >= indent:
        number, line = lines.popleft()
        match = _KEY.match(line.strip())
        if next_indent > indent or match is None:
            _refuse(number, "a line `key: value` is expected")
        if match[1] in found:
            _refuse(number, f"{match[1]} stands twice")
        found[match[1]] = _value(lines, match[2] or "", indent, number)
    return found


def _value(lines: Lines, text: str, indent: int, number: int) -> Any:
    if text in _BLOCKS:
        return _block(lines, text, indent)
    if text and not text.startswith("#"):
        return _scalar(text, number)
    inner = _peek(lines)
    if inner is not None and inner >= indent and lines[0][1].lstrip().startswith("- "):
        return _list(lines, inner)
    return _mapping(lines, inner) if inner is not None and inner > indent else ""


def _list(lines: Lines, indent: int) -> list[Any]:
    found: list[Any] = []
    while _peek(lines) == indent and lines[0][1].lstrip().startswith("- "):
        number, line = lines.popleft()
        item = line.strip()[2:].strip()
        if _KEY.match(item):
            lines.appendleft((number, " " * (indent + 2) + item))
            found.append(_mapping(lines, indent + 2))
        else:
            found.append(_scalar(item, number))
    return found


def _block(lines: Lines, mark: str, indent: int) -> str:
    taken = []
    while lines and (not lines[0][1].strip() or _indent(lines[0][1]) > indent):
        taken.append(lines.popleft()[1].strip())
    text = "\n".join(taken).strip()
    if mark.startswith(">"):
        text = re.sub(r"\n(\n*)", lambda m: m[1] or " ", text)
    return text


def _scalar(text: str, number: int) -> str:
    if text.startswith('"'):
        try:
            return str(json.loads(text))
        except ValueError:
            _refuse(number, "the quoted text does not end, or has an escape of YAML alone")
    if text.startswith("'"):
        if not re.fullmatch(r"'(?:[^']|'')*'", text):
            _refuse(number, "the quoted text does not end")
        return text[1:-1].replace("''", "'")
    text = text.partition(" #")[0].rstrip()
    if text.startswith(_REFUSED) or ": " in text or text.endswith(":"):
        _refuse(number, "put the value in quotation marks, lists on lines of their own")
    return text


def _refuse(number: int, message: str) -> NoReturn:
    raise PackageError(f"{CITATION}:{number}: {message}")
