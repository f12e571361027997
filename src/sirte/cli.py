"""The command line: parse, call the library, print, exit with 0, 1 (errors found) or 2 (usage)."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sirte.errors import PackageError, UnknownIdError

if TYPE_CHECKING:
    from sirte.descriptors import Field, Package, Table

_FOLDER = click.Path(path_type=Path)


class _Commands(click.Group):
    """Turns what the library raises on bad input into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (PackageError, UnknownIdError) as error:
            from sirte.report import printable

            raise click.UsageError(printable(str(error))) from None


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="sirte")
def main() -> None:
    """How Russia and Turkey aligned and clashed over Libya, 2019 to 2021."""


@main.command()
@click.argument("path", required=False, type=_FOLDER)
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
@click.option("--path", type=_FOLDER, help="Package folder; default: the one found.")
def load(table: str | None, path: Path | None) -> None:
    """Load the package and list its tables, or print TABLE as CSV."""
    from sirte.canonical import format_table
    from sirte.dataset import load as load_dataset
    from sirte.edit import tables_of

    dataset = load_dataset(path)
    if table is None:
        click.echo(f"SIRTE {dataset.version} from {dataset.package.root}")
        for name, rows in dataset.frames.items():
            click.echo(f"{len(rows):>8,}  {name}")
        return
    target = tables_of(dataset.package, (table,))[0]
    click.echo(format_table(dataset.frames[table], target), nl=False)


@main.command()
@click.argument("record_id", metavar="ID")
@click.option("--path", type=_FOLDER, help="Package folder; default: the one found.")
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


@main.command()
@click.argument("table")
@click.option("--path", type=_FOLDER, help="Package folder; default: the checkout.")
@click.option("--set", "preset", multiple=True, metavar="COLUMN=VALUE", help="Give a value.")
@click.option("--yes", is_flag=True, help="Ask nothing: columns that are not set stay empty.")
def new(table: str, path: Path | None, preset: tuple[str, ...], yes: bool) -> None:
    """Add a row to TABLE: next free id, one prompt a column, written in canonical form."""
    from sirte import edit

    package = _writable(path)
    target = edit.tables_of(package, (table,))[0]
    given = _parse_preset(target, preset)
    fresh = edit.next_id(package, target)
    if fresh is not None:
        given.setdefault(target.primary_key[0], fresh)
    if not yes:
        given |= {f.name: _ask(f) for f in target.fields if f.name not in given}
    edit.add_row(package, target, given)
    click.echo(f"added {'|'.join(given[c] for c in target.primary_key)} to {target.path}")


def _writable(path: Path | None) -> "Package":
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
@click.option("--path", type=_FOLDER, help="Package folder; default: the checkout.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a file would change.")
@click.pass_context
def fmt(ctx: click.Context, tables: tuple[str, ...], path: Path | None, check: bool) -> None:
    """Write TABLES (default: all) in canonical form: sorted, LF, minimal quoting, NFC, trimmed."""
    from sirte import edit

    package = _writable(path)
    changed = False
    for table in edit.tables_of(package, tables):
        if edit.format_file(package, table, dry_run=check):
            changed = True
            click.echo(f"{'would change' if check else 'formatted'} {table.path}")
    ctx.exit(1 if check and changed else 0)


@main.command()
@click.option("--path", type=_FOLDER, help="Package folder; default: the one found.")
@click.option(
    "--dist", type=_FOLDER, default=Path("dist"), show_default=True, help="Where to build."
)
def build(path: Path | None, dist: Path) -> None:
    """Build the release folder: CSV with descriptor and codebook, Parquet, SQLite, checksums."""
    from sirte import checks, release, report
    from sirte.dataset import load

    dataset = load(path)
    findings = checks.validate(dataset.package.root)
    if errors := report.count_errors(findings):
        raise PackageError(f"not built: {errors} errors, run `sirte validate`")
    folder, files = release.build(dataset, dist)
    click.echo(f"built {folder}: {len(files)} files, {sum(f.size for f in files):,} bytes")


@main.command()
@click.option("--path", type=_FOLDER, help="Package folder; default: the checkout.")
@click.option(
    "--dist", type=_FOLDER, default=Path("dist"), show_default=True, help="Where to write."
)
def reproduce(path: Path | None, dist: Path) -> None:
    """Validate, build, execute all notebooks, and say what was made and what to open."""
    from sirte.reproduce import reproduce as steps

    root = _writable(path).root
    for step in steps(root, dist):
        click.echo(f"== {step.name:<20} {step.seconds:5.1f} s  {step.made}")
    pages = sorted((dist / "notebooks").glob("*.html"))
    click.echo(
        f"\nMade in {dist}/: the tables as CSV, Parquet and SQLite, and the notebooks' pages."
    )
    click.echo("Open next:")
    for place in [*pages, *sorted(dist.glob("sirte-*/codebook/index.md"))]:
        click.echo(f"  {place}")
    click.echo("  sirte show evt-0001")


@main.command()
@click.option("--path", type=_FOLDER, help="Package folder; default: the one found.")
@click.option("--variable", metavar="NAME", help="Show who coded what instead, for one column.")
@click.option(
    "--design",
    type=click.Choice(["recoding", "source-swap"]),
    default="recoding",
    help="Which comparison --variable shows.",
    show_default=True,
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="How the table is printed.",
    show_default=True,
)
def reliability(path: Path | None, variable: str | None, design: str, form: str) -> None:
    """Recompute how far independent coders agree on each judged variable.

    Krippendorff's alpha with a 95% interval over units. Coders of one kind share blind spots:
    alpha between them is an upper bound.
    """
    from sirte import reliability as measured
    from sirte.dataset import load

    dataset = load(path)
    if variable is None:
        table = measured.measure_reliability(dataset)
    else:
        table = measured.confusion(dataset, variable, design).reset_index()
    click.echo(measured.FORMATS[form](table), nl=False)
