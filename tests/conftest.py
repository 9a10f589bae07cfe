"""How much Hypothesis tries (`make quick` asks for the profile `quick`), and the registers of the tests."""

import atexit
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pipeline.register.export.source import Source

# The first example loads the dictionaries, so that no deadline holds; the same examples at each run, so that
# a change is not blamed for what chance found.
settings.register_profile(
    "whole", max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("quick", settings.get_profile("whole"), max_examples=25)
settings.register_profile("search", settings.get_profile("whole"), max_examples=3000, derandomize=False)
settings.load_profile("whole")


@pytest.fixture(scope="session", autouse=True)
def _forget_patterns_of_tests() -> Iterator[None]:
    """Keep nothing of the patterns that Hypothesis makes up in the user's cache."""
    from pipeline.patterns.known import _findings

    yield
    atexit.unregister(_findings()._store)


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from made_register import made_register

    return made_register(tmp_path_factory.mktemp("register") / "register.sqlite")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from pipeline.register.store import create_register

    path = tmp_path_factory.mktemp("register") / "empty.sqlite"
    create_register(path).dispose()
    return path


@pytest.fixture(scope="session")
def source(register: Path) -> Iterator["Source"]:
    from pipeline.register.export.source import Source
    from pipeline.register.store import open_register

    engine = open_register(register)
    with engine.connect() as connection:
        yield Source(connection)
    engine.dispose()
