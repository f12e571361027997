"""Which published findings a change moves: the claims of two packages, computed and compared."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from sirte.claims import format_claims
from sirte.dataset import Dataset
from sirte.errors import PackageError

_NUMBER = re.compile(r"-?[0-9]+(?:[.][0-9]+)?%?")

Finding = Mapping[str, str]


@dataclass(frozen=True)
class Move:
    """A finding that is not the same on both sides; an absent side is empty.

    `changes` names what a reader would have to unlearn: "sign" of the estimate, "conclusion"
    (where the interval lies, or what the sentence asserts), reliability "label", "wording"; or
    that the finding is "new" or "gone". Where it is empty, the number alone moves.
    """

    claim_id: str
    before: Finding
    after: Finding
    changes: tuple[str, ...]

    @property
    def difference(self) -> float | None:
        """By how much the estimate moves; None where one side has none."""
        values = [_number(side.get("estimate", "")) for side in (self.before, self.after)]
        return None if None in values else round(values[1] - values[0], 6)  # type: ignore[operator]


@dataclass(frozen=True)
class Impact:
    """All findings that move, and how many there are on the later side."""

    findings: int
    moves: tuple[Move, ...]

    @property
    def summary(self) -> str:
        """How many move, and how many change in more than their number."""
        graver = sum(bool(m.changes) for m in self.moves)
        if not self.moves:
            return f"none of {self.findings} findings moves"
        more = f"{graver or 'none'} in more than the number"
        count = len(self.moves)
        return f"{count} of {self.findings} findings move{'s' * (count == 1)}, {more}"


def measure_impact(base: Dataset, head: Dataset) -> Impact:
    """Return which findings move from `base` to `head`.

    Raises `PackageError` where the claims of a side cannot be computed.
    """
    return compare_findings(_find(base, "BASE"), _find(head, "HEAD"))


def _find(dataset: Dataset, side: str) -> list[Finding]:
    try:
        text = format_claims(dataset)
    except Exception as error:  # a package may lack anything that a measure needs
        message = f"the findings of {side} cannot be computed: {error!r}"
        raise PackageError(f"{message}; run `sirte validate` on it") from error
    return read_findings(text)


def read_findings(text: str) -> list[Finding]:
    """Return the rows of `results/claims.csv`, cells as text."""
    table = pd.read_csv(io.StringIO(text), dtype="str", keep_default_na=False)
    return [{str(k): str(v) for k, v in r.items()} for r in table.to_dict("records")]


def compare_findings(before: list[Finding], after: list[Finding]) -> Impact:
    """Return the findings that differ, in the order of `after`, then those that are gone."""
    old = {f["claim_id"]: f for f in before}
    new = {f["claim_id"]: f for f in after}
    names = [*new, *(i for i in old if i not in new)]
    pairs = [(i, old.get(i, {}), new.get(i, {})) for i in names]
    moves = tuple(Move(i, a, b, _changes(a, b)) for i, a, b in pairs if a != b)
    return Impact(len(new), moves)


def _changes(before: Finding, after: Finding) -> tuple[str, ...]:
    if not before or not after:
        return ("gone",) if before else ("new",)
    found = [name for name, sign in _SIDES.items() if sign(before) != sign(after)]
    said = [_NUMBER.sub("#", f["sentence"]) for f in (before, after)]
    if not found and said[0] != said[1]:
        found.append("wording" if before["lower"] else "conclusion")
    return tuple(found)


def _sign(finding: Finding) -> int:
    value = _number(finding["estimate"]) or 0
    return (value > 0) - (value < 0)


def _side(finding: Finding) -> int:
    """Return on which side of zero the whole interval lies: -1, 1, or 0 where on neither."""
    lower, upper = _number(finding["lower"]), _number(finding["upper"])
    if lower is None or upper is None:
        return 0
    return (lower > 0) - (upper < 0)


def _label(finding: Finding) -> str:
    return finding["reliability"]


_SIDES = {"sign": _sign, "conclusion": _side, "label": _label}


def _number(text: str) -> float | None:
    return float(text) if text else None
