"""Questions in SQL: all tables are there, typed as the codebook says."""

import pandas as pd
import pytest

from sirte.dataset import Dataset
from sirte.sql import query


def test_every_table_holds_its_rows(small: Dataset) -> None:
    for name, frame in small.frames.items():
        counted = query(small, f"SELECT count(*) AS n FROM {name}")  # noqa: S608
        assert counted["n"].tolist() == [len(frame)]


def test_dates_are_text_and_missing_cells_are_null(small: Dataset) -> None:
    row = query(small, "SELECT start_date, is_mixed, lead_event_id FROM events LIMIT 1").iloc[0]
    assert (row["start_date"], row["is_mixed"]) == ("2020-01-08", 0)
    assert pd.isna(row["lead_event_id"])


def test_sql_that_cannot_be_run_is_refused(small: Dataset) -> None:
    with pytest.raises(pd.errors.DatabaseError, match="no such table"):
        query(small, "SELECT * FROM moons")
