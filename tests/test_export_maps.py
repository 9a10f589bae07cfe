import json
from pathlib import Path

import networkx as nx
import pytest
from exported import export
from hypothesis import given
from hypothesis import strategies as st
from made_register import HOSTILE
from shapely.geometry import shape

from pipeline.register.export import maps, tables
from pipeline.register.export.source import Source

# GeoJSON


def test_a_map_follows_the_standard(register: Path, source: Source, tmp_path: Path):
    told = json.loads(export(register, "geojson", tmp_path / "ties.geojson").read_text(encoding="utf-8"))
    assert told["type"] == "FeatureCollection"
    assert len(told["features"]) == sum(
        len(list(source.rows(table))) for table in (tables.PLACES, tables.TIES)
    )
    names = {HOSTILE: 0}
    for feature in told["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert all(not isinstance(value, dict | list) for value in feature["properties"].values())
        if feature["properties"].get("name") in names or HOSTILE in feature["properties"].values():
            assert feature["geometry"] is None
            names[HOSTILE] += 1
        else:
            check_geometry(feature)
    assert names[HOSTILE] == 2


def check_geometry(feature: dict) -> None:
    geometry = shape(feature["geometry"])
    assert geometry.is_valid
    west, south, east, north = geometry.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    crosses = {"Vancouver", "Yokohama"} <= set(map(str, feature["properties"].values()))
    kinds = {"place": "Point", "tie": "MultiLineString" if crosses else "LineString"}
    assert geometry.geom_type == kinds[feature["properties"]["kind"]]


longitudes = st.floats(-180, 180, allow_subnormal=False) | st.sampled_from([-180.0, 180.0, 0.0])


@given(st.tuples(st.floats(-85, 85), longitudes, st.floats(-85, 85), longitudes))
def test_no_line_goes_the_long_way_round(ends: tuple[float, float, float, float]):
    geometry = maps.line(ends)
    parts = geometry["coordinates"]
    parts = parts if geometry["type"] == "MultiLineString" else [parts]
    assert all(len(part) == 2 for part in parts)
    width = sum(abs(part[0][0] - part[1][0]) for part in parts)
    apart = abs(ends[1] - ends[3])
    assert width == pytest.approx(min(apart, 360 - apart), abs=1e-6) or apart in (180.0, 360.0)


# GraphML


def test_a_graph_is_typed(register: Path, source: Source, tmp_path: Path):
    graph = nx.read_graphml(export(register, "graphml", tmp_path / "ties.graphml"), force_multigraph=True)
    assert graph.number_of_nodes() == len(list(source.rows(tables.PLACES)))
    assert graph.number_of_edges() == len(list(source.rows(tables.TIES)))
    konin = graph.nodes["geonames:3095321"]
    assert konin["label"] == "Konin"
    assert (konin["geonames_id"], konin["latitude"]) == (3095321, 52.22)
    (edge,) = graph["geonames:1812961"]["geonames:3095321"].values()
    assert (edge["relation"], edge["start"], edge["sources"]) == ("sister", "2000-09-07", 1)
    assert HOSTILE.replace("\x0b", "\ufffd") in {name for _, name in graph.nodes(data="name")}
