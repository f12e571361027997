"""Ids of records, sources and actors lead to their page in the explorer, one folder up."""

import csv
import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sirte.descriptors import Package, read_package

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_RECORDS = ("event_id", "statement_id", "alignment_id")
_VIEWS = {  # table: its key, the view that shows a row, whose page that is, a title to hover over
    "events": ("event_id", "record", ("event_id",), "title"),
    "statements": ("statement_id", "record", ("statement_id",), "summary"),
    "alignments": ("alignment_id", "record", ("alignment_id",), "summary"),
    "evidence": ("evidence_id", "record", _RECORDS, "anchor"),
    "sources": ("source_id", "source", ("source_id",), "title"),
    "actors": ("actor_id", "actor", ("actor_id",), "name"),
}
_ID = re.compile(r"(?<![\w-])(?:evt|stm|aln|evd|src)-\d{4}(?![\w-])")
_CELL = re.compile(rf"(<td[^>]*>)({_ID.pattern})(?=</td>)")
_LEFT_ALONE = (nodes.reference, nodes.title, nodes.literal_block, nodes.literal, nodes.raw)


class LinkRecords(SphinxPostTransform):
    """Links ids in sentences, ids that are all of a code span, and ids in tables of notebooks.

    Code blocks, headings and existing links stay as they are, and so does an id of no row.
    """

    default_priority = 400
    formats: ClassVar[tuple[str, ...]] = ("html",)

    def run(self, **_kwargs: Any) -> None:
        """Change the page in place."""
        pages = self.config.record_pages
        self.explorer = "../" * (self.env.docname.count("/") + 1) + "index.html"
        for literal in list(self.document.findall(nodes.literal)):
            if literal.astext() in pages and not _is_left_alone(literal):
                literal.replace_self(self.link(literal.astext(), literal.deepcopy()))
        for text in list(self.document.findall(nodes.Text)):
            if not _is_left_alone(text):
                text.parent.replace(text, list(self.split(text.astext())))
        for raw in list(self.document.findall(nodes.raw)):
            raw.replace_self(nodes.raw("", self.link_cells(raw.astext()), **raw.attributes))

    def link(self, found: str, shown: nodes.Node) -> nodes.reference:
        """Return a link to the page of a row."""
        place, title = self.config.record_pages[found]
        address = f"{self.explorer}#/{place}"
        link = nodes.reference("", "", shown, refuri=address, internal=True, reftitle=title)
        link["classes"].append("record")
        return link

    def split(self, text: str) -> Iterator[nodes.Node]:
        """Yield a text in parts, each id of a row as a link."""
        end = 0
        for match in _ID.finditer(text):
            if match[0] in self.config.record_pages:
                yield nodes.Text(text[end : match.start()])
                yield self.link(match[0], nodes.Text(match[0]))
                end = match.end()
        yield nodes.Text(text[end:])

    def link_cells(self, html: str) -> str:
        """Return HTML in which a cell that holds one id and nothing else links to its row."""

        def link(cell: re.Match[str]) -> str:
            if cell[2] not in self.config.record_pages:
                return cell[0]
            place, _ = self.config.record_pages[cell[2]]
            return f'{cell[1]}<a href="{self.explorer}#/{escape(place)}">{cell[2]}</a>'

        return _CELL.sub(link, html)


def read_pages(package: Package) -> dict[str, tuple[str, str]]:
    """Return place in the explorer and title of each row that has a page there, by id.

    A passage's is that of its record. An actor id that is also a name or a value of the schemas is
    left out: in a code span it could mean either.
    """
    pages = {}
    for name, (key, view, owners, title) in _VIEWS.items():
        for row in _rows(package.root / package.tables[name].path):
            owner = next((row[o] for o in owners if row[o]), "")
            pages[row[key]] = (f"{view}/{quote(owner)}", row[title])
    words = _list_words(package)
    return {found: page for found, page in pages.items() if found not in words}


def _list_words(package: Package) -> frozenset[str]:
    """Return the names of tables and columns, and all allowed values."""
    fields = [f for t in package.tables.values() for f in t.fields]
    values = {str(v) for f in fields for v in f.allowed}
    return frozenset({*package.tables, *(f.name for f in fields), *values})


def _rows(path: Path) -> Iterator[dict[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def _is_left_alone(node: nodes.Node) -> bool:
    above = node.parent
    while above is not None:
        if isinstance(above, _LEFT_ALONE):
            return True
        above = above.parent
    return False


def _configure(app: "Sphinx", config: Any) -> None:
    config.record_pages = read_pages(read_package(Path(app.confdir).parent))


def setup(app: "Sphinx") -> dict[str, Any]:
    """Hook in, where the checkout has an explorer to lead to."""
    app.add_config_value("record_pages", {}, "", dict)
    if (Path(app.confdir).parent / "explorer" / "index.html").is_file():
        app.connect("config-inited", _configure)
        app.add_post_transform(LinkRecords)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
