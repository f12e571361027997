"""Pure measures of alignment: numbers in, numbers out, no file access."""

from sirte.measure.alignment import Estimate, net_alignment
from sirte.measure.clusters import design_effect, intracluster_correlation

__all__ = ["Estimate", "design_effect", "intracluster_correlation", "net_alignment"]
