"""What Linux, macOS and Windows do each in their own way; nothing else here asks which it is.

What is tested here of the others is tested by simulation: no machine of theirs is at hand.
"""

from __future__ import annotations

import ctypes
import errno
import io
import os
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
#: macOS counts its folders from another number, and calls the same an other name.
_MAC_FDCWD: Final = -2
_MAC_SWAP: Final = 2
#: The kernel or the file system does not know how: no error, another way must do.
_CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def is_windows() -> bool:
    return sys.platform == "win32"


def speak_utf8() -> None:
    """Write UTF-8 and plain line ends into files and pipes, and fail on no letter on a terminal.

    Where the system's own encoding is another (Windows, where it lacks "ế" too), results that go
    into a file would end in an error, and the same input give other bytes.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):  # somebody else's, such as a test's
            continue
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", newline="\n")
        elif stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(errors="replace")


def stop_signals() -> tuple[signal.Signals, ...]:
    """Return the signals that stop us: Ctrl-C, the scheduler's word, the terminal that is gone.

    Windows has no SIGHUP; its own is SIGBREAK, of Ctrl-Break and of a window that is closed.
    """
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    return tuple(getattr(signal, name) for name in names if hasattr(signal, name))


def group_of_its_own() -> dict[str, Any]:
    """Return the arguments with which ``Popen`` starts a command that ends with all its children."""
    if is_windows():
        return {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
    return {"start_new_session": True}


def kill_group(child: subprocess.Popen[bytes]) -> None:
    """End *child*, started with ``group_of_its_own``, and whatever it started; never raises."""
    with suppress(OSError):  # nobody is left in it
        if is_windows():
            subprocess.run(  # noqa: S603 - a number of ours
                ["taskkill", "/F", "/T", "/PID", str(child.pid)],  # noqa: S607 - of Windows itself
                capture_output=True,
                check=False,
            )
        else:
            os.killpg(child.pid, signal.SIGKILL)


def flush(path: Path) -> None:
    """Wait until *path*, a file or a folder's list of names, is on disk.

    Windows flushes no folder, and a file only for whom may write it.
    """
    if is_windows():
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def exchange_names(one: Path, other: Path) -> bool:
    """Make *one* and *other*, which both exist, change names at one moment.

    Returns ``False``, and nothing has happened, where the system cannot: Windows,
    or a file system without it (some network file systems).

    Raises:
        OSError: it can, and failed.
    """
    if is_windows():
        return False
    library = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            done = library.renameatx_np(_MAC_FDCWD, paths[0], _MAC_FDCWD, paths[1], _MAC_SWAP)
        else:
            done = library.renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE)
    except AttributeError:
        return False
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))
