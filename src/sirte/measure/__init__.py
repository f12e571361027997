"""Pure measures of alignment and agreement: numbers in, numbers out, no file access."""

from sirte.measure.alignment import Estimate, net_alignment
from sirte.measure.clusters import design_effect, intracluster_correlation
from sirte.measure.frames import measure_cells, measure_frame
from sirte.measure.reliability import (
    Agreement,
    Population,
    estimate_population,
    krippendorff_alpha,
    wilson_interval,
)

__all__ = [
    "Agreement",
    "Estimate",
    "Population",
    "design_effect",
    "estimate_population",
    "intracluster_correlation",
    "krippendorff_alpha",
    "measure_cells",
    "measure_frame",
    "net_alignment",
    "wilson_interval",
]
