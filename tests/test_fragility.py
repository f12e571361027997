"""Which conclusions a single happening decides, against cells whose answer is known."""

import pytest

from sirte.dataset import load
from sirte.fragility import find_decisive, find_side, tabulate_decisive
from sirte.measure import net_alignment

from .conftest import ROWS, Mini, Row


def _acts(*valences: int) -> dict[str, list[Row]]:
    """Return assaults in phase P2, each a happening of its own, of these valences."""
    ids = [f"evt-{i:04d}" for i in range(4, 4 + len(valences))]
    made = zip(ids, valences, strict=True)
    return {"events": [ROWS["events"][2] | {"event_id": i, "valence": str(v)} for i, v in made]}


def _side(*valences: int) -> int:
    return find_side(net_alignment(list(valences), [str(i) for i in range(len(valences))]))


@pytest.mark.parametrize(
    ("valences", "side"), [((-2,) * 8, -1), ((2,) * 8, 1), ((-2, 2) * 4, 0), ((-2,) * 3, 0)]
)
def test_side_is_where_the_interval_lies(valences: tuple[int, ...], side: int) -> None:
    assert _side(*valences) == side


def test_many_acts_of_one_sign_hang_on_no_happening(mini: Mini) -> None:
    assert find_decisive(load(mini(add=_acts(*[-2] * 20))))["P2"] == []


def test_sign_that_is_just_clear_hangs_on_each_act_that_made_it(mini: Mini) -> None:
    for count in range(1, 20):
        found = find_decisive(load(mini(add=_acts(*[-2] * count))))
        if "P2" in found:
            assert set(found["P2"]) >= {f"evt-{i:04d}" for i in range(4, 4 + count)}
            return
    raise AssertionError("no count of equal acts gives a clear sign")


def test_table_has_a_row_for_each_clear_sign(mini: Mini) -> None:
    table = tabulate_decisive(load(mini(add=_acts(*[-2] * 20))), ("libya", "syria"))
    assert table.to_numpy().tolist() == [["libya", "P2", 0, ""]]
