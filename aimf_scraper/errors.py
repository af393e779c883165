"""Every error of ours. The class says who catches it and what stops.

The command line turns each into one line on standard error and the exit code
that stands here; nothing but a bug reaches a reader as a traceback.
"""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, ClassVar, Final

if TYPE_CHECKING:
    from types import TracebackType


#: The reason of what our own code gave up on.
INTERNAL: Final = "internal-error"


class AimfError(Exception):
    """The root: one ``except`` catches them all. Messages say what to do."""

    exit_code: ClassVar[int] = 1


class UsageError(AimfError):
    """The command was called with something that cannot work."""

    exit_code = 2


class SetupError(AimfError):
    """The checkout or the wheel is put together wrongly: nothing can run."""


class IncompleteError(AimfError):
    """The work is done but not good enough to publish."""

    exit_code = 3


class SiteUnreachableError(AimfError):
    """The site did not answer, or forbids everything: nothing was fetched."""

    exit_code = 4


class DataFolderBusyError(AimfError):
    """Another run holds the data folder."""

    exit_code = 5


class StoreError(AimfError):
    """The database or the data folder cannot be used; the message says why."""


class NoDatabaseError(StoreError):
    """There is no database to read: the command was called where nothing was crawled yet."""

    exit_code = 2


class OutdatedDatabaseError(StoreError):
    """The database is of an earlier version: who may write brings it up to date."""


class PageError(AimfError):
    """One page cannot be read: it goes to ``rejects``, the run goes on.

    Attributes:
        reason: a short stable word for the ``rejects`` table, e.g. ``not-html``.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class RecordError(PageError):
    """A record breaks an invariant of its own: it goes to ``rejects``."""


def said_of(error: BaseException) -> str:
    """Return *error* in one line, with the place in our code that raised it."""
    text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    place = _place(error.__traceback__)
    return f"{text} ({place})" if place else text


def _place(trace: TracebackType | None) -> str | None:
    ours = [one for one in traceback.extract_tb(trace) if "aimf_scraper" in one.filename]
    if not ours:
        return None
    _, _, inside = ours[-1].filename.rpartition("aimf_scraper")
    return f"aimf_scraper{inside}:{ours[-1].lineno}"
