"""Dates told from the date before them: "le lendemain", "le mois suivant", "de la même année".

They are filled in last, when every other date has its year. What no date stands close before says
nothing: "le lendemain" of an unknown day is left out, "le 3 mai de la même année" keeps ``XXXX``.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.ranges import Stated, real
from aimf_scraper.rules.time.tense import tense_of

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part

_SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
_FAR: Final = 500  # characters: what is told farther before is another story's day
_DAYS: Final = {"day": 1, "two_days": 2}
_RULE: Final = "dates.following"


def resolve(part: Part, stated: list[Stated]) -> None:
    """Fill in, in place, what *stated*, the dates of *part* in reading order, tell from one another."""
    for i, one in enumerate(stated):
        if one.first.month and one.first.year is None and said_of_same_year(part, one):
            _take_year(one, stated[:i])
    if found := _following(part, stated):
        stated.extend(found)
        stated.sort(key=lambda one: one.start)


def said_of_same_year(part: Part, one: Stated) -> bool:
    """Return whether *one* is "en mai de la même année", or "Cette année-là, en mai"."""
    folded = part.folded
    if folded.find("annee", part.context.sentence(one.start).start, one.end + _AFTER) < 0:
        return False
    if expression("same_year").regex.match(folded, one.end):
        return True
    sentence = part.context.sentence(one.start)
    return (
        expression("same_year_headed").regex.search(folded, sentence.start, one.start) is not None
    )


_AFTER: Final = 24  # characters: "de cette même année"


def _take_year(one: Stated, before: list[Stated]) -> None:
    """Give *one* the year that was said last before it."""
    said = next((other for other in reversed(before) if other.first.year), None)
    if said is None or said.first.years > 1:
        return
    year = (said.last or said.first).year
    if year is None:
        return
    first = one.first._replace(year=year)
    last = one.last._replace(year=year) if one.last else None
    if not real(first) or (last is not None and not real(last)):
        return
    one.first, one.last, one.by = first, last, "year.same_year"
    one.confidence = _SURE["year.same_year"]
    one.inferred = tuple(sorted({*one.inferred, "year"}))


def _following(part: Part, stated: list[Stated]) -> list[Stated]:
    folded = part.folded
    found: list[Stated] = []
    if not stated or ("lendemain" not in folded and "suivant" not in folded):
        return found
    for m in expression("told_after").regex.finditer(folded):
        before = [
            one for one in stated if one.end <= m.start() <= one.end + _FAR and one.first.year
        ]
        if not before or any(one.start < m.end() and m.start() < one.end for one in stated):
            continue
        if tense_of(part, m.start(), m.end()) != "past":
            continue  # "Le lendemain, visite du port": a programme, or what always comes after
        if (when := _moved(before[-1].last or before[-1].first, m.lastgroup or "")) is None:
            continue
        one = Stated(m.start(), m.end(), when, rule=_RULE, confidence=_SURE[_RULE])
        parts = ("day", "month", "year") if when.day else ("month", "year")
        one.inferred = parts if when.month else ("year",)
        found.append(one)
    return found


def _moved(when: When, unit: str) -> When | None:
    """Return what lies a *unit* after *when*, ``None`` where *when* is not told so finely."""
    if when.year is None or when.approximate or when.years > 1:
        return None
    if not when.month:
        return None
    if unit == "next_month":
        year, month = divmod(when.year * 12 + when.month, 12)
        return When(year, month + 1)
    if not when.day or not real(when) or when.year >= date.max.year:
        return None
    day = date(when.year, when.month, when.day) + timedelta(days=_DAYS[unit])
    return When(day.year, day.month, day.day)
