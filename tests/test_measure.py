"""Measures against worked examples by hand and simulations with known truth."""

import numpy as np
import pytest

from sirte.measure import design_effect, intracluster_correlation, net_alignment

SCORES = np.array([-1, -0.5, 0, 0.5, 1])


def test_design_effect_worked_example() -> None:
    clusters = ["a"] * 4 + ["b"] * 2  # sum m^2 = 20, n = 6: 1 + (20/6 - 1) * .3
    assert design_effect(clusters, 0.3) == pytest.approx(1.7)


def test_design_effect_single_rows_is_one() -> None:
    assert design_effect(["a", "b", "c"], 0.9) == 1


@pytest.mark.parametrize(("clusters", "rho"), [([], 0.3), (["a"], 1.5)])
def test_design_effect_refuses_bad_input(clusters: list[str], rho: float) -> None:
    with pytest.raises(ValueError, match="at least one row"):
        design_effect(clusters, rho)


def test_intracluster_correlation_worked_example() -> None:
    # clusters (0, 2) and (4, 6): MSB = 16, MSW = 2, m0 = 2, so (16 - 2) / (16 + 2) = 7/9
    rho = intracluster_correlation([0, 2, 4, 6], ["a", "a", "b", "b"])
    assert rho == pytest.approx(7 / 9)


def test_intracluster_correlation_recovers_simulated_truth() -> None:
    rng = np.random.default_rng(1)
    shared = np.repeat(rng.normal(size=2000), 3) * np.sqrt(0.6)
    values = shared + rng.normal(size=6000) * np.sqrt(0.4)
    clusters = [f"c{i // 3}" for i in range(6000)]
    assert intracluster_correlation(values.tolist(), clusters) == pytest.approx(0.6, abs=0.03)


@pytest.mark.parametrize(
    ("values", "clusters"),
    [([1, 2, 3], ["a", "b", "c"]), ([1, 1, 1, 1], ["a", "a", "b", "b"]), ([1, 2], ["a", "a"])],
)
def test_intracluster_correlation_falls_back_to_floor(
    values: list[float], clusters: list[str]
) -> None:
    assert intracluster_correlation(values, clusters) == 0.3


def test_intracluster_correlation_removes_stratum_means() -> None:
    values = [0.0, 1, 0, 1, 10, 11, 10, 11]
    clusters, strata = list("aabbccdd"), list("xxxxyyyy")
    assert intracluster_correlation(values, clusters) > 0.9
    assert intracluster_correlation(values, clusters, strata) == 0.3


def test_intracluster_correlation_refuses_missing_values() -> None:
    with pytest.raises(ValueError, match="missing"):
        intracluster_correlation([1, float("nan")], ["a", "b"])


def test_net_alignment_mean_worked_example() -> None:
    # five single rows: 3 of +1, 2 of -2; deff 1, so weights 2.2, .2, .2, 3.2, .2 of 6 in all
    estimate = net_alignment([1, 1, 1, -2, -2], list("abcde"))
    assert estimate.mean == pytest.approx((-2.2 - 0.1 + 1.6 + 0.2) / 6)


@pytest.mark.parametrize(
    ("valences", "clusters"), [([1] * 4, list("abcd")), ([1] * 6, list("ababab")), ([], [])]
)
def test_net_alignment_few_rows_gives_no_number(valences: list[int], clusters: list[str]) -> None:
    estimate = net_alignment(valences, clusters)
    assert (str(estimate), estimate.mean, estimate.lower) == ("too few", None, None)


def test_net_alignment_clustering_widens_the_interval() -> None:
    valences = [1, 1, -1, -1, 0, 0, 2, -2] * 3
    single = net_alignment(valences, [str(i) for i in range(24)])
    grouped = net_alignment(valences, [str(i // 6) for i in range(24)])
    assert _width(grouped) > 1.2 * _width(single)


def _width(estimate: object) -> float:
    lower, upper = getattr(estimate, "lower", None), getattr(estimate, "upper", None)
    assert lower is not None
    assert upper is not None
    return float(upper - lower)


def test_net_alignment_is_the_same_on_every_run() -> None:
    args = ([1, -1, 2, 0, 0, -2], list("abcdef"))
    assert net_alignment(*args) == net_alignment(*args)


@pytest.mark.parametrize("valences", [[3, 0, 0, 0, 0], [float("nan")] * 5])
def test_net_alignment_refuses_other_values(valences: list[int]) -> None:
    with pytest.raises(ValueError, match="not a valence"):
        net_alignment(valences, list("abcde"))


def test_net_alignment_refuses_unequal_lengths() -> None:
    with pytest.raises(ValueError, match="5 valences but 1"):
        net_alignment([0] * 5, ["a"])


def test_net_alignment_interval_covers_simulated_truth() -> None:
    rng = np.random.default_rng(7)
    truth = np.array([0.1, 0.3, 0.2, 0.3, 0.1])
    hits = 0
    for _ in range(400):
        drawn = rng.choice([-2, -1, 0, 1, 2], size=30, p=truth)
        estimate = net_alignment(drawn.tolist(), [str(i) for i in range(30)])
        assert estimate.lower is not None
        assert estimate.upper is not None
        hits += estimate.lower <= float(truth @ SCORES) <= estimate.upper
    assert 0.92 <= hits / 400 <= 0.98
