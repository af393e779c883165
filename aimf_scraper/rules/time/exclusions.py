"""Days and months that are no dates of the page: names of places, and what comes round every year."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.words import excluding

if TYPE_CHECKING:
    from aimf_scraper.rules.time.ranges import Group


@cache
def _place() -> Pattern:
    # "avenue du 14 juillet", "stade du 26 mars": a place, not a day.
    return Pattern(rf"(?<![a-z])(?:{excluding('place')}) (?:du )?")


@cache
def _yearly() -> Pattern:
    # "chaque année, le 8 mars": it comes round again and is no date of the page.
    return Pattern(rf"(?<![a-z])(?:{excluding('yearly')})(?![a-z])[^.\n]{{0,24}}")


def is_excluded(folded: str, group: Group) -> tuple[str, str] | None:
    """Return why *group* only looks like a date and the table that says so, ``None`` where it may be one."""
    first = group.spans[0]
    if first.when.day and _place().right_before(folded, group.start):
        return "a place is called after it", "time/exclusions.tsv, place"
    last = group.spans[-1]
    if last.when.year is not None or first.when.month is None:
        return None
    if expression("every_year").right_after(folded, last.end):
        return "it comes round every year", ""
    if _yearly().right_before(folded, group.start):
        return "it comes round every year", "time/exclusions.tsv, yearly"
    return None
