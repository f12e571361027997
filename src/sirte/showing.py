"""Shows a comparison as text, Markdown or JSON; every cell of a package is taken as hostile."""

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from sirte.changes import Comparison, Passage, RecordChanges
from sirte.impact import Finding, Impact, Move
from sirte.ledger.difference import Change
from sirte.report import printable

_MARKS = {"add": "+", "retire": "-", "change": "~", "": " "}
_WORDS = {"add": "added", "retire": "retired", "change": "changed", "": "as before"}
_WIDTH = 96


def to_text(found: Comparison, impact: Impact | None) -> str:
    """Return the comparison for a terminal; control characters are shown as escapes."""
    lines = [f"SIRTE {found.base} to {found.head}: {found.summary}", *found.columns]
    for record in found.records:
        lines += ["", *_record_lines(found, record)]
    if impact is not None:
        lines += ["", f"Findings: {impact.summary}"]
        lines += [line for move in impact.moves for line in _move_lines(move)]
    return "\n".join(printable(line) for line in lines) + "\n"


def _record_lines(found: Comparison, record: RecordChanges) -> Iterator[str]:
    title = textwrap.shorten(record.title, _WIDTH - 30, placeholder=" ...")
    yield f"{_MARKS[record.action]} {record.table} {record.record_id}  {title}".rstrip()
    for change in record.changes:
        yield from _wrapped(_change_text(change), "    ")
        if entry := found.reason_of(change):
            yield from _wrapped(f"{entry.reason_class}: {entry.reason}", "      ")
    for passage in record.evidence:
        page = f"{passage.publisher} ({passage.bloc})"
        lead = f"  {_MARKS[passage.action]} {passage.evidence_id} {passage.reading}: "
        yield f'{lead}{page} "{passage.anchor}" [{passage.language}]'
        if passage.link:
            yield f"      {passage.link}"


def _change_text(change: Change) -> str:
    own = change.owner == (change.table, change.row_id)
    place = "" if own else f"{change.table} {change.row_id} "
    if change.action == "change":
        return f"{place}{change.field}: {change.old or '(empty)'} -> {change.new or '(empty)'}"
    if not own:
        return f"{_MARKS[change.action]} {place}".rstrip()
    cells = [f"{k} {v}" for k, v in change.row.items() if v and v != change.row_id]
    return f"{_WORDS[change.action]}: {'; '.join(cells)}"


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=lead, subsequent_indent=f"{lead}  ", break_on_hyphens=False
    )


def _move_lines(move: Move) -> Iterator[str]:
    what = f": {', '.join(move.changes)}" if move.changes else ""
    yield f"{'!' if move.changes else ' '} {move.claim_id}{what}"
    by = "" if move.difference is None else f", by {move.difference:+.3f}"
    yield f"    {_numbers(move.before)} -> {_numbers(move.after)}{by}"
    if move.changes:
        for name, side in (("was", move.before), ("now", move.after)):
            yield from _wrapped(f"{name}: {side.get('sentence', '(no such finding)')}", "    ")


def _numbers(side: Finding) -> str:
    if not side:
        return "none"
    bounds = f" [{side['lower']}, {side['upper']}]" if side["lower"] else ""
    return f"{side['estimate']}{bounds} {side['reliability']}"


def to_markdown(found: Comparison, impact: Impact | None) -> str:
    """Return the comparison as Markdown; what comes from a package stands in code spans, where
    neither markup nor mentions work.
    """
    lines = [f"**SIRTE {_code(found.base)} to {_code(found.head)}**: {found.summary}", ""]
    lines += [f"- {_code(note)}" for note in found.columns]
    if impact is not None:
        lines += ["", f"### Findings: {impact.summary}", ""]
        lines += [_move_item(move) for move in impact.moves]
    for record in found.records:
        lines += ["", *_record_items(found, record)]
    return "\n".join(lines) + "\n"


def _record_items(found: Comparison, record: RecordChanges) -> Iterator[str]:
    title = f": {_code(record.title)}" if record.title else ""
    yield f"#### {_code(record.record_id)} of {record.table}, {_WORDS[record.action]}{title}"
    yield ""
    for change in record.changes:
        entry = found.reason_of(change)
        why = f" ({entry.reason_class}: {_code(entry.reason)})" if entry else ""
        yield f"- {_change_item(change)}{why}"
    for passage in record.evidence:
        yield f"- {_passage_item(passage)}"


def _change_item(change: Change) -> str:
    own = change.owner == (change.table, change.row_id)
    place = "" if own else f"{change.table} {_code(change.row_id)} "
    if change.action == "change":
        values = (_code(change.old or "(empty)"), _code(change.new or "(empty)"))
        return f"{place}{_code(change.field)}: {values[0]} → {values[1]}"
    if not own:
        return f"{place}{_WORDS[change.action]}"
    cells = [f"{_code(k)} {_code(v)}" for k, v in change.row.items() if v]
    return f"{_WORDS[change.action]}: {', '.join(cells)}"


def _passage_item(passage: Passage) -> str:
    said = _code(passage.anchor)
    link = quote(passage.link, safe="%/:=&?~#+!$,;'@()*[]")
    shown = f"[{said}](<{link}>)" if link else said
    page = f"{_code(passage.publisher)} ({_code(passage.bloc)})"
    lead = f"evidence {_code(passage.evidence_id)}, {_WORDS[passage.action]}"
    return f"{lead}, {_code(passage.reading)}: {page} {shown}"


def _move_item(move: Move) -> str:
    what = f" **{', '.join(move.changes)}**" if move.changes else ""
    by = "" if move.difference is None else f", by {move.difference:+.3f}"
    numbers = f"{_code(_numbers(move.before))} → {_code(_numbers(move.after))}{by}"
    words = [_code(side["sentence"]) for side in (move.before, move.after) if side]
    said = f"; {' → '.join(words)}" if move.changes else ""
    return f"- {_code(move.claim_id)}{what}: {numbers}{said}"


def _code(text: str) -> str:
    """Return text as a code span that it cannot leave."""
    plain = printable(text) or "(empty)"
    fence = "`" * (max(map(len, re.findall("`+", plain)), default=0) + 1)
    pad = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{pad}{plain}{pad}{fence}"


def to_json(found: Comparison, impact: Impact | None) -> str:
    """Return the comparison as a JSON object; `impact` is null where it was not asked for."""
    value: dict[str, Any] = {
        "base": found.base,
        "head": found.head,
        "columns": found.columns,
        "counts": {action: found.counts.get(action, 0) for action in ("add", "retire", "change")},
        "records": [_record_data(found, record) for record in found.records],
        "impact": None,
    }
    if impact is not None:
        moves = [{**asdict(m), "difference": m.difference} for m in impact.moves]
        value["impact"] = {"findings": impact.findings, "moves": moves}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _record_data(found: Comparison, record: RecordChanges) -> dict[str, Any]:
    changes = []
    for change in record.changes:
        entry = found.reason_of(change)
        changes.append({**asdict(change), "correction": entry.to_row() if entry else None})
    return {**asdict(record), "changes": changes}


FORMATS = {"text": to_text, "markdown": to_markdown, "json": to_json}
