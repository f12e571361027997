"""Commands that read: validate, load, show."""

from pathlib import Path

import click

from sirte.cli.main import FOLDER, main, path_option
from sirte.errors import UnknownIdError


@main.command()
@click.argument("path", required=False, type=FOLDER)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How findings are printed.",
    show_default=True,
)
@click.option("--frictionless", is_flag=True, help="Add the verdict of Frictionless itself.")
@click.pass_context
def validate(ctx: click.Context, path: Path | None, form: str, frictionless: bool) -> None:
    """Check the package at PATH: its text, its types, its rules.

    Prints one finding per fault: file, line, column, row, rule, what is wrong, what to do.
    """
    from sirte import checks, report
    from sirte.paths import find_package

    root = find_package(path)
    findings = checks.validate(root)
    if frictionless:
        from sirte.interop import frictionless_findings

        findings += frictionless_findings(root)
    printers = {"text": report.to_text, "json": report.to_json, "github": report.to_github}
    if printed := printers[form](findings):
        click.echo(printed)
    errors = report.count_errors(findings)
    if form == "text":
        click.echo(_verdict(errors, len(findings) - errors), err=True)
    ctx.exit(1 if errors else 0)


def _verdict(errors: int, warnings: int) -> str:
    counts = f"{errors} error{'s' * (errors != 1)}, {warnings} warning{'s' * (warnings != 1)}"
    return f"clean: {counts}" if not errors else f"not valid: {counts}"


@main.command()
@click.argument("table", required=False)
@path_option
@click.option("--as-of", metavar="VERSION", help="Go back to what this release said.")
@click.option("--out", type=FOLDER, metavar="FOLDER", help="Save the package into a new folder.")
def load(table: str | None, path: Path | None, as_of: str | None, out: Path | None) -> None:
    """Load the package and list its tables, or print TABLE as CSV.

    With --as-of an earlier release is read back through the ledger, and proved by its hashes.
    """
    from sirte.canonical import format_table
    from sirte.dataset import load as load_dataset
    from sirte.edit import tables_of

    dataset = load_dataset(path, as_of=as_of)
    if out is not None:
        from sirte.saving import save_package

        save_package(dataset, out)
        click.echo(f"saved {dataset.version} to {out}", err=True)
    if table is None:
        click.echo(f"SIRTE {dataset.version} from {dataset.package.root}")
        for name, rows in dataset.frames.items():
            click.echo(f"{len(rows):>8,}  {name}")
        for column, warning in dataset.usage_warnings.items():
            click.echo(f"use with care: {column}: {warning}", err=True)
        return
    target = tables_of(dataset.package, (table,))[0]
    click.echo(format_table(dataset.frames[table], target), nl=False)


@main.command()
@click.argument("record_id", metavar="ID")
@path_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def show(record_id: str, path: Path | None, as_json: bool) -> None:
    """Show a record, actor or source with its evidence, links, codings and corrections.

    ID is an id such as evt-0001, stm-0001, aln-0001, src-0001 or tur-erdogan, or a name under
    which an actor was met.
    """
    import json

    from sirte.dataset import load
    from sirte.record import to_dict, to_text_page

    dataset = load(path)
    actors = dataset.find_actor(record_id)
    if len(actors) > 1:
        raise UnknownIdError(f"{record_id!r} names several actors: {', '.join(actors)}")
    record = dataset.record(actors[0] if actors else record_id)
    data = json.dumps(to_dict(record), ensure_ascii=False, indent=2) if as_json else ""
    click.echo(data or to_text_page(record))
