"""Robustness: what is left out, which specifications there are, how sign shares are counted."""

import pandas as pd
import pytest

from sirte.dataset import load
from sirte.errors import UnknownIdError
from sirte.indexing import alignment_by_phase
from sirte.robustness import (
    CHOICES,
    SCALES,
    leave_one_out,
    list_specifications,
    run_multiverse,
    share_of_sign,
)

from .conftest import ROOT, ROWS, Mini, Row


def _copies(count: int, **cells: str) -> dict[str, list[Row]]:
    """Return assaults of their own, each supported by one page of Reuters."""
    ids = [f"evt-{i:04d}" for i in range(4, 4 + count)]
    events = [ROWS["events"][2] | {"event_id": i} | cells for i in ids]
    pages = [
        ROWS["evidence"][3] | {"evidence_id": f"evd-{20 + n:04d}", "event_id": i}
        for n, i in enumerate(ids)
    ]
    return {"events": events, "evidence": pages}


def test_leave_one_out_starts_with_the_index(mini: Mini) -> None:
    dataset = load(mini(add=_copies(4)))
    table = leave_one_out(dataset, "origin")
    first = table[(table["left_out"] == "nothing") & (table["phase_id"] == "P2")]
    index = alignment_by_phase(dataset).set_index("phase_id").loc["P2"]
    assert first[["rows"]].to_numpy().tolist() == [[index["rows"]]]


def test_leave_one_out_drops_events_that_rest_on_the_value_alone(mini: Mini) -> None:
    table = leave_one_out(load(mini(add=_copies(4))), "origin").set_index(["left_out", "phase_id"])
    assert table.loc[("Reuters", "P2"), "rows"] == 2
    assert table.loc[("RIA", "P2"), "rows"] == 6
    assert "AA" not in set(table.reset_index()["left_out"])


def test_leave_one_out_of_another_column_raises(mini: Mini) -> None:
    with pytest.raises(UnknownIdError, match="leave out 'kind'"):
        leave_one_out(load(mini()), "kind")


def test_specifications_are_all_combinations_and_begin_with_the_index() -> None:
    found = list(list_specifications())
    expected = len(SCALES)
    for options in CHOICES.values():
        expected *= len(options)
    assert len(found) == len({tuple(f.values()) for f in found}) == expected
    assert found[0]["scale"] == "five steps"


def test_multiverse_begins_with_the_index() -> None:
    dataset = load(ROOT)
    main = run_multiverse(dataset).query("specification == 0").set_index("phase_id")
    index = alignment_by_phase(dataset).set_index("phase_id")
    assert main["rows"].to_dict() == index["rows"].to_dict()
    both = main["mean"].dropna().index
    assert (main["mean"] - index["mean"])[both].abs().max() < 0.02


def test_multiverse_third_party_keeps_events_with_a_page_of_neither_side(mini: Mini) -> None:
    table = run_multiverse(load(mini(add=_copies(4))))
    chosen = table[(table["support"] == "third party") & (table["phase_id"] == "P2")]
    assert chosen["rows"].max() == 5


def _multiverse(*means: tuple[float, float]) -> pd.DataFrame:
    rows = [(n, p, m) for n, pair in enumerate(means) for p, m in zip("ab", pair, strict=True)]
    return pd.DataFrame(rows, columns=["specification", "phase_id", "mean"])


def test_share_of_sign_counts_a_missing_number_as_lost() -> None:
    table = _multiverse((0.5, -0.1), (0.2, 0.1), (float("nan"), -0.2), (-0.3, 0.0))
    assert share_of_sign(table, "a") == 0.5
    assert share_of_sign(table, "a", against="b") == 0.5


def test_share_of_sign_without_a_main_number_raises() -> None:
    with pytest.raises(ValueError, match="no number for a"):
        share_of_sign(_multiverse((float("nan"), 0.1)), "a")
