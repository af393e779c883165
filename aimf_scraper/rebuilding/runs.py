"""Which of our runs made a capture, as the file that it lies in says, or its name.

A file may hold several runs, one behind the other, each begun by the warcinfo
that it was written under: `archive merge` makes such files.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.archive.dates import moment_of
from aimf_scraper.archive.writer import RUN_OF_OURS

if TYPE_CHECKING:
    from aimf_scraper.archive.exchange import Captured
    from aimf_scraper.archive.records import RawRecord

_INFO_BYTES: Final = 64 * 1024
#: ``aimf-20240102030405-00000.warc.gz``: what the files of one run share, the moment in it.
_OF_A_RUN: Final = re.compile(
    r"(?:.*[!/])?(?P<run>[^!/]*-(?P<began>[0-9]{14}))-[0-9]{5}\.warc(?:\.gz)?"
)


class Run(NamedTuple):
    """A run of ours; ``began`` is ``YYYY-MM-DDThh:mm:ssZ``, ``name`` tells those of one second apart."""

    began: str
    name: str


class Runs:
    def __init__(self) -> None:
        self._begun: dict[str, list[tuple[int, Run | None]]] = {}

    def note(self, info: RawRecord) -> None:
        """Learn from a warcinfo record which run what follows it is of; in the order of the file."""
        run = _said(info) or _named(info.headers.get("warc-filename", ""))
        self._begun.setdefault(info.source.name, []).append((info.offset, run))

    def of(self, captured: Captured) -> Run | None:
        """Return the run that made *captured*, ``None`` where others did."""
        begun = self._begun.get(captured.file, [])
        place = bisect_right(begun, captured.offset, key=lambda one: one[0])
        said = begun[place - 1][1] if place else None
        return said or _named(captured.file)


def _said(info: RawRecord) -> Run | None:
    for line in info.block[:_INFO_BYTES].decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "isPartOf" and value.strip().startswith(RUN_OF_OURS):
            began = moment_of(value.strip().removeprefix(RUN_OF_OURS))
            if began is not None:
                return Run(began, "")
    return None


def _named(file: str) -> Run | None:
    named = _OF_A_RUN.fullmatch(file)
    began = moment_of(named["began"]) if named is not None else None
    return Run(began, named["run"]) if named is not None and began is not None else None
