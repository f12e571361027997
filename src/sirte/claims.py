"""The published numbers: each claim with its estimate, interval, robustness and reliability."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from sirte.canonical import write_file
from sirte.comparing import compare_phases, compare_signals
from sirte.dataset import Dataset, FixedDataset, load
from sirte.exposure import exposure_by_phase
from sirte.fragility import find_decisive
from sirte.indexing import alignment_by_phase
from sirte.paths import find_checkout
from sirte.reliability import current_agreement
from sirte.robustness import run_multiverse, share_of_sign
from sirte.turning import check_dates

CLAIMS = Path("results/claims.csv")
DIGITS = 4
ORDER = ("unusable", "tentative", "firm", "no variation")
NEEDS = {
    "acts": ("events.valence", "events.dyad_link"),
    "position": ("statements.stance_position given", "statements.stance_position"),
    "observers": ("statements.assessment given", "statements.assessment"),
    "spells": ("alignments.basis", "alignments.level"),
}
UNCLEAR, APART = "of no clear sign", "not clearly apart from"
BEARS = 0.9
ARENAS = {"libya": "on Libya", "syria": "on Syria"}


@dataclass(frozen=True)
class Claim:
    """One row of `results/claims.csv`; `same_sign` is empty where no specification was run."""

    claim_id: str
    sentence: str
    estimate: float
    lower: float | None
    upper: float | None
    unit: str
    same_sign: float | None
    reliability: str
    notebook: str


@dataclass(frozen=True)
class Claims:
    """Computes the claims of a dataset, each group once."""

    dataset: Dataset

    def list_all(self) -> list[Claim]:
        """Return all claims in the order of the notebooks."""
        groups = (self._levels, self._changes, self._exposure, self._words, self._breaks)
        return [claim for group in groups for claim in group()]

    @cached_property
    def labels(self) -> dict[str, str]:
        """Return the weakest reliability label of what each kind of signal needs."""
        found = current_agreement(self.dataset)
        names = found["table"] + "." + found["variable"]
        label = dict(zip(names, found["label"], strict=True))
        weakest = {k: [label[v] for v in vs if v in label] for k, vs in NEEDS.items()}
        return {k: min(v, key=ORDER.index) if v else "not measured" for k, v in weakest.items()}

    def hedge(self, kind: str) -> str:
        """Return the word that a sentence on a kind of signal must carry."""
        return "" if self.labels[kind] == "firm" else f"{self.labels[kind].capitalize()}: "

    @cached_property
    def _multiverses(self) -> dict[str, pd.DataFrame]:
        return {arena: run_multiverse(self.dataset, arena) for arena in ARENAS}

    def _levels(self) -> Iterator[Claim]:
        for arena, place in ARENAS.items():
            table = alignment_by_phase(self.dataset, (arena,))
            decisive = find_decisive(self.dataset, arena)
            for r in table[table["mean"].notna()].to_dict("records"):
                side = describe_interval(r["lower"], r["upper"], "divergent", "convergent")
                sign = share_of_sign(self._multiverses[arena], r["phase_id"])
                sentence = f"In {r['phase_id']} ({r['label']}) coded acts {place} are {side}"
                sentence += describe_sign(side, sign, bool(decisive.get(r["phase_id"])))
                numbers = (r["mean"], r["lower"], r["upper"], "net alignment, -1 to +1")
                key = f"{arena}-level-{r['phase_id']}"
                yield self._claim(key, "acts", sentence, numbers, sign, "02_alignment_shifts")

    def _changes(self) -> Iterator[Claim]:
        for arena, place in ARENAS.items():
            table = compare_phases(self.dataset, arena)
            for r in table[table["mean"].notna()].to_dict("records"):
                words = ("shift toward divergence", "shift toward convergence", UNCLEAR)
                side = describe_interval(r["lower"], r["upper"], *words)
                sign = share_of_sign(self._multiverses[arena], r["later"], r["earlier"])
                moved = "move without a clear sign" if side == UNCLEAR else side
                sentence = f"From {r['earlier']} to {r['later']} coded acts {place} {moved}"
                sentence += describe_sign(side, sign)
                numbers = (r["mean"], r["lower"], r["upper"], "difference of net alignment")
                key = f"{arena}-change-{r['earlier']}-{r['later']}"
                yield self._claim(key, "acts", sentence, numbers, sign, "02_alignment_shifts")

    def _exposure(self) -> Iterator[Claim]:
        for r in exposure_by_phase(self.dataset).to_dict("records"):
            sentence = (
                f"In {r['phase_id']} ({r['label']}) the two meet through clients in Libya in "
                f"{r['per_month']:.1f} coded acts a month."
            )
            numbers = (r["per_month"], r["lower"], r["upper"], "acts per month")
            key = f"libya-exposure-{r['phase_id']}"
            yield self._claim(key, "spells", sentence, numbers, None, "04_who_backs_whom")

    def _words(self) -> Iterator[Claim]:
        for kind, name in (
            ("position", "Words on the other's position"),
            ("observers", "Observers"),
        ):
            table = compare_signals(self.dataset, "acts", kind)
            for r in table[table["mean"].notna()].to_dict("records"):
                side = describe_interval(r["lower"], r["upper"], "below", "above", APART)
                sentence = f"{name} lie {side} coded acts on Libya in {r['phase_id']}."
                numbers = (r["mean"], r["lower"], r["upper"], "difference of net alignment")
                key = f"libya-{kind}-{r['phase_id']}"
                yield self._claim(key, kind, sentence, numbers, None, "05_words_and_deeds")

    def _breaks(self) -> Iterator[Claim]:
        for arena, place in ARENAS.items():
            for r in check_dates(self.dataset, arena).to_dict("records"):
                word = "a break" if r["is_break"] else "no break"
                sentence = f"{r['date']:%Y-%m-%d} ({r['what']}) is {word} in coded acts {place}."
                numbers = (r["mass"], None, None, "posterior mass within two months")
                key = f"{arena}-break-{r['date']:%Y-%m-%d}"
                yield self._claim(key, "acts", sentence, numbers, None, "07_breaks")

    def _claim(
        self,
        claim_id: str,
        kind: str,
        sentence: str,
        numbers: tuple[float, float | None, float | None, str],
        sign: float | None,
        notebook: str,
    ) -> Claim:
        label, worded = self.labels[kind], self.hedge(kind) + sentence
        return Claim(claim_id, worded, *numbers, sign, label, notebook)


def describe_interval(
    lower: float, upper: float, below: str, above: str, unclear: str = UNCLEAR
) -> str:
    """Return the word for an interval: below zero, above zero, or neither."""
    if upper < 0:
        return below
    return above if lower > 0 else unclear


def describe_sign(side: str, sign: float, hangs: bool = False) -> str:
    """Return the end of a sentence: how many specifications bear it, where few do, and whether it
    hangs on one happening.
    """
    if side == UNCLEAR:
        return "."
    doubts = [f"only {sign:.0%} of specifications keep"] if sign < BEARS else []
    doubts += ["is lost without one happening"] if hangs else []
    return f", a sign that {' and that '.join(doubts)}." if doubts else "."


def list_claims(dataset: Dataset) -> pd.DataFrame:
    """Return all claims as a table, numbers rounded to four digits."""
    fixed = FixedDataset(dataset.package, dataset.frames)
    table = pd.DataFrame([asdict(c) for c in Claims(fixed).list_all()])
    numbers = ["estimate", "lower", "upper", "same_sign"]
    return table.assign(**{c: table[c].astype("float64").round(DIGITS) for c in numbers})


def read_claims(root: Path) -> pd.DataFrame:
    """Return the claims as they are stored; the tests hold that they are those of the tables."""
    return pd.read_csv(root / CLAIMS)


def format_claims(dataset: Dataset) -> str:
    """Return the text of `results/claims.csv`."""
    return str(list_claims(dataset).to_csv(index=False, lineterminator="\n"))


if __name__ == "__main__":
    place = find_checkout()
    (place / CLAIMS).parent.mkdir(exist_ok=True)
    write_file(place / CLAIMS, format_claims(load(place)))
