"""Links that lead to the passage itself, and to an archived copy of the page as it was read."""

import datetime as dt
from urllib.parse import quote

from sirte.errors import PackageError

_SCHEMES = ("http://", "https://")


def passage_link(url: str, anchor: str) -> str:
    """Return `url` with a text fragment that makes browsers scroll to `anchor`.

    A fragment that the address already has is kept before the directive, an older directive is
    replaced. Raises `PackageError` unless the address is http(s).
    """
    base = _http(url).partition(":~:")[0]
    text = quote(anchor, safe="").replace("-", "%2D")
    return f"{base}{'' if '#' in base else '#'}:~:text={text}"


def archive_link(url: str, day: dt.date) -> str:
    """Return the look-up address of the archived copy nearest to `day`."""
    return f"https://web.archive.org/web/{day:%Y%m%d}/{_http(url)}"


def _http(url: str) -> str:
    if not url.lower().startswith(_SCHEMES):
        raise PackageError(f"not an http(s) address: {url!r}")
    return url
