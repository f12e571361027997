"""SIRTE: how Russia and Turkey aligned and clashed over Libya, 2019 to 2021.

`sirte.load()` returns the dataset; names are imported on first use, so that importing the package
stays fast.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sirte.checks import validate
    from sirte.dataset import Dataset, load
    from sirte.indexing import index
    from sirte.links import archive_link, passage_link

_HOMES = {
    "Dataset": "sirte.dataset",
    "archive_link": "sirte.links",
    "index": "sirte.indexing",
    "load": "sirte.dataset",
    "passage_link": "sirte.links",
    "validate": "sirte.checks",
}

__all__ = ["Dataset", "archive_link", "index", "load", "passage_link", "validate"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("sirte")
    if name not in _HOMES:
        raise AttributeError(f"module 'sirte' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
