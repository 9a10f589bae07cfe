"""A process that reads one item at a time, and what becomes of one whose process dies or takes too long."""

import errno
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.connection import Connection, wait
from threading import Lock
from types import ModuleType
from typing import Any

from pipeline.batch.engines import EngineError, Settings
from pipeline.batch.engines.serving import serve
from pipeline.batch.items import Item, Outcome
from pipeline.batch.reading import NO_MEMORY, refused

_TRIES = 2
# How often a process is started until it is given up; what hinders it, such as a want of memory, may pass.
_STARTS = 6
_PAUSE = 0.1
# Seconds: the place names are compiled at the very first reading, which takes half a minute.
_START_LIMIT = 600.0
_END_LIMIT = 5.0
_LONGEST_WAIT = 1_000_000.0
# Bytes read until a fresh process takes over: what libraries keep of each text never grows beyond that.
_LIFE = 20_000_000
# multiprocessing's list of children, the environment and the main module are one for all threads.
_STARTING = Lock()


class StartError(EngineError):
    """No process could be started that reads."""


class ReadingProcess:
    """Reads items in a process of its own, which is started when it is needed and replaced when it has died.

    Each has a connection of its own and shares no lock, so that the death of one at any moment, even in the
    middle of a message, is nothing to the others. `read` is for one thread; `stop` may be called from any.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._process: Any = None
        self._connection: Connection | None = None
        self._stopped = False
        self._bytes = 0

    @property
    def pid(self) -> int | None:
        """Return the number of the process, None where there is none now."""
        return self._process.pid if self._process is not None else None

    @property
    def stopped(self) -> bool:
        """Tell whether nothing is read any more."""
        return self._stopped

    def read(self, item: Item) -> Outcome:
        """Return what came of an item; one whose process dies is tried once more in a fresh one.

        Raises:
            StartError: no process could be started.

        """
        begun, exitcode = time.perf_counter(), None
        for _ in range(_TRIES):
            connection = self._ready()
            try:
                connection.send(item)
                outcome = self._answer(connection)
            except (EOFError, OSError):
                exitcode = self._end(died=True)
                continue
            if outcome is None:
                self._end()
                outcome = refused(
                    item, self._settings, f"took longer than {self._settings.timeout:g} seconds"
                )
                return _timed(outcome, begun)
            self._bytes += len(item.data)
            # After a want of memory, nobody knows what was left half done.
            if self._bytes > _LIFE or outcome.reason == NO_MEMORY:
                self._end()
            return outcome
        # The automata's library aborts where it is given no more memory.
        spent = self._settings.memory is not None and exitcode == -signal.SIGABRT
        reason = NO_MEMORY if spent else died(exitcode, "twice")
        return _timed(refused(item, self._settings, reason), begun)

    def stop(self) -> None:
        """End the process now, whatever it does; nothing is read any more."""
        self._stopped = True
        process = self._process
        # Between these lines, the reading thread may have ended it by itself.
        with suppress(AttributeError, ValueError):
            process.kill()

    def close(self) -> None:
        """End the process, from the thread that reads."""
        self._stopped = True
        self._end()

    def _answer(self, connection: Connection) -> Outcome | None:
        """Return what the process answers, None if it takes too long."""
        if not connection.poll(min(self._settings.timeout, _LONGEST_WAIT)):
            return None
        answer: Outcome = connection.recv()
        return answer

    def _ready(self) -> Connection:
        """Return the connection to a process that waits for an item."""
        # A process that waits says nothing: what can be read is its end.
        if self._connection is not None and not self._connection.poll():
            return self._connection
        reason = ""
        for tried in range(_STARTS):
            self._end()
            if self._stopped:
                break
            time.sleep(_PAUSE * tried)
            try:
                connection = self._start()
                reason = connection.recv() if connection.poll(_START_LIMIT) else "it is never ready"
            except (EOFError, OSError):
                reason = died(self._end(died=True))
                continue
            if reason is None:
                return connection
        self._end()
        raise StartError(f"no process for reading could be started: {reason}")

    def _start(self) -> Connection:
        ours: Connection
        ours, theirs = _context().Pipe()
        self._connection = ours
        process = _context().Process(target=serve, args=(theirs, self._settings), daemon=True)
        try:
            with _STARTING, _from_our_modules(), _ctrl_c_left_to_the_driver():
                process.start()
        finally:
            theirs.close()
        self._process, self._bytes = process, 0
        if self._stopped:
            self.stop()
        return ours

    def _end(self, *, died: bool = False) -> int | None:
        """End the process, if there is one, and return how it ended; one that `died` ends by itself."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if connection is not None:
            connection.close()
        if process is None:
            return None
        if not wait([process.sentinel], _END_LIMIT if died else 0):
            process.kill()
            wait([process.sentinel], _END_LIMIT)
        with _STARTING:
            code: int | None = process.exitcode
            if code is not None:
                process.close()
        return code


def died(exitcode: int | None, often: str = "") -> str:
    """Return in words how a process ended, and, if told, how `often`.

    >>> died(-11)
    'its process died (signal 11, SIGSEGV)'
    """
    told = f"its process died {often}".rstrip()
    if exitcode is None:
        return told
    if exitcode == errno.ENOMEM:
        return f"{told} (out of memory)"
    if exitcode >= 0:
        return f"{told} (exit status {exitcode})"
    name = f", {signal.Signals(-exitcode).name}" if -exitcode in {*signal.Signals} else ""
    hint = ", as where memory runs out; fewer workers need less" if name == ", SIGKILL" else ""
    return f"{told} (signal {-exitcode}{name}{hint})"


def _timed(outcome: Outcome, begun: float) -> Outcome:
    from dataclasses import replace

    return replace(outcome, seconds=time.perf_counter() - begun)


@cache
def _context() -> Any:
    """Return how processes start: forked from a server that has the reader loaded, else from scratch."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pipeline.batch.engines.warm"])
    return context


@contextmanager
def _from_our_modules() -> Iterator[None]:
    """Let a process start from the modules that run here, and from no others.

    multiprocessing would run the main module of the program once more in each (a script without a guard, the
    worker of Ray), and import whatever lies in the current folder, which may be anyone's. One thread for
    linear algebra: none is used, and a process with threads should not fork.
    """
    main = sys.modules["__main__"]
    given = {
        "PYTHONPATH": os.pathsep.join(os.path.abspath(place) for place in sys.path),
        "PYTHONSAFEPATH": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _ctrl_c_left_to_the_driver() -> Iterator[None]:
    """Block Ctrl-C in this thread for now, and in all that it starts for good."""
    if sys.platform == "win32":
        yield
        return
    from multiprocessing import resource_tracker

    # Where it is not running yet, starting it would unblock Ctrl-C again.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
