"""Ordered-logit model of coded acts by phase, with incident and bloc effects (extra `model`)."""

from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
import numpy.typing as npt
import numpyro
import numpyro.distributions as dist
from jax import numpy as jnp
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS

from sirte.measure.alignment import CATEGORIES, SCORES

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

WARMUP, DRAWS, CHAINS, SEED = 1000, 1000, 4, 20190404
NODES = 15


@dataclass(frozen=True)
class Rows:
    """The coded acts of an arena: one entry, or one line of `blocs`, per act.

    value: -2..+2 (n,); phase and incident: numbers from 0 (n,); blocs: share of each bloc in the
    act's supporting evidence (n, blocs), lines adding up to 1.
    """

    value: Integers
    phase: Integers
    incident: Integers
    blocs: Floats

    def __post_init__(self) -> None:
        """Raise `ValueError` where lengths, values or shares do not fit."""
        if not len(self.value) == len(self.phase) == len(self.incident) == len(self.blocs):
            raise ValueError("value, phase, incident and blocs need the same length")
        if not set(self.value.tolist()) <= set(CATEGORIES):
            raise ValueError("values outside -2..+2")
        if not np.allclose(self.blocs.sum(axis=1), 1):
            raise ValueError("shares of blocs must add up to 1")


@dataclass(frozen=True)
class Posterior:
    """Draws of the model, and whether the sampler can be trusted.

    alignment: expected score by phase for an average bloc, from -1 to 1 (draws, phases); bloc:
    effect of each bloc on the logit, adding up to 0 (draws, blocs); spread: standard deviation of
    incidents on the logit (draws,).
    """

    alignment: Floats
    bloc: Floats
    spread: Floats
    divergences: int
    worst_rhat: float
    least_ess: float


def fit_phases(rows: Rows, draws: int = DRAWS, chains: int = CHAINS, seed: int = SEED) -> Posterior:
    """Return the posterior of an ordered logit of valence (McCullagh 1980).

    logit Pr(valence <= k) = cut_k - (level[phase] + incident + shares of blocs x bloc effects).
    Levels and bloc effects add up to 0 and, like incidents, have scales of their own, half-normal
    (Gelman 2006); the shares at level 0 are Dirichlet(1) (Betancourt 2019). NUTS (Hoffman and
    Gelman 2014), chains one after the other at a fixed seed. Raises `ValueError` through `Rows`.
    """
    numpyro.enable_x64()
    sampler = MCMC(
        NUTS(_model, target_accept_prob=0.95),
        num_warmup=WARMUP,
        num_samples=draws,
        num_chains=chains,
        chain_method="sequential",
        progress_bar=False,
    )
    sampler.run(jax.random.PRNGKey(seed), rows, extra_fields=("diverging",))
    kept = {k: np.asarray(v) for k, v in sampler.get_samples(group_by_chain=True).items()}
    checked = [kept[name] for name in ("level", "bloc", "shares", "spread")]
    flat = {k: v.reshape(-1, *v.shape[2:]) for k, v in kept.items()}
    return Posterior(
        alignment=_expected_scores(flat["cuts"], flat["level"], flat["spread"]),
        bloc=flat["bloc"],
        spread=flat["spread"],
        divergences=int(sampler.get_extra_fields()["diverging"].sum()),
        worst_rhat=max(float(np.max(split_gelman_rubin(v))) for v in checked),
        least_ess=min(float(np.min(effective_sample_size(v))) for v in checked),
    )


def _model(rows: Rows) -> None:
    phases, incidents = int(rows.phase.max()) + 1, int(rows.incident.max()) + 1
    shares = numpyro.sample("shares", dist.Dirichlet(jnp.ones(len(CATEGORIES))))
    cuts = numpyro.deterministic("cuts", jax.scipy.special.logit(jnp.cumsum(shares)[:-1]))
    level = _zero_sum("level", phases, 1.5)
    bloc = _zero_sum("bloc", rows.blocs.shape[1], 0.5)
    spread = numpyro.sample("spread", dist.HalfNormal(1.5))
    raw = numpyro.sample("raw", dist.Normal(0, 1).expand([incidents]))
    place = level[rows.phase] + spread * raw[rows.incident] + rows.blocs @ bloc
    numpyro.sample("value", dist.OrderedLogistic(place, cuts), obs=rows.value - CATEGORIES[0])


def _zero_sum(name: str, size: int, scale: float) -> Any:
    width = numpyro.sample(f"{name}_scale", dist.HalfNormal(scale))
    raw = numpyro.sample(f"{name}_raw", dist.ZeroSumNormal(1.0, event_shape=(size,)))
    return numpyro.deterministic(name, width * raw)


def _expected_scores(cuts: Floats, level: Floats, spread: Floats) -> Floats:
    """Return the expected score by draw and phase, incidents integrated out (Gauss-Hermite)."""
    nodes, weights = np.polynomial.hermite_e.hermegauss(NODES)
    place = level[:, :, None] + spread[:, None, None] * nodes
    below = 1 / (1 + np.exp(place[..., None] - cuts[:, None, None, :]))
    inner = np.diff(below, axis=-1, prepend=0.0, append=1.0) @ SCORES
    return np.asarray(inner @ weights / weights.sum())
