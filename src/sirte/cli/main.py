"""The group of commands, and what all of them share."""

from pathlib import Path

import click

from sirte.errors import PackageError, UnknownIdError

FOLDER = click.Path(path_type=Path)
path_option = click.option("--path", type=FOLDER, help="Package folder; default: the one found.")
checkout_option = click.option("--path", type=FOLDER, help="Package folder; default: the checkout.")
dist_option = click.option(
    "--dist", type=FOLDER, default="dist", show_default=True, help="Where to write."
)
table_format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "csv", "json"]),
    default="text",
    help="How the table is printed.",
    show_default=True,
)


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
