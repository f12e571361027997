"""Outside benchmarks: SIRTE beside measures that others made, read from a folder of one's own.

Expectations were written down in `docs/benchmarks.md` before any number was computed.
"""

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.stats import spearmanr

from sirte.canonical import write_file
from sirte.dataset import Dataset, load
from sirte.errors import PackageError
from sirte.indexing import alignment_by_phase
from sirte.measure.alignment import SCORES, posterior_weights
from sirte.measure.clusters import RHO_FLOOR
from sirte.paths import find_checkout
from sirte.signals import read_signals

VARIABLE = "SIRTE_EXTERNAL_DIR"
RESULTS = Path("results/benchmarks.csv")
PAIR = "RUS-TUR"
GDELT = Path("gdelt/gdelt_dyad_daily_2018_2022.csv")
COUNCIL = Path("unsc/unsc_resolutions_2019_2021_votes.csv")
ASSEMBLY = Path("unga_votes/unga_similarity_RUS_TUR_dyads_2018_2022.csv")
CONFLICTS = Path("ucdp/ucdp_prio_acd_221_selected_2016_2021.csv")
COLUMNS = ["benchmark", "measure", "value", "expected", "holds"]

Floats = npt.NDArray[np.float64]


def find_folder() -> Path | None:
    """Return the folder of outside data that SIRTE_EXTERNAL_DIR names, None where it is unset.

    Raises `PackageError` where it names no folder, or one that lacks a file.
    """
    name = os.environ.get(VARIABLE)
    if not name:
        return None
    for file in (GDELT, COUNCIL, ASSEMBLY, CONFLICTS):
        if not (Path(name) / file).is_file():
            raise PackageError(f"{VARIABLE}: {name} has no {file}")
    return Path(name)


def run_benchmarks(dataset: Dataset, folder: Path) -> pd.DataFrame:
    """Return all benchmarks: benchmark, measure, value, expected, holds (whether it came so)."""
    parts = [_volume, _valence, _abstentions, _sides, _assembly, _placebos]
    rows = [row for part in parts for row in part(dataset, folder)]
    return pd.DataFrame(rows, columns=COLUMNS).round({"value": 3})


Row = tuple[str, str, float, str, bool]


def read_gdelt(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return GDELT's monthly volume (share of the world's) and balance (sum over absolute sum).

    Months are 2019-01 to 2021-12, columns pairs of states; days missing there are left out.
    """
    daily = pd.read_csv(folder / GDELT, parse_dates=["date"])
    daily = daily[daily["date"].dt.year.between(2019, 2021)]
    month = daily["date"].dt.strftime("%Y-%m")
    pairs = daily.drop(columns=["date", "world_offdiag", "world_abs"])
    sums, sizes = pairs.groupby(month).sum(), pairs.abs().groupby(month).sum()
    world = daily.groupby(month)["world_abs"].sum()
    return sizes.div(world, axis=0), sums / sizes


def shift_test(first: Floats, second: Floats) -> tuple[float, float]:
    """Return Spearman's rank correlation, and the share of circular shifts with one as large.

    Shifts keep the slow movement of each series and break their common time; the unshifted order
    counts among them. Pairs with a missing number are left out of each correlation.
    """
    found = [_correlate(first, np.roll(second, s)) for s in range(len(second))]
    return found[0], float(np.mean(np.array(found) >= found[0] - 1e-12))


def _correlate(first: Floats, second: Floats) -> float:
    known = ~(np.isnan(first) | np.isnan(second))
    if np.ptp(first[known]) == 0 or np.ptp(second[known]) == 0:
        return float("nan")
    return float(spearmanr(first[known], second[known]).statistic)


def count_months(dataset: Dataset) -> tuple[Floats, Floats]:
    """Return acts of direct, joint and proxy link by month, all arenas, and their net alignment.

    Months with fewer than two acts have no alignment (NaN).
    """
    rows = read_signals(dataset)
    month = rows["start_date"].dt.strftime("%Y-%m")
    months = pd.period_range("2019-01", "2021-12", freq="M").astype(str)
    cells = {m: rows[month == m] for m in months}
    sizes = np.array([len(c) for c in cells.values()], dtype=float)
    return sizes, np.array([_mean(c) for c in cells.values()])


def _mean(cell: pd.DataFrame) -> float:
    if len(cell) < 2:
        return float("nan")
    values = [int(v) for v in cell["value"]]
    weights = posterior_weights(values, cell["cluster_id"].tolist(), RHO_FLOOR)
    return float(weights @ SCORES / weights.sum())


def _volume(dataset: Dataset, folder: Path) -> list[Row]:
    theirs, _ = read_gdelt(folder)
    rho, p = shift_test(count_months(dataset)[0], theirs[PAIR].to_numpy())
    return [
        ("B1 volume", "rank correlation by month", rho, "+.3 to +.7", 0.3 <= rho <= 0.7),
        ("B1 volume", "share of shifts as large", p, "at most .10", p <= 0.10),
    ]


def _valence(dataset: Dataset, folder: Path) -> list[Row]:
    _, theirs = read_gdelt(folder)
    rho, p = shift_test(count_months(dataset)[1], theirs[PAIR].to_numpy())
    phases = dataset.phase_of(pd.to_datetime(theirs.index.to_series() + "-15"))
    least = float(theirs[PAIR].groupby(phases.to_numpy()).mean().min())
    rank = float(theirs[PAIR].rank()["2020-02"])
    return [
        ("B2 valence", "rank correlation by month", rho, "0 to +.5", 0 <= rho <= 0.5),
        ("B2 valence", "share of shifts as large", p, "none stated", True),
        ("B2 valence", "GDELT's least balance of a phase", least, "above 0", least > 0),
        ("B2 valence", "rank of 2020-02 from below", rank, "at most 3", rank <= 3),
    ]


def _abstentions(dataset: Dataset, folder: Path) -> list[Row]:
    votes = pd.read_csv(folder / COUNCIL)
    votes = votes[votes["arena"] == "Libya"]
    roles = dataset.event_actors
    own = roles.loc[(roles["actor_id"] == "unsc") & (roles["role"] == "initiator"), "event_id"]
    events = dataset.events[dataset.events["event_id"].isin(own)]
    events = events[events["event_type"].isin(["agree", "sanction", "aid"])]
    abstains = events["coding_note"].str.contains("abst") | events["title"].str.contains("abst")
    by_day = abstains.groupby(events["start_date"].dt.strftime("%Y-%m-%d")).any()
    found = [day in by_day.index for day in votes["adoption_date"]]
    same = [
        day in by_day.index and bool(by_day[day]) == (vote == "abstain")
        for day, vote in zip(votes["adoption_date"], votes["russia"], strict=True)
    ]
    total = len(votes)
    return [
        ("B3 abstentions", f"of {total} resolutions found by day", sum(found), "all", all(found)),
        ("B3 abstentions", f"of {total} with Russia's vote", sum(same), "all", all(same)),
    ]


# UCDP's names of parties, and the actor that has the spells here.
PARTIES = {
    "Government of Russia (Soviet Union)": "rus",
    "Government of Turkey": "tur",
    "Government of Iran": "irn",
    "Government of Sudan": "sdn",
    "Government of United Arab Emirates": "are",
    "Government of United States of America": "usa",
    "Government of Syria": "syr",
    "Government of Libya": "gna",
    "Government of Azerbaijan": "aze",
    "Government of Armenia": "arm",
    "Forces of the House of Representatives": "lna",
    "Forces of Khalifa Haftar": "lna",
    "Syrian insurgents": "sna",
}


def _sides(dataset: Dataset, folder: Path) -> list[Row]:
    known = name_supporters(folder)
    spells = dataset.alignments[dataset.alignments["level"] > 0]
    states = dataset.actors.set_index("actor_id")["parent_actor_id"]
    owner = spells["actor_id"].map(states).fillna(spells["actor_id"])
    pairs = set(zip(owner, spells["counterpart_id"], strict=True))
    have = [(s, p) in pairs for s, p in zip(known["supporter"], known["party"], strict=True)]
    parties = set(PARTIES.values())
    more = len({p for p in pairs if p[1] in parties}) - sum(have)
    return [
        ("B4 sides", f"of {len(have)} supporters with a spell", sum(have), "all", all(have)),
        ("B4 sides", "supporters here that UCDP does not name", more, "above 0", more > 0),
    ]


def name_supporters(folder: Path) -> pd.DataFrame:
    """Return UCDP's secondary parties in Libya, Syria and Karabakh, 2019 to 2021.

    Columns: party_name, supporter_name, and party and supporter as actor ids (missing where the
    name is not in `PARTIES`). A supporter of several parties of one side has a row for each.
    """
    rows = pd.read_csv(folder / CONFLICTS)
    rows = rows[rows["year"].between(2019, 2021)]
    places = "Libya|Syria|Azerbaijan|Armenia"
    rows = rows[rows["location"].str.contains(places)]
    pairs = set()
    for side in ("a", "b"):
        helped = rows.dropna(subset=[f"side_{side}_2nd"])
        for parties, others in zip(helped[f"side_{side}"], helped[f"side_{side}_2nd"], strict=True):
            pairs |= {(p, o) for p in parties.split(", ") for o in others.split(", ")}
    table = pd.DataFrame(sorted(pairs), columns=["party_name", "supporter_name"])
    return table.assign(
        party=table["party_name"].map(PARTIES), supporter=table["supporter_name"].map(PARTIES)
    )


def _assembly(dataset: Dataset, folder: Path) -> list[Row]:
    table = pd.read_csv(folder / ASSEMBLY)
    own = table[(table["iso_a"] == "RUS") & (table["iso_b"] == "TUR")]
    own = own[own["year"].between(2019, 2021)].sort_values("year")
    step = max(abs(b - a) for a, b in pairwise(own["S_sq"]))
    index = alignment_by_phase(dataset)["mean"]
    span = float(index.max() - index.min())
    return [
        ("B5 Assembly", "largest move between years", step, "below .10", step < 0.10),
        ("B5 Assembly", "span of the index between phases", span, "above .50", span > 0.5),
    ]


def _placebos(dataset: Dataset, folder: Path) -> list[Row]:
    theirs = read_gdelt(folder)
    rows: list[Row] = []
    tests: list[tuple[str, str, Callable[[int], bool]]] = [
        ("volume", "at most 5", lambda r: r <= 5),
        ("valence", "at most 10", lambda r: r <= 10),
    ]
    for (name, expected, holds), ours, table in zip(
        tests, count_months(dataset), theirs, strict=True
    ):
        found = {p: _correlate(ours, table[p].to_numpy()) for p in table}
        rank = 1 + sum(v > found[PAIR] for v in found.values())
        rows.append(("B6 placebo pairs", f"{name}: rank of {PAIR}", rank, expected, holds(rank)))
    return rows


def read_results(root: Path) -> pd.DataFrame:
    """Return the stored benchmarks. Raises `PackageError` where there are none."""
    if not (root / RESULTS).is_file():
        raise PackageError(f"{RESULTS} is missing: set {VARIABLE} and run `make benchmarks`")
    return pd.read_csv(root / RESULTS)


def confirm_results(dataset: Dataset) -> pd.DataFrame:
    """Return the stored benchmarks, compared first with the outside data where they are at hand.

    Raises `PackageError` where the stored numbers are missing or no longer those of the data.
    """
    stored, folder = read_results(dataset.package.root), find_folder()
    if folder is not None and not run_benchmarks(dataset, folder).equals(stored):
        raise PackageError(f"{RESULTS} is out of date: run `make benchmarks`")
    return stored


if __name__ == "__main__":
    place, outside = find_checkout(), find_folder()
    if outside is None:
        raise SystemExit(f"{VARIABLE} is not set: name the folder of outside data")
    table = run_benchmarks(load(place), outside)
    write_file(place / RESULTS, str(table.to_csv(index=False, lineterminator="\n")))
