"""Formulas as MathML, which browsers draw themselves: no script, no font, no other host."""

from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


def visit_inline(self: "HTML5Translator", node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(to_mathml(node, block=False))
    raise nodes.SkipNode


def visit_block(self: "HTML5Translator", node: nodes.math_block) -> None:
    """Write a formula of its own line, which scrolls where the screen is too narrow."""
    formula = to_mathml(node, block=True)
    self.body.append(f'<div class="formula" tabindex="0">{formula}</div>\n')
    raise nodes.SkipNode


def to_mathml(node: nodes.Element, *, block: bool) -> str:
    """Return MathML of a formula; warn, which ends the build, where it cannot be read."""
    try:
        return str(tex2mathml(node.astext(), as_block=block))
    except MathError as error:
        logger.warning("formula %r: %s", node.astext(), error, location=node)
        return ""


def setup(app: "Sphinx") -> dict[str, Any]:
    """Register the renderer `mathml`."""
    app.add_html_math_renderer("mathml", (visit_inline, None), (visit_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
