"""Signals: which column, whose, and which rows belong to one happening."""

import pytest

from sirte.dataset import Dataset, load
from sirte.errors import UnknownIdError
from sirte.signals import read_signals

from .conftest import ROWS, Mini


def _by_id(dataset: Dataset, kind: str) -> dict[str, dict[str, object]]:
    rows = read_signals(dataset, kind).to_dict("records")
    return {str(r["record_id"]): {str(k): v for k, v in r.items()} for r in rows}


def test_acts_carry_valence_and_lead(small: Dataset) -> None:
    act = _by_id(small, "acts")["evt-0002"]
    assert (act["value"], act["cluster_id"], act["side"]) == (1, "evt-0001", "both")


def test_act_of_a_client_is_of_its_patrons_side(small: Dataset) -> None:
    assert _by_id(small, "acts")["evt-0003"]["side"] == "rus"


def test_words_with_an_occasion_belong_to_its_happening(mini: Mini) -> None:
    dataset = load(mini(statements={0: {"occasion_event_id": "evt-0002"}}))
    words = _by_id(dataset, "partner")["stm-0001"]
    assert (words["cluster_id"], words["side"], words["value"]) == ("evt-0001", "rus", 1)


def test_words_without_an_occasion_belong_to_speaker_and_day(small: Dataset) -> None:
    words = _by_id(small, "observers")["stm-0002"]
    assert (words["cluster_id"], words["side"]) == ("un-salame 2020-01-01", "")


def test_empty_stance_is_no_signal(small: Dataset) -> None:
    assert read_signals(small, "position").empty


def test_unknown_signal_raises(small: Dataset) -> None:
    with pytest.raises(UnknownIdError, match="signal 'mood'"):
        read_signals(small, "mood")


def test_acts_of_the_second_search_stay_out(mini: Mini) -> None:
    found = {"variable": "found", "coder": "search-a", "value": "false", "read_blocs": ""}
    row = ROWS["codings"][0] | found
    dataset = load(mini(add={"codings": [row]}, drop={"codings": [0, 1]}))
    assert dataset.second_search() == {"evt-0001"}
    assert "evt-0001" not in set(read_signals(dataset)["record_id"])
    flags = dataset.dyad_events().set_index("event_id")["second_search"]
    assert flags["evt-0001"]
    assert not flags["evt-0002"]
