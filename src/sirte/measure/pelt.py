"""PELT change points of a monthly series, for comparison only (extra `analysis`)."""

import numpy as np
import numpy.typing as npt
import ruptures

Floats = npt.NDArray[np.float64]

SHORTEST = 3


def find_changes(levels: Floats) -> list[int]:
    """Return the months, from 0, at which PELT begins a new mean (Killick et al. 2012).

    levels: one number a month, NaN where unknown; such months are left out. The rest is
    standardised, as is usual; the penalty is 2 log n for each change, the shortest segment three
    months. Its false alarms in small clustered counts are why no claim rests on it: see
    `sirte.simulating.check_breaks`. Raises `ValueError` for fewer than six known months.
    """
    levels = np.asarray(levels, dtype=float)
    known = np.flatnonzero(~np.isnan(levels))
    if len(known) < 2 * SHORTEST:
        raise ValueError(f"needs {2 * SHORTEST} known months or more")
    seen = levels[known]
    scaled = seen / seen.std() if seen.std() > 0 else seen
    # The linear kernel's cost is that of the mean, in compiled code.
    found = ruptures.KernelCPD(kernel="linear", min_size=SHORTEST).fit(scaled)
    return [int(known[t]) for t in found.predict(pen=2 * np.log(len(known)))[:-1]]
