"""GraphML: for each phase, the actors as nodes and the spells that share a day with it as edges."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from sirte.canonical import to_text
from sirte.descriptors import Table
from sirte.release.content import Content, Part
from sirte.release.typed import to_typed
from sirte.wide import Sheet

_ENDS = ["actor_id", "counterpart_id"]


def write(content: Content, folder: Path) -> None:
    """Write `graphml/spells_<phase>.graphml`."""
    (folder / "graphml").mkdir()
    actors = content.dataset.actors.set_index("actor_id", drop=False)
    for place, sheet in _phases(content):
        graph = _graph(sheet, actors, content.dataset.package.tables["actors"])
        nx.write_graphml_xml(graph, folder / place, prettyprint=True)


def _phases(content: Content) -> Iterator[tuple[str, Sheet]]:
    """Yield the file of each phase and the spells that share a day with it."""
    dataset = content.dataset
    spells = dataset.alignments
    for phase in dataset.phases.itertuples():
        begun = spells["start_date"] <= phase.end_date
        ended = spells["end_date"] < phase.start_date
        chosen = spells[begun & ~ended].reset_index(drop=True)
        sheet = Sheet(dataset.package.tables["alignments"], chosen)
        yield f"graphml/spells_{phase.phase_id}.graphml", sheet


def _graph(sheet: Sheet, actors: pd.DataFrame, described: Table) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    used = sorted(set(sheet.frame[_ENDS].to_numpy().ravel()))
    for cells in _cells(actors.loc[used], described):
        graph.add_node(cells["actor_id"], label=cells["name"], **cells)
    for cells in _cells(sheet.frame, sheet.table):
        graph.add_edge(*(cells[end] for end in _ENDS), key=cells["alignment_id"], **cells)
    return graph


def _cells(frame: pd.DataFrame, table: Table) -> list[dict[str, Any]]:
    """Return each row as a mapping without its missing cells; dates are text."""
    columns = {
        f.name: to_text(frame[f.name], f) if f.type == "date" else frame[f.name]
        for f in table.fields
    }
    rows = pd.DataFrame(columns).astype(object).to_dict("records")
    return [{str(k): v for k, v in row.items() if not pd.isna(v) and v != ""} for row in rows]


def read(content: Content, folder: Path) -> Iterator[Part]:
    """Yield the spells of each phase as networkx reads them back."""
    for place, sheet in _phases(content):
        graph = nx.read_graphml(folder / place, force_multigraph=True)
        rows = [data for _, _, data in graph.edges(data=True)]
        frame = pd.DataFrame(rows, columns=list(sheet.table.columns))
        yield Part(place, sheet, to_typed(frame, sheet.table))
