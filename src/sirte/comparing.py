"""Comparisons of cells: between phases, between kinds of signals, between directions."""

from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from sirte.dataset import Dataset
from sirte.indexing import correlation_within_happenings
from sirte.measure.contrast import Cell, Contrast, composite_alignment, contrast_alignment
from sirte.measure.contrast import split_change as kitagawa
from sirte.measure.odds import log_odds, tipping_ratio
from sirte.signals import read_signals

CONTRAST = ["mean", "lower", "upper", "probability_positive", "probability_large", "result"]


def compare_phases(
    dataset: Dataset, arena: str = "libya", signal: str = "acts", pairs: Sequence[str] = ()
) -> pd.DataFrame:
    """Return later minus earlier net alignment for pairs of phases, "P2 P3"; default: neighbours.

    Columns: earlier, later, mean, lower, upper, probability_positive, probability_large (of more
    than .15 either way), result, tipping (see `sirte.measure.odds.tipping_ratio`).
    """
    rows = read_signals(dataset, signal)
    rows = rows[rows["arena"] == arena]
    phases, rho = dataset.phases["phase_id"].tolist(), correlation_within_happenings(rows)
    wanted = [tuple(p.split()) for p in pairs] or list(pairwise(phases))
    found = []
    for earlier, later in wanted:
        first, second = (rows[rows["phase_id"] == p] for p in (earlier, later))
        made = contrast_alignment(_cell(first), _cell(second), rho)
        tipping = None if made is None else _tipping(first, second)
        found.append((earlier, later, *_contrast(made), tipping))
    return _typed(pd.DataFrame(found, columns=["earlier", "later", *CONTRAST, "tipping"]))


def compare_signals(
    dataset: Dataset, first: str = "acts", second: str = "position", arena: str = "libya"
) -> pd.DataFrame:
    """Return net alignment of the second kind of signal minus that of the first, by phase.

    The two are taken as independent; where acts and words of one happening go together, the
    interval is a little too wide. Columns: phase_id, label, rows_first, rows_second, mean, lower,
    upper, probability_positive, probability_large, result.
    """
    kinds = [read_signals(dataset, kind) for kind in (first, second)]
    return _by_phase(dataset, [k[k["arena"] == arena] for k in kinds])


def compare_sides(dataset: Dataset, signal: str = "position", arena: str = "libya") -> pd.DataFrame:
    """Return net alignment of signals from Russia's side minus those from Turkey's, by phase."""
    rows = read_signals(dataset, signal)
    rows = rows[rows["arena"] == arena]
    return _by_phase(dataset, [rows[rows["side"] == side] for side in ("tur", "rus")])


def compare_arenas(dataset: Dataset, arenas: Sequence[str]) -> pd.DataFrame:
    """Return the composite of arenas with equal weight by phase, and which were too few.

    Columns: phase_id, label, arenas, too_few (joined by spaces), mean, lower, upper. A change of
    the composite between phases with other arenas is no change of alignment.
    """
    rows = read_signals(dataset)
    found = []
    for phase, label in dataset.phases[["phase_id", "label"]].itertuples(index=False):
        inside = rows[rows["phase_id"] == phase]
        cells = {a: _cell(inside[inside["arena"] == a]) for a in arenas}
        made = composite_alignment(cells)
        numbers = (None, None, None) if made is None else (made.mean, made.lower, made.upper)
        used = "" if made is None else " ".join(made.arenas)
        few = " ".join(sorted(arenas)) if made is None else " ".join(made.too_few)
        found.append((phase, label, used, few, *numbers))
    names = ["phase_id", "label", "arenas", "too_few", "mean", "lower", "upper"]
    return _typed(pd.DataFrame(found, columns=names))


def split_movement(dataset: Dataset, arenas: Sequence[str]) -> pd.DataFrame:
    """Return how the pooled mean of acts moved from phase to phase: within arenas, by attention.

    Columns: earlier, later, within, attention, total, on scores from -1 to 1; arenas without acts
    in one of two phases take no part (missing where none is left). It shows what a pooled index
    would hide; ours are never pooled.
    """
    rows = read_signals(dataset)
    rows = rows[rows["arena"].isin(list(arenas))].assign(score=lambda r: r["value"] / 2)
    means = rows.groupby(["phase_id", "arena"])["score"].agg(["mean", "size"]).reset_index("arena")
    phases = dataset.phases["phase_id"].tolist()
    found: list[tuple[object, ...]] = []
    for earlier, later in pairwise(phases):
        parts = [means[means.index == p] for p in (earlier, later)]
        both = parts[0].merge(parts[1], on="arena", suffixes=("", "_later"))
        if both.empty:
            found.append((earlier, later, None, None, None))
            continue
        shares = [(both[c] / both[c].sum()).tolist() for c in ("size", "size_later")]
        levels = (both["mean"].tolist(), both["mean_later"].tolist())
        split = kitagawa(levels, (shares[0], shares[1]))
        found.append((earlier, later, split.within, split.attention, split.total))
    table = pd.DataFrame(found, columns=["earlier", "later", "within", "attention", "total"])
    return table.astype(dict.fromkeys(["within", "attention", "total"], "float64"))


def _by_phase(dataset: Dataset, kinds: list[pd.DataFrame]) -> pd.DataFrame:
    found, rho = [], max(correlation_within_happenings(k) for k in kinds)
    for phase, label in dataset.phases[["phase_id", "label"]].itertuples(index=False):
        first, second = (k[k["phase_id"] == phase] for k in kinds)
        numbers = _contrast(contrast_alignment(_cell(first), _cell(second), rho))
        found.append((phase, label, len(first), len(second), *numbers))
    names = ["phase_id", "label", "rows_first", "rows_second", *CONTRAST]
    return _typed(pd.DataFrame(found, columns=names))


def _cell(rows: pd.DataFrame) -> Cell:
    return [int(v) for v in rows["value"]], rows["cluster_id"].tolist()


def _contrast(found: Contrast | None) -> tuple[object, ...]:
    if found is None:
        return (None, None, None, None, None, "too few")
    shown = f"{found.mean:+.2f} [{found.lower:+.2f}, {found.upper:+.2f}]"
    sure = (found.probability_positive, found.probability_large)
    return (found.mean, found.lower, found.upper, *sure, shown)


def _tipping(first: pd.DataFrame, second: pd.DataFrame) -> float:
    odds = [
        log_odds(int((r["value"] > 0).sum()), int((r["value"] < 0).sum())) for r in (first, second)
    ]
    return tipping_ratio(odds[0], odds[1])


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    numbers = [c for c in table if c in (*CONTRAST[:-1], "tipping")]
    return table.astype(dict.fromkeys(numbers, "float64"))
