"""What the site holds and where, as README names it: paths until `homepage` gives an address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sirte.errors import PackageError

_UNPUBLISHED = "`make site` builds it; open `dist/site/index.html`, from disk or any host"
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]|\"'`\\]+")


@dataclass(frozen=True)
class Place:
    """One part of the site; `source` is what a reader of the repository opens instead."""

    name: str
    path: str
    source: str = ""


EXPLORER = (
    Place("front page", "index.html"),
    Place("timeline", "index.html#/timeline"),
    Place("search", "index.html#/search"),
    Place("a record", "index.html#/record/evt-0047"),
    Place("actors", "index.html#/actors"),
    Place("who backs whom", "index.html#/backing"),
)
DOCUMENTATION = (
    Place("start", "docs/start.html", "docs/start.md"),
    Place("codebook", "docs/codebook/index.html", "docs/codebook/index.md"),
    Place("method", "docs/method.html", "docs/method.md"),
    Place("notebooks", "docs/notebooks.html", "notebooks"),
    Place("reliability", "docs/reliability.html", "docs/reliability.md"),
    Place("report an error", "docs/corrections-by-form.html", "docs/corrections-by-form.md"),
)


def read_address(metadata: Mapping[str, Any], name: str) -> str:
    """Return `homepage` or `repository` without slash at its end, or nothing where it is not set.

    Raises `PackageError` where it is not an http(s) address that a link can hold.
    """
    address = metadata.get(name) or ""
    if address and not (isinstance(address, str) and _ADDRESS.fullmatch(address)):
        raise PackageError(f"datapackage.json: {name} {address!r} is not an http(s) address")
    return str(address).removesuffix("index.html").rstrip("/")


def forms_address(metadata: Mapping[str, Any]) -> str:
    """Return where the forms for corrections are, or nothing without a repository."""
    repository = read_address(metadata, "repository").removesuffix(".git")
    return f"{repository}/issues/new/choose" if repository else ""


def render_places(metadata: Mapping[str, Any]) -> list[str]:
    """Return README's table of the site: links once `homepage` is set, paths and files before."""
    homepage = read_address(metadata, "homepage")
    head = f"[{homepage.partition('://')[2]}]({homepage}/)" if homepage else _UNPUBLISHED
    parts = (("explorer", EXPLORER), ("documentation", DOCUMENTATION))
    rows = [f"| {n} | {', '.join(_show(p, homepage) for p in places)} |" for n, places in parts]
    return [f"| in the site | {head} |", "| --- | --- |", *rows]


def _show(place: Place, homepage: str) -> str:
    if homepage:
        return f"[{place.name}]({homepage}/{place.path})"
    if place.source:
        return f"[{place.name}]({place.source})"
    return f"{place.name} `{place.path.removeprefix('index.html') or place.path}`"
