"""What Frictionless itself says of the package: is it valid for a stranger?"""

from pathlib import Path
from typing import Any

from sirte.errors import PackageError
from sirte.paths import DESCRIPTOR
from sirte.report import Finding


def frictionless_findings(root: Path) -> list[Finding]:
    """Return Frictionless's errors as findings; raises `PackageError` where it is not installed."""
    try:
        from frictionless import FrictionlessException, Package, system
    except ImportError:
        message = "--frictionless needs the extra: pip install 'sirte[frictionless]'"
        raise PackageError(message) from None
    try:
        with system.use_context(trusted=True):
            report = Package(str(root / DESCRIPTOR)).validate()
    except FrictionlessException as error:
        return [_finding(DESCRIPTOR, error.error)]
    package_errors = [_finding(DESCRIPTOR, error) for error in report.errors]
    return package_errors + [_finding(task.place, e) for task in report.tasks for e in task.errors]


def _finding(place: str, error: Any) -> Finding:
    line = getattr(error, "row_number", None) or 0
    column = getattr(error, "field_name", None) or ""
    rule = f"frictionless-{error.type}"
    return Finding(place, line, column, "", rule, " ".join(error.message.split()), "")
