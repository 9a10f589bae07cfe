"""Ray started on this machine, or a cluster joined; what Ray has to say is kept off the terminal."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pipeline.batch.engines import EngineError

# In bytes. Ray's own choice is a third of the machine's memory; Ray Data holds back its tasks at half of it.
_STORE = 1 << 29
ASKED_OF_RAY = {
    # It would report to a server of Ray's makers.
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    # A thread of Ray's that outlives a connection would start a cluster of its own.
    "RAY_ENABLE_AUTO_CONNECT": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


class ClusterError(EngineError):
    """There is no cluster to read on, or it reads nothing; the message says why, and what to do."""


@contextmanager
def joined(address: str | None, workers: int | None) -> Iterator[int]:
    """Be connected to a cluster, and yield how many bulletins it can read at once.

    A program that uses Ray already keeps its connection; `workers` are at most so many.

    Raises:
        ClusterError: there is no cluster at the address, or it has no CPUs.

    """
    for name, value in ASKED_OF_RAY.items():
        os.environ.setdefault(name, value)
    import ray

    ours = not ray.is_initialized()
    if ours:
        _connect(address, workers)
    try:
        resources: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call]
        cpus = int(resources.get("CPU", 0))
        if not cpus:
            raise ClusterError(
                "the cluster has no CPUs: start workers with `ray start --address=…`, then run again"
            )
        yield min(cpus, workers or cpus)
    finally:
        if ours:
            ray.shutdown()


def _connect(address: str | None, workers: int | None) -> None:
    import ray

    if address is not None and address.startswith("ray://"):
        raise ClusterError(f"{address}: run on a node of the cluster instead, with --address auto")
    options: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if address is None:
        options |= {"num_cpus": workers, "include_dashboard": False, "object_store_memory": _STORE}
    try:
        # Without an address, Ray would look for one in the environment.
        with _no_standard_error():
            ray.init(address or "local", **options)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        raise ClusterError(_refusal(address, error)) from None
    # What Ray tells of nodes that died goes to the standard output, in between the records.
    sys.modules["ray._private.worker"]._worker_logs_enabled = False  # type: ignore[attr-defined]


@contextmanager
def _no_standard_error() -> Iterator[None]:
    """Lose what is written there: how loud Ray is to be, it repeats before it obeys."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _refusal(address: str | None, error: Exception) -> str:
    reason = str(error).partition("\n")[0]
    if address is None:
        return f"Ray cannot be started on this machine: {reason}"
    return f"no Ray cluster can be joined at {address}: {reason}"


class Complaints(logging.Handler):
    """Keeps the last error that Ray Data told, while its console is silent."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.last = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the error itself rather than Ray's words about it."""
        error = record.exc_info[1] if record.exc_info else None
        self.last = said_last(error) if error else record.getMessage()


def said_last(error: BaseException) -> str:
    r"""Return what an error on another machine came to, out of the tracebacks that its text holds.

    >>> said_last(ValueError("  File …\nOSError: no room\n\nThe above exception was …\nray.exceptions…"))
    'OSError: no room'
    """
    first, _, _ = str(error).partition("\nThe above exception")
    lines = [line.strip() for line in first.splitlines() if line.strip()]
    return lines[-1] if lines else type(error).__name__


@contextmanager
def complaints() -> Iterator[Complaints]:
    """Keep what Ray Data complains of; its console stays silent, since it speaks after the end too."""
    import ray.data  # noqa: F401  (it sets up its logging)

    logger, kept = logging.getLogger("ray.data"), Complaints()
    for console in [one for one in logger.handlers if isinstance(one, logging.StreamHandler)]:
        logger.removeHandler(console)
    logger.addHandler(kept)
    try:
        yield kept
    finally:
        logger.removeHandler(kept)


def lost_nodes() -> int:
    """Return how many nodes of the cluster have died."""
    import ray

    return sum(not node["Alive"] for node in ray.nodes())  # type: ignore[no-untyped-call]
