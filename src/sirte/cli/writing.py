"""Commands that write into the tables: new, fmt."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from sirte.cli.main import checkout_option, main

if TYPE_CHECKING:
    from sirte.descriptors import Field, Package, Table


@main.command()
@click.argument("table")
@checkout_option
@click.option("--set", "preset", multiple=True, metavar="COLUMN=VALUE", help="Give a value.")
@click.option("--yes", is_flag=True, help="Ask nothing: columns that are not set stay empty.")
def new(table: str, path: Path | None, preset: tuple[str, ...], yes: bool) -> None:
    """Add a row to TABLE: next free id, one prompt a column, written in canonical form."""
    from sirte import edit

    package = find_writable(path)
    target = edit.tables_of(package, (table,))[0]
    given = _parse_preset(target, preset)
    fresh = edit.next_id(package, target)
    if fresh is not None:
        given.setdefault(target.primary_key[0], fresh)
    if not yes:
        given |= {f.name: _ask(f) for f in target.fields if f.name not in given}
    edit.add_row(package, target, given)
    click.echo(f"added {'|'.join(given[c] for c in target.primary_key)} to {target.path}")


def find_writable(path: Path | None) -> "Package":
    """Return the package at `path`, or that of the checkout."""
    from sirte.descriptors import read_package
    from sirte.paths import find_checkout, find_package

    return read_package(find_package(path) if path else find_checkout())


def _parse_preset(table: "Table", preset: tuple[str, ...]) -> dict[str, str]:
    from sirte.edit import check_value

    given = {name: value for name, _, value in (p.partition("=") for p in preset)}
    for name, value in given.items():
        if name not in table.columns:
            raise click.BadParameter(f"{name!r} is not a column of {table.name}")
        if reason := check_value(table.field(name), value):
            raise click.BadParameter(f"{name}: {reason}")
    return given


def _ask(field: "Field") -> str:
    from sirte.edit import check_value

    click.secho(f"{field.name}: {field.description}", dim=True)
    if field.allowed:
        click.secho(f"  one of {', '.join(map(str, field.allowed))}", dim=True)
    while True:
        value: str = click.prompt(f"  {field.title}", default="", show_default=False)
        reason = check_value(field, value.strip())
        if reason is None:
            return value.strip()
        click.echo(f"  {reason}")


@main.command()
@click.argument("tables", nargs=-1)
@checkout_option
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a file would change.")
@click.pass_context
def fmt(ctx: click.Context, tables: tuple[str, ...], path: Path | None, check: bool) -> None:
    """Write TABLES (default: all) in canonical form: sorted, LF, minimal quoting, NFC, trimmed."""
    from sirte import edit

    package = find_writable(path)
    changed = False
    for table in edit.tables_of(package, tables):
        if edit.format_file(package, table, dry_run=check):
            changed = True
            click.echo(f"{'would change' if check else 'formatted'} {table.path}")
    ctx.exit(1 if check and changed else 0)


@main.command()
@click.argument("form", type=click.File("rb"))
@checkout_option
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
def apply(form: BinaryIO, path: Path | None, dry_run: bool) -> None:
    """Turn a filled FORM (its issue's Markdown; - reads it from standard input) into an edit.

    The edit is made on a copy, validated, and put in place. Exit code 1 and the reason where the
    form is refused; nothing is changed then.
    """
    from sirte.applying import apply_form
    from sirte.filling import RefusedFormError, read_form
    from sirte.report import printable

    package = find_writable(path)
    try:
        done = apply_form(package, read_form(form), dry_run=dry_run)
    except RefusedFormError as error:
        click.echo(f"refused: {printable(str(error))}", err=True)
        raise SystemExit(1) from None
    for line in done:
        click.echo(printable(line))
