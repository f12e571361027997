"""PELT, kept for comparison: it sees a clear step, and in noise what is not there."""

import numpy as np
import pytest

from sirte.measure.pelt import find_changes


def test_clear_step_is_found() -> None:
    levels = np.r_[np.full(12, -1.0), np.full(12, 1.0)] + np.tile([0.05, -0.05], 12)
    assert find_changes(levels) == [12]


def test_months_without_rows_are_left_out() -> None:
    levels = np.r_[np.full(12, -1.0), np.full(12, 1.0)] + np.tile([0.05, -0.05], 12)
    levels[[3, 11, 12]] = np.nan
    assert find_changes(levels) == [13]


def test_level_series_has_no_change() -> None:
    assert find_changes(np.zeros(20)) == []


def test_too_few_months_are_refused() -> None:
    with pytest.raises(ValueError, match="6 known months"):
        find_changes(np.r_[np.zeros(5), np.full(10, np.nan)])
