"""Tables for the terminal and for other programs: aligned text, CSV, JSON."""

from collections.abc import Callable

import pandas as pd

from sirte.report import printable


def to_text(table: pd.DataFrame) -> str:
    """Return the table as aligned text, or "nothing to show" where it is empty."""
    if table.empty:
        return "nothing to show\n"
    shown = _with_dates(table).map(lambda v: printable(v) if isinstance(v, str) else v)
    return shown.to_string(index=False) + "\n"


def to_csv(table: pd.DataFrame) -> str:
    """Return the table as CSV with LF."""
    return str(_with_dates(table).to_csv(index=False, lineterminator="\n"))


def to_json(table: pd.DataFrame) -> str:
    """Return the table as a JSON array with an object per row."""
    written = _with_dates(table).to_json(orient="records", indent=2, force_ascii=False)
    return str(written) + "\n"


def _with_dates(table: pd.DataFrame) -> pd.DataFrame:
    dates = table.select_dtypes("datetime").columns
    return table.assign(**{str(c): table[c].dt.strftime("%Y-%m-%d") for c in dates})


TABLE_FORMATS: dict[str, Callable[[pd.DataFrame], str]] = {
    "text": to_text,
    "csv": to_csv,
    "json": to_json,
}
