"""Lines that belong to the site, not to the article: told by a table of patterns.

``data/chrome.toml`` holds them with their sources. Used by the page reader, line
by line, and on plain text (``extract --text``), where no markup helps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, NamedTuple

from aimf_scraper.tables import Regex, Row, read_toml
from aimf_scraper.text.fold import fold
from aimf_scraper.text.shortcodes import drop_shortcodes

if TYPE_CHECKING:
    from collections.abc import Sequence


class Line(IntEnum):
    """What a line is."""

    TEXT = 0
    CHROME = 1
    RELATED = 2  # teasers of other articles follow
    FOOT = 3  # the site's foot follows
    ALSO = 4  # a list of other pages may follow
    CALL = 5  # the reader is asked to give, to join, to subscribe


_EFFECTS: Final = {
    "line": Line.CHROME,
    "related": Line.RELATED,
    "rest": Line.FOOT,
    "also": Line.ALSO,
}
#: Chrome lines are short; of a longer line only this much is looked at.
_LOOKED_AT: Final = 160
#: This much prose before a block of teasers, and the teasers are the page's foot.
_BODY_CHARS: Final = 200
_PROSE_CHARS: Final = 60
_EDGE: Final = " \t•·▪►*-–—_:;.,!…|>«»\"'"
_EMAIL_TOKEN: Final = re.compile(r" ?\[(?:email|e-mail|courriel)[ \u00a0](?:protected|protégé)\]")
_MAX_ACTION_CHARS: Final = 30
_BARE_DATE: Final = re.compile(
    r"(?:[-•*–] ?)?(?:(?:le|du) )?(?:[0-3]?[0-9][/.-][01]?[0-9][/.-](?:19|20)[0-9]{2}"
    r"|(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?[0-3]?[0-9](?:er)? [a-z]{3,9}\.? (?:19|20)[0-9]{2}"
    r"|[a-z]{3,9}\.? [0-3]?[0-9], (?:19|20)[0-9]{2})"
)
_CUT: Final = ("...", "…", "[…]", "[...]", "..")
_MAX_TEASERS: Final = 40
_MAX_REFERENCE_CHARS: Final = 240
#: Entries of a dated list of other news are titles, not paragraphs.
_MAX_LIST_LINE: Final = 180


class _Patterns(NamedTuple):
    lines: dict[str, Line]
    #: Any of the starts, without groups: most lines fail at its first letters.
    any_start: re.Pattern[str]
    starts: re.Pattern[str]
    effects: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Group(Row):
    """Lines that are no article's, and what follows from one; ``unless``: what makes a start none."""

    name: str
    source: str
    effect: Literal["line", "related", "also", "rest"]
    lines: tuple[str, ...] = ()
    starts: tuple[Annotated[str, Regex()], ...] = ()
    unless: tuple[Annotated[str, Regex()], ...] = ()


@dataclass(frozen=True, slots=True)
class _References(Row):
    """What stands before a colon where a line only sends to another article."""

    starts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Calls(Row):
    """How a call to give, to join or to subscribe begins, and its buttons."""

    starts: tuple[Annotated[str, Regex()], ...]
    near_forms: tuple[Annotated[str, Regex()], ...]
    actions: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chrome(Row):
    """``data/chrome.toml``."""

    group: tuple[_Group, ...]
    references: _References
    calls: _Calls


@cache
def _chrome() -> _Chrome:
    return read_toml(Path(str(files("aimf_scraper.text") / "data" / "chrome.toml")), _Chrome)


@cache
def _patterns() -> _Patterns:
    groups, calls = _chrome().group, _chrome().calls
    lines: dict[str, Line] = {}
    starts, effects = [], []
    for group in groups:
        effect = _EFFECTS[group.effect]
        for line in group.lines:
            lines.setdefault(line, effect)
        no_text = f"(?!{'|'.join(group.unless)})" if group.unless else ""
        for start in group.starts:
            starts.append(f"({no_text}(?:{start}))")
            effects.append(effect)
    starts += [f"({start})" for start in calls.starts]
    effects += [Line.CALL] * len(calls.starts)
    bare = "|".join(f"(?:{start[1:-1]})" for start in starts)
    return _Patterns(lines, re.compile(bare), re.compile("|".join(starts)), tuple(effects))


def judge_line(line: str) -> Line:
    """Tell what *line* is; never raises.

    >>> judge_line("Partagez cet article"), judge_line("L’AIMF partage cet article du code.")
    (<Line.CHROME: 1>, <Line.TEXT: 0>)
    """
    return _judge(fold(_looked_at(line)), whole=len(line) <= _LOOKED_AT)


def judge_lines(lines: list[str]) -> list[Line]:
    """Tell what each of *lines* is, as ``judge_line``; they are folded together."""
    if not lines:
        return []
    looked_at = [one[:80] if len(one) > _LOOKED_AT else one.strip(_EDGE) for one in lines]
    keys = fold("\n".join(looked_at)).split("\n")
    if len(keys) != len(lines):  # a line that is two
        keys = [fold(one).replace("\n", " ") for one in looked_at]
    known = _patterns()
    named, starts = known.lines, known.any_start.match
    return [
        _judge(key, whole=len(line) <= _LOOKED_AT) if key in named or starts(key) else Line.TEXT
        for key, line in zip(keys, lines, strict=True)
    ]


def _looked_at(line: str) -> str:
    return line.strip(_EDGE) if len(line) <= _LOOKED_AT else line[:80]


def _judge(key: str, *, whole: bool) -> Line:
    known = _patterns()
    if whole:
        if (found := known.lines.get(key)) is not None:
            return found
        if not key:
            return Line.TEXT
    if not known.any_start.match(key):
        return Line.TEXT
    match = known.starts.match(key)
    return known.effects[match.lastindex - 1] if match and match.lastindex else Line.TEXT


def is_bare_date(line: str) -> bool:
    """Tell whether *line* is a date and nothing else: "- 14/11/2019", "12 mars 2024"."""
    return len(line) < 40 and line[-1:].isdigit() and _BARE_DATE.fullmatch(fold(line)) is not None


def is_cross_reference(line: str) -> bool:
    """Return whether *line* only sends to another article: "Lire aussi : Le marché de Thiès rouvre".

    >>> is_cross_reference("À lire aussi : Le marché rouvre"), is_cross_reference("Lire la suite du texte.")
    (True, False)
    """
    if len(line) > _MAX_REFERENCE_CHARS:
        return False
    start, colon, rest = line[:40].partition(":")
    if not colon or not rest.strip() or line.endswith("."):
        return False
    return fold(start.strip(_EDGE)) in _references()


@cache
def _references() -> frozenset[str]:
    return frozenset(_chrome().references.starts)


def calls_of(lines: Sequence[str], judged: Sequence[Line]) -> frozenset[int]:
    """Return which of *lines*, *judged* so, are calls and their buttons; none where most of the text is."""
    found: set[int] = set()
    for at, what in enumerate(judged):
        if what is Line.CALL or (at - 1 in found and _is_action(lines[at])):
            found.add(at)
    if not found or 2 * sum(len(lines[at]) for at in found) > sum(map(len, lines)):
        return frozenset()
    return frozenset(found)


def asks_to_subscribe(line: str) -> bool:
    """Return whether *line*, beside a form for an address, is part of the call to subscribe."""
    return _near_forms().match(fold(_looked_at(line))) is not None


@cache
def _near_forms() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in _chrome().calls.near_forms))


def is_about_calls(title: str) -> bool:
    """Return whether a page of that title is about giving, joining or subscribing."""
    return not set(re.findall("[a-z]+", fold(title))).isdisjoint(_chrome().calls.about)


def _is_action(line: str) -> bool:
    """Return whether *line* is a call's button: "Je donne"."""
    return len(line) < _MAX_ACTION_CHARS and fold(line.strip(_EDGE)) in _chrome().calls.actions


def drop_tokens(text: str) -> str:
    """Return *text* without shortcodes and the words that a mail-hiding script leaves in a sentence."""
    if "[" not in text:
        return text
    if "[e" in text or "[c" in text:
        text = _EMAIL_TOKEN.sub("", text)
    return drop_shortcodes(text)


def dated_list_start(lines: list[str]) -> int:
    """Return where a dated list of other news begins at the foot of *lines*, else their number.

    Shape: two bare dates or more, and from the first of them on only short
    lines, none of which ends a sentence.
    """
    dates = 0
    first = len(lines)
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if is_bare_date(line):
            dates += 1
            first = at
        elif len(line) > _MAX_LIST_LINE or (line.endswith(".") and len(line) > _PROSE_CHARS):
            break
    return first if dates >= 2 else len(lines)


def drop_chrome_lines(text: str) -> str:
    r"""Return plain *text* without the site's own lines; linear time, never raises.

    After "Ces articles pourraient vous intéresser" everything goes where a body
    stands before it; else the one lead that follows.

    >>> drop_chrome_lines("Skip to content\nUn texte.\nPartagez cet article")
    'Un texte.'
    """
    lines = [line for raw in text.splitlines() if (line := raw.strip())]
    kept: list[str] = []
    prose = 0
    drop_next = False
    judged = judge_lines(lines)
    asked = calls_of(lines, judged)
    for at, (line, what) in enumerate(zip(lines, judged, strict=True)):
        if what in {Line.RELATED, Line.FOOT}:
            if prose >= _BODY_CHARS:
                break
            drop_next = what is Line.RELATED
            continue
        if what is Line.ALSO:
            if prose >= _BODY_CHARS and _only_teasers(lines[at + 1 : at + 1 + _MAX_TEASERS]):
                break
            continue
        if what is Line.CHROME or (at in asked):
            continue
        if drop_next and len(line) >= _PROSE_CHARS:
            drop_next = False
            continue
        kept.append(line)
        if len(line) >= _PROSE_CHARS:
            prose += len(line)
    kept = kept[: dated_list_start(kept)]
    return drop_tokens("\n".join(kept))


def _only_teasers(lines: list[str]) -> bool:
    """Tell whether every line is a title, a date, a cut lead or chrome: no paragraph."""
    return all(
        len(line) < _PROSE_CHARS
        or line.endswith(_CUT)
        or not line.endswith((".", "!", "?", ":", ";"))
        for line in lines
    )
