"""One run at a time in a data folder. A dead run's lock is no obstacle: the kernel drops it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from aimf_scraper.errors import DataFolderBusyError, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Hold the data folder for as long as the block runs.

    Raises:
        DataFolderBusyError: another run holds it.
        StoreError: the folder cannot be made or written.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"{data}: the data folder can't be made ({error.strerror}): "
            "mend its permissions or choose another --data"
        ) from error
    if not os.access(data, os.W_OK | os.X_OK):
        raise StoreError(
            f"{data}: the data folder can't be written: "
            "mend its permissions or choose another --data"
        )
    lock = FileLock(data / ".lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise DataFolderBusyError(
            f"another run holds {data}: wait for it to end, or choose another --data"
        ) from error
