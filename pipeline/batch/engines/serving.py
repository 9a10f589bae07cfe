"""What a reading process does: it makes itself ready, then answers each item with what came of it."""

import errno
import gc
import os
import sys
from contextlib import suppress
from dataclasses import replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection

from pipeline.batch.engines import Settings


def serve(connection: Connection, settings: Settings) -> None:
    """Answer items on `connection` until its other end is closed; first None, or why it cannot read.

    Nothing is written on the standard streams. The process ends when its driver does, whatever it is doing.
    """
    from pipeline.batch.reading import read_item
    from pipeline.batch.telling.summary import own_peak

    _end_with_driver()
    _keep_quiet()
    try:
        from pipeline.batch.engines.warm import warm_reader

        reader = warm_reader()
        _limit(settings.memory)
    except Exception as error:
        from pipeline.shell.faults import fault

        connection.send(fault(error))
        return
    # What is loaded stays: collections need not look at it, nor write to pages that are shared.
    gc.freeze()
    connection.send(None)
    try:
        while True:
            outcome = read_item(reader, connection.recv(), settings)
            connection.send(replace(outcome, memory=own_peak()))
    except MemoryError:
        # Too little even to take an item or to answer.
        os._exit(errno.ENOMEM)
    except (EOFError, OSError):
        return


def _end_with_driver() -> None:
    """Have the kernel end this process when the driver has gone, even in the middle of a bulletin."""
    driver = parent_process()
    if sys.platform == "win32" or driver is None:
        return
    import fcntl

    # Nothing more comes through the sentinel than its end; for that, the kernel sends SIGIO, which kills.
    sentinel = int(driver.sentinel)
    fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(sentinel, fcntl.F_SETFL, fcntl.fcntl(sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def _keep_quiet() -> None:
    """Leave Ctrl-C and the terminal to the driver, and be what the kernel ends first for memory.

    Libraries in other languages write there of what they find amiss in a file, and of how they end.
    """
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    with suppress(OSError), open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
        score.write("500")


def _limit(memory: int | None) -> None:
    """Let the process have `memory` bytes of address space, where the platform can hold it to that."""
    if memory is None or sys.platform == "win32":
        return
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
