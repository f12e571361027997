"""Where a reader's report goes: the forms of the project's repository, once it has an address."""

import re
from typing import Any

from sirte.descriptors import Package
from sirte.forms import Form, list_forms

_ADDRESS = re.compile(r"https://[a-z0-9.-]+(?::[0-9]+)?(?:/[\w.~-]+)+", re.ASCII | re.IGNORECASE)


def describe_forms(package: Package) -> dict[str, Any]:
    """Return the address to open a form at, the forms with the ids of their questions, and the
    columns that can be reported; empty without a repository at an https address.
    """
    place = find_repository(package)
    if not place:
        return {}
    forms = list_forms(package)
    asked = {q.name: q for form in forms if not form.table for q in form.questions}
    return {
        "address": f"{place}/issues/new",
        "forms": [_describe(form) for form in forms],
        "columns": [value for _, value in asked["field"].options],
    }


def find_repository(package: Package) -> str:
    """Return the address of the repository; empty unless it is https, without query or user."""
    text = str(package.metadata.get("repository") or "").rstrip("/").removesuffix(".git")
    return text if _ADDRESS.fullmatch(text) else ""


def _describe(form: Form) -> dict[str, Any]:
    fields = [q.name for q in form.questions]
    return {"name": form.name, "title": form.title, "table": form.table, "fields": fields}
