"""The command that says how to cite: cite."""

from pathlib import Path

import click

from sirte.cli.main import main, path_option


@main.command()
@click.argument("record_id", default="", metavar="[ID]")
@path_option
@click.option(
    "--style",
    type=click.Choice(["apa", "bibtex", "ris", "csl-json"]),
    default="apa",
    help="Form of the reference.",
    show_default=True,
)
@click.option("--release", default="", metavar="VERSION", help="A version; default: this one.")
def cite(record_id: str, path: Path | None, style: str, release: str) -> None:
    """Print how to cite the dataset, or the record ID in it, in the version used."""
    from sirte import citing
    from sirte.dataset import load

    reference = citing.make_reference(load(path), record_id, release)
    click.echo(citing.STYLES[style](reference), nl=False)
