"""Commands that make files from the package: build, reproduce."""

from pathlib import Path

import click

from sirte.cli.main import checkout_option, dist_option, main, path_option
from sirte.cli.writing import find_writable
from sirte.errors import PackageError
from sirte.formats import FORMATS


@main.command()
@path_option
@dist_option
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(list(FORMATS)),
    help="Build this format, CSV and metadata alone; repeat for more. Default: all formats.",
)
def build(path: Path | None, dist: Path, only: tuple[str, ...]) -> None:
    """Build the release folder and its zip, each format read back and compared cell by cell.

    CSV with descriptor and codebook, flat tables, Parquet, SQLite, XLSX, Stata, SPSS, GraphML,
    metadata for catalogues, checksums.
    """
    from sirte import checks, release, report
    from sirte.dataset import load

    dataset = load(path)
    findings = checks.validate(dataset.package.root)
    if errors := report.count_errors(findings):
        raise PackageError(f"not built: {errors} errors, run `sirte validate`")
    folder, files = release.build(dataset, dist, only or tuple(FORMATS))
    for name, sizes in release.group_sizes(files).items():
        count = f"{len(sizes)} files" if name.endswith("/") else "1 file"
        click.echo(f"  {name:<20} {count:>8} {sum(sizes):>12,} bytes")
    click.echo(f"built {folder}: {len(files)} files, {sum(f.size for f in files):,} bytes")
    click.echo(f"built {folder}.zip: {Path(f'{folder}.zip').stat().st_size:,} bytes")


@main.command()
@checkout_option
@dist_option
def reproduce(path: Path | None, dist: Path) -> None:
    """Validate, build, execute all notebooks, and say what was made and what to open."""
    from sirte.reproduce import reproduce as steps

    root = find_writable(path).root
    for step in steps(root, dist):
        click.echo(f"== {step.name:<20} {step.seconds:5.1f} s  {step.made}")
    pages = sorted((dist / "notebooks").glob("*.html"))
    click.echo(
        f"\nMade in {dist}/: the tables in {len(FORMATS)} formats, the notebooks' pages, and "
        "their charts as SVG and PNG."
    )
    click.echo("Open next:")
    for place in [*pages, *sorted(dist.glob("sirte-*/codebook/index.md"))]:
        click.echo(f"  {place}")
    click.echo("  sirte show evt-0001")
