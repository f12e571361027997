"""Findings: what is wrong, where, by which rule, and what to do; as text, JSON or annotations."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One fault. `line` is 1-based with the header as line 1; 0 means the whole file."""

    file: str
    line: int
    column: str
    row_id: str
    rule: str
    message: str
    hint: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        parts = [place, self.column, self.row_id, f"{self.rule}: {self.message}"]
        mark = "" if self.severity == "error" else "warning: "
        return mark + " ".join(p for p in parts if p) + (f" -> {self.hint}" if self.hint else "")


def count_errors(findings: Sequence[Finding]) -> int:
    """Return how many findings are errors."""
    return sum(f.severity == "error" for f in findings)


def to_text(findings: Sequence[Finding]) -> str:
    """Return one line per finding."""
    return "\n".join(printable(str(f)) for f in findings)


def to_json(findings: Sequence[Finding]) -> str:
    """Return a JSON array of findings."""
    return json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=2)


def to_github(findings: Sequence[Finding]) -> str:
    """Return GitHub workflow commands, one per finding, with their data escaped."""
    return "\n".join(_annotation(f) for f in findings)


def printable(text: str) -> str:
    """Return text with control characters and direction marks shown as escapes."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _annotation(finding: Finding) -> str:
    words = " ".join(w for w in (finding.column, finding.row_id, finding.message) if w)
    hint = f" -> {finding.hint}" if finding.hint else ""
    place = f"file={_escape(finding.file, ':,')},line={max(finding.line, 1)}"
    title = f"title={_escape(finding.rule, ':,')}"
    return f"::{finding.severity} {place},{title}::{_escape(words + hint)}"


def _escape(text: str, also: str = "") -> str:
    for char in "%\r\n" + also:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
