"""A data folder as `serve` reads it: a connection a thread, anew where the database was replaced."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from aimf_scraper.archived import DATABASE, FOLDER
from aimf_scraper.errors import AimfError
from aimf_scraper.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aimf_scraper.store import Store

T = TypeVar("T")
#: So many things are remembered; what was asked for longest ago goes.
_MOST: Final = 400
#: Which file it is, and when it or its log was last written.
State = tuple[tuple[int, int, int], ...]

#: So long whoever asks waits for what is being brought up to date.
_PATIENCE_SEC: Final = 0.15


@dataclass(eq=False)
class Served:
    """The database of *data*, read by several threads; nobody here writes through it."""

    data: Path
    _held: threading.local = field(default_factory=threading.local)

    @property
    def path(self) -> Path:
        return self.data / DATABASE

    @property
    def archive(self) -> Path:
        return self.data / FOLDER

    def store(self) -> Store:
        """Return this thread's store; a new one where another file took the database's place.

        Raises:
            StoreError: there is no database any more, or it cannot be used.
        """
        key = self.file()
        held: tuple[object, Store] | None = getattr(self._held, "store", None)
        if held is not None and held[0] == key:
            return held[1]
        if held is not None:
            held[1].close()
        store = open_store(self.path, read_only=True)
        self._held.store = (key, store)
        return store

    def columns(self) -> dict[str, list[str]]:
        """Return the columns of every table and view, by its name."""
        return self.store().columns_of_all()

    def file(self) -> tuple[int, int] | None:
        """Return which file the database is, by device and number; ``None``: there is none."""
        try:
            file = self.path.stat()
        except FileNotFoundError:
            return None
        return file.st_dev, file.st_ino

    def state(self) -> State:
        """Return what changes whenever somebody wrote into the database."""
        told = []
        for path in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            try:
                file = path.stat()
            except FileNotFoundError:
                continue
            if file.st_size:  # an empty log says nothing
                told.append((file.st_ino, file.st_mtime_ns, file.st_size))
        return tuple(told)


class Remembered(Generic[T]):
    """What takes long to work out, by a key: told as it was last while it is worked out anew.

    Whoever asks first waits; later ones start a thread that brings it up to date, and get what the
    last state of the database gave where that takes longer than a moment.
    """

    def __init__(self, state: Callable[[], State]) -> None:
        self._state = state
        self._held: dict[object, tuple[State, T]] = {}
        self._renewed: dict[object, Future[None]] = {}
        self._lock = threading.Lock()
        self._inside = threading.local()
        self._worker = ThreadPoolExecutor(
            1, thread_name_prefix="explore-renew", initializer=self._begin
        )

    def get(self, key: object, work_out: Callable[[], T]) -> T:
        state = self._state()
        held = self._held.get(key)
        if held is None:
            value = work_out()
            while len(self._held) >= _MOST:
                self._held.pop(next(iter(self._held)), None)
            self._held[key] = (state, value)
            return value
        if held[0] == state:
            return held[1]
        if getattr(self._inside, "is_worker", False):  # a part of what is being worked out anew
            self._fresh(key, state, work_out)
        else:
            self._renew(key, state, work_out)
        held = self._held.get(key)
        # What could not be worked out any more is nobody's answer: who asks is told why.
        return held[1] if held is not None else work_out()

    def forget(self) -> None:
        """Work everything out anew before it is told again."""
        self._held.clear()

    def wait(self) -> None:
        """Wait until nothing is being worked out: for tests, and at the end."""
        self._worker.submit(lambda: None).result()

    def _renew(self, key: object, state: State, work_out: Callable[[], T]) -> None:
        with self._lock:
            work = self._renewed.get(key)
            if work is None:
                work = self._renewed[key] = self._worker.submit(self._fresh, key, state, work_out)
        if wait([work], timeout=_PATIENCE_SEC).done:
            work.result()  # a fault of it is the asker's too

    def _fresh(self, key: object, state: State, work_out: Callable[[], T]) -> None:
        try:
            self._held[key] = (state, work_out())
        except AimfError:  # the database is gone: whoever asks next meets the same, and is told
            self._held.pop(key, None)
        finally:
            with self._lock:  # not before it stands there
                self._renewed.pop(key, None)

    def _begin(self) -> None:
        self._inside.is_worker = True
