"""How far a run is, how fast it goes and how long it still takes."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

# The rate is that of the last minute: longer than the longest bulletins take, and short enough to follow a
# change of load. It is sampled once a second.
WINDOW, STEP = 60.0, 1.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a run is.

    `bulletins` counts all that are done, `held` those of them that an earlier run had read, `errors` those
    that failed. `rate` is in bulletins read a second; `seconds_left` is None where it cannot be known.
    """

    bulletins: int
    errors: int
    held: int
    characters: int
    bytes: int
    total_bytes: int | None
    rate: float
    seconds: float
    seconds_left: float | None

    @property
    def share(self) -> float | None:
        """Return the share of the bytes that was read, from 0 to 1; None where their sum is not known."""
        return min(self.bytes / self.total_bytes, 1.0) if self.total_bytes else None


class Pace:
    """Counts bulletins; `clock` gives seconds.

    Those held from an earlier run say nothing of how long reading takes, so that rate and time left are
    worked out from the others.
    """

    def __init__(self, total_bytes: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self.total_bytes, self.clock = total_bytes, clock
        self._bulletins = self._errors = self._held = self._characters = self._bytes = self._held_bytes = 0
        self._begun = clock()
        # Time, bulletins and bytes that were read until then.
        self._samples = deque([(self._begun, 0, 0)])

    def count(self, *, ok: bool, held: bool, characters: int, read_bytes: int) -> None:
        """Count a bulletin."""
        self._bulletins += 1
        self._errors += not ok
        self._characters += characters
        self._bytes += read_bytes
        if held:
            self._held += 1
            self._held_bytes += read_bytes
        now = self.clock()
        samples = self._samples
        if now >= samples[-1][0] + STEP:
            samples.append((now, self._bulletins - self._held, self._bytes - self._held_bytes))
            while samples[1][0] <= now - WINDOW:
                samples.popleft()

    def now(self) -> Standing:
        """Return how far the run is."""
        now = self.clock()
        since, bulletins, read = self._samples[0]
        lasted = now - since
        rate = (self._bulletins - self._held - bulletins) / lasted if lasted > 0 else 0.0
        speed = (self._bytes - self._held_bytes - read) / lasted if lasted > 0 else 0.0
        return Standing(
            bulletins=self._bulletins,
            errors=self._errors,
            held=self._held,
            characters=self._characters,
            bytes=self._bytes,
            total_bytes=self.total_bytes,
            rate=rate,
            seconds=now - self._begun,
            seconds_left=self._left(speed),
        )

    def _left(self, speed: float) -> float | None:
        if self.total_bytes is None:
            return None
        left = max(self.total_bytes - self._bytes, 0)
        if not left:
            return 0.0
        return left / speed if speed > 0 else None
