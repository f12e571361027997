"""Commands that publish: site."""

from pathlib import Path

import click

from sirte.cli.main import dist_option, main, path_option


@main.command()
@path_option
@dist_option
@click.option("--serve", is_flag=True, help="Then serve it on this machine until interrupted.")
@click.option("--port", default=8000, show_default=True, help="Port of --serve; 0: any free.")
def site(path: Path | None, dist: Path, serve: bool, port: int) -> None:
    """Build the explorer, a static site, into DIST/site; open index.html there, or serve it."""
    from sirte.dataset import load
    from sirte.site import build_site

    dataset = load(path)
    folder = build_site(dataset, dist)
    files = [p for p in folder.rglob("*") if p.is_file()]
    size = sum(p.stat().st_size for p in files)
    click.echo(f"built {folder / 'index.html'}: {len(files)} files, {size:,} bytes")
    if not (folder / "download" / f"sirte-{dataset.version}.zip").is_file():
        click.echo("to offer every format for download: sirte build, then sirte site again")
    if serve:
        _serve(folder, port)


def _serve(folder: Path, port: int) -> None:
    from sirte.site import open_server

    try:
        server = open_server(folder, port)
    except OSError as error:
        raise click.UsageError(f"port {port}: {error.strerror}; try --port 0") from None
    with server:
        click.echo(f"http://127.0.0.1:{server.server_port}/  (Ctrl+C ends)")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("ended")
