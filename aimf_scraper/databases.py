"""sqlite-utils, imported without pandas and numpy.

Where it finds these two it imports them, to take their figures as values. Ours
never are, and who has pandas beside us would wait half a second at every command.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def _hidden(*names: str) -> Iterator[None]:
    """Let an import of any of *names* fail meanwhile, unless it is loaded already."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type] # None says: not to be had
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _hidden("pandas", "numpy"):
    from sqlite_utils import Database, Migrations
    from sqlite_utils.db import ForeignKey

__all__ = ["Database", "ForeignKey", "Migrations"]
