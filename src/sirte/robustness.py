"""Robustness: what remains when sources, blocs or defensible choices are changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

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

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]
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
    parts = []
    for number, choice in enumerate(list_specifications()):
        chosen = np.logical_and.reduce([kept[name, choice[name]] for name in CHOICES])
        means = cells.average(chosen, SCALES[choice["scale"]])
        parts.append(means.assign(specification=number, **choice))
    return pd.concat(parts, ignore_index=True)


def share_of_sign(multiverse: pd.DataFrame, phase: str, against: str | None = None) -> float:
    """Return the share of specifications with the main one's sign of a phase, or of a difference.

    Specifications that leave too few rows count as not keeping the sign, so that thin data cannot
    look robust. Raises `ValueError` where the main specification itself has no number.
    """
    table = multiverse.pivot_table(
        index="specification", columns="phase_id", values="mean", dropna=False
    )
    values = table[phase] if against is None else table[phase] - table[against]
    if pd.isna(values.iloc[0]):
        raise ValueError(f"the index has no number for {phase}")
    return float(((values > 0) == (values.iloc[0] > 0)).where(values.notna(), False).mean())


def _supporting(dataset: Dataset) -> pd.DataFrame:
    pages = dataset.evidence[dataset.evidence["reading"] == "supports"].dropna(subset=["event_id"])
    columns = ["source_id", *LEFT_OUT]
    return pages[["event_id", "source_id"]].merge(dataset.sources[columns], on="source_id")


def _means(events: pd.DataFrame) -> pd.DataFrame:
    """Return phase_id, rows and the posterior mean of net alignment of each phase with rows."""
    everything = np.ones(len(events), dtype=bool)
    return _Cells.of(events).average(everything, SCALES["five steps"])


@dataclass(frozen=True)
class _Cells:
    """Events as numbers, so that hundreds of specifications can be averaged in turn."""

    phases: list[str]
    phase: Integers
    cluster: Integers
    valence: Integers

    @classmethod
    def of(cls, events: pd.DataFrame) -> "_Cells":
        phase, phases = pd.factorize(events["phase_id"], sort=True)
        cluster, _ = pd.factorize(events["cluster_id"])
        return cls(list(map(str, phases)), phase, cluster, events["valence"].to_numpy(np.int64))

    def average(self, chosen: Booleans, scale: Mapping[int, int]) -> pd.DataFrame:
        """Return phase_id, rows and mean (missing where too few) of the chosen rows' phases."""
        rows = []
        for number, phase in enumerate(self.phases):
            inside = chosen & (self.phase == number)
            if not inside.any():
                continue
            seen = np.bincount(self.valence[inside] + 2, minlength=len(CATEGORIES))
            counts = np.zeros(len(CATEGORIES))
            for value, n in zip(CATEGORIES, seen, strict=True):
                counts[scale[value] + 2] += n
            sizes = np.bincount(self.cluster[inside])
            found = weigh_counts(counts, int((sizes**2).sum()), RHO_FLOOR)
            enough = seen.sum() >= MIN_ROWS and (sizes > 0).sum() >= MIN_CLUSTERS
            mean = float(found @ SCORES / found.sum()) if enough else float("nan")
            rows.append((phase, int(seen.sum()), mean))
        return pd.DataFrame(rows, columns=["phase_id", "rows", "mean"])
