"""Flat tables: one row per record, nothing of the tables lost, counts as elsewhere."""

import pandas as pd
import pytest

from sirte.dataset import Dataset, load
from sirte.wide import Sheet, events_wide, statements_wide

from .conftest import Mini


@pytest.fixture(scope="module")
def events(small: Dataset) -> pd.DataFrame:
    return events_wide(small).frame.set_index("event_id")


@pytest.fixture(scope="module", params=[events_wide, statements_wide])
def sheet(real: Dataset, request: pytest.FixtureRequest) -> Sheet:
    made: Sheet = request.param(real)
    return made


def test_wide_table_keeps_every_cell_of_its_own_table(real: Dataset, sheet: Sheet) -> None:
    own = real.frames[sheet.table.name.removesuffix("_wide")]
    pd.testing.assert_frame_equal(sheet.frame[list(own.columns)], own)


def test_wide_columns_are_described_and_fit_stata(sheet: Sheet) -> None:
    assert list(sheet.frame.columns) == list(sheet.table.columns)
    assert all(f.title and f.description and len(f.name) <= 32 for f in sheet.table.fields)


def test_wide_phase_and_counts_are_those_of_dyad_events(real: Dataset) -> None:
    wide = events_wide(real).frame.set_index("event_id")
    for column in ("phase_id", "cluster_id", "n_sources", "n_origins", "n_blocs"):
        expected = real.dyad_events().set_index("event_id")[column]
        pd.testing.assert_series_equal(
            wide.loc[expected.index, column], expected, check_dtype=False
        )


def test_events_wide_joins_parties_by_role(events: pd.DataFrame) -> None:
    row = events.loc["evt-0002"]
    assert (row["initiators"], row["recipients"]) == ("rus-putin | tur-erdogan", "gna")
    assert row["initiator_names"] == "Vladimir Putin | Recep Tayyip Erdogan"
    assert pd.isna(row["hosts"])


def test_events_wide_separates_what_contradicts(events: pd.DataFrame) -> None:
    row = events.loc["evt-0003"]
    assert (row["n_sources"], row["n_contradictions"]) == (1, 1)
    assert row["evidence_urls"] == row["contradicting_urls"] == "https://reuters.example/c"
    assert events.loc["evt-0002", "evidence_urls"] == "https://ria.example/a | https://aa.example/b"


def test_events_wide_labels_are_the_schema_s(events: pd.DataFrame) -> None:
    row = events.loc["evt-0003"]
    assert (row["arena_label"], row["valence_label"]) == ("Libya", "Material divergence")


def test_statements_wide_names_the_speaker(small: Dataset) -> None:
    row = statements_wide(small).frame.set_index("statement_id").loc["stm-0001"]
    assert (row["speaker_name"], row["on_behalf_of_name"]) == ("Vladimir Putin", "Kremlin")
    assert row["target_actor_name"] == "Turkey"


def test_wide_record_without_evidence_counts_nothing(mini: Mini) -> None:
    dataset = load(mini(drop={"evidence": [3, 4]}))
    row = events_wide(dataset).frame.set_index("event_id").loc["evt-0003"]
    assert row["n_sources"] == row["n_contradictions"] == 0
    assert pd.isna(row["evidence_urls"])
