"""GraphML: places as nodes and ties as edges, with typed attributes, for Gephi and networkx."""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.register.export.cells import xml_text
from pipeline.register.export.source import Source
from pipeline.register.export.tables import PLACES, TIES

MARKER = re.compile(rb"<\?xml[^>]*\?>\s*<graphml\b")


def write_graph(source: Source, path: Path) -> None:
    """Write an undirected graph; ids of nodes and edges are those of places and ties.

    Gephi shows `label`. What is not known is left out, since GraphML has no null.
    """
    import networkx as nx

    # Two ties between the same places would be one edge in a plain graph.
    graph = nx.MultiGraph()
    names = [column.name for column in PLACES.columns]
    for row in source.rows(PLACES):
        told = _known(dict(zip(names, row, strict=True)))
        graph.add_node(told.pop("id"), label=told["name"], **told)
    names = [column.name for column in TIES.columns]
    # A node has its name and country; on each edge again, they would only take room.
    passed_over = {"id", "a", "b", "a_name", "b_name", "a_country", "b_country"}
    for row in source.rows(TIES):
        told = dict(zip(names, row, strict=True))
        edge = _known({name: value for name, value in told.items() if name not in passed_over})
        graph.add_edge(*(xml_text(told[end]) for end in "ab"), key=xml_text(told["id"]), **edge)
    nx.write_graphml_lxml(graph, path)


def _known(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _attribute(value) for name, value in told.items() if value is not None}


def _attribute(value: Any) -> str | int | float:
    if isinstance(value, dt.date):
        return value.isoformat()
    return xml_text(value) if isinstance(value, str) else value
