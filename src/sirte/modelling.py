"""The phase model's data, and its stored results with the hash of the rows they came from."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sirte.canonical import write_file
from sirte.dataset import Dataset, load
from sirte.errors import PackageError
from sirte.paths import find_checkout

RESULTS = Path("results/phase_model.json")
ARENA = "libya"
DIGITS = 2


def read_rows(dataset: Dataset, arena: str = ARENA) -> pd.DataFrame:
    """Return the acts that the phase model is fitted to, in order of record.

    Columns: event_id, valence, phase_id, cluster_id, and for each bloc its share in the act's
    supporting evidence. Acts of direct, joint and proxy link within a phase.
    """
    events = dataset.dyad_events(arena=arena).dropna(subset=["phase_id"])
    events = events[~events["second_search"]]
    evidence = dataset.evidence[dataset.evidence["reading"] != "contradicts"]
    pages = evidence.merge(dataset.sources[["source_id", "publisher_bloc"]], on="source_id")
    blocs = pd.crosstab(pages["event_id"], pages["publisher_bloc"], normalize="index")
    rows = events[["event_id", "valence", "phase_id", "cluster_id"]]
    return rows.merge(blocs, on="event_id").sort_values("event_id", ignore_index=True)


def hash_rows(rows: pd.DataFrame) -> str:
    """Return the SHA-256 of the rows as CSV, six digits."""
    text = rows.to_csv(index=False, float_format="%.6f", lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def read_results(root: Path) -> dict[str, Any]:
    """Return what `make model` stored. Raises `PackageError` where there is nothing."""
    path = root / RESULTS
    if not path.is_file():
        raise PackageError(f"{RESULTS} is missing: run `make model`")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def tabulate(results: dict[str, Any], part: str) -> pd.DataFrame:
    """Return the `alignment` or the `bloc` effects of stored results: name, mean, lower, upper."""
    return pd.DataFrame(results[part], columns=["name", "mean", "lower", "upper"])


def fit(dataset: Dataset, arena: str = ARENA) -> dict[str, Any]:
    """Fit the phase model to an arena; return what is stored (needs the extra `model`)."""
    from sirte.measure.phase_model import DRAWS, SEED, Rows, fit_phases

    rows = read_rows(dataset, arena)
    blocs = [c for c in rows.columns if c not in {"event_id", "valence", "phase_id", "cluster_id"}]
    phases, phase = np.unique(rows["phase_id"].to_numpy(dtype=str), return_inverse=True)
    _, incident = np.unique(rows["cluster_id"].to_numpy(dtype=str), return_inverse=True)
    shares = rows[blocs].to_numpy(dtype=float)
    found = fit_phases(Rows(rows["valence"].to_numpy(dtype=np.int64), phase, incident, shares))
    return {
        "data_sha256": hash_rows(rows),
        "arena": arena,
        "rows": len(rows),
        "incidents": int(incident.max()) + 1,
        "draws_per_chain": DRAWS,
        "seed": SEED,
        "divergences": found.divergences,
        "worst_rhat": round(found.worst_rhat, DIGITS),
        "least_ess": int(found.least_ess // 100 * 100),
        "spread_of_incidents": _summary("", found.spread)[1:],
        "alignment": [_summary(p, d) for p, d in zip(phases, found.alignment.T, strict=True)],
        "bloc": [_summary(b, d) for b, d in zip(blocs, found.bloc.T, strict=True)],
    }


def _summary(name: str, draws: np.ndarray[Any, Any]) -> list[Any]:
    numbers = [draws.mean(), *np.quantile(draws, [0.025, 0.975])]
    return [str(name), *(round(float(n), DIGITS) + 0.0 for n in numbers)]


if __name__ == "__main__":
    place = find_checkout()
    text = json.dumps(fit(load(place)), indent=2)
    write_file(place / RESULTS, f"{text}\n")
