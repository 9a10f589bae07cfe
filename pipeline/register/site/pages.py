"""The pages of the site one after another, each with its address from the root."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, Row

from models import Span
from models.records import Fact
from pipeline.register import schema
from pipeline.register.site import charts, reading, rows
from pipeline.register.site import wording as say
from pipeline.register.site.naming import FactName, file_stem
from pipeline.register.site.reading import Entities
from pipeline.render.html import marked_html
from pipeline.render.marks import Labelled
from pipeline.render.printable import printable, shortened
from pipeline.render.wording import LANGUAGES

# What the front page holds of each table before a script loads the rest, and an entity's page at most.
FIRST_ROWS = 15
MOST_ROWS = 500
MOST_SOURCES = 200
_PORTION = 100
_ASSETS = ("site.css", "tables.js", "charts.js", "source.js", "licences.txt")


class Pages:
    """Makes the files of the site of one register, texts and evidence read in portions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.entities = reading.read_entities(connection)
        self._env = _environment(self.entities)

    @property
    def names(self) -> list[str]:
        """Return the names of the entities and the bulletins that get a page, in their order."""
        e = self.entities
        return [*e.places, *e.people, *e.ties, *e.visits, *e.bulletins]

    def fixed(self) -> Iterator[tuple[str, Iterator[str]]]:
        """Yield the front page and all that it loads: addresses and contents in pieces."""
        made = charts.all_charts(self.entities)
        yield "index.html", iter([self._front(made)])
        yield "data/charts.js", iter([f"youchengCharts({rows.as_json({c.name: c.spec for c in made})});\n"])
        for name, listing in rows.LISTINGS.items():
            yield f"data/{name}.js", rows.as_script(name, listing.lines(self.entities))
        yield "assets/vega.js", iter([charts.drawing_library()])
        marks = files("pipeline.render").joinpath("page.css")
        yield "assets/marks.css", iter([marks.read_text("utf-8")])
        for name in _ASSETS:
            asset = files("pipeline.register.site").joinpath("assets", name)
            yield f"assets/{name}", iter([asset.read_text("utf-8")])

    def each(self) -> Iterator[tuple[str, str, str]]:
        """Yield a page for each entity and each bulletin: its name, address and content."""
        e = self.entities
        for folder in reading.FOLDERS:
            for some in _portions(list(getattr(e, folder))):
                for name, content in self._entity_pages(folder, some):
                    yield name, f"{folder}/{file_stem(name)}.html", content
        for some in _portions(list(e.bulletins)):
            for name, content in self._bulletin_pages(some):
                yield name, f"bulletins/{file_stem(name)}.html", content

    def _front(self, made: Sequence[charts.Chart]) -> str:
        e = self.entities
        drawn = [(chart, Markup(charts.picture(chart))) for chart in made]
        listed = [
            (listing, list(_first(listing.lines(e), FIRST_ROWS)), sum(1 for _ in listing.all(e)))
            for listing in rows.LISTINGS.values()
        ]
        return self._render("index.html", root="", drawn=drawn, listed=listed, figures=_figures(e))

    def _entity_pages(self, folder: str, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        sources = reading.evidence_of(self._connection, self.entities, ids)
        disputed = self._disputed(ids)
        more = self._more(folder, ids)
        template = {"places": "place", "people": "person", "ties": "tie", "visits": "visit"}[folder]
        for name in ids:
            told = sources.get(name, [])
            yield (
                name,
                self._render(
                    f"{template}.html",
                    root="../",
                    row=getattr(self.entities, folder)[name],
                    sources=told[:MOST_SOURCES],
                    further=max(0, len(told) - MOST_SOURCES),
                    conflicts=disputed.get(name, []),
                    **{key: values.get(name, []) for key, values in more.items()},
                ),
            )

    def _more(self, folder: str, ids: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Return what only the entities of one folder have, by name and entity."""
        e, t = self.entities, schema
        if folder == "places":
            return {"names": reading.names_of(self._connection, t.place_names, "place", ids)}
        if folder == "people":
            names = reading.names_of(self._connection, t.person_names, "person", ids)
            return {"names": names, "offices": e.offices, "led": e.visits_led}
        if folder == "ties":
            events = reading.events_of(self._connection, ids)
            facts = sorted({fact for steps in events.values() for _, told in steps for fact in told})
            found = reading.sources_of(self._connection, e, facts)
            steps = {
                tie: [(row, [found[fact] for fact in told if fact in found]) for row, told in of_tie]
                for tie, of_tie in events.items()
            }
            return {"steps": steps}
        return {"leaders": e.leaders}

    def _disputed(self, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Return the conflicts of some entities, each value with what tells it."""
        conflicts = {name: self.entities.conflicts[name] for name in ids if name in self.entities.conflicts}
        values = {row.id: json.loads(row.values) for of_one in conflicts.values() for row in of_one}
        facts = sorted({fact for told in values.values() for value in told for fact in value["facts"]})
        found = reading.sources_of(self._connection, self.entities, facts)
        return {
            name: [
                {
                    "kind": row.kind,
                    "message": row.message,
                    "values": [
                        (
                            say.value_words(value["value"]),
                            value["sources"],
                            [found[fact] for fact in value["facts"] if fact in found],
                        )
                        for value in values[row.id]
                    ],
                }
                for row in of_one
            ]
            for name, of_one in conflicts.items()
        }

    def _bulletin_pages(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        texts = reading.texts_of(self._connection, ids)
        told = reading.facts_of(self._connection, ids)
        facts = sorted({row.id for of_one in told.values() for row in of_one})
        about = reading.entities_of(self._connection, facts)
        for name in ids:
            head, text = self.entities.bulletins[name], texts.get(name)
            found = _facts(told.get(name, []), about)
            marked = None if text is None else Markup(marked_html(text, [one["mark"] for one in found]))
            others = [row for row in self.entities.alike[head.source] if row.id != name]
            page = self._render(
                "bulletin.html", root="../", head=head, marked=marked, facts=found, others=others
            )
            yield name, page

    def _render(self, template: str, **values: Any) -> str:
        return str(self._env.get_template(template).render(**values))


def _facts(spans: Sequence[Row[Any]], about: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Return the facts of one bulletin in the order of the text, each with its mark and its entities."""
    by_id: dict[str, list[Row[Any]]] = {}
    for row in spans:
        by_id.setdefault(row.id, []).append(row)
    found = []
    for fact, of_one in by_id.items():
        head = of_one[0]
        evidence = tuple(Span.model_construct(start=row.start, end=row.end, text=row.text) for row in of_one)
        mark = Labelled(
            FactName.of(fact).label, head.kind, Fact.model_construct(evidence=evidence, rule=head.rule)
        )
        words = say.record_words(head.kind, head.record)
        found.append({"mark": mark, "words": words, "rule": head.rule, "entities": about.get(fact, [])})
    return sorted(found, key=lambda one: (one["mark"].fact.evidence[0].start, one["mark"].label))


def _figures(e: Entities) -> list[tuple[str, str]]:
    stages = [tie.stage for tie in e.ties.values()]
    years = sorted(visit.start[:4] for visit in e.visits.values() if visit.start)
    countries = {place.country for place in e.places.values() if place.country}
    span = f", {'–'.join(dict.fromkeys((years[0], years[-1])))}" if years else ""
    ended = f", {stages.count('ended'):,} ended" if "ended" in stages else ""
    intended = f", {stages.count('intended'):,} intended" if "intended" in stages else ""
    sources = len({row.source for row in e.bulletins.values()})
    return [
        (f"{len(e.ties):,}", f"ties{intended}{ended}"),
        (f"{len(e.visits):,}", f"visits{span}"),
        (f"{len(e.places):,}", f"places in {len(countries):,} countries"),
        (f"{len(e.people):,}", "people"),
        (f"{len(e.sums):,}", "sums of money"),
        (f"{sum(map(len, e.conflicts.values())):,}", "conflicts between sources"),
        (f"{len(e.bulletins):,}", f"bulletins from {sources:,} sources"),
    ]


def _environment(entities: Entities) -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(
        loader=PackageLoader("pipeline.register.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: printable(value) if type(value) is str else value,
    )
    env.globals.update(
        e=entities,
        say=say,
        listings=rows.LISTINGS,
        most_rows=MOST_ROWS,
        title=lambda name: say.title(entities, name),
        page_of=file_stem,
        shortened=shortened,
        languages=LANGUAGES,
        first_lines=lambda name, of: list(rows.LISTINGS[name].lines(entities, list(of)[:MOST_ROWS])),
    )
    return env


def _portions(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _PORTION):
        yield ids[start : start + _PORTION]


def _first(lines: Iterator[rows.Line], count: int) -> Iterator[rows.Line]:
    for line, _ in zip(lines, range(count), strict=False):
        yield line
