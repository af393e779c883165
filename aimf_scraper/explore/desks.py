"""Who decides in which browser: what each has written, is asked about, and may take back.

Several people may review at once, each in a browser with the token of the terminal. A browser
takes back only rows that it wrote itself.
"""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aimf_scraper.corrections import Correction

#: A fact that somebody is looking at is led to by nobody else so long.
_LOOKS_SEC: Final = 600
_MOST_DESKS: Final = 100
#: So many rows of a browser can be taken back.
_MOST_WRITTEN: Final = 1_000
_LONGEST_NAME: Final = 200


@dataclass(eq=False)
class Desk:
    """One browser. ``written``: its rows as the file says them, the last one last."""

    key: str
    who: str
    written: list[Correction] = field(default_factory=list)
    #: The fact that it was led to last, by its place in the list, and when.
    looks_at: tuple[int, float] | None = None

    @property
    def last(self) -> Correction | None:
        return self.written[-1] if self.written else None

    def call(self, name: str) -> None:
        """Say who sits here."""
        self.who = " ".join(name.split())[:_LONGEST_NAME]

    def note(self, rows: Iterable[Correction]) -> None:
        self.written.extend(rows)
        del self.written[:-_MOST_WRITTEN]


class Desks:
    """All browsers that know the token. *who*: who sits there until somebody says otherwise."""

    def __init__(self, who: str, *, clock_sec: Callable[[], float] = time.monotonic) -> None:
        self.token = secrets.token_urlsafe(24)
        self._who = who
        self._clock_sec = clock_sec
        self._desks: dict[str, Desk] = {}

    def knows(self, token: str) -> bool:
        """Return whether *token* is the one that the terminal shows."""
        return hmac.compare_digest(token.encode(), self.token.encode())

    def opened(self, cookie: str) -> Desk:
        """Return the desk of a browser that showed the token: its own, or a new one."""
        desk = self.of(cookie)
        if desk is not None:
            return desk
        while len(self._desks) >= _MOST_DESKS:
            self._desks.pop(next(iter(self._desks)))
        desk = Desk(f"{self.token}.{secrets.token_urlsafe(12)}", self._who)
        self._desks[desk.key] = desk
        return desk

    def of(self, cookie: str) -> Desk | None:
        """Return the desk that *cookie* stands for."""
        token, _, _ = cookie.partition(".")
        return self._desks.get(cookie) if self.knows(token) else None

    def lead(self, desk: Desk, place: int) -> None:
        """Note that *desk* is shown the fact at *place* of the list."""
        desk.looks_at = (place, self._clock_sec())

    def is_looked_at(self, place: int, *, besides: Desk) -> bool:
        """Return whether somebody else was led to the fact at *place* a short while ago."""
        since = self._clock_sec() - _LOOKS_SEC
        return any(
            one is not besides
            and one.looks_at is not None
            and one.looks_at[0] == place
            and one.looks_at[1] > since
            for one in self._desks.values()
        )
