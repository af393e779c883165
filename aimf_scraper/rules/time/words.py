"""The words of French dates: months, weekdays, and the cues right before a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, Literal, NamedTuple

from aimf_scraper.records import DateRole
from aimf_scraper.rules.engine.patterns import Pattern, any_of
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.tables import Blanks, Range, Row, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part

Sense = Literal[
    "at", "of", "signed", "since", "until", "from", "between", "about", "period", "bracket", "label"
]
BareYear = Literal["strong", "weak", "bracket", "range"]

_ARTICLES: Final = frozenset({"le", "la", "les", "l'", "ce", "cet", "cette", "ces"})


Form = Literal["full", "short", "english"]
Exclusion = Literal["counted", "numbered", "place", "yearly", "counting"]


@dataclass(frozen=True, slots=True)
class _MonthName(Row):
    """A line of ``months.tsv``."""

    key: ClassVar = ("spelling",)
    spelling: str
    month: Annotated[int, Range(1, 12)]
    form: Form


@dataclass(frozen=True, slots=True)
class _CueLine(Row):
    """A line of ``cues.tsv``."""

    key: ClassVar = ("cue",)
    cue: str
    sense: Sense
    role: DateRole | None
    year: BareYear


@dataclass(frozen=True, slots=True)
class _RoleLine(Row):
    """A line of ``roles.tsv``."""

    key: ClassVar = ("stem",)
    stem: Annotated[str, Blanks()]
    role: DateRole


@dataclass(frozen=True, slots=True)
class _ExclusionLine(Row):
    """A line of ``exclusions.tsv``."""

    kind: Exclusion
    word: str


#: The word that stands in every century in words.
CENTURY: Final = "siecle"
_FOLDER: Final = Path(__file__).parent


@cache
def _cue_lines() -> tuple[_CueLine, ...]:
    return read_tsv(_FOLDER / "cues.tsv", _CueLine)


@dataclass(frozen=True, slots=True)
class Month:
    """``form``: ``full``; ``short`` ("sept") and ``english`` are months only beside a day or a year."""

    number: int
    form: Form
    name: str  # as dateparser's French knows it


class Cue(NamedTuple):
    """What the words before a date say of it. ``start`` is where they begin."""

    sense: Sense
    role: DateRole | None
    year: BareYear
    start: int = 0
    read_at: str = ""


@cache
def months() -> dict[str, Month]:
    """Return the months by folded spelling."""
    found: dict[str, Month] = {}
    names: dict[int, str] = {}
    for one in read_tsv(_FOLDER / "months.tsv", _MonthName):
        name = names.setdefault(one.month, one.spelling)
        found[fold(one.spelling)] = Month(one.month, one.form, name)
    return found


@cache
def month_stems() -> tuple[str, ...]:
    """Return the fewest strings of which one begins every spelling of a month."""
    stems: list[str] = []
    for spelling in sorted(months()):
        if not (stems and spelling.startswith(stems[-1])):
            stems.append(spelling)
    return tuple(stems)


def year_anchors() -> tuple[str, ...]:
    """Return how the years, decades and centuries in words begin, or end, that are looked for."""
    stretches = (expression(name).beginnings for name in ("years_in_words", "decade_in_words"))
    return tuple(sorted({CENTURY, *(one for beginnings in stretches for one in beginnings)}))


class _Ending(NamedTuple):
    """The cues with one last word, the longest first.

    ``longer``: all but the shortest, to be ruled out at once: forty end in "de",
    and what stands there is nearly always "de" alone.
    """

    cues: tuple[tuple[str, Cue], ...] = ()
    longer: tuple[str, ...] = ()


_NO_CUES: Final = _Ending()


@cache
def _cues() -> dict[str, _Ending]:
    """Return the cues by their last word; "date :" also without its blank."""
    found: dict[str, dict[str, Cue]] = {}
    for line in _cue_lines():
        cue = Cue(line.sense, line.role, line.year, 0, line.read_at)
        folded = fold(line.cue)
        for written in (folded, folded.replace(" :", ":")):
            found.setdefault(last_word(written, 0, len(written)), {}).setdefault(written, cue)
    endings = {}
    for last, cues in found.items():
        longest_first = sorted(cues.items(), key=lambda one: -len(one[0]))
        longer = tuple(phrase for phrase, _ in longest_first[:-1])
        endings[last] = _Ending(tuple(longest_first), longer)
    return endings


@cache
def _longest_cue() -> int:
    """Return as far as the longest cue reaches, with an article and two blanks behind it."""
    longest = max(len(phrase) for ending in _cues().values() for phrase, _ in ending.cues)
    return longest + max(map(len, _ARTICLES)) + 4


def last_word(folded: str, begin: int, end: int) -> str:
    """Return the word, with its apostrophe, or the sign that ends at *end*; *begin* is before it."""
    word = folded[begin:end].rpartition(" ")[2].rpartition("\n")[2]
    if word.isalnum():
        return word
    start = end - (folded[end - 1] == "'")
    while start > begin and folded[start - 1].isalnum():
        start -= 1
    return folded[start:end] if start < end else folded[end - 1 : end]


def cue_before(part: Part, at: int) -> Cue | None:
    """Return the longest cue that ends at *at*, articles between them passed over."""
    folded = part.folded
    begin = max(0, at - _longest_cue())
    cues = _cues()
    end = at
    while end > begin:
        end -= folded[end - 1] == " "
        end -= folded[end - 1 : end] == " "
        if end <= begin or folded[end - 1] == "\n":
            return None
        last = last_word(folded, begin, end)
        ending = cues.get(last, _NO_CUES)
        longer = folded.endswith(ending.longer, begin, end)
        for phrase, cue in ending.cues if longer else ending.cues[-1:]:
            start = end - len(phrase)
            if not folded.endswith(phrase, begin, end):
                continue
            if start and phrase[0].isalnum() and folded[start - 1].isalnum():
                continue
            if phrase == "des" and part.text[start + 1] in "eE":
                return Cue("from", None, "range", start)  # "des 12 et 13 mai", not "dès"
            return Cue(cue.sense, cue.role, cue.year, start, cue.read_at)
        if last not in _ARTICLES:
            return None
        end -= len(last)
    return None


_LONGEST_LABEL: Final = 48


def label_above(folded: str, at: int) -> Cue | None:
    """Return the label that is all of the line above, where a date begins its own: "Début", "Fin"."""
    if folded[at - 1 : at] != "\n":
        return None
    begin = folded.rfind("\n", max(0, at - _LONGEST_LABEL), at - 1) + 1
    label = folded[begin : at - 1].strip().removesuffix(":").strip()
    if not label or (not begin and at > _LONGEST_LABEL):
        return None
    ending = _cues().get(":", _NO_CUES)
    return next(
        (cue._replace(start=begin) for phrase, cue in ending.cues if phrase == f"{label} :"), None
    )


@cache
def _event_before() -> Pattern:
    """Return what names an event up to the "de" of its year: "élections municipales"."""
    heads = sorted(
        fold(line.cue).removesuffix(" de")
        for line in _cue_lines()
        if line.sense == "of" and line.cue.endswith(" de")
    )
    return Pattern(rf"(?<![a-z])(?:{any_of(heads)}) (?:[a-z'-]{{1,20}} ){{1,5}}")


def of_event(folded: str, cue: Cue | None) -> Cue | None:
    """Return *cue*, the "de" of "les élections municipales de 2020" read as their year's."""
    if cue is None or cue.sense != "from" or not folded.startswith("de", cue.start):
        return cue
    if not _event_before().right_before(folded, cue.start):
        return cue
    return cue._replace(sense="of", role="mentioned", year="weak")


class RoleCues(NamedTuple):
    """Stems that tell what a date is to the action; ``stem`` matches them anywhere."""

    stem: re.Pattern[str]
    means: dict[str, DateRole]


@cache
def role_cues(*, day: bool) -> RoleCues:
    """Return the stems that tell what a date is to the action.

    A *day* is an event whatever begins or ends on it, unless it is a deadline or history.
    """
    means = {
        line.stem: line.role
        for line in read_tsv(_FOLDER / "roles.tsv", _RoleLine)
        if not day or line.role in {"deadline", "mentioned"}
    }
    longest_first = sorted(means, key=lambda stem: (-len(stem), stem))
    return RoleCues(re.compile(any_of([re.escape(stem) for stem in longest_first])), means)


@cache
def excluding(kind: Exclusion) -> str:
    """Return the words of one kind of exclusion as a regex alternation, a plural ``s`` understood."""
    table = read_tsv(_FOLDER / "exclusions.tsv", _ExclusionLine)
    words = sorted((line.word for line in table if line.kind == kind), key=len)
    return any_of([f"{re.escape(word)}s?" for word in reversed(words)])
