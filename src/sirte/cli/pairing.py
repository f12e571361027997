"""The command for event files of others: pairs."""

import click

from sirte.cli.main import main, table_format_option

CAUTION = (
    "machine-coded rows are not SIRTE's coding: a category has one value whatever the act meant, "
    "talks are often coded as cooperation, and copies of one story may count each"
)
SHOWN = ["dyad", "period", "rows", "clusters", "result"]


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option("--layout", type=click.Choice(["gdelt", "polecat"]), required=True, help="Of FILES.")
@click.option("--dyad", "dyads", multiple=True, metavar="RUS-TUR", help="Pair; repeat for more.")
@click.option(
    "--by",
    type=click.Choice(["day", "month", "quarter", "year"]),
    default="month",
    help="Length of a period.",
    show_default=True,
)
@click.option(
    "--engine",
    type=click.Choice(["duckdb", "spark"]),
    default="duckdb",
    help="What counts the rows.",
    show_default=True,
)
@table_format_option
def pairs(
    files: tuple[str, ...], layout: str, dyads: tuple[str, ...], by: str, engine: str, form: str
) -> None:
    """Show volume and net alignment by pair and period from machine-coded event files.

    GDELT 2.0 event exports or POLECAT files: tab-separated text, .gz or not, or Parquet. All
    pairs unless --dyad names some. What was left out, and why, stands on standard error; exit
    code 1 where no row could be used. Needs the extra `scale`, or `spark` with Java 17.
    """
    from sirte.output import TABLE_FORMATS

    wanted = [_split(dyad) for dyad in dyads]
    try:
        from sirte.scale import LAYOUTS, connect, measure_pairs

        connection = connect("spark" if engine == "spark" else "duckdb")
    except ImportError:
        extra = "spark" if engine == "spark" else "scale"
        raise click.UsageError(f"pairs needs: pip install 'sirte[{extra}]'") from None
    table, coverage = measure_pairs(
        files, LAYOUTS[layout], by=by, dyads=wanted, connection=connection
    )
    click.echo(TABLE_FORMATS[form](table[SHOWN] if form == "text" else table), nl=False)
    click.echo(f"{coverage}\ncaution: {CAUTION}", err=True)
    if not coverage.used:
        raise SystemExit(1)


def _split(dyad: str) -> tuple[str, str]:
    one, dash, other = dyad.partition("-")
    if not (one and dash and other) or one == other:
        raise click.BadParameter(f"{dyad!r}: two codes as in RUS-TUR", param_hint="--dyad")
    return one, other
