"""The command line: parse, call the library, print, exit with 0, 1 (errors found) or 2 (usage)."""

from sirte.cli import (  # noqa: F401  they add their commands
    checking,
    citing,
    history,
    making,
    measuring,
    pairing,
    publishing,
    reading,
    writing,
)
from sirte.cli.main import main

__all__ = ["main"]
