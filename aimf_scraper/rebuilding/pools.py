"""Who does the work of a rebuild: other processes of this machine, or a Dask cluster.

Both give what they are asked for in the order in which it was asked, so that the
one writer writes the same bytes whoever worked.
"""

from __future__ import annotations

import logging
import os
from concurrent.futures import CancelledError, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, Protocol

from aimf_scraper.errors import IncompleteError, UsageError
from aimf_scraper.rebuilding import workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from distributed import Client

_LOG: Final = logging.getLogger(__name__)
#: Pages that are one piece of work: fewer, and handing them over takes longer than reading them.
_PIECE: Final = 8
_CONNECT_SEC: Final = 10
#: So much of WARC keeps every core busy for longer than a process takes to begin.
_MUCH_BYTES: Final = 5_000_000


class Pool(Protocol):
    """Does the same to many rows."""

    def map(self, work: Callable[..., Any], *columns: Iterable[Any]) -> Iterator[Any]:
        """Yield what *work* makes of each row of *columns*, in their order; begin at once."""


class _Here:
    """This process alone: nothing is begun before somebody takes it."""

    def map(self, work: Callable[..., Any], *columns: Iterable[Any]) -> Iterator[Any]:
        return map(work, *columns)


class _Processes:
    def __init__(self, executor: ProcessPoolExecutor, ready: int) -> None:
        self._executor = executor
        # They load what they need while this process looks through the archive.
        for _ in range(ready):
            executor.submit(workers.get_ready)

    def map(self, work: Callable[..., Any], *columns: Iterable[Any]) -> Iterator[Any]:
        return self._executor.map(work, *columns, chunksize=_PIECE)


class _Cluster:
    """A Dask cluster. What a worker that is lost was given, the scheduler gives to another."""

    def __init__(self, client: Client, address: str, setup: workers.Setup) -> None:
        self._client = client
        self._address = address
        self._setup = setup

    def map(self, work: Callable[..., Any], *columns: Iterable[Any]) -> Iterator[Any]:
        rows = zip(*columns, strict=True)
        asked = []
        while piece := list(islice(rows, _PIECE)):
            # Not pure: the same rows may be asked for again, when more is known of them.
            asked.append(self._client.submit(workers.piece, self._setup, work, piece, pure=False))
        return self._results(asked)

    def _results(self, asked: list[Any]) -> Iterator[Any]:
        from distributed import KilledWorker  # noqa: PLC0415 - as above

        try:
            for one in asked:
                yield from one.result()
        except KilledWorker as error:
            raise IncompleteError(
                f"{self._address}: workers were lost again and again over the same pages: {error}"
            ) from error
        except (CancelledError, OSError) as error:
            raise IncompleteError(
                f"{self._address}: the cluster was lost ({error}); what was written stays, "
                "and the next rebuild reads all again"
            ) from error


@contextmanager
def pool_of(
    setup: workers.Setup, *, cores: int | None, dask: str | None, archive_bytes: int
) -> Iterator[Pool]:
    """Give a pool: the Dask cluster at *dask*, else so many *cores* of this machine (default: all).

    Of a small archive one process may read all before the next is there: they begin when they
    are needed.

    Raises:
        UsageError: there is no cluster, or the package ``distributed`` is not installed.
    """
    if dask is not None:
        with _cluster(dask) as client:
            yield _Cluster(client, dask, setup)
        return
    count = cores or os.cpu_count() or 1
    executor = _processes(setup, count) if cores != 1 else None
    if executor is None:
        workers.start(setup)
        workers.get_ready()
        yield _Here()
        return
    with executor:
        yield _Processes(executor, count if archive_bytes > _MUCH_BYTES else 0)


def _processes(setup: workers.Setup, count: int) -> ProcessPoolExecutor | None:
    """Return other processes, ``None`` where the machine has no room for their locks: a full /dev/shm."""
    try:
        # Spawned, not forked: the parent has the database open.
        return ProcessPoolExecutor(
            count,
            mp_context=get_context("spawn"),
            initializer=workers.start,
            initargs=(setup,),
        )
    except OSError as error:
        _LOG.warning("no other processes (%s): every page is read in this one", error)
        return None


@contextmanager
def _cluster(address: str) -> Iterator[Client]:
    try:
        from distributed import Client  # noqa: PLC0415 - as above
    except ImportError as error:
        raise UsageError(
            "a cluster needs the package distributed: pip install 'aimf-scraper[dask]'"
        ) from error
    try:
        client = Client(address, timeout=_CONNECT_SEC, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"{address}: no Dask scheduler answers there ({error})") from error
    with client:
        if not client.nthreads():
            raise UsageError(f"{address}: the cluster has no worker")
        yield client
