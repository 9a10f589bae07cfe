"""What came of a run, in a few lines or as fields."""

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.batch.items import Stage


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run.

    `bulletins` were read in this run, with `characters` in them; `held` are those that an earlier run had
    read; `found` counts the facts of all that was written, by kind. Memory is the peak in megabytes, None
    where it is not known. `outputs` are named as they were given.
    """

    bulletins: int
    seconds: float
    held: int = 0
    failed: "Mapping[Stage, int]" = field(default_factory=dict)
    duplicates: int = 0
    characters: int = 0
    warnings: int = 0
    found: Mapping[str, int] = field(default_factory=dict)
    outputs: Sequence[str] = ()
    driver_megabytes: float | None = None
    worker_megabytes: float | None = None

    @property
    def errors(self) -> int:
        """Return how many inputs failed."""
        return sum(self.failed.values())

    @property
    def rate(self) -> float:
        """Return how many bulletins were read a second."""
        return self.bulletins / self.seconds if self.seconds > 0 else 0.0

    @property
    def characters_per_second(self) -> float:
        """Return how many characters were read a second."""
        return self.characters / self.seconds if self.seconds > 0 else 0.0

    @property
    def of_many(self) -> bool:
        """Tell whether there was more than one bulletin, so that their sum says more than each."""
        return self.bulletins + self.held > 1

    def lines(self) -> list[str]:
        r"""Return the summary as lines of text.

        >>> print(*Summary(2, 4.0, failed={"decode": 1}, characters=5000, warnings=1).lines(), sep="\n")
        2 bulletins read, 5,000 characters, in 4.0 s: 0.5 bulletins and 1,250 characters a second
        1 input failed: 1 decode
        1 warning
        """
        told = [self._speed()]
        if self.held:
            told.append(f"{counted(self.held, 'bulletin')} held from an earlier run")
        if self.errors:
            stages = ", ".join(f"{count:,} {stage}" for stage, count in self.failed.items() if count)
            told.append(f"{counted(self.errors, 'input')} failed: {stages}")
        if self.duplicates:
            told.append(f"{counted(self.duplicates, 'near-duplicate')} left out")
        if self.warnings:
            told.append(counted(self.warnings, "warning"))
        if any(self.found.values()):
            told.append(f"found {self._found()}")
        if self.driver_megabytes is not None:
            told.append(self._memory(self.driver_megabytes))
        if self.outputs:
            told.append(f"written to {', '.join(self.outputs)}")
        return told

    def fields(self) -> dict[str, Any]:
        """Return the summary under the names that are told to machines."""
        return {
            "bulletins": self.bulletins,
            "held": self.held,
            "errors": self.errors,
            "failed": dict(self.failed),
            "duplicates": self.duplicates,
            "warnings": self.warnings,
            "characters": self.characters,
            "seconds": self.seconds,
            "rate": self.rate,
            "characters_per_second": self.characters_per_second,
            "found": dict(self.found),
            "outputs": list(self.outputs),
            "driver_megabytes": self.driver_megabytes,
            "worker_megabytes": self.worker_megabytes,
        }

    def _speed(self) -> str:
        # To the second where it was long.
        short = self.seconds < 100
        lasted = f"{self.seconds:.1f} s" if short else str(dt.timedelta(seconds=round(self.seconds)))
        read = f"{counted(self.bulletins, 'bulletin')} read, {counted(self.characters, 'character')}"
        rates = f"{self.rate:,.1f} bulletins and {self.characters_per_second:,.0f} characters a second"
        return f"{read}, in {lasted}: {rates}"

    def _found(self) -> str:
        from pipeline.render.wording import KINDS, count_words

        return count_words((kind, self.found[kind]) for kind in KINDS if kind in self.found)

    def _memory(self, driver: float) -> str:
        worker = self.worker_megabytes
        most = "" if worker is None else f", of the largest worker {worker:,.0f} MB"
        return f"peak memory {driver:,.0f} MB{most}"


def counted(number: int, word: str) -> str:
    """Return a number with its word, in the plural where there is not one.

    >>> counted(1, "bulletin"), counted(1200, "bulletin")
    ('1 bulletin', '1,200 bulletins')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def own_peak() -> int:
    """Return the most memory that this process has taken, in bytes; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # There is none on Windows.
        return 0
    # Counted in kilobytes, except by macOS.
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
