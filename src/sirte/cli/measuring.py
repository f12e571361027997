"""Commands that compute: reliability, index."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sirte.cli.main import FOLDER, main, path_option, table_format_option

if TYPE_CHECKING:
    import pandas as pd


@main.command()
@path_option
@click.option("--variable", metavar="NAME", help="Show who coded what instead, for one column.")
@click.option(
    "--design",
    type=click.Choice(["recoding", "source-swap", "second-search"]),
    default="recoding",
    help="Which comparison --variable shows.",
    show_default=True,
)
@table_format_option
def reliability(path: Path | None, variable: str | None, design: str, form: str) -> None:
    """Recompute how far independent coders agree on each judged variable.

    Krippendorff's alpha with a 95% interval over units. Coders of one kind share blind spots:
    alpha between them is an upper bound.
    """
    from sirte import reliability as measured
    from sirte.dataset import load
    from sirte.output import TABLE_FORMATS

    dataset = load(path)
    if variable is None:
        table = measured.measure_reliability(dataset)
    else:
        table = measured.confusion(dataset, variable, design).reset_index()
    shown = measured.shorten(table) if form == "text" else table
    click.echo(TABLE_FORMATS[form](shown), nl=False)


@main.command()
@path_option
@click.option(
    "--by",
    type=click.Choice(["phase", "quarter", "month"]),
    default="phase",
    help="Length of a period.",
    show_default=True,
)
@click.option("--arena", "arenas", multiple=True, help="Arena; repeat for more. Default: libya.")
@click.option("--signal", default="acts", help="acts, position, partner or observers.")
@table_format_option
@click.option("--chart", type=FOLDER, metavar="FILE", help="Also draw to FILE, .svg or .png.")
def index(
    path: Path | None, by: str, arenas: tuple[str, ...], signal: str, form: str, chart: Path | None
) -> None:
    """Show net alignment of coded signals by period and arena, with 95% intervals.

    From -1, material divergence, to +1, material convergence. A cell with fewer than 5 rows or 3
    happenings says "too few". Arenas are never pooled.
    """
    from sirte import indexing
    from sirte.dataset import load
    from sirte.output import TABLE_FORMATS

    dataset = load(path)
    table = indexing.index(dataset, by, arenas or ("libya",), signal=signal)
    columns = ["arena", "period", "label", "rows", "clusters", "result"]
    click.echo(TABLE_FORMATS[form](table[columns] if form == "text" else table), nl=False)
    if chart is not None:
        _draw(table, chart, dataset.version)
        click.echo(f"wrote {chart}", err=True)


def _draw(table: "pd.DataFrame", chart: Path, version: str) -> None:
    if chart.suffix not in (".svg", ".png"):
        raise click.BadParameter(f"{chart.name} must end in .svg or .png", param_hint="--chart")
    try:
        from sirte import charts
    except ImportError:
        raise click.UsageError("charts need: pip install 'sirte[notebooks]'") from None
    charts.use_theme()
    charts.index(table, version).save(chart)
