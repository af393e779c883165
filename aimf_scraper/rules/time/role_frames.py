"""What a date is to the action by the phrase beside it: ``role_frames.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

from aimf_scraper.records import DateRole
from aimf_scraper.rules.engine.patterns import any_of
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.tables import Regex, Row, Split, read_tsv

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.time.ranges import Stated

Side = Literal["before", "after"]
Of = Literal["any", "day", "vague", "since", "until", "for", "by"]
_REACH: Final = 96  # characters before a date, and after it, that are looked at
_BEHIND: Final = re.compile(r" ?[:–—-] ")
_WORDS: Final[dict[Of, tuple[str, ...]]] = {
    "since": ("depuis",),
    "until": ("jusqu'",),
    "for": ("pour",),
    "by": ("d'ici", "avant", "a l'horizon"),
}


@dataclass(frozen=True, slots=True)
class _Frame(Row):
    """A line of ``role_frames.tsv``."""

    side: Side
    stems: Annotated[tuple[str, ...], Split("|")]
    pattern: Annotated[str, Regex()]
    role: DateRole
    of: Of


class _Side(NamedTuple):
    """The lines of one side in their order; ``stem`` finds those that are worth a try."""

    stem: re.Pattern[str]
    lines: tuple[tuple[tuple[str, ...], re.Pattern[str], DateRole, Of], ...]


@cache
def _frames(side: Side) -> _Side:
    table = read_tsv(Path(__file__).with_name("role_frames.tsv"), _Frame)
    lines = []
    stems: set[str] = set()
    for frame in table:
        if frame.side != side:
            continue
        stems.update(frame.stems)
        written = "|".join(re.escape(stem) for stem in frame.stems)
        pattern = frame.pattern.replace("@", f"(?:{written})")
        led = expression("to_the_role").regex.pattern
        whole = re.compile(f"(?:{pattern}){led}" if side == "before" else pattern)
        lines.append((frame.stems, whole, frame.role, frame.of))
    return _Side(re.compile(any_of([re.escape(stem) for stem in sorted(stems)])), tuple(lines))


def framed_role(part: Part, one: Stated) -> DateRole | None:
    """Return what the phrase beside *one* makes of it, ``None`` where no line speaks of it."""
    folded, start = part.folded, one.start
    begin = max(part.sentences.start(start), start - _REACH)
    if role := _asked("before", folded[begin:start], folded, one):
        return role
    if behind := _BEHIND.match(folded, one.end):
        return _asked("after", folded[behind.end() : behind.end() + _REACH], folded, one)
    return None


def _asked(side: Side, window: str, folded: str, one: Stated) -> DateRole | None:
    stem, lines = _frames(side)
    if not stem.search(window):
        return None
    for stems, pattern, role, of in lines:
        if not _is_of(of, folded, one) or not any(each in window for each in stems):
            continue
        if pattern.search(window) if side == "before" else pattern.match(window):
            return role
    return None


def _is_of(of: Of, folded: str, one: Stated) -> bool:
    if one.last is not None and of in {"any", "vague"} and not one.first.day:
        return False  # "entre mai et août": a period, whatever is done in it
    if of in _WORDS:
        return folded.startswith(_WORDS[of], one.start)
    return of == "any" or (of == "day") == (one.first.day is not None)
