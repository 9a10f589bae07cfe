"""The charts as specifications of Vega: a map, a timeline in two parts, the network.

Vega draws them twice: here, as pictures that are in the page from the start and on paper, and in the
browser, where they answer to the pointer. Colours are variables of the style sheet, so that both follow its
light and its dark scheme.
"""

import calendar
import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Row

from pipeline.register.site import wording as say
from pipeline.register.site.reading import Entities
from pipeline.render.printable import one_line

MOST_TIES = 1500
MOST_LINKS = 300
MOST_VISITS = 1500
_LANES = 14
_OTHERS = "others"
_UNKNOWN = "not told"
_FONT = "system-ui, 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"
# vl-convert resolves addresses against the home of the examples of Vega.
_BASE = re.compile(r'<a xlink:href="https://vega\.github\.io/vega-datasets/')


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its specification, what it shows in words, and what it leaves out."""

    name: str
    spec: dict[str, Any]
    told: str
    left_out: str = ""


def all_charts(entities: Entities) -> list[Chart]:
    """Return the charts of a register, without those that would be empty."""
    made = (world_map(entities), *timeline(entities), network(entities))
    return [chart for chart in made if chart]


def picture(chart: Chart) -> str:
    """Return the chart drawn as SVG, to stand in a page."""
    import vl_convert

    spec = json.loads(json.dumps(chart.spec))
    if "vega-lite" in spec["$schema"]:
        drawn = vl_convert.vegalite_to_svg(spec)
    else:
        drawn = vl_convert.vega_to_svg(spec)
    # The tables lead to the same pages with fewer stops of the keyboard.
    return _BASE.sub('<a tabindex="-1" xlink:href="', drawn)


@cache
def drawing_library() -> str:
    """Return the script of Vega, as a whole and in a scope of its own."""
    import vl_convert

    return f"(() => {{\n{vl_convert.javascript_bundle('window.vegaEmbed=vegaEmbed;')}\n}})();\n"


def world_map(entities: Entities) -> Chart | None:
    """Return the map: ties as the shortest ways on the globe, the Pacific in the middle."""
    placed = [tie for tie in _most_told(entities.ties.values()) if _on_map(entities, tie)]
    shown = placed[:MOST_TIES]
    if not shown:
        return None
    spec = _read("map")
    land, ties, places = spec["data"]
    land["values"] = json.loads(_file("land.json"))
    ties["values"] = [_arc(entities, tie) for tie in shown]
    degree = Counter(place for tie in shown for place in (tie.a, tie.b))
    places["values"] = [
        _node(entities, place, degree[place], rank)
        | {"latitude": entities.places[place].latitude, "longitude": entities.places[place].longitude}
        for rank, place in enumerate(_by_degree(degree))
    ]
    unplaced = len(entities.ties) - len(placed)
    left = [
        f"{len(placed) - len(shown):,} ties that fewer sources tell are not drawn"
        if placed[MOST_TIES:]
        else "",
        f"{unplaced:,} ties with a place of unknown position are not drawn" if unplaced else "",
    ]
    told = f"{len(shown):,} ties between {len(degree):,} places, drawn as the shortest ways on the globe."
    return Chart("map", spec, told, _sentence(left))


def network(entities: Entities) -> Chart | None:
    """Return the network of places and ties, those told by most sources first."""
    ties = _most_told(entities.ties.values())
    shown = ties[:MOST_LINKS]
    if not shown:
        return None
    degree = Counter(place for tie in shown for place in (tie.a, tie.b))
    home = entities.home
    spec = _read("network")
    nodes, links = spec["data"]
    order = {place: rank for rank, place in enumerate(_by_degree(degree))}
    _signal(spec, "count", len(order))
    nodes["values"] = [
        _node(entities, place, degree[place], rank) | {"home": int(entities.places[place].country == home)}
        for place, rank in order.items()
    ]
    links["values"] = [
        _tie(entities, tie) | {"source": order[tie.a], "target": order[tie.b], "a": tie.a, "b": tie.b}
        for tie in shown
    ]
    told = f"{len(degree):,} places and the {len(shown):,} ties between them; places in "
    told += f"{say.country_name(home) or 'no known country'} have a colour of their own."
    left = (
        f"{len(ties) - len(shown):,} ties that fewer sources tell are not drawn" if ties[MOST_LINKS:] else ""
    )
    return Chart("network", spec, told, _sentence([left]))


def timeline(entities: Entities) -> Iterable[Chart | None]:
    """Return the visits of each year, and the visits one by one, a lane for each country."""
    dated = [visit for visit in entities.visits.values() if visit.start and visit.role != "total"]
    if not dated:
        return
    first = _first_year(dated)
    shown = [visit for visit in dated if int(visit.start[:4]) >= first]
    years = Counter[int]()
    for visit in shown:
        years[int(visit.start[:4])] += visit.visits
    domain = [first, 1 + max(int(day[:4]) for visit in shown for day in (visit.start, visit.until) if day)]
    bars = _read("years") | {"config": _config()}
    bars["encoding"]["x"]["scale"]["domain"] = domain
    bars["data"]["values"] = [
        {"from": year + 0.08, "to": year + 0.92, "visits": count, "words": f"{year}: {count:,} visits"}
        for year, count in sorted(years.items())
    ]
    undated = sum(visit.role != "total" for visit in entities.visits.values()) - len(dated)
    told = f"{sum(years.values()):,} visits and events from {first} to {max(years)}."
    left = [
        f"{len(dated) - len(shown):,} before {first} are not drawn" if dated[len(shown) :] else "",
        f"{undated:,} without a date are not drawn" if undated else "",
    ]
    yield Chart("years", bars, told, _sentence(left))
    yield _lanes(entities, shown, domain)


def _first_year(dated: Sequence[Row[Any]]) -> int:
    """Return the year from which visits are drawn: a few of long ago would leave no room for the others."""
    years = sorted(int(visit.start[:4]) for visit in dated)
    early = years[len(years) // 100]
    return early if (early - years[0]) * 4 > years[-1] - years[0] else years[0]


def _lanes(entities: Entities, dated: list[Row[Any]], domain: list[int]) -> Chart:
    shown = _most_told(dated)[:MOST_VISITS]
    partners = {visit.id: _partner(entities, visit) for visit in shown}
    counts = Counter(partners.values())
    lanes = sorted((c for c in counts if c != _UNKNOWN), key=lambda c: (-counts[c], c))[:_LANES]
    spec = _read("lanes") | {"config": _config()}
    spec["encoding"]["x"]["scale"]["domain"] = domain
    drawn = [
        {
            "lane": partner if partner in lanes or partner == _UNKNOWN else _OTHERS,
            "url": entities.href(visit.id),
            "size": min(visit.size or 1, 100),
            "words": one_line(_visit_words(entities, visit)),
            **_stretch(visit),
        }
        for visit, partner in ((visit, partners[visit.id]) for visit in shown)
    ]
    used = {row["lane"] for row in drawn}
    order = [*lanes, *(lane for lane in (_OTHERS, _UNKNOWN) if lane in used)]
    spec["encoding"]["y"]["sort"] = order
    spec["height"] = 40 + 26 * len(order)
    spec["data"]["values"] = drawn
    told = "Each visit by the country or region on the other side: larger for more people, "
    told += "a bar where only the month or the year is told."
    left = f"{len(dated) - len(shown):,} that fewer sources tell are not drawn" if dated[MOST_VISITS:] else ""
    return Chart("lanes", spec, told, _sentence([left]))


def _partner(entities: Entities, visit: Row[Any]) -> str:
    """Return the country on the other side of a visit: the one that is told of less in the register."""
    places = [p for side in ("from", "to") for p in entities.sides.get((visit.id, side), ())]
    countries = sorted({c for place in places if (c := entities.places[place].country)})
    abroad = [c for c in countries if c != entities.home] or countries
    return say.country_name(abroad[0]) if abroad else _UNKNOWN


def _stretch(visit: Row[Any]) -> dict[str, float]:
    start = _year(dt.date.fromisoformat(visit.start))
    end = _year(dt.date.fromisoformat(visit.until or visit.start) + dt.timedelta(days=1))
    return {"from": start, "to": end, "middle": round((start + end) / 2, 4)}


def _year(day: dt.date) -> float:
    """Return a day as a fraction of its year."""
    length = 366 if calendar.isleap(day.year) else 365
    return round(day.year + (day.timetuple().tm_yday - 1) / length, 4)


def _visit_words(entities: Entities, visit: Row[Any]) -> str:
    led = ", ".join(row.name for row in entities.leaders.get(visit.id, ()))
    size = say.size_words(visit)
    people = f"{size} people" if size and visit.size else ""
    parts = (say.visit_title(entities, visit), people, f"led by {led}" if led else "")
    return "; ".join(part for part in parts if part)


def _arc(entities: Entities, tie: Row[Any]) -> dict[str, Any]:
    ends = [(entities.places[p].longitude, entities.places[p].latitude) for p in (tie.a, tie.b)]
    return {
        "type": "Feature",
        "properties": _tie(entities, tie) | {"a": tie.a, "b": tie.b},
        "geometry": {"type": "LineString", "coordinates": ends},
    }


def _tie(entities: Entities, tie: Row[Any]) -> dict[str, Any]:
    stage = "" if tie.stage == "established" else f", {tie.stage}"
    since = f", {say.when(tie)}" if tie.start else ""
    words = f"{say.tie_title(entities, tie)}: {tie.relation.replace('-', ' ')}{stage}{since}"
    return {
        "relation": tie.relation,
        "stage": tie.stage,
        "url": entities.href(tie.id),
        "words": one_line(words),
    }


def _node(entities: Entities, place: str, ties: int, rank: int) -> dict[str, Any]:
    row = entities.places[place]
    names = " ".join(dict.fromkeys(name for name in (row.name, row.name_zh) if name))
    country = f", {say.country_name(row.country)}" if row.country else ""
    words = one_line(f"{names}{country}: {ties} {'tie' if ties == 1 else 'ties'}")
    name = one_line(row.name)
    return {
        "id": place,
        "name": name,
        "words": words,
        "ties": ties,
        "rank": rank,
        "url": entities.href(place),
    }


def _on_map(entities: Entities, tie: Row[Any]) -> bool:
    ends = [(entities.places[p].longitude, entities.places[p].latitude) for p in (tie.a, tie.b)]
    return all(value is not None for end in ends for value in end) and ends[0] != ends[1]


def _most_told(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    return sorted(rows, key=lambda row: (-row.sources, row.id))


def _by_degree(degree: Counter[str]) -> list[str]:
    return sorted(degree, key=lambda place: (-degree[place], place))


def _sentence(parts: Iterable[str]) -> str:
    told = "; ".join(part for part in parts if part)
    return f"{told[0].upper()}{told[1:]}; the tables below hold all." if told else ""


def _signal(spec: dict[str, Any], name: str, value: float) -> None:
    next(signal for signal in spec["signals"] if signal["name"] == name)["value"] = value


def _config() -> dict[str, Any]:
    axis = {"labelColor": "var(--ink)", "titleColor": "var(--ink)", "gridColor": "var(--line)"}
    fonts = {"labelFont": _FONT, "titleFont": _FONT, "labelFontSize": 12, "titleFontSize": 12}
    lines = {"domainColor": "var(--soft)", "tickColor": "var(--soft)", "titleFontWeight": "normal"}
    return {"background": "transparent", "view": {"stroke": None}, "axis": axis | fonts | lines}


def _read(name: str) -> dict[str, Any]:
    spec: dict[str, Any] = json.loads(_file(f"{name}.json"))
    return spec


def _file(name: str) -> str:
    return files("pipeline.register.site").joinpath("charts", name).read_text("utf-8")
