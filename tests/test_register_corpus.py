"""The register of bulletins as they are read."""

import random
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

import pipeline
from pipeline.register.building import register
from pipeline.register.schema import METADATA
from pipeline.register.store import create_register

BULLETINS = sorted((Path(__file__).parent.parent / "corpus" / "bulletins").iterdir())


def _content(engine: Engine) -> dict[str, list[str]]:
    with engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(select(table)).all()))
            for name, table in METADATA.tables.items()
        }


@pytest.mark.slow
def test_the_corpus_gives_one_register_in_any_order() -> None:
    reader = pipeline.load()
    records = [reader.read_file(path) for path in BULLETINS[::5]]
    contents = []
    for seed in range(2):
        random.Random(seed).shuffle(records)
        engine = create_register("sqlite://")
        cut = len(records) // 3
        register(records[:cut], engine)
        register(records[cut:], engine)
        contents.append(_content(engine))
    assert contents[0] == contents[1]
    assert all(contents[0][name] for name in ("places", "people", "ties", "tie_events", "visits", "sums"))
