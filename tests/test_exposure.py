"""Proxy exposure and ties: which acts and spells count, by the spells valid on the day."""

from sirte.backing import balance_by_phase, list_ties
from sirte.dataset import Dataset, load
from sirte.exposure import exposure_by_phase, find_proxy_acts

from .conftest import ROWS, Mini, Row


def test_act_of_one_client_on_the_other_is_exposure(small: Dataset) -> None:
    acts = find_proxy_acts(small)
    assert acts[["event_id", "from_side", "clients"]].to_numpy().tolist() == [
        ["evt-0003", "rus", "both"]
    ]


def test_act_of_the_state_itself_meets_the_client_of_the_other(mini: Mini) -> None:
    root = mini(event_actors={6: {"actor_id": "rus"}})
    assert find_proxy_acts(load(root))["clients"].tolist() == ["tur"]


def test_accord_of_two_clients_is_exposure_from_both(mini: Mini) -> None:
    root = mini(event_actors={5: {"role": "initiator"}})
    assert find_proxy_acts(load(root))["from_side"].tolist() == ["both"]


def test_joint_act_of_the_states_toward_a_client_is_none(small: Dataset) -> None:
    assert "evt-0002" not in set(find_proxy_acts(small)["event_id"])


def test_act_after_the_end_of_the_spell_is_none(mini: Mini) -> None:
    gone = {"end_date": "2020-01-11", "end_precision": "day"}
    assert find_proxy_acts(load(mini(alignments={1: gone}))).empty


def test_meeting_of_the_two_states_is_none(small: Dataset) -> None:
    assert "evt-0001" not in set(find_proxy_acts(small)["event_id"])


def test_exposure_counts_acts_per_month_of_each_phase(small: Dataset) -> None:
    table = exposure_by_phase(small).set_index("phase_id")
    assert table["acts"].to_dict() == {"P1": 0, "P2": 1}
    assert table["divergent"].isna().tolist() == [True, False]


def _spell(number: int, **cells: str) -> Row:
    return ROWS["alignments"][2] | {"alignment_id": f"aln-{number:04d}"} | cells


def test_ties_are_undirected_and_keep_the_strongest_level(mini: Mini) -> None:
    more = _spell(4, actor_id="tur", counterpart_id="rus", basis="rhetoric", level="2")
    ties = list_ties(load(mini(add={"alignments": [more]})), "P2")
    pair = ["rus", "tur", "overall rhetoric", 2, 1]
    assert pair in ties.to_numpy().tolist()


def test_hostile_tie_wins_where_levels_are_as_far_from_0(mini: Mini) -> None:
    more = _spell(4, basis="rhetoric", level="1")
    ties = list_ties(load(mini(add={"alignments": [more]})), "P2")
    assert ties.loc[ties["second"] == "tur", "sign"].tolist() == [1, -1]


def test_ties_of_a_phase_leave_out_spells_that_lie_beside_it(small: Dataset) -> None:
    assert list_ties(small, "P1")[["first", "second"]].to_numpy().tolist() == [["lna", "rus"]]


def test_balance_counts_triangles_of_the_phase(mini: Mini) -> None:
    more = [
        _spell(4, actor_id="lna", counterpart_id="gna", basis="overall", level="-2"),
        _spell(5, actor_id="rus", counterpart_id="gna", basis="diplomatic", level="-1"),
    ]
    table = balance_by_phase(load(mini(add={"alignments": more}))).set_index("phase_id")
    # rus-lna + , lna-gna -, rus-gna -: balanced; rus-tur -, tur-gna +, rus-gna -: balanced
    assert (table.loc["P2", "triangles"], table.loc["P2", "balanced"]) == (2, 2)
