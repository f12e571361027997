"""Builds `dist/sirte-<version>/` and its zip: every format, each read back and compared."""

from sirte.release.build import build
from sirte.release.check import check_round_trip
from sirte.release.content import BuiltFile, RoundTripError, group_sizes

__all__ = ["BuiltFile", "RoundTripError", "build", "check_round_trip", "group_sizes"]
