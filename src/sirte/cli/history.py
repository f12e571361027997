"""Commands on what changed: diff, and the group ledger."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sirte.cli.main import checkout_option, main, path_option
from sirte.cli.writing import find_writable
from sirte.errors import PackageError

if TYPE_CHECKING:
    from sirte.dataset import Dataset


@main.command()
@click.argument("base")
@click.argument("head", required=False)
@path_option
@click.option("--impact", is_flag=True, help="Also show which published findings move.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    help="How the difference is printed.",
    show_default=True,
)
def diff(base: str, head: str | None, path: Path | None, impact: bool, form: str) -> None:
    """Show what changed from BASE to HEAD: rows added or retired, cells changed, by record.

    Each is a folder, a .zip file or a git revision; HEAD is the package itself where it is left
    out. With --impact the findings of both sides are computed: which move, by how much, and
    whether a sign, conclusion or label changes.
    """
    from sirte.changes import compare_packages
    from sirte.dataset import load
    from sirte.impact import measure_impact
    from sirte.opening import open_package
    from sirte.paths import find_package
    from sirte.showing import FORMATS

    own = find_package(path)
    with open_package(base, own) as old, open_package(head or str(own), own) as new:
        sides = load(old), load(new)
    found = compare_packages(*sides)
    moved = measure_impact(*sides) if impact else None
    click.echo(FORMATS[form](found, moved), nl=False)


@main.group()
def ledger() -> None:
    """Keep the ledger of corrections: check it, record a difference, freeze a release."""


@ledger.command()
@path_option
@click.pass_context
def check(ctx: click.Context, path: Path | None) -> None:
    """Prove that the tables, taken back through the ledger, are what each release said.

    Exit code 1 where they are not.
    """
    from sirte.dataset import load
    from sirte.ledger import LedgerError, check_ledger
    from sirte.report import printable

    dataset = load(path)
    try:
        click.echo(check_ledger(dataset.package, dataset.frames))
    except LedgerError as error:
        click.echo(printable(str(error)), err=True)
        ctx.exit(1)


@ledger.command()
@checkout_option
@click.argument("version", required=False)
def begin(path: Path | None, version: str | None) -> None:
    """Begin the next version after a release, before the first change.

    It is VERSION, or the next last figure; where rows are to be added, give the middle one. Writes
    it into datapackage.json and, where they are, pyproject.toml, CITATION.cff, README.md.
    """
    from sirte.edit import list_released
    from sirte.ledger.beginning import begin, next_version

    package = find_writable(path)
    wanted = version or next_version(package.version, list_released(package), adds=False)
    for name in begin(package.root, wanted):
        click.echo(f"{name}: version {wanted}")


@ledger.command()
@checkout_option
@click.option("--reason", required=True, help="Why, in a sentence that a reader can check.")
@click.option("--class", "kind", required=True, help="Reason class, such as coding-error.")
@click.option("--base", help="The last release: folder, .zip or revision. Default: its git tag.")
@click.option("--record", "records", multiple=True, help="This record alone; repeat for more.")
@click.option("--source", default="", help="Page that the correction rests on, as src-0001.")
@click.option("--reported-by", default="", help="Who reported it, as they wish to be named.")
@click.option("--replaced-by", default="", help="What takes the place of the retired record.")
@click.option("--dry-run", is_flag=True, help="Show the entries and write nothing.")
def record(
    path: Path | None,
    reason: str,
    kind: str,
    base: str | None,
    records: tuple[str, ...],
    source: str,
    reported_by: str,
    replaced_by: str,
    dry_run: bool,
) -> None:
    """Write what differs from the last release, and is not in the ledger yet, into it.

    Give each group of changes its own reason: name the records with --record.
    """
    from sirte.dataset import load
    from sirte.ledger import recording
    from sirte.ledger.releasing import write_entries

    why = recording.Reason(kind, reason, source, reported_by, replaced_by)
    dataset = load(find_writable(path).root)
    with _release(dataset, base) as released:
        changes = recording.list_unrecorded(dataset, released)
    entries = recording.make_entries(dataset, recording.select(changes, records), why)
    if entries and not dry_run:
        write_entries(dataset, entries)
    for entry in entries:
        click.echo(f"{entry.correction_id} {entry.action} {entry.table} {entry.row_id}", nl=False)
        click.echo(f" {entry.field}".rstrip())
    done = "would be recorded" if dry_run else "recorded"
    left = len(changes) - len(entries)
    click.echo(f"{len(entries)} {done}, {left} left", err=True)


@contextmanager
def _release(dataset: "Dataset", base: str | None) -> Iterator["Dataset"]:
    from sirte.dataset import load
    from sirte.ledger.recording import last_release
    from sirte.opening import open_package

    last, root = last_release(dataset), dataset.package.root
    try:
        with open_package(base or f"v{last}", root) as folder:
            yield load(folder)
    except PackageError as error:
        hint = "" if base else f" (give release {last} with --base)"
        raise type(error)(f"{error}{hint}") from None


@ledger.command()
@checkout_option
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: f"{dt.date.today()}",
    help="Day of the release; default: today.",
)
@click.option("--summary", multiple=True, metavar="TABLE=TEXT", help="What changed in a table.")
def freeze(path: Path | None, date: dt.datetime, summary: tuple[str, ...]) -> None:
    """Make the package's version a release: write rows and hash of each table into releases.

    The package must be valid and the ledger complete. A released version is not changed again.
    """
    from sirte import checks, report
    from sirte.dataset import load
    from sirte.ledger import releasing

    package = find_writable(path)
    if errors := report.count_errors(checks.validate(package.root)):
        raise PackageError(f"not frozen: {errors} errors, run `sirte validate`")
    dataset = load(package.root)
    given = dict(s.partition("=")[::2] for s in summary)
    rows = releasing.freeze(dataset, date.date(), given)
    releasing.write_releases(dataset, rows)
    click.echo(
        f"froze {dataset.version}: {len(rows)} tables, {sum(int(r['rows']) for r in rows):,} rows"
    )
