"""A sink for the terminal, where rows between the lines of a progress bar would break both."""

from pipeline.batch.outputs import Row, Sink


class Waiting:
    """Holds the rows of a sink until all are there."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Hold a row."""
        self._rows.append(row)

    def close(self) -> None:
        """Write all rows."""
        for row in self._rows:
            self._sink.add(row)
        self._sink.close()

    def drop(self) -> None:
        """Write nothing."""
        self._sink.drop()
