"""Charts of the analysis notebooks, in the manner that `sirte.charts` sets."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from sirte.charts import ACCENT, INK, MUTED, WIDTH
from sirte.measure.reliability import FIRM, TENTATIVE

WARM, LIGHT = "#b45f06", "#c3cfd9"
SIGNALS = {"acts": ACCENT, "position": WARM, "partner": "#7a5195", "observers": "#5f6b6d"}
SHAPES = ["circle", "square", "diamond", "triangle-up"]
AXIS = alt.Axis(values=[-1, -0.5, 0, 0.5, 1], format="+.1f")


def signals_by_phase(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw kinds of signals side by side in each phase; needs signal, phase_id, label, mean,
    lower, upper. Cells with too few rows are left empty.
    """
    table = table.assign(name=table["phase_id"] + " " + table["label"])
    kinds = [s for s in SIGNALS if s in set(table["signal"])]
    y = alt.Y("name:N", sort=table["name"].unique().tolist(), title=None)
    offset = alt.YOffset("signal:N", sort=kinds)
    colours = alt.Scale(domain=kinds, range=[SIGNALS[k] for k in kinds])
    colour = alt.Color("signal:N", scale=colours, title=None)
    shape = alt.Shape("signal:N", scale=alt.Scale(domain=kinds, range=SHAPES[: len(kinds)]))
    scale = alt.Scale(domain=[-1, 1])
    known = table[table["mean"].notna()]
    x_title = "net alignment, -1 to +1"
    base = alt.Chart(known).encode(y=y, yOffset=offset, color=colour)
    interval = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("lower:Q", scale=scale, title=x_title, axis=AXIS), x2="upper:Q"
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(x="mean:Q", shape=shape)
    layers = alt.layer(_zero(), interval, points)
    height = 22 * len(kinds) * table["name"].nunique()
    return layers.properties(width=WIDTH - 220, height=height, title=heading)


def agreement_by_design(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw alpha of each variable under each design, with 95% intervals and the two thresholds.

    Needs design, variable, alpha, lower, upper; variables in which nothing varies are left out.
    """
    known = table[table["alpha"].notna()]
    designs = list(dict.fromkeys(table["design"]))
    y = alt.Y("variable:N", sort=list(dict.fromkeys(known["variable"])), title=None)
    offset = alt.YOffset("design:N", sort=designs)
    colours = alt.Scale(domain=designs, range=[ACCENT, WARM, "#7a5195"][: len(designs)])
    colour = alt.Color("design:N", scale=colours, title=None)
    shape = alt.Shape("design:N", scale=alt.Scale(domain=designs, range=SHAPES[: len(designs)]))
    scale = alt.Scale(domain=[0, 1], clamp=True)
    base = alt.Chart(known).encode(y=y, yOffset=offset, color=colour)
    interval = base.mark_rule(strokeWidth=2).encode(
        x=alt.X("lower:Q", scale=scale, title="Krippendorff's alpha"), x2="upper:Q"
    )
    points = base.mark_point(filled=True, size=70, opacity=1).encode(x="alpha:Q", shape=shape)
    bounds = pd.DataFrame({"x": [TENTATIVE, FIRM]})
    rules = alt.Chart(bounds).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(x="x:Q")
    layers = alt.layer(rules, interval, points)
    height = 20 * len(designs) * known["variable"].nunique()
    return layers.properties(width=WIDTH - 160, height=height, title=heading)


def rates_by_phase(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw acts per month by phase with 95% intervals; needs phase_id, label, per_month, bounds."""
    table = table.assign(name=table["phase_id"] + " " + table["label"])
    y = alt.Y("name:N", sort=table["name"].tolist(), title=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(table).encode(y=y)
    interval = base.mark_rule(color=ACCENT, strokeWidth=3).encode(
        x=alt.X("lower:Q", title="coded acts per month", scale=alt.Scale(zero=True)), x2="upper:Q"
    )
    points = base.mark_point(color=ACCENT, filled=True, size=100, opacity=1).encode(x="per_month:Q")
    layers = alt.layer(interval, points)
    return layers.properties(width=WIDTH - 200, height=30 * len(table), title=heading)


def ties(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw ties as a matrix of pairs by phase; needs pair, phase_id, strongest (-2 to 2)."""
    scale = alt.Scale(
        domain=[-2, -1, 0, 1, 2], range=["#9c3d10", "#e3a780", LIGHT, "#7fb2cf", ACCENT]
    )
    table = table.assign(words=[f"{v:+d}" if v else "0" for v in table["strongest"]])
    base = alt.Chart(table).encode(
        x=alt.X("phase_id:N", title=None, axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("pair:N", title=None, sort=table["pair"].unique().tolist()),
    )
    boxes = base.mark_rect(stroke="white").encode(
        color=alt.Color("strongest:O", scale=scale, title="level")
    )
    dark = "abs(datum.strongest) == 2"
    words = base.mark_text(fontSize=11).encode(
        text="words:N",
        color=alt.condition(dark, alt.value("white"), alt.value(INK)),
    )
    height = 18 * table["pair"].nunique()
    return alt.layer(boxes, words).properties(width=330, height=height, title=heading)


def dates(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw the posterior mass at each date against the bar that a break must pass."""
    table = table.assign(
        name=table["date"].dt.strftime("%Y-%m-%d") + " " + table["what"],
        kind=table["is_break"].map({True: "break", False: "no break"}),
    )
    y = alt.Y("name:N", sort=table["name"].tolist(), title=None, axis=alt.Axis(labelLimit=300))
    kinds = alt.Scale(domain=["break", "no break"], range=[WARM, ACCENT])
    bars = (
        alt.Chart(table)
        .mark_bar(height=14)
        .encode(
            y=y,
            x=alt.X(
                "mass:Q", title="posterior mass within two months", scale=alt.Scale(domain=[0, 1])
            ),
            color=alt.Color("kind:N", scale=kinds, title=None),
        )
    )
    bar = alt.Chart(pd.DataFrame({"x": [0.5]})).mark_rule(color=MUTED, strokeDash=[4, 3])
    layers = alt.layer(bars, bar.encode(x="x:Q"))
    return layers.properties(width=WIDTH - 240, height=26 * len(table), title=heading)


def path(
    table: pd.DataFrame,
    bands: pd.DataFrame,
    heading: alt.TitleParams,
    dotted: Sequence[pd.Timestamp] = (),
) -> alt.TopLevelMixin:
    """Draw the monthly level with its band, the months' own means, and phases as labelled bands.

    Needs month, mean, level, lower, upper; bands with phase_id and start_date. Dates in `dotted`
    are drawn as dotted lines.
    """
    table = table.assign(at=pd.to_datetime(table["month"] + "-15"))
    x = alt.X("at:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=12))
    scale = alt.Scale(domain=[-1, 1], clamp=True)
    title = "net alignment, -1 to +1"
    y = alt.Y("level:Q", scale=scale, title=title)
    area = alt.Chart(table).mark_area(color=LIGHT, opacity=0.7)
    band = area.encode(x=x, y=alt.Y("lower:Q", scale=scale, title=title), y2="upper:Q")
    line = alt.Chart(table).mark_line(color=ACCENT).encode(x=x, y=y)
    dots = alt.Chart(table[table["mean"].notna()]).mark_point(color=INK, filled=True, size=30)
    starts = alt.Chart(bands).mark_rule(color=MUTED, strokeDash=[3, 3]).encode(x="start_date:T")
    names = (
        alt.Chart(bands)
        .mark_text(align="left", dx=3, color=INK, fontSize=11)
        .encode(x="start_date:T", y=alt.value(8), text="phase_id:N")
    )
    others = alt.Chart(pd.DataFrame({"at": list(dotted)}, dtype="datetime64[ns]"))
    compared = others.mark_rule(color=WARM, strokeDash=[1, 4], strokeWidth=2.5).encode(x="at:T")
    marks = dots.encode(x=x, y=alt.Y("mean:Q", scale=scale))
    layers = alt.layer(band, starts, compared, line, marks, names)
    return layers.properties(width=WIDTH, height=240, title=heading)


def multiverse(table: pd.DataFrame, heading: alt.TitleParams) -> alt.TopLevelMixin:
    """Draw the mean of every specification by phase, the index's own as a large point."""
    known = table[table["mean"].notna()]
    phases = sorted(table["phase_id"].unique())
    y = alt.Y("phase_id:N", sort=phases, title=None)
    x = alt.X("mean:Q", scale=alt.Scale(domain=[-1, 1]), title="net alignment, -1 to +1", axis=AXIS)
    ticks = alt.Chart(known).mark_tick(color=ACCENT, opacity=0.25, thickness=2).encode(x=x, y=y)
    own = alt.Chart(known[known["specification"] == 0])
    points = own.mark_point(color=WARM, filled=True, size=110, opacity=1).encode(x=x, y=y)
    layers = alt.layer(_zero(), ticks, points)
    return layers.properties(width=WIDTH - 120, height=34 * len(phases), title=heading)


def _zero() -> alt.Chart:
    rule: alt.Chart = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule(color=MUTED).encode(x="x:Q")
    return rule
