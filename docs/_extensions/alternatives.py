"""A chart in a notebook is described, for who cannot see it, by the title that it bears."""

import re
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
_LABEL = re.compile(r"aria-label=\"(Title|Subtitle) text '([^\"]+)'\"")


class DescribeCharts(SphinxPostTransform):
    """Gives each image that has no text of its own the title and subtitle of its chart."""

    default_priority = 5  # before images are copied, while their paths lead to files
    formats: ClassVar[tuple[str, ...]] = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Change the page in place; warn, which ends the build, of an image without title."""
        for image in self.document.findall(nodes.image):
            if not image.get("alt"):
                image["alt"] = read_title(Path(self.env.srcdir, image["uri"]))
            if not image["alt"]:
                logger.warning("image without text and without title", location=image)


def read_title(chart: Path) -> str:
    """Return title and subtitle of a chart drawn by Vega, without its source; or nothing.

    Panels have titles too, but only the chart's own is followed by a subtitle.
    """
    text = chart.read_text("utf-8") if chart.suffix == ".svg" else ""
    labels = [(kind, unescape(words)) for kind, words in _LABEL.findall(text)]
    for (_, title), (kind, subtitle) in pairwise(labels):
        if kind == "Subtitle":
            return f"{title}: {subtitle.partition(' Source: ')[0]}"
    return labels[0][1] if labels else ""


def setup(app: "Sphinx") -> dict[str, Any]:
    """Hook in."""
    app.add_post_transform(DescribeCharts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
