"""What each form of an export makes: its files, and what writes them."""

import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Table

from pipeline.register import schema as db
from pipeline.register.export import (
    csv_folder,
    events,
    graph,
    json_lines,
    maps,
    parquet_folder,
    wikidata,
    workbook,
)
from pipeline.register.export.files import check_file, check_folder, new_files, new_folder
from pipeline.register.export.form import Form
from pipeline.register.export.source import Source
from pipeline.register.export.wikidata import Given

_FOLDERS: dict[Form, tuple[tuple[str, ...], Callable[[Source, Path], None]]] = {
    Form.csv: (csv_folder.FILES, csv_folder.write_csv),
    Form.parquet: (parquet_folder.FILES, parquet_folder.write_parquet),
}
_WORKBOOK = re.compile(rb"PK\x03\x04")
# The suffix of each file behind the path, and how a file of its kind begins.
_FILES: dict[Form, dict[str, re.Pattern[bytes]]] = {
    Form.xlsx: {"": _WORKBOOK},
    Form.jsonl: {"": json_lines.MARKER},
    Form.geojson: {"": maps.MARKER},
    Form.graphml: {"": graph.MARKER},
    Form.quickstatements: {
        "": wikidata.MARKER,
        ".review.csv": wikidata.REVIEW_MARKER,
        ".items.sparql": wikidata.QUERY_MARKER,
    },
    Form.plover: {"": events.MARKER, ".codebook.md": re.compile(rb"# Events in the terms of PLOVER")},
}
_SINGLE: dict[Form, Callable[[Source, Path], None]] = {
    Form.xlsx: workbook.write_workbook,
    Form.jsonl: json_lines.write_json_lines,
    Form.geojson: maps.write_map,
    Form.graphml: graph.write_graph,
}

_ENTITIES = (db.places, db.people, db.ties, db.visits, db.sums, db.conflicts, db.bulletins)
_LINKS = (db.place_names, db.person_names, db.offices, db.tie_events, db.event_facts, db.visit_places)
_TABLES = (*_ENTITIES, *_LINKS, db.visit_leaders, db.conflicts, db.evidence)
_COUNTED: dict[Form, tuple[Table, ...]] = {
    Form.jsonl: _ENTITIES,
    Form.geojson: (db.places, db.ties),
    Form.graphml: (db.places, db.ties),
    Form.quickstatements: (db.ties,),
    Form.plover: (db.tie_events, db.visits),
}


def counted(form: Form) -> tuple[Table, ...]:
    """Return the tables of the register whose rows tell how far an export has come."""
    return _COUNTED.get(form, _TABLES)


def paths(form: Form, out: Path) -> list[Path]:
    """Return the files that an export makes, or its folder."""
    if form in _FOLDERS:
        return [out]
    return [out.with_name(out.name + suffix) for suffix in _FILES[form]]


def check(form: Form, out: Path) -> None:
    """Hold that the export may be written to `out`.

    Raises:
        OutputError: something else is there, or nothing can be written.

    """
    if form in _FOLDERS:
        check_folder(out, form.value, _FOLDERS[form][0])
        return
    for path, marker in zip(paths(form, out), _FILES[form].values(), strict=True):
        check_file(path, form.value, marker)


def write(form: Form, source: Source, out: Path, given: Given) -> str:
    """Write the export, whole or not at all; return what there is to say of it, or nothing."""
    if form in _FOLDERS:
        with new_folder(out) as folder:
            _FOLDERS[form][1](source, folder)
        return ""
    with new_files(paths(form, out)) as files:
        if form is Form.quickstatements:
            tally = wikidata.write_statements(source, files, given)
            return f"{tally.stated} ties stated; {tally.left} to review in {paths(form, out)[1]}"
        if form is Form.plover:
            events.write_events(source, files)
        else:
            _SINGLE[form](source, files[0])
    return ""
