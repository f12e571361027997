"""Agreement against published examples, another library, and simulations with known truth."""

from pathlib import Path
from typing import Literal

import krippendorff
import numpy as np
import pytest

from sirte.dataset import load
from sirte.errors import UnknownIdError
from sirte.measure.reliability import (
    Agreement,
    alpha_difference,
    estimate_population,
    krippendorff_alpha,
    wilson_interval,
)
from sirte.reliability import (
    compare_swap,
    confusion,
    current_agreement,
    measure_reliability,
    shorten,
)
from sirte.searching import estimate_missed, searched_events

from .conftest import Mini, Row

# Four observers, twelve units, five values (Krippendorff 2011, example C).


def _units(*coders: str) -> list[list[str | None]]:
    rows = zip(*(c.ljust(12, ".")[:12] for c in coders), strict=True)
    return [[None if v == "." else v for v in row] for row in rows]


FOUR = _units("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


# Published examples


@pytest.mark.parametrize(("ordinal", "alpha"), [(False, 0.743), (True, 0.815)])
def test_alpha_four_observers_with_gaps(ordinal: bool, alpha: float) -> None:
    found = krippendorff_alpha(FOUR, "12345", ordinal=ordinal)
    assert found.alpha == pytest.approx(alpha, abs=5e-4)
    assert found.units == 11


def test_alpha_two_observers_nominal() -> None:
    found = krippendorff_alpha(_units("aabbdcccedda", "babbbcccedda"[:11] + "d"), "abcde")
    assert found.alpha == pytest.approx(0.692, abs=5e-4)
    assert found.percent == pytest.approx(0.75)


def test_alpha_two_observers_binary() -> None:
    units = list(zip("0100000010", "1110010000", strict=True))
    assert krippendorff_alpha(units, "01").alpha == pytest.approx(0.095, abs=5e-4)


@pytest.mark.parametrize(
    ("errors", "rows", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_newcombe_1998(errors: int, rows: int, lower: float, upper: float) -> None:
    assert wilson_interval(errors, rows) == pytest.approx((lower, upper), abs=5e-5)


def test_estimate_population_worked_example() -> None:
    # (40 + 1)(30 + 1) / (20 + 1) - 1 = 59.52; 50 found
    found = estimate_population(40, 30, 20)
    assert found.total == pytest.approx(59.5238, abs=1e-4)
    assert found.missed == pytest.approx(9.5238, abs=1e-4)


# Another library, and simulation


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_alpha_equals_that_of_the_krippendorff_library(
    level: Literal["nominal", "ordinal"],
) -> None:
    rng = np.random.default_rng(5)
    values = rng.integers(0, 5, size=(60, 3)).astype(float)
    values[:, 1] = np.where(rng.random(60) < 0.7, values[:, 0], values[:, 1])
    values[rng.random((60, 3)) < 0.1] = np.nan
    theirs = krippendorff.alpha(values.T, level_of_measurement=level, value_domain=range(5))
    units = [[None if np.isnan(v) else str(int(v)) for v in row] for row in values]
    ours = krippendorff_alpha(units, "01234", ordinal=level == "ordinal", bootstraps=10)
    assert ours.alpha == pytest.approx(theirs)


def _simulate(truthful: float, units: int, seed: int) -> list[list[str | None]]:
    """Two coders who see the truth with the given chance and otherwise guess among four."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, 4, size=(units, 1))
    seen = rng.random((units, 2)) < truthful
    values = np.where(seen, truth, rng.integers(0, 4, size=(units, 2)))
    return [[str(v) for v in row] for row in values]


@pytest.mark.parametrize("truthful", [0.0, 0.6, 0.9, 1.0])
def test_alpha_recovers_known_agreement(truthful: float) -> None:
    found = krippendorff_alpha(_simulate(truthful, 20_000, 1), "0123", bootstraps=10)
    assert found.alpha == pytest.approx(truthful**2, abs=0.02)


def test_alpha_difference_covers_the_known_difference() -> None:
    found = [
        alpha_difference(
            _simulate(0.95, 120, s), _simulate(0.8, 60, s + 500), "0123", bootstraps=300
        )
        for s in range(100)
    ]
    covers = [f[1] <= 0.95**2 - 0.8**2 <= f[2] for f in found if f is not None]
    assert len(covers) == 100
    assert 0.88 <= np.mean(covers) <= 1


def test_alpha_difference_without_variation_is_none() -> None:
    assert alpha_difference([["a", "a"]], [["a", "b"]], "ab") is None


def test_alpha_interval_covers_known_agreement() -> None:
    found = [krippendorff_alpha(_simulate(0.9, 120, s), "0123", bootstraps=400) for s in range(200)]
    covers = [f.lower <= 0.81 <= f.upper for f in found if f.lower is not None and f.upper]
    assert 0.9 <= np.mean(covers) <= 0.99


def test_estimate_population_recovers_simulated_truth() -> None:
    rng = np.random.default_rng(2)
    first, second = rng.random((500, 200)) < 0.7, rng.random((500, 200)) < 0.5
    found = [
        estimate_population(int(a.sum()), int(b.sum()), int((a & b).sum()))
        for a, b in zip(first, second, strict=True)
    ]
    assert np.mean([f.total for f in found]) == pytest.approx(200, abs=1)
    assert 0.92 <= np.mean([f.lower <= 200 <= f.upper for f in found]) <= 0.98


# Edges


def test_alpha_without_variation_is_none() -> None:
    found = krippendorff_alpha([["a", "a"], ["a", "a"]], "ab")
    assert found == Agreement(2, 1.0, None, None, None)
    assert found.label == "no variation"


def test_alpha_of_one_unit_has_no_interval() -> None:
    found = krippendorff_alpha([["a", "b"]], "ab")
    assert (found.alpha, found.lower) == (0.0, None)


@pytest.mark.parametrize(
    ("units", "message"), [([["a", None]], "two coders"), ([["a", "z"]], "categories")]
)
def test_alpha_refuses_bad_input(units: list[list[str | None]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        krippendorff_alpha(units, "ab")


@pytest.mark.parametrize(
    ("alpha", "label"),
    [(0.8, "firm"), (0.79, "tentative"), (2 / 3, "tentative"), (0.66, "unusable")],
)
def test_label_follows_alpha(alpha: float, label: str) -> None:
    assert Agreement(20, 0.9, alpha, None, None).label == label


def test_label_of_few_units_is_never_firm() -> None:
    assert Agreement(19, 1.0, 1.0, 1.0, 1.0).label == "tentative"


def test_estimate_population_both_found_all() -> None:
    assert estimate_population(7, 7, 7).missed == 0


@pytest.mark.parametrize("counts", [(3, 4, 5), (3, 4, -1)])
def test_estimate_population_refuses_bad_input(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="in common"):
        estimate_population(*counts)


@pytest.mark.parametrize("counts", [(3, 2), (0, 0)])
def test_wilson_interval_refuses_bad_input(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(*counts)


# The tables


def _coded(record: str, variable: str, *values: str, design: str = "coder") -> list[Row]:
    fixed = {"round": "1", "codebook_version": "0.1.0", "coded_date": "2026-11-22"}
    return [
        fixed | {"record_id": record, "variable": variable, "coder": f"{design}-{c}", "value": v}
        for c, v in zip("ab", values, strict=False)
    ]


def _package(mini: Mini, *codings: list[Row]) -> Path:
    rows = sorted((r for c in codings for r in c), key=lambda r: (r["record_id"], r["variable"]))
    return mini(drop={"codings": [0, 1]}, add={"codings": rows})


def test_reliability_lists_variables_in_schema_order(mini: Mini) -> None:
    root = _package(
        mini,
        _coded("evt-0001", "valence", "0", "1"),
        _coded("evt-0002", "valence", "1", "1"),
        _coded("evt-0001", "arena", "libya", "libya"),
    )
    table = measure_reliability(load(root))
    assert table["variable"].tolist() == ["arena", "valence"]
    assert table["units"].tolist() == [1, 2]
    assert table["label"].tolist() == ["no variation", "unusable"]


def test_reliability_splits_an_optional_scale_into_given_and_value(mini: Mini) -> None:
    root = _package(
        mini, _coded("stm-0001", "assessment", "1", "2"), _coded("stm-0002", "assessment", "", "1")
    )
    table = measure_reliability(load(root)).set_index("variable")
    assert table.loc["assessment given", "units"] == 2
    assert table.loc["assessment", "units"] == 1


def test_reliability_keeps_designs_apart(mini: Mini) -> None:
    root = _package(
        mini,
        _coded("evt-0001", "valence", "0", "1"),
        _coded("evt-0001", "valence", "0", "0", design="swap"),
    )
    table = measure_reliability(load(root))
    assert table[["design", "agreement"]].to_numpy().tolist() == [
        ["recoding", 0.0],
        ["source-swap", 1.0],
    ]


def test_reliability_leaves_out_what_one_coder_coded(mini: Mini) -> None:
    assert measure_reliability(load(mini())).empty


def test_confusion_counts_pairs_in_schema_order(mini: Mini) -> None:
    root = _package(
        mini, _coded("evt-0001", "valence", "1", "0"), _coded("evt-0002", "valence", "1", "1")
    )
    table = confusion(load(root), "valence")
    assert list(table.columns) == ["1", "0"]
    assert table.to_numpy().tolist() == [[1, 1], [0, 0]]


@pytest.mark.parametrize("name", ["arena", "place"])
def test_confusion_refuses_what_is_not_one_variable(mini: Mini, name: str) -> None:
    with pytest.raises(UnknownIdError, match="judged variable"):
        confusion(load(mini()), name)


def test_searches_estimate_what_both_missed(mini: Mini) -> None:
    root = _package(
        mini,
        _coded("evt-0001", "found", "true", "true", design="search"),
        _coded("evt-0002", "found", "true", "false", design="search"),
        _coded("evt-0003", "found", "false", "true", design="search"),
    )
    row = estimate_missed(load(root), by="valence").iloc[0]
    assert [row[c] for c in ("valence", "first", "second", "both", "total")] == [
        "all",
        2,
        2,
        1,
        3.5,
    ]


def test_searched_events_name_month_and_bloc(mini: Mini) -> None:
    root = _package(mini, _coded("evt-0001", "found", "true", "false", design="search"))
    row = searched_events(load(root)).iloc[0]
    assert row["month"] == str(row["start_date"])[:7]
    assert (row["search-a"], row["search-b"]) == (True, False)
    assert row["bloc"] in set(load(root).sources["publisher_bloc"])


def test_nothing_searched_twice_estimates_nothing(mini: Mini) -> None:
    assert estimate_missed(load(mini()), by="month").empty


def test_current_agreement_takes_the_latest_round_with_enough_units(mini: Mini) -> None:
    later = [r | {"round": "2"} for r in _coded("stm-0001", "directness", "verbatim", "verbatim")]
    root = _package(mini, _coded("stm-0001", "directness", "verbatim", "reported"), later)
    current = current_agreement(load(root))
    assert current[["variable", "round", "agreement"]].to_numpy().tolist() == [
        ["directness", 2, 1.0]
    ]


def test_swap_is_set_beside_recoding(mini: Mini) -> None:
    same = [_coded(f"evt-000{i}", "valence", v, v) for i, v in ((1, "0"), (2, "1"))]
    other = [_coded(f"evt-000{i}", "valence", *v, design="swap") for i, v in ((1, "01"), (2, "10"))]
    root = _package(mini, *same, *other)
    table = compare_swap(load(root)).set_index("variable").loc["valence"]
    assert (table["recoding"], table["swap"]) == (1.0, -0.5)
    assert table["difference"] == pytest.approx(1.5)


def test_swap_without_codings_is_empty(mini: Mini) -> None:
    assert compare_swap(load(mini())).empty


def test_shortened_table_shows_the_interval_beside_alpha(mini: Mini) -> None:
    codings = [_coded(f"evt-000{i}", "valence", v, v) for i, v in ((1, "0"), (2, "1"))]
    table = shorten(measure_reliability(load(_package(mini, *codings))))
    assert table["alpha"].tolist() == ["1.00 [1.00, 1.00]"]
    assert table["agreement"].tolist() == ["100%"]


def test_shortened_table_without_codings_stays_empty(mini: Mini) -> None:
    assert shorten(measure_reliability(load(mini()))).empty
