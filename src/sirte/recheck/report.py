"""The health report: totals, and each passage that is no longer where it was, with its archive."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sirte.canonical import format_rows, write_file
from sirte.errors import PackageError
from sirte.links import archive_link, passage_link
from sirte.recheck.state import STATUSES, Check, Status
from sirte.report import printable

COLUMNS = (
    "evidence_id",
    "source_id",
    "status",
    "http_status",
    "redirects",
    "anchor",
    "url",
    "final_url",
    "archive_link",
    "checked",
    "detail",
)
_SECTIONS: tuple[Status, ...] = ("gone", "changed", "moved", "unreachable", "unread")


def write_report(folder: Path, checks: Sequence[Check]) -> list[Path]:
    """Write report.md and report.csv into `folder`; return them."""
    ordered = sorted(checks, key=lambda check: check.target.source_id)
    made = {"report.md": to_markdown(ordered), "report.csv": to_csv(ordered)}
    for name, text in made.items():
        write_file(folder / name, text)
    return [folder / name for name in made]


def count(checks: Sequence[Check]) -> dict[Status, tuple[int, int]]:
    """Return of each status how many passages and how many pages have it.

    A page on which one passage is missing counts as changed.
    """
    passages = Counter(status for check in checks for status in check.statuses)
    pages = Counter(check.page for check in checks)
    return {status: (passages[status], pages[status]) for status in STATUSES}


def to_csv(checks: Sequence[Check]) -> str:
    """Return one row a passage."""
    return format_rows(COLUMNS, (row for check in checks for row in _rows(check)))


def _rows(check: Check) -> Iterator[list[str]]:
    target = check.target
    for anchor, status in zip(target.anchors, check.statuses, strict=True):
        numbers = [str(check.http_status or ""), str(check.redirects)]
        places = [target.url, check.final_url, _archive(check)]
        cells = [anchor.evidence_id, target.source_id, status, *numbers, anchor.words, *places]
        yield [printable(cell) for cell in [*cells, check.checked, check.detail]]


def _archive(check: Check) -> str:
    try:
        return archive_link(check.target.url, dt.date.fromisoformat(check.target.read_date))
    except PackageError:
        return ""


def to_markdown(checks: Sequence[Check]) -> str:
    """Return the report for readers: totals first, then what needs a look, by status."""
    return "\n".join([*_totals(checks), *_sections(checks)]) + "\n"


def _totals(checks: Sequence[Check]) -> Iterator[str]:
    days = sorted({check.checked for check in checks})
    passages = sum(len(check.statuses) for check in checks)
    span = "" if not days else f", {days[0]}" if len(days) == 1 else f", {days[0]} to {days[-1]}"
    yield "# Are the passages still there?"
    yield f"\n{passages:,} passages on {len(checks):,} pages{span}.\n"
    yield "| status | passages | pages | meaning |\n| --- | ---: | ---: | --- |"
    for status, (words, pages) in count(checks).items():
        yield f"| {status} | {words:,} | {pages:,} | {STATUSES[status]} |"


def _sections(checks: Sequence[Check]) -> Iterator[str]:
    for section in _SECTIONS:
        lines = [line for check in checks for line in _lines(check, section)]
        if lines:
            yield f"\n## {section.capitalize()}: {STATUSES[section]}\n"
            yield from lines


def _lines(check: Check, section: Status) -> Iterator[str]:
    target = check.target
    there = [a for a, s in zip(target.anchors, check.statuses, strict=True) if s == section]
    if not there and not (check.page == section and not target.anchors):
        return
    where = [f"[page](<{_address(passage_link(target.url, there[0].words))}>)"] if there else []
    if not target.url:
        where = []
    elif archive := _archive(check):
        where.append(f"[archive](<{_address(archive)}>)")
    if section == "moved":
        where.append(f"[now](<{_address(check.final_url)}>)")
    words = "; ".join(f"{a.evidence_id} “{_plain(a.words)}”" for a in there)
    reason = f" ({_plain(check.detail)})" if check.detail else ""
    yield f"- {target.source_id}{reason}: {words} {' '.join(where)}".rstrip()


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return re.sub(r"([\\`*_{}\[\]<>|#!&~@])", r"\\\1", printable(text))


def _address(url: str) -> str:
    return re.sub(r"[\s<>\\|`]", lambda m: f"%{ord(m[0]) & 0xFF:02X}", printable(url))
