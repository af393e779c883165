"""A folder of our files among which others may have laid theirs, replaced as a whole.

``site-files.json`` names what is ours: what else is there (a ``CNAME``, an ``.htaccess``) stays.
"""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from aimf_scraper.errors import StoreError, UsageError
from aimf_scraper.publishing import put_in_place, recover

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS: Final = "site-files.json"


class NewFolder:
    """Takes the files of a new state."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: list[str] = []

    def write(self, name: str, text: str) -> None:
        """Write a file; *name* is its path in the folder, with "/"."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        self._names.append(name)

    @property
    def names(self) -> list[str]:
        return sorted(self._names)


@contextmanager
def replaced(folder: Path) -> Iterator[NewFolder]:
    """Give a folder to write to, and make it *folder* at the end of the ``with``, all or nothing.

    Raises:
        UsageError: *folder* holds files, and none says that it is a site of ours.
        StoreError: it cannot be written; what was there stays.
    """
    folder = folder.resolve()  # a link leads to where the site lies; it is not the site
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        recover(folder)
        old = _ours(folder)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        made = NewFolder(fresh)
        yield made
        names = made.names
        made.write(OURS, json.dumps(names, indent=0) + "\n")
        _keep_others(folder, fresh, {*old, OURS})
        put_in_place(fresh, folder)
    except OSError as error:
        raise StoreError(
            f"{folder}: the site can't be written ({error.strerror or error}): free some space or "
            "mend the permissions, then run `aimf-scraper report --site` again; the last one stays"
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _ours(folder: Path) -> set[str]:
    """Return which files of *folder* an earlier call wrote."""
    if not folder.is_dir() or not any(folder.iterdir()):
        return set()
    try:
        told = json.loads((folder / OURS).read_text(encoding="utf-8"))
        return {str(name) for name in told}
    except (FileNotFoundError, ValueError, TypeError):
        raise UsageError(
            f"{folder}: holds files that are no site of ours ({OURS} is missing): name another folder"
        ) from None


def _keep_others(folder: Path, fresh: Path, ours: set[str]) -> None:
    """Copy into the new state what somebody else laid into the old one."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        target = fresh / name
        if name in ours or (path.is_dir() and not path.is_symlink()):
            continue
        if target.exists():
            raise UsageError(f"{path}: is in the way and was not written by us: move it away")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target, follow_symlinks=False)
