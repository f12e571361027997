"""Draws of records for second coding and audit: by a fixed seed, spread over the strata."""

import re
from collections.abc import Collection

import numpy as np
import pandas as pd

from sirte.dataset import Dataset

KEYS = {"events": "event_id", "statements": "statement_id", "alignments": "alignment_id"}
KINDS = {"events": "event_type", "statements": "speech_act", "alignments": "basis"}


def draw_records(
    dataset: Dataset, table: str, size: int, seed: int, exclude: Collection[str] = ()
) -> list[str]:
    """Return ids of `size` records of a table, spread over arena, phase, kind and bloc.

    Systematic sampling with a random start over the records sorted by stratum, in random order
    within it: each record has the same chance, and strata get their share to within a record or
    two (Cochran 1977, chapter 8). Records in `exclude` are never drawn: a coder who has the
    codebook has the answers of those that it cites (see `cited_records`). Raises `ValueError`
    where fewer are left.
    """
    strata = stratify(dataset, table)
    left = strata[~strata[KEYS[table]].isin(list(exclude))]
    return _draw(left, size, np.random.default_rng(seed))


def draw_swaps(
    dataset: Dataset, size: int, seed: int, exclude: Collection[str] = ()
) -> pd.DataFrame:
    """Return event_id, bloc_a, bloc_b of `size` events that pages of two blocs bear out.

    The blocs are the two with most pages on the event, in random order; events are drawn, and
    left out, as by `draw_records`. Raises `ValueError` where fewer events have two blocs.
    """
    rng = np.random.default_rng(seed)
    pages = _pages(dataset, "event_id")
    counts = pages[pages["reading"] != "contradicts"].groupby(["event_id", "publisher_bloc"]).size()
    ranked = (
        counts.rename("pages")
        .reset_index()
        .sort_values(["event_id", "pages", "publisher_bloc"], ascending=[True, False, True])
    )
    known = {i: list(b)[:2] for i, b in ranked.groupby("event_id")["publisher_bloc"]}
    pairs = {str(i): b for i, b in known.items() if len(b) == 2 and i not in exclude}
    strata = stratify(dataset, "events")
    ids = _draw(strata[strata["event_id"].isin(list(pairs))], size, rng)
    rows = [(i, *(str(b) for b in rng.permutation(pairs[i]))) for i in ids]
    return pd.DataFrame(rows, columns=["event_id", "bloc_a", "bloc_b"])


def cited_records(dataset: Dataset) -> set[str]:
    """Return ids of the events, statements and spells that the codebook's prose cites."""
    pages = (dataset.package.root / "schemas" / "prose").glob("*.md")
    texts = " ".join(p.read_text(encoding="utf-8") for p in sorted(pages))
    return set(re.findall(r"\b(?:evt|stm|aln)-[0-9]{4,}\b", texts))


def stratify(dataset: Dataset, table: str) -> pd.DataFrame:
    """Return id, arena, phase, kind and leading bloc of each record of a table."""
    key, kind, records = KEYS[table], KINDS[table], dataset.frames[table]
    phases = dataset.phase_of(records["start_date"]).fillna("none")
    blocs = _pages(dataset, key).groupby(key)["publisher_bloc"].agg(lambda b: b.mode().iloc[0])
    frame = records[[key, "arena", kind]].assign(phase_id=phases)
    frame["bloc"] = frame[key].map(blocs).fillna("none")
    return frame[[key, "arena", "phase_id", kind, "bloc"]]


def _pages(dataset: Dataset, key: str) -> pd.DataFrame:
    blocs = dataset.sources[["source_id", "publisher_bloc"]]
    return dataset.evidence.dropna(subset=[key]).merge(blocs, on="source_id")


def _draw(strata: pd.DataFrame, size: int, rng: np.random.Generator) -> list[str]:
    if not 0 < size <= len(strata):
        raise ValueError(f"cannot draw {size} of {len(strata)} records")
    key, *names = strata.columns
    shuffled = strata.iloc[rng.permutation(len(strata))]
    ordered = shuffled.sort_values(names, kind="stable")[key]
    places = (rng.random() + np.arange(size)) * len(ordered) / size
    return sorted(ordered.iloc[places.astype(int)])
