"""Where a machine-coded file has its date, its two sides and its category."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sirte.measure.valences import CAMEO, PLOVER

SEPARATORS = ("\t", ",", ";")


@dataclass(frozen=True)
class Layout:
    """Names of four columns, and how to read them.

    `valences` turns a category, exactly as written, into -2..+2. `columns` are all names in order
    where files have no header. Files with `quoted` cells (CSV) must be free of malformed lines;
    in others each line stands for itself, and malformed ones are counted. Where a cell holds
    several actors, `between` is what stands between them: such a row counts once for each pair
    of an actor and a counterpart. `empty` are words that stand for no actor. Raises `ValueError`
    for a separator that engines split by differently, or a column that `columns` lacks.
    """

    name: str
    date: str
    actor: str
    counterpart: str
    category: str
    valences: Mapping[str, int]
    date_form: Literal["YYYY-MM-DD", "YYYYMMDD"] = "YYYY-MM-DD"
    columns: tuple[str, ...] = ()
    separator: str = "\t"
    quoted: bool = False
    between: str = ""
    empty: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.separator not in SEPARATORS or self.between not in ("", *SEPARATORS):
            raise ValueError(f"layout {self.name}: separators are tab, comma and semicolon")
        if self.columns and (absent := set(self.needed) - set(self.columns)):
            raise ValueError(f"layout {self.name}: no column {', '.join(sorted(absent))}")

    @property
    def needed(self) -> tuple[str, str, str, str]:
        """The columns of date, actor, counterpart and category."""
        return self.date, self.actor, self.counterpart, self.category


def _name_place(kind: str) -> tuple[str, ...]:
    parts = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return tuple(f"{kind}Geo_{part}" for part in parts)


def _name_actor(number: int) -> tuple[str, ...]:
    parts = ("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code")
    more = ("Religion2Code", "Type1Code", "Type2Code", "Type3Code")
    return tuple(f"Actor{number}{part}" for part in (*parts, *more))


# The 61 columns of the GDELT 2.0 event export. Root codes may have lost their leading zero on
# the way through another program; without it most cooperation would be left out, and only that.
GDELT = Layout(
    name="gdelt",
    date="SQLDATE",
    actor="Actor1CountryCode",
    counterpart="Actor2CountryCode",
    category="EventRootCode",
    valences={form: v for code, v in CAMEO.items() for form in (code, code.lstrip("0"))},
    date_form="YYYYMMDD",
    columns=(
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *_name_actor(1),
        *_name_actor(2),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass"),
        *("GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *_name_place("Actor1"),
        *_name_place("Actor2"),
        *_name_place("Action"),
        *("DATEADDED", "SOURCEURL"),
    ),
)

POLECAT = Layout(
    name="polecat",
    date="Event Date",
    actor="Actor Country",
    counterpart="Recipient Country",
    category="Event Type",
    valences={kind.upper(): v for kind, v in PLOVER.items()},
    between=";",
    empty=("None",),
)

LAYOUTS = {layout.name: layout for layout in (GDELT, POLECAT)}
