"""What the journal holds, written in the order of the run as far as it has come."""

from collections import Counter
from dataclasses import dataclass, field

from pipeline.batch.items import Outcome, Stage
from pipeline.batch.journal import Journal
from pipeline.batch.listing import SideFile
from pipeline.batch.outputs import Row, Sink
from pipeline.batch.telling import Voice
from pipeline.nearness import Nearness


@dataclass(slots=True)
class Drawn:
    """What was written, what was not and why; `found` counts the facts written, by kind."""

    bulletins: int = 0
    warnings: int = 0
    duplicates: int = 0
    failed: Counter[Stage] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)


class Drawing:
    """Draws outcomes into a sink and the side files, each as soon as all before it are drawn.

    So neither the number of workers nor the order in which they end can be seen in what is written.
    """

    def __init__(
        self,
        journal: Journal,
        sink: Sink,
        errors: SideFile,
        duplicates: SideFile,
        nearness: Nearness | None,
        voice: Voice,
    ) -> None:
        self._journal, self._sink, self._errors, self._duplicates = journal, sink, errors, duplicates
        self._nearness, self._voice = nearness, voice
        self._source = self._number = 0
        self.drawn = Drawn()

    def catch_up(self) -> None:
        """Draw what has come, up to the first item that has not."""
        while True:
            outcome = self._journal.at((self._source, self._number))
            if outcome is not None:
                self._draw(outcome)
                self._number += 1
            elif self._number == self._journal.count_of(self._source):
                self._source, self._number = self._source + 1, 0
            else:
                return

    @property
    def sources(self) -> int:
        """Return how many sources are drawn to their end."""
        return self._source

    def _draw(self, outcome: Outcome) -> None:
        if outcome.records is None:
            self._fail(outcome, outcome.stage or "read", outcome.reason)
        elif (other := self._journal.first_with(outcome.id, outcome.place)) is not None:
            self._fail(outcome, "find", f"its id {outcome.id!r} is that of {other} too")
        elif (of := self._same_text(outcome)) is not None:
            self.drawn.duplicates += 1
            self._duplicates.add(id=outcome.id, name=outcome.name, duplicate_of=of)
        else:
            self._write(outcome, outcome.records)

    def _same_text(self, outcome: Outcome) -> str | None:
        if self._nearness is None or outcome.signature is None:
            return None
        return self._nearness.first_alike(outcome.id, outcome.signature)

    def _write(self, outcome: Outcome, records: bytes) -> None:
        try:
            self._sink.add(Row(outcome.name, records))
        except ValueError as error:
            self._fail(outcome, "write", f"not written: {error}")
            return
        self.drawn.bulletins += 1
        self.drawn.found.update(dict(outcome.found))
        self.drawn.warnings += len(outcome.warnings)
        for warning in outcome.warnings:
            line = f"{outcome.name}: warning: {warning}"
            self._voice.say("warning", "warning", line, name=outcome.name, warning=warning)

    def _fail(self, outcome: Outcome, stage: Stage, reason: str) -> None:
        self.drawn.failed[stage] += 1
        self._errors.add(name=outcome.name, id=outcome.id or None, stage=stage, reason=reason)
        line = f"{outcome.name}: {reason}"
        self._voice.say("error", "failed", line, name=outcome.name, stage=stage, reason=reason)
