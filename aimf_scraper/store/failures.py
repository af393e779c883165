"""What SQLite says of a file that cannot be used, said so that a person knows what to do."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: SQLite's primary result codes (sqlite.org/rescode.html) that a user can do something about.
ADVICE: Final = {
    sqlite3.SQLITE_BUSY: "another program is writing to it: close that program, then run again",
    sqlite3.SQLITE_LOCKED: "another program is writing to it: close that program, then run again",
    sqlite3.SQLITE_READONLY: "it can't be written: mend its permissions or choose another --data",
    sqlite3.SQLITE_PERM: "it can't be written: mend its permissions or choose another --data",
    sqlite3.SQLITE_CANTOPEN: "it can't be opened: mend its folder or choose another --data",
    sqlite3.SQLITE_FULL: "the disk is full: free some space, then run again; "
    "everything saved before is kept",
    sqlite3.SQLITE_IOERR: "the disk does not read or write as it should: check it; "
    "everything saved before is kept",
    sqlite3.SQLITE_CORRUPT: "it is damaged: put a backup in its place, or move it away and run "
    "`aimf-scraper rebuild` to make it anew from the archive",
    sqlite3.SQLITE_NOTADB: "it is not a database: move it away, or choose another --data",
}


#: What to do where the file, or a value in it, is not what was written.
DAMAGED: Final = ADVICE[sqlite3.SQLITE_CORRUPT]
_NO_TEXT: Final = "Could not decode to UTF-8"


@contextmanager
def database_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file that cannot be used into one line of ours.

    Raises:
        StoreError: in place of a ``sqlite3.Error`` that a user can do something about.
    """
    try:
        yield
    except UnicodeDecodeError as error:  # a name in the schema, which sqlite3 decodes itself
        raise StoreError(f"{path}: {DAMAGED} ({error})") from error
    except sqlite3.Error as error:
        advice = ADVICE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if _NO_TEXT in str(error):  # sqlite3's own word, which has no code
            advice = DAMAGED
        if advice is None:
            raise
        raise StoreError(f"{path}: {advice} (SQLite: {error})") from error
