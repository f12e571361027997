"""The printed table: one line a measurement, in Markdown that also reads as text."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bench.child import Runs
from bench.plant import Planted

HEADER = ("what", "n", "processor s", "wall s", "value", "target", "")


@dataclass(frozen=True)
class Line:
    """One measurement; `value` against `target`, which `met` settles (None: nothing to meet)."""

    what: str
    runs: Runs | None = None
    value: str = ""
    target: str = ""
    met: bool | None = None

    def cells(self) -> tuple[str, ...]:
        """Return the cells as printed."""
        verdict = {None: "", True: "met", False: "MISSED"}[self.met]
        return (self.what, *self._times(), self.value, self.target, verdict)

    def _times(self) -> tuple[str, str, str]:
        if self.runs is None:
            return "", "", ""
        return str(self.runs.n), _seconds(self.runs.processor), _seconds(self.runs.wall)


def _seconds(value: float) -> str:
    return f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:.1f}"


def at_most(what: str, value: float, limit: float, unit: str, runs: Runs | None = None) -> Line:
    """Return a line whose value may not exceed a limit."""
    return Line(what, runs, f"{value:.3g} {unit}", f"<= {limit:g}", value <= limit)


def at_least(what: str, value: float, limit: float, unit: str, runs: Runs | None = None) -> Line:
    """Return a line whose value may not fall below a limit."""
    return Line(what, runs, f"{value:.3g} {unit}", f">= {limit:g}", value >= limit)


def count_found(what: str, planted: Sequence[Planted], missed: Sequence[Planted]) -> Line:
    """Return a line on how many planted defects were found, naming the rules of those missed."""
    total = len(planted)
    names = f" (not {', '.join(p.rule for p in missed)})" if missed else ""
    return Line(what, None, f"{total - len(missed)} of {total}{names}", str(total), not missed)


def format_lines(lines: Sequence[Line]) -> str:
    """Return the table with aligned columns."""
    rows = [HEADER, *(line.cells() for line in lines)]
    widths = [max(3, *map(len, column)) for column in zip(*rows, strict=True)]
    text = [_format_row(row, widths) for row in rows]
    return "\n".join([text[0], _format_rule(widths), *text[1:]])


def _format_row(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [row[0].ljust(widths[0])]
    cells += [c.rjust(w) for c, w in zip(row[1:5], widths[1:5], strict=True)]
    cells += [c.ljust(w) for c, w in zip(row[5:], widths[5:], strict=True)]
    return f"| {' | '.join(cells)} |"


def _format_rule(widths: Sequence[int]) -> str:
    marks = ["-" * w for w in widths]
    marks[1:5] = ["-" * (w - 1) + ":" for w in widths[1:5]]
    return f"| {' | '.join(marks)} |"


def say(what: str) -> None:
    """Tell on standard error what is being done."""
    print(f"bench: {what}", file=sys.stderr, flush=True)
