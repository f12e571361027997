"""Tables for notebooks: one look, the same HTML on every run."""

from typing import Any

import great_tables
import pandas as pd
from IPython.display import HTML

_DATES = ("date", "coded", "reported")


def show(frame: pd.DataFrame, title: str, note: str = "", **formats: str) -> HTML:
    """Return the frame as an HTML table; `formats` names columns to print otherwise.

    Formats are percent, number (with its sign) and whole. Other decimal numbers get two digits;
    missing cells are empty.
    """
    frame = frame.rename(columns=str)
    table = great_tables.GT(frame, id="sirte").tab_header(title=title)
    for column, kind in formats.items():
        if kind == "percent":
            table = table.fmt_percent(column, decimals=0)
        elif kind == "whole":
            table = table.fmt_integer(column)
        else:
            table = table.fmt_number(column, decimals=2, force_sign=True)
    plain = [str(c) for c in frame.select_dtypes("float").columns if c not in formats]
    table = table.fmt_number(plain, decimals=2).sub_missing(missing_text="")
    short = [c for c in frame.columns if str(c).endswith("_id") or str(c) in _DATES]
    if short:
        unbroken = great_tables.style.css("white-space: nowrap")
        table = table.tab_style(unbroken, great_tables.loc.body(columns=short))
    if note:
        table = table.tab_source_note(note)
    page: HTML = HTML(_styled(table).as_raw_html())  # type: ignore[no-untyped-call]
    return page


def _styled(table: Any) -> Any:
    return table.opt_align_table_header("left").tab_options(
        table_font_size="13px", data_row_padding="3px", table_margin_left="0"
    )
