"""What a recheck has found so far: one JSON line a source, so that a run can be taken up again."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from sirte.errors import PackageError

Status = Literal["found", "moved", "changed", "gone", "unreachable", "unread"]

STATUSES: dict[Status, str] = {
    "found": "the words stand on the page",
    "moved": "the words stand on the page that the address now redirects to",
    "changed": "the page is there, the words are not",
    "gone": "the server says that there is no such page (404, 410)",
    "unreachable": "no page came back: no host, no answer, an error, too large",
    "unread": "not looked at: no address, robots.txt, or not a text",
}


@dataclass(frozen=True)
class Anchor:
    """One passage that evidence rests on."""

    evidence_id: str
    words: str


@dataclass(frozen=True)
class Target:
    """One source to look at, and the passages that should stand there."""

    source_id: str
    url: str
    read_date: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True)
class Check:
    """What was found of one target; `statuses` in the order of its anchors."""

    target: Target
    checked: str
    page: Status
    statuses: tuple[Status, ...]
    http_status: int = 0
    redirects: int = 0
    final_url: str = ""
    detail: str = ""


def append_check(path: Path, check: Check) -> None:
    """Add one line to the state file and hand it to the system at once."""
    line = json.dumps(asdict(check), ensure_ascii=False)
    with path.open("a", encoding="utf-8", newline="") as file:
        file.write(line + "\n")


def read_checks(path: Path) -> dict[str, Check]:
    """Return checks by source id, the last of each; a last line cut off by an interruption is
    removed from the file. Raises `PackageError` where another line is damaged.
    """
    if not path.is_file():
        return {}
    _drop_torn_line(path)
    return {check.target.source_id: check for check in _parse(path)}


def _drop_torn_line(path: Path) -> None:
    data = path.read_bytes()
    if data and not data.endswith(b"\n"):
        with path.open("r+b") as file:
            file.truncate(data.rfind(b"\n") + 1)


def _parse(path: Path) -> Iterator[Check]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            raw = json.loads(line)
            target = raw.pop("target")
            anchors = tuple(Anchor(**a) for a in target.pop("anchors"))
            statuses = tuple(raw.pop("statuses"))
            yield Check(Target(**target, anchors=anchors), statuses=statuses, **raw)
        except (ValueError, TypeError, KeyError, AttributeError):
            reason = "not a line of a recheck: remove it, or begin anew with --fresh"
            raise PackageError(f"{path}:{number}: {reason}") from None
