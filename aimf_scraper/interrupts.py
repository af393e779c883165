"""Being stopped: SIGTERM and SIGHUP (Windows: Ctrl-Break) as Ctrl-C, at every stage, and 130 at the end.

Python raises KeyboardInterrupt between two of its steps; whatever was being
written is left as it was before (a transaction, a set of exports). While Twisted
runs, an exception would be lost in its loop: there a stage says itself what a
signal does (``handled``). A signal that our parent told us to ignore, as
``nohup`` does, stays ignored.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final, NoReturn

from aimf_scraper.platforms import stop_signals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXIT_CODE: Final = 130
_SIGNALS: Final = stop_signals()


def install() -> None:
    """Turn the signals that stop us into KeyboardInterrupt."""
    _install(_raise)


@contextmanager
def handled(stop: Callable[[], None]) -> Iterator[None]:
    """Call *stop* for each signal until the end of the ``with``, in place of raising."""
    _install(lambda *_: stop())
    try:
        yield
    finally:
        install()


def end(message: str) -> NoReturn:
    """Say *message* and end the process now, whatever threads of libraries still wait for."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    with suppress(OSError):  # whoever read our output may be gone
        print(f"aimf-scraper: {message}", file=sys.stderr)
    leave(EXIT_CODE)


def leave(code: int) -> NoReturn:
    """End the process with *code*; what was printed goes out first."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 1
    os._exit(code)


def _install(handler: Callable[..., Any]) -> None:
    for number in _SIGNALS:
        # None: installed by something that is not Python. SIG_IGN: our parent's wish.
        if signal.getsignal(number) not in {None, signal.SIG_IGN}:
            signal.signal(number, handler)


def _raise(*_: Any) -> NoReturn:
    raise KeyboardInterrupt
