"""The table that people read: a block a bulletin, and the totals at the end."""

from contextlib import ExitStack

from models import BulletinRecords
from pipeline.batch.outputs import Row
from pipeline.render.table import tables
from pipeline.shell.writing import written


class TableSink:
    """Draws each bulletin as it comes; `to_terminal` draws with colours."""

    def __init__(self, target: str, *, to_terminal: bool) -> None:
        self._open = ExitStack()
        self._stream = self._open.enter_context(written(target))
        self._draw, self._totals = tables(to_terminal=to_terminal)

    def add(self, row: Row) -> None:
        """Draw a bulletin."""
        self._stream.write(self._draw(BulletinRecords.model_validate_json(row.records)))
        self._stream.flush()

    def close(self) -> None:
        """Draw the totals."""
        self._stream.write(self._totals())
        self._stream.flush()
        self._open.close()

    def drop(self) -> None:
        """Leave what was there before."""
        given_up = RuntimeError("given up")
        self._open.__exit__(RuntimeError, given_up, None)
