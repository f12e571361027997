"""The phase model finds levels that are known, and says where its data do not fit."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from sirte.measure.phase_model import Rows

pytestmark = pytest.mark.model

CUTS = np.array([-1.5, -0.5, 0.3, 1.6])
BLOCS = np.array([0.8, -0.5, -0.3])
SPREAD, EACH, PHASES = 0.8, 40, 6
SCORES = np.array([-1.0, -0.5, 0.0, 0.5, 1.0])


def simulate(seed: int) -> tuple["Rows", np.ndarray[Any, Any]]:
    """Return rows drawn from the model with random levels, and the true alignment by phase."""
    from sirte.measure.phase_model import Rows

    rng = np.random.default_rng(seed)
    level = rng.normal(0, 1, PHASES)
    level -= level.mean()
    phase = np.repeat(np.arange(PHASES), EACH)
    incident = phase * EACH + rng.integers(0, EACH * 3 // 4, len(phase))
    _, incident = np.unique(incident, return_inverse=True)
    blocs = rng.dirichlet(np.ones(3), len(phase))
    place = level[phase] + rng.normal(0, SPREAD, incident.max() + 1)[incident] + blocs @ BLOCS
    value = (rng.logistic(place)[:, None] > CUTS).sum(axis=1) - 2
    inside = level + rng.normal(0, SPREAD, 20000)[:, None]
    below = 1 / (1 + np.exp(inside[..., None] - CUTS))
    truth = (np.diff(below, axis=-1, prepend=0.0, append=1.0) @ SCORES).mean(axis=0)
    return Rows(value, phase, incident, blocs), truth


def test_intervals_hold_the_truth() -> None:
    """Of 30 levels at most five may fall outside 95% intervals: chance of more is below 1%."""
    from sirte.measure.phase_model import fit_phases

    outside, errors = 0, []
    for seed in range(5):
        rows, truth = simulate(seed)
        found = fit_phases(rows, draws=500, chains=2)
        assert found.worst_rhat < 1.05
        lower, upper = np.quantile(found.alignment, [0.025, 0.975], axis=0)
        outside += int(((truth < lower) | (truth > upper)).sum())
        errors.extend(found.alignment.mean(axis=0) - truth)
    assert outside <= 5
    assert abs(np.mean(errors)) < 0.05


def test_bloc_effects_are_told_apart() -> None:
    from sirte.measure.phase_model import fit_phases

    found = fit_phases(simulate(11)[0], draws=500, chains=2)
    assert found.bloc.sum(axis=1) == pytest.approx(0, abs=1e-8)
    assert found.bloc.mean(axis=0)[0] > found.bloc.mean(axis=0)[1:].max()


@pytest.mark.parametrize("fault", ["length", "value", "shares"])
def test_unfit_rows_are_refused(fault: str) -> None:
    from sirte.measure.phase_model import Rows

    value, phase = np.array([0, 1]), np.array([0, 0])
    blocs = np.array([[0.5, 0.5], [1.0, 0.0]])
    if fault == "length":
        phase = phase[:1]
    elif fault == "value":
        value = np.array([0, 3])
    else:
        blocs = blocs * 2
    with pytest.raises(ValueError, match=r"length|outside|add up"):
        Rows(value, phase, np.array([0, 1]), blocs)
