"""Simple dates joined to what a reader sees: "du 7 au 9", "12, 13 et 14 mai", "2019 – 2020"."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from aimf_scraper.rules.engine.signs import FOOTNOTE
from aimf_scraper.rules.numbers import words
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.modifiers import weekday_before
from aimf_scraper.tables import Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.rules.time.edtf import When
    from aimf_scraper.rules.time.in_figures import Span

_LONGEST_GAP: Final = 24
_LONGEST_LIST: Final = 12
_FIRST: Final = {"premier": 1}
_LONGEST_MONTH: Final = 31


@dataclass(frozen=True, slots=True)
class _Link(Row):
    """A line of ``links.tsv``."""

    key: ClassVar = ("words",)
    words: str
    link: Literal["to", "dash", "and", "comma", "article"]


@cache
def _links() -> dict[str, str]:
    return {one.words: one.link for one in read_tsv(Path(__file__).with_name("links.tsv"), _Link)}


@dataclass(slots=True)
class Group:
    """Simple dates that stand together. ``links[i]`` stands between span i and i + 1.

    ``days``: days named before the first span's own, as in "12, 13 et 14 mai",
    and ``days_link`` what joins them ("to", "and").
    """

    spans: list[Span]
    links: list[str] = field(default_factory=list)
    days: tuple[int, ...] = ()
    days_link: str = ""
    start: int = 0
    weekday: int | None = None


@dataclass(slots=True)
class Stated:
    """A date or a range of the text, before its year is known if it is left out."""

    start: int
    end: int
    first: When
    last: When | None = None
    ending: str = ""  # "open": goes on; "unknown": an end was written that is no date
    rule: str = ""
    role: str = ""
    confidence: float = 0.0
    by: str = ""  # the figure of ``confidence.tsv`` that gave it, where it is not the rule's
    cue: tuple[int, int] | None = None
    cue_at: str = ""
    inferred: tuple[str, ...] = ()
    weekday: int | None = None
    relative: int = 0
    mistyped: bool = False
    half: bool = False  # the other end of its range is not read
    of_year: bool = False  # "de l'année dernière": the year of what stands before it


def groups(folded: str, spans: list[Span]) -> Iterator[Group]:
    """Yield the spans of *folded* in groups, each with the days before it."""
    at = 0
    while at < len(spans):
        span = spans[at]
        if span.when.day:
            group = _with_days(folded, span)
        else:
            group = Group([span], start=span.start, weekday=span.weekday)
        at += 1
        while not group.days and at < len(spans) and len(group.spans) < _LONGEST_LIST:
            link = _link(folded, spans[at - 1].end, spans[at].start)
            if not link or (group.links and (link in {"to", "dash"} or group.links[-1] == "dash")):
                break
            if group.links and group.links[-1] == "to":
                break
            group.spans.append(spans[at])
            group.links.append(link)
            at += 1
        while group.links and group.links[-1] == "comma":  # only "a, b et c" is one list
            group.links.pop()
            group.spans.pop()
            at -= 1
        yield group


def _link(folded: str, start: int, end: int) -> str:
    if end - start > _LONGEST_GAP or end <= start:
        return ""
    gap = folded[start:end].replace(FOOTNOTE, "")
    if (time := expression("time_of_day").right_after(folded, start, end)) is not None:
        gap = gap[time.end() - start :]  # "du 3 mai 2024 à 9 h au 5 mai 2024"
    if "\n" in gap:
        return ""
    links = _links()
    plain = links.get(gap.strip(), "")
    if plain and plain != "article":
        return plain
    return links.get(" ".join([word for word in gap.split() if links.get(word) != "article"]), "")


def _first_in_words(folded: str, at: int) -> tuple[int, int, str] | None:
    """Return the day in words that leads to the one at *at*, where it is written, what joins them."""
    m = expression("range_in_words").right_before(folded, at)
    if m is None:
        return None
    value = words.value(m[1]) or _FIRST.get(m[1])
    if value is None or not 1 <= value <= _LONGEST_MONTH:
        return None
    return int(value), m.start(1), "to" if m["to"] else "and"


def _with_days(folded: str, span: Span) -> Group:
    group = Group([span], start=span.start, weekday=span.weekday)
    days: list[int] = []
    commas = dashed = False
    while len(days) < _LONGEST_LIST:
        if not days and (begun := _first_in_words(folded, group.start)) is not None:
            day, start, link = begun
            if day < (span.when.day or 0):
                group.start, group.days, group.days_link = start, (day,), link
                return group
        m = expression("day_list_before").right_before(folded, group.start)
        if not m or (m["to"] and days and not (m["dash"] and dashed)):
            break
        day = int(m["day"])
        if not 1 <= day < (days[0] if days else span.when.day or 0):
            break
        commas = m["more"] is not None and (commas or not days)
        dashed = m["dash"] is not None
        days.insert(0, day)
        group.start, group.weekday = weekday_before(folded, m.start())
        group.days_link = "to" if m["to"] and len(days) == 1 else "and"  # "12-13-14 mai" is a list
        if m["to"] and not dashed:
            break
    if commas and not expression("days_led").right_before(folded, group.start):
        return Group([span], start=span.start, weekday=span.weekday)  # "article 12, 13 mai 2019"
    group.days = tuple(days)
    return group


def real(when: When) -> bool:
    """Whether *when* exists: there is no 29 February 2023."""
    try:
        date(when.year or 2000, when.month or 1, when.day or 1)
    except ValueError:
        return False
    return True


def share_year(first: When, last: When) -> tuple[When, When, bool]:
    """Return both with a year where one has it, and whether one was worked out.

    "du 28 février au 3 mars 2020" says one year for both; "du 30 décembre au
    2 janvier 2020" says 2020 and means 2019.
    """
    turns = first.order[1:] > last.order[1:]
    if first.year is None and last.year is not None:
        return first._replace(year=last.year - turns), last, turns
    if last.year is None and first.year is not None:
        return first, last._replace(year=first.year + turns), turns
    return first, last, False


def runs(points: list[When]) -> Iterator[tuple[When, When | None]]:
    """Yield *points* with neighbouring days or months drawn together: one event over two days."""
    begin = 0
    for i, point in enumerate(points):
        if i + 1 < len(points) and _follows(point, points[i + 1]):
            continue
        yield points[begin], (point if i > begin else None)
        begin = i + 1


def _follows(first: When, second: When) -> bool:
    if first.year != second.year and None in {first.year, second.year}:
        return False
    if first.day and second.day and first.month and second.month:
        one = date(first.year or 2000, first.month, first.day)
        return one + timedelta(days=1) == date(second.year or 2000, second.month, second.day)
    if first.month and second.month and not first.day and not second.day:
        year_turns = (second.year or 0) - (first.year or 0)
        return year_turns * 12 + second.month - first.month == 1
    return False
