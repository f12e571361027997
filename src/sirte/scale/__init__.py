"""Event files of any size, counted by an engine through Ibis (extras `scale` and `spark`)."""

from sirte.scale.engines import connect
from sirte.scale.layouts import GDELT, LAYOUTS, POLECAT, Layout
from sirte.scale.pairs import Coverage, measure_pairs, summarise_pairs

__all__ = [
    "GDELT",
    "LAYOUTS",
    "POLECAT",
    "Coverage",
    "Layout",
    "connect",
    "measure_pairs",
    "summarise_pairs",
]
