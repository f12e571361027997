"""Charts in one manner: the title states the finding, units and source stand below."""

from typing import Any, cast

import altair as alt
import pandas as pd

from sirte.measure.reliability import FIRM, TENTATIVE

INK, MUTED, ACCENT = "#1f2933", "#7b8794", "#0b5e8a"
ARENA_COLOURS = {
    "libya": "#0b5e8a",
    "syria": "#e08e2b",
    "nagorno-karabakh": "#7a5195",
    "ukraine-black-sea": "#c5b358",
    "east-med": "#4c956c",
    "bilateral": "#a23b72",
    "other": "#9aa5b1",
}
SOURCE_LINE = "Source: SIRTE {version}, coded signals in the sources consulted. CC BY 4.0."
WIDTH = 640


def use_theme() -> None:
    """Set renderer and theme for notebooks: static SVG, the same on every run."""
    alt.renderers.enable("svg")
    alt.theme.enable("sirte")


_LABEL = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
_TITLE = {"anchor": "start", "fontSize": 15, "color": INK, "offset": 14}
_CONFIG: dict[str, Any] = {
    "font": "Liberation Sans, Arial, Helvetica, sans-serif",  # the first comes with vl-convert
    "background": "white",
    "view": {"stroke": None},
    "title": {**_TITLE, "subtitleColor": MUTED, "subtitleFontSize": 12},
    "axis": {**_LABEL, "gridColor": "#e4e7eb", "domainColor": MUTED, "tickColor": MUTED},
    "legend": _LABEL,
}


@alt.theme.register("sirte", enable=False)
def _theme() -> alt.theme.ThemeConfig:
    return alt.theme.ThemeConfig(config=cast("Any", _CONFIG))


def title(finding: str, detail: str, version: str) -> alt.TitleParams:
    """Return a title that states the finding, with unit (in lines) and source line beneath it."""
    beneath = [*detail.splitlines(), SOURCE_LINE.format(version=version)]
    return alt.TitleParams(finding, subtitle=beneath)


def events_by_month(counts: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw events per month, stacked by arena; needs month, arena, events."""
    arenas = [a for a in ARENA_COLOURS if a in set(counts["arena"])]
    colours = alt.Scale(domain=arenas, range=[ARENA_COLOURS[a] for a in arenas])
    counts = counts.assign(place=counts["arena"].map(arenas.index))
    chart = alt.Chart(counts, width=WIDTH, height=220, title=heading)
    drawn: alt.Chart = chart.mark_bar(size=13).encode(
        x=alt.X("month:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=12)),
        y=alt.Y("events:Q", title="events", axis=alt.Axis(tickMinStep=1)),
        color=alt.Color("arena:N", scale=colours, title="arena"),
        order=alt.Order("place:Q"),
    )
    return drawn


def bars(table: pd.DataFrame, category: str, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw the share of evidence by category, longest first, with the count beside each bar."""
    base = alt.Chart(table, width=WIDTH - 150, title=heading).encode(
        y=alt.Y(f"{category}:N", sort="-x", title=None),
        x=alt.X("share:Q", title="share of evidence", axis=alt.Axis(format="%")),
    )
    marks = base.mark_bar(color=ACCENT)
    labels = base.mark_text(align="left", dx=4, color=INK).encode(text="evidence:Q")
    return alt.layer(marks, labels)


def alignment_by_phase(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw net alignment by phase with 95% intervals; cells with too few rows are named as such."""
    table = table.assign(name=table["phase_id"] + " " + table["label"])
    known, empty = table[table["mean"].notna()], table[table["mean"].isna()]
    y = alt.Y("name:N", sort=table["name"].tolist(), title=None, axis=alt.Axis(labelLimit=260))
    scale = alt.Scale(domain=[-1, 1])
    x_title = "net alignment: -1 material divergence to +1 material convergence"
    axis = alt.Axis(values=[-1, -0.5, 0, 0.5, 1], format="+.1f")
    x = alt.X("mean:Q", scale=scale, title=x_title, axis=axis)
    zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=MUTED).encode(x="x:Q")
    interval = alt.Chart(known).mark_rule(color=ACCENT, strokeWidth=3)
    points = alt.Chart(known).mark_point(color=ACCENT, filled=True, size=110, opacity=1)
    words = alt.Chart(empty.assign(at=-1, words=_too_few(empty)))
    layers = alt.layer(
        zero,
        interval.encode(
            y=y, x=alt.X("lower:Q", scale=scale, title=x_title, axis=axis), x2="upper:Q"
        ),
        points.encode(y=y, x=x),
        words.mark_text(align="left", color=MUTED, dx=4).encode(
            y=y, x=alt.X("at:Q", scale=scale, axis=axis), text="words:N"
        ),
    )
    return layers.properties(width=WIDTH - 200, height=34 * len(table), title=heading)


def _too_few(cells: pd.DataFrame) -> pd.Series:
    counts = "too few: rows " + cells["rows"].astype(str)
    return counts + ", happenings " + cells["clusters"].astype(str)


def index(
    table: pd.DataFrame, version: str, finding: str = "Net alignment of coded signals"
) -> alt.TopLevelMixin:
    """Draw an index by period, one panel per arena: points with 95% intervals, gaps where too few.

    Needs arena, period, mean, lower, upper as `sirte.indexing.index` returns them.
    """
    periods = table["period"].unique().tolist()
    known = table[table["mean"].notna()]
    x = alt.X("period:N", sort=periods, scale=alt.Scale(domain=periods), title=None)
    scale = alt.Scale(domain=[-1, 1])
    label = "net alignment, -1 to +1"
    zero = alt.Chart().mark_rule(color=MUTED).encode(y=alt.datum(0))
    interval = alt.Chart().mark_rule(color=ACCENT, strokeWidth=3)
    points = alt.Chart().mark_point(color=ACCENT, filled=True, size=80, opacity=1)
    layers = alt.layer(
        zero,
        interval.encode(x=x, y=alt.Y("lower:Q", scale=scale, title=label), y2="upper:Q"),
        points.encode(x=x, y=alt.Y("mean:Q", scale=scale, title=label)),
        data=known,
    ).properties(width=max(WIDTH - 200, 18 * len(periods)), height=150)
    heading = title(finding, "mean and 95% interval; gaps: too few rows", version)
    header = alt.Header(labelOrient="top", labelAnchor="start", labelFontSize=13, labelColor=INK)
    rows = alt.Row("arena:N", title=None, header=header, sort=table["arena"].unique().tolist())
    drawn: alt.FacetChart = layers.facet(row=rows).properties(title=heading)
    return drawn


def agreement(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw alpha by variable with 95% intervals and the two thresholds; needs table, variable,
    alpha, lower, upper, label.
    """
    table = table.assign(name=table["table"] + ": " + table["variable"])
    known = table[table["alpha"].notna()]
    y = alt.Y("name:N", sort=table["name"].tolist(), title=None, axis=alt.Axis(labelLimit=300))
    scale = alt.Scale(domain=[0, 1], clamp=True)
    x_title = "Krippendorff's alpha: 0 chance, 1 full agreement"
    kinds = ["firm", "tentative", "unusable"]
    shape = alt.Shape("label:N", title=None, scale=alt.Scale(domain=kinds))
    colour = alt.Color(
        "label:N", title=None, scale=alt.Scale(domain=kinds, range=[ACCENT, "#b45f06", "#9c1f2e"])
    )
    bounds = pd.DataFrame({"x": [TENTATIVE, FIRM]})
    rules = alt.Chart(bounds).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x="x:Q")
    interval = alt.Chart(known).mark_rule(strokeWidth=3, opacity=0.6)
    points = alt.Chart(known).mark_point(filled=True, size=100, opacity=1)
    layers = alt.layer(
        rules,
        interval.encode(
            y=y, x=alt.X("lower:Q", scale=scale, title=x_title), x2="upper:Q", color=colour
        ),
        points.encode(y=y, x=alt.X("alpha:Q", scale=scale), color=colour, shape=shape),
    )
    return layers.properties(width=WIDTH - 240, height=22 * len(table), title=heading)
