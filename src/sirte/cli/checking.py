"""The command that looks at the pages again: recheck."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sirte.cli.main import FOLDER, main, path_option

if TYPE_CHECKING:
    from sirte.recheck.state import Check


@main.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE_ID]...")
@path_option
@click.option(
    "--out",
    type=FOLDER,
    default=Path("dist/recheck"),
    help="Folder of the state and the report.",
    show_default=True,
)
@click.option("--contact", default="", help="Address told to the sites, for complaints.")
@click.option(
    "--pause", default=5.0, help="Seconds between requests to one host.", show_default=True
)
@click.option("--limit", type=click.IntRange(1), help="Look at so many sources and stop.")
@click.option("--fresh", is_flag=True, help="Begin anew: forget what an earlier run found.")
def recheck(
    sources: tuple[str, ...],
    path: Path | None,
    out: Path,
    contact: str,
    pause: float,
    limit: int | None,
    fresh: bool,
) -> None:
    """Fetch the sources' pages and say whether the passages still stand there.

    All sources, or those named. One request at a time, robots.txt respected; a run that was
    interrupted goes on where it stopped. Writes report.md and report.csv. Nothing is a fault that
    the web did: the exit code is 0.
    """
    import datetime as dt

    from sirte import recheck as checking
    from sirte.dataset import load
    from sirte.recheck import report, run
    from sirte.recheck.fetch import Policy

    dataset = load(path)
    agent = f"sirte-recheck/{dataset.version}" + (f" (+{contact})" if contact else "")
    targets = run.list_targets(dataset, sources)[:limit]
    if fresh:
        (out / run.STATE).unlink(missing_ok=True)
    policy = Policy(agent=agent, pause=pause)
    show = _progress(len(targets))
    try:
        checks = checking.recheck(targets, out, policy, today=dt.date.today(), on_check=show)
    except KeyboardInterrupt:
        click.echo(f"\ninterrupted: run the same again to go on; {out / run.STATE}", err=True)
        raise SystemExit(1) from None
    for status, (passages, pages) in report.count(checks).items():
        click.echo(f"{status:<12} {passages:>6,} passages  {pages:>6,} pages")
    for made in report.write_report(out, checks):
        click.echo(f"wrote {made}")


def _progress(total: int) -> Callable[["Check"], None]:
    """Return what shows progress: one line rewritten on a terminal, else a line every hundred."""
    is_terminal, done = sys.stderr.isatty(), 0

    def show(check: "Check") -> None:
        nonlocal done
        done += 1
        line = f"{done:>6,}/{total:,}  {check.target.source_id} {check.page}"
        if is_terminal:
            click.echo(f"\r{line:<40}", err=True, nl=done == total)
        elif done % 100 == 0 or done == total:
            click.echo(line, err=True)

    return show
