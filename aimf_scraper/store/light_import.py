"""sqlite-utils without pandas and numpy: where they are installed it loads both, for half a second.

It does so to know their types in the rows that it is given. Rows of ours hold none.
"""

from __future__ import annotations

import importlib
import sys
from typing import Final

_NOT_NEEDED: Final = ("pandas", "numpy")


def load_sqlite_utils() -> None:
    """Import sqlite-utils as if they were not installed; what is loaded already stays."""
    if "sqlite_utils" in sys.modules:
        return
    hidden = [name for name in _NOT_NEEDED if name not in sys.modules]
    for name in hidden:
        # Python reads None as "there is no such module"; typeshed knows modules alone.
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        importlib.import_module("sqlite_utils")
    finally:
        for name in hidden:
            del sys.modules[name]
