"""Robustness: what remains when sources, blocs or defensible choices are changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from sirte.dataset import DYAD_LINKS, Dataset
from sirte.errors import UnknownIdError
from sirte.measure.alignment import (
    CATEGORIES,
    MIN_CLUSTERS,
    MIN_ROWS,
    SCORES,
    weigh_counts,
)
from sirte.measure.clusters import RHO_FLOOR

LEFT_OUT = ("origin", "publisher", "publisher_bloc")
OWN = ("russian-", "turkish-")
MEANS = ("phase_id", "rows", "mean")

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Keep = Callable[[pd.DataFrame], pd.Series]

# Each choice has its options; the first is the one that the index makes.
CHOICES: Mapping[str, Mapping[str, Keep]] = {
    "links": {
        "direct, joint, proxy": lambda e: e["dyad_link"].isin(DYAD_LINKS),
        "with parallel": lambda e: e["dyad_link"] != "none",
    },
    "verification": {
        "all": lambda e: e["verification"].notna(),
        "confirmed": lambda e: e["verification"] == "confirmed",
    },
    "support": {
        "all": lambda e: e["n_blocs"] >= 0,
        "two blocs": lambda e: e["n_blocs"] >= 2,
        "third party": lambda e: e["third_party"],
    },
    "dates": {
        "all": lambda e: e["date_precision"].notna(),
        "exact day": lambda e: e["date_precision"] == "day",
    },
    "mixed acts": {
        "net": lambda e: e["is_mixed"].notna(),
        "left out": lambda e: ~e["is_mixed"].astype(bool),
    },
    "searches": {
        "the first": lambda e: ~e["second_search"],
        "both": lambda e: e["event_id"].notna(),
    },
    "happenings": {
        "each row": lambda e: e["event_id"].notna(),
        "leads only": lambda e: e["cluster_id"] == e["event_id"],
    },
}
SCALES: Mapping[str, Mapping[int, int]] = {
    "five steps": {v: v for v in (-2, -1, 0, 1, 2)},
    "sign only": {-2: -2, -1: -2, 0: 0, 1: 2, 2: 2},
}


def leave_one_out(dataset: Dataset, by: str, arena: str = "libya") -> pd.DataFrame:
    """Return net alignment by phase without the pages of one origin, publisher or bloc at a time.

    An event stays while a page that is left supports it. Columns: left_out, phase_id, rows, mean
    (missing where too few); the first block, left_out "nothing", is the index itself. Values that
    no event depends on are not listed. Raises `UnknownIdError` for another `by`.
    """
    if by not in LEFT_OUT:
        raise UnknownIdError(f"leave out {by!r}: one of {', '.join(LEFT_OUT)}")
    events = dataset.dyad_events(arena)
    events = events[~events["second_search"]]
    pages = _supporting(dataset)
    pages = pages[pages["event_id"].isin(events["event_id"])]
    alone = pages.groupby("event_id")[by].agg(["min", "max"])
    depends = alone.loc[alone["min"] == alone["max"], "min"]
    parts = [_means(events).assign(left_out="nothing")]
    for value in sorted(set(depends)):
        lost = depends.index[depends == value]
        parts.append(_means(events[~events["event_id"].isin(lost)]).assign(left_out=value))
    table = pd.concat(parts, ignore_index=True)
    return table[["left_out", "phase_id", "rows", "mean"]]


def list_specifications() -> Iterator[dict[str, str]]:
    """Yield each combination of choices; the first is the index's own."""
    names = [*CHOICES, "scale"]
    for options in product(*(c for c in CHOICES.values()), SCALES):
        yield dict(zip(names, options, strict=True))


def run_multiverse(dataset: Dataset, arena: str = "libya") -> pd.DataFrame:
    """Return net alignment by phase under every specification.

    Columns: one per choice, phase_id, rows, mean (missing where too few); specification 0 is the
    index itself (Steegen et al. 2016).
    """
    links = tuple(str(v) for v in dataset.package.tables["events"].field("dyad_link").allowed)
    events = dataset.dyad_events(arena, links)
    pages = _supporting(dataset)
    outside = ~pages["publisher_bloc"].str.startswith(OWN)
    third = set(pages.loc[outside, "event_id"])
    events["third_party"] = events["event_id"].isin(third)
    kept = {
        (name, option): keep(events).to_numpy(dtype=bool)
        for name, options in CHOICES.items()
        for option, keep in options.items()
    }
    cells = _Cells.of(events)
    scaled = {n: np.asarray(events["valence"].map(s), np.int64) for n, s in SCALES.items()}
    rows = []
    for number, choice in enumerate(list_specifications()):
        chosen = np.logical_and.reduce([kept[name, choice[name]] for name in CHOICES])
        found = cells.list_means(scaled[choice["scale"]], chosen)
        rows += [(*cell, number, *choice.values()) for cell in found]
    return pd.DataFrame(rows, columns=[*MEANS, "specification", *CHOICES, "scale"])


def share_of_sign(multiverse: pd.DataFrame, phase: str, against: str | None = None) -> float:
    """Return the share of specifications with the main one's sign of a phase, or of a difference.

    Specifications that leave too few rows count as not keeping the sign, so that thin data cannot
    look robust. Raises `ValueError` where the main specification itself has no number.
    """
    every = sorted(set(multiverse["specification"]))
    values = _means_of(multiverse, phase, every)
    if against is not None:
        values = values - _means_of(multiverse, against, every)
    if pd.isna(values.iloc[0]):
        raise ValueError(f"the index has no number for {phase}")
    return float(((values > 0) == (values.iloc[0] > 0)).where(values.notna(), False).mean())


def _means_of(multiverse: pd.DataFrame, phase: str, every: list[int]) -> pd.Series:
    """Return the mean of a phase by specification; missing where one has no rows."""
    own = multiverse[multiverse["phase_id"] == phase]
    return own.set_index("specification")["mean"].reindex(every)


def _supporting(dataset: Dataset) -> pd.DataFrame:
    pages = dataset.evidence[dataset.evidence["reading"] == "supports"].dropna(subset=["event_id"])
    columns = ["source_id", *LEFT_OUT]
    return pages[["event_id", "source_id"]].merge(dataset.sources[columns], on="source_id")


def _means(events: pd.DataFrame) -> pd.DataFrame:
    """Return phase_id, rows and the posterior mean of net alignment of each phase with rows."""
    valences = np.asarray(events["valence"], dtype=np.int64)
    found = _Cells.of(events).list_means(valences, np.ones(len(events), dtype=bool))
    return pd.DataFrame(found, columns=list(MEANS))


@dataclass(frozen=True)
class _Cells:
    """Phase and happening of each event as numbers, so that a subset is counted at once."""

    names: list[str]
    phase: Ints
    cluster: Ints

    @classmethod
    def of(cls, events: pd.DataFrame) -> Self:
        phase, names = pd.factorize(events["phase_id"], sort=True)
        return cls(names.tolist(), phase, pd.factorize(events["cluster_id"])[0])

    def list_means(self, valences: Ints, chosen: Bools) -> list[tuple[str, int, float]]:
        """Return `MEANS` of each phase in their order; rows outside all phases are left out."""
        kept = chosen & (self.phase >= 0)
        counts = self._count(self.phase[kept], valences[kept] - min(CATEGORIES), len(CATEGORIES))
        sizes = self._count(self.phase[kept], self.cluster[kept], len(self.cluster))
        cells = zip(self.names, counts, sizes, strict=True)
        return [(name, int(c.sum()), _mean(c, s)) for name, c, s in cells if c.any()]

    def _count(self, phase: Ints, place: Ints, width: int) -> Ints:
        """Return how many rows of each phase stand at each place, (phases, width)."""
        found = np.bincount(phase * width + place, minlength=len(self.names) * width)
        return found.reshape(len(self.names), width)


def _mean(counts: Ints, sizes: Ints) -> float:
    """Return the posterior mean of a cell from its rows by category and by happening."""
    if counts.sum() < MIN_ROWS or np.count_nonzero(sizes) < MIN_CLUSTERS:
        return float("nan")
    weights = weigh_counts(counts.astype(float), int((sizes**2).sum()), RHO_FLOOR)
    return float(weights @ SCORES / weights.sum())
