"""Docstrings are plain sentences: what reStructuredText would read as markup is escaped."""

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_CODE = re.compile(r"(`[^`]*`)")


def escape(_app: "Sphinx", _what: str, _name: str, _obj: Any, _opts: Any, lines: list[str]) -> None:
    """Escape bars and stars outside of code, in place: |d| is a magnitude, not a reference."""
    text = "\n".join(lines)
    parts = _CODE.split(text)
    parts[::2] = [re.sub(r"([|*])", r"\\\1", part) for part in parts[::2]]
    lines[:] = "".join(parts).split("\n")


def setup(app: "Sphinx") -> dict[str, Any]:
    """Hook into autodoc."""
    app.connect("autodoc-process-docstring", escape)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
