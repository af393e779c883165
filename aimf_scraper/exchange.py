"""Two names of the file system exchanged in one step, which Python's ``os`` cannot do."""

from __future__ import annotations

import ctypes
import errno
import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
#: The kernel or the file system does not know how: no error, another way must do.
_CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})


def exchange_names(one: Path, other: Path) -> bool:
    """Make *one* and *other*, which both exist, change names at one moment.

    Returns ``False``, and nothing has happened, where the system cannot: not
    Linux, or a file system without it (some network file systems).

    Raises:
        OSError: it can, and failed.
    """
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    if rename(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _CANNOT:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))
