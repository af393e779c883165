"""Years left out: worked out from the weekday, the publication date, or dates beside it.

A year is only ever taken where the page gives it; with nothing to lean on, a
date keeps ``XXXX``. In order: a weekday that fits one year, "dernier" and
"prochain" before a known day, a full date or the one year of the same sentence, the day of
publication by the verb's tense, the nearest full date of the page, the title's year.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.following import said_of_same_year
from aimf_scraper.rules.time.ranges import real
from aimf_scraper.rules.time.sentence_years import ANY_YEAR, written_from, year_beside
from aimf_scraper.rules.time.tense import tense_of

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.time.edtf import When
    from aimf_scraper.rules.time.ranges import Stated

#: How sure each is.
_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
_OLD: Final = 1990  # AIMF's pages begin later: an older date is history, not a neighbour


@dataclass(slots=True)
class _Anchors:
    """Dates of one part whose year stands there, by offset: what others lean on."""

    at: list[int]
    when: list[When]

    def add(self, at: int, when: When) -> None:
        i = bisect_left(self.at, at)
        self.at.insert(i, at)
        self.when.insert(i, when)

    def near(self, at: int) -> list[tuple[int, When]]:
        """Return the anchor before *at* and the one after it, the one before first."""
        i = bisect_left(self.at, at)
        return [(self.at[j], self.when[j]) for j in (i - 1, i) if 0 <= j < len(self.at)]


def resolve(parts: tuple[Part, ...], stated: list[list[Stated]], published: date | None) -> None:
    """Fill in, in place, the years that *stated* (one list a part) leaves out."""
    if not any(_lacks_year(one) for found in stated for one in found):
        return
    anchors = [_anchors(found) for found in stated]
    every = [when for one in anchors for when in one.when]
    only_year = _title_year(parts)
    told = _last_told(parts, stated) if published is None else None
    for by_weekday in (True, False):
        for part, own, found in zip(parts, anchors, stated, strict=True):
            resolved: list[tuple[int, When]] = []
            for one in found:
                if not _lacks_year(one):
                    continue
                if by_weekday and one.weekday is None:
                    continue
                near = own.near(one.start) or [(-1, when) for when in every[:1]]
                if resolved and not by_weekday:
                    near.insert(0, resolved[-1])
                guess = _year(part, one, near, published, only_year) or _only(every, one)
                if guess and told and guess[1] == "year.neighbour":
                    guess = _not_before(part, one, guess[0], told), guess[1]
                if guess:
                    _fill(one, *guess)
                    resolved.append((one.start, one.first))
            if by_weekday:
                for at, when in resolved[:50]:
                    own.add(at, when)
                    every.append(when)


def _lacks_year(one: Stated) -> bool:
    return one.first.year is None and not one.mistyped and bool(one.first.month)


def _title_year(parts: tuple[Part, ...]) -> int | None:
    """Return the one year that the title names, ``None`` if there is no one."""
    title = next((part for part in parts if part.source == "title"), None)
    years = {int(m[0]) for m in ANY_YEAR.finditer(title.folded)} if title else set()
    return years.pop() if len(years) == 1 else None


def _last_told(parts: tuple[Part, ...], stated: list[list[Stated]]) -> When | None:
    """Return the last day that is written whole and told as past: no text is older."""
    days = [
        one.first
        for part, found in zip(parts, stated, strict=True)
        for one in found
        if one.first.day and one.first.year and tense_of(part, one.start, one.end) == "past"
    ]
    return max(days, key=attrgetter("order"), default=None)


def _not_before(part: Part, one: Stated, year: int, told: When) -> int:
    """Return *year*, or the first year in which *one*, told as coming, lies after the day *told*."""
    day = (year, *one.first.order[1:])
    last = told.order if one.first.day else (*told.order[:2], 0)
    if day >= last or tense_of(part, written_from(one), one.end) != "future":
        return year
    return last[0] + (one.first.order[1:] < last[1:])


def _anchors(found: list[Stated]) -> _Anchors:
    leaned_on = [
        (one.start, one.first)
        for one in found
        if one.first.month and one.first.year and one.first.year >= _OLD and one.ending != "unknown"
    ]
    return _Anchors([at for at, _ in leaned_on], [when for _, when in leaned_on])


def _fill(one: Stated, year: int, by: str) -> None:
    last = one.last
    if last is not None and last.year is None:
        turned = one.first.order[1:] > last.order[1:]
        last = last._replace(year=year + turned)
    first = one.first._replace(year=year)
    if not real(first) or (last is not None and not real(last)):
        return
    one.first, one.last, one.confidence, one.by = first, last, _SURE[by], by
    one.inferred = tuple(sorted({*one.inferred, "year"}))


def _year(
    part: Part,
    one: Stated,
    near: list[tuple[int, When]],
    published: date | None,
    only_year: int | None,
) -> tuple[int, str] | None:
    """Return the year of *one* and what it was worked out from: a figure of ``confidence.tsv``."""
    near_years = [when.year for _, when in near if when.year]
    if one.weekday is not None:
        turned = [year + 1 for year in near_years]  # "le 12 décembre 2023 ... jeudi 25 janvier"
        fits = [*near_years, *_around(published, one.first), *([only_year] if only_year else ())]
        fits += turned if published is None else []
        for year in fits:
            if weekday(one.first._replace(year=year)) == one.weekday:
                return year, "year.weekday"
        return None
    if one.relative:
        return _relative(one, near, published, only_year)
    if said_of_same_year(part, one):
        return None  # known when all others are
    if beside := year_beside(part, one, near, published):
        return beside
    if published:
        return _by_publication(part, one, near_years, published)
    for at, when in near:
        if when.year and _is_neighbour(part, one, at, when):
            turns = (
                (when.month or 0) >= 10 and (one.first.month or 0) <= 3 and _announced(part, one)
            )
            return when.year + turns, "year.neighbour"
    return (only_year, "year.title") if only_year else None


def _only(every: list[When], one: Stated) -> tuple[int, str] | None:
    """Return the one year of the page in which *one* falls on its weekday, where it is one."""
    years = {when.year for when in every if when.year and one.weekday is not None}
    fits = [year for year in years if weekday(one.first._replace(year=year)) == one.weekday]
    return (fits[0], "year.weekday") if len(fits) == 1 else None


def _is_neighbour(part: Part, one: Stated, at: int, when: When) -> bool:
    """Return whether *one* may be of the same year as the date *when* of another sentence, at *at*.

    Not of the year in which something was founded, nor where it would lie before *when*, which has
    been, and is told as what will be; but a date of the days after it goes on with it. *at* -1:
    another part of the page.
    """
    apart = (one.first.month or 0) * 31 + (one.first.day or 15)
    apart -= (when.month or 0) * 31 + (when.day or 15)
    if at < 0 or 0 <= apart <= _GOES_ON:
        return True
    been = tense_of(part, one.start, one.end) == "past"
    if apart > 0 and been and tense_of(part, at, at) == "future":
        return False  # "Le chantier ouvrira en mars 2026. Le devis a été signé en octobre"
    folded = part.folded
    if expression("founded").right_before(folded, at) or folded.startswith("depuis", at):
        return False
    if one.first.day is None and tense_of(part, one.start, one.end) is None:
        return (
            part.sentences.around(one.start, 1)[0] <= at
        )  # "la source tarit en avril": any year's
    ahead = apart < 0 and tense_of(part, one.start, one.end) == "future"
    return not (ahead and tense_of(part, at, at) == "past")


_YEARS_END: Final = 240  # days: what is told as past may as well lie before
#: Days: "le 5 mai 2019 ... Le 6 mai" is one story.
_GOES_ON: Final = 15


def _by_publication(
    part: Part, one: Stated, near_years: list[int], published: date
) -> tuple[int, str]:
    """Return the year that the day of publication and the verb's tense give.

    What has happened lies behind that day, what will happen ahead; where no verb tells, the
    nearer of the two is a guess.
    """
    tense = tense_of(part, written_from(one), one.end, day=one.first.day is not None)
    today = (published.month, published.day)
    first = one.first.order[1:]
    if not first[1]:  # a month: this one is neither behind nor ahead
        today = (published.month, 0)
    year = published.year
    if tense == "past" and not _may_come(part, one, published):
        return year - (first > today), "year.tense"
    if tense == "future":
        return year + (first < today), "year.tense"
    year = _around(published, one.first)[0]
    agrees = year in near_years
    return year, "year.published" if agrees and one.first.day else "year.published_only"


def _may_come(part: Part, one: Stated, published: date) -> bool:
    """Return whether *one* is a term some weeks ahead, set by what is told as past.

    "a placé la vallée en alerte jusqu'au 31 octobre", on a page of that month.
    """
    if one.role not in {"end", "deadline"} or expression("lasted").right_before(
        part.folded, one.start
    ):
        return False
    ahead = (one.first.month or 0) * 31 + (one.first.day or 28)
    ahead -= published.month * 31 + published.day
    return 0 <= ahead % _DAYS <= _TERM


_DAYS: Final = 12 * 31  # of a year, as they are counted here
_TERM: Final = 62


def _announced(part: Part, one: Stated) -> bool:
    """Return whether the sentence of *one* tells of what is to come."""
    sentence = part.context.sentence(one.start)
    return expression("announced").regex.search(part.folded, *sentence) is not None


def _relative(
    one: Stated, near: list[tuple[int, When]], published: date | None, only_year: int | None
) -> tuple[int, str] | None:
    """Resolve "dernier" and "prochain" against the publication, else the nearest full date."""
    if published:
        reference, by = (
            (published.year, published.month, published.day),
            "year.relative_published",
        )
    else:
        full = [when for _, when in near if when.year]
        if not full:
            return (only_year, "year.title") if only_year else None
        reference, by = full[0].order, "year.relative_neighbour"
    year = reference[0]
    own = one.first.order[1:]
    here = reference[1:] if one.first.day and reference[2] else (reference[1], 0)
    if one.relative < 0 and own >= here:
        year -= 1
    if one.relative > 0 and own <= here:
        year += 1
    return year, by


def weekday(when: When) -> int | None:
    """Return the weekday of a full day (Monday is 0), ``None`` of what is none."""
    if when.year and when.month and when.day and real(when):
        return date(when.year, when.month, when.day).weekday()
    return None


def _around(published: date | None, when: When) -> list[int]:
    """Return the years around *published*, the nearest to it first: news looks back more."""
    if published is None:
        return []
    day = published.month * 31 + published.day
    own = (when.month or 1) * 31 + (when.day or 15)
    # A date up to four months ahead is announced, else it lies behind.
    year = published.year - (own - day > 4 * 31) + (day - own > 8 * 31)
    return [year, year - 1, year + 1]
