"""A thread that writes the archive, so that the crawl never waits for gzip.

zlib lets go of the interpreter lock while it compresses, so one thread beside
the reactor's costs the crawl little. The queue is bounded in bytes.
"""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.archive.exchange import Captured, Exchange
    from aimf_scraper.archive.writer import WarcWriter

logger = logging.getLogger(__name__)

#: Bytes of bodies that may wait; a full queue slows the crawl rather than fills memory.
MAX_WAITING_BYTES: Final = 64 * 1024 * 1024


class WriterThread:
    """Hands exchanges to a ``WarcWriter`` in their order.

    Args:
        written: called in the thread with each capture once it is on disk.
        failed: called in the thread with what could not be written, and why.
    """

    def __init__(
        self,
        writer: WarcWriter,
        *,
        written: Callable[[Captured], None],
        failed: Callable[[Exchange, OSError], None],
        max_waiting_bytes: int = MAX_WAITING_BYTES,
    ) -> None:
        self._writer = writer
        self._written = written
        self._failed = failed
        self._max_waiting_bytes = max_waiting_bytes
        self._queue: queue.SimpleQueue[Exchange | None] = queue.SimpleQueue()
        self._waiting_bytes = 0
        self._lock = threading.Lock()
        # A daemon: a crawl that ends in a traceback must not hang on it.
        self._thread = threading.Thread(target=self._run, name="aimf-archive", daemon=True)
        self._thread.start()

    @property
    def has_room(self) -> bool:
        """Whether more may be submitted; a single body larger than all the room always may."""
        with self._lock:
            return self._waiting_bytes < self._max_waiting_bytes

    def submit(self, exchange: Exchange) -> None:
        """Hand over an exchange; never waits. Ask ``has_room`` first."""
        with self._lock:
            self._waiting_bytes += len(exchange.body)
        self._queue.put(exchange)

    def close(self) -> None:
        """Write what waits, close the file, end the thread; again is harmless."""
        if self._thread.is_alive():
            self._queue.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (exchange := self._queue.get()) is not None:
            try:
                captured = self._writer.write(exchange)
            except OSError as error:
                self._failed(exchange, error)
            else:
                self._written(captured)
            finally:
                with self._lock:
                    self._waiting_bytes -= len(exchange.body)
        try:
            self._writer.close()
        except OSError:
            logger.exception("the archive's last file may not be safe on disk")
