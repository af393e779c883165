"""The year that the sentence gives to a date without one: another date's, or the one that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.context import FARTHEST
from aimf_scraper.rules.engine.patterns import Pattern, any_of
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.tense import tense_of
from aimf_scraper.tables import Row, read_tsv

if TYPE_CHECKING:
    from datetime import date

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.time.edtf import When
    from aimf_scraper.rules.time.ranges import Stated

_A_YEAR: Final = r"(?P<year>(?:19[5-9]|20[0-4])[0-9])(?![0-9a-z]|[.,/-][0-9]|[ ]?[%€])"
ANY_YEAR: Final = re.compile(rf"(?<![0-9.,/-]){_A_YEAR}")


def year_beside(
    part: Part, one: Stated, near: list[tuple[int, When]], published: date | None
) -> tuple[int, str] | None:
    """Return the year that the sentence of *one* gives it; not against the day of publication.

    "se rendra à Thiès du 12 au 15 mars, sa première visite depuis le vote de mai 2013": a page of
    February 2014 tells of that year's March.
    """
    for at, when in near:
        if when.year and at >= 0 and _same_sentence(part, at, one.start):
            turns = _ends_next_year(one, at, when)
            year = when.year + turns
            if turns and _months_on(when, one) > _LONGEST:
                continue  # "les dossiers de septembre sont reçus jusqu'en août": no term of both
            if published is None or _agrees(part, one, year, published):
                return year, "year.same_sentence"
    of_sentence = _year_of_sentence(part, one.start) if one.first.month else None
    if of_sentence and (published is None or _agrees(part, one, of_sentence, published)):
        return of_sentence, "year.in_sentence"
    return None


def _agrees(part: Part, one: Stated, year: int, published: date) -> bool:
    """Return whether *one*, in *year*, lies on the side of the publication that its verb tells."""
    tense = tense_of(part, written_from(one), one.end, day=one.first.day is not None)
    day = (year, *one.first.order[1:])
    today = (published.year, published.month, published.day if one.first.day else 0)
    if tense == "future":
        return day >= today
    return tense is None or day <= today or one.role in {"end", "deadline"}


def _ends_next_year(one: Stated, at: int, when: When) -> bool:
    """Return whether *one* ends what began with *when*, before it in the sentence, and in a later year.

    "a commencé vendredi 1er décembre et doit durer jusqu'en avril".
    """
    ends = one.role in {"end", "deadline"} and at < one.start and when.month is not None
    return ends and one.first.order[1:] < when.order[1:]


def _months_on(when: When, one: Stated) -> int:
    return ((one.first.month or 0) - (when.month or 0)) % 12


#: Months: "de novembre jusqu'en avril" goes on in the next year.
_LONGEST: Final = 9


def written_from(one: Stated) -> int:
    """Return where *one* begins behind its cue: "jusqu'au" tells nothing of a verb before it."""
    return one.cue[1] if one.cue and one.start == one.cue[0] else one.start


@dataclass(frozen=True, slots=True)
class _Event(Row):
    """A line of ``events.tsv``."""

    word: str


@cache
def _named_by_year() -> Pattern:
    table = read_tsv(Path(__file__).with_name("events.tsv"), _Event)
    return Pattern(rf"(?<![a-z])(?:{any_of([one.word for one in table])})s? ")


def _year_of_sentence(part: Part, at: int) -> int | None:
    """Return the year that the sentence at *at* is about, ``None`` where it names none or several.

    "En 2018, le marché a fermé le 4 juin", "Le congrès 2019 s'ouvre le 3 mai".
    """
    folded = part.folded
    sentence = part.context.sentence(at)
    years = set()
    for m in ANY_YEAR.finditer(folded, sentence.start, sentence.end):
        of = expression("of").right_before(folded, m.start())
        begins = of.start() if of else m.start()
        named = _named_by_year().right_before(folded, begins)
        told = m.start() < at and expression("in_year").right_before(folded, m.start())
        if told and _is_aside(folded, sentence.start, m.end(), at):
            continue
        if named or told:
            years.add(int(m["year"]))
    return years.pop() if len(years) == 1 else None


def _is_aside(folded: str, begin: int, end: int, at: int) -> bool:
    """Return whether the year that ends at *end* is of another clause than the date at *at*.

    "s'est dotée en 2016 d'une école, qui a formé ses premiers maçons en juillet"; but "En 2016," at
    the head of the sentence at *begin* is meant of all of it.
    """
    headed = end - begin <= _HEAD
    return not headed and expression("relative_clause").regex.search(folded, end, at) is not None


_HEAD: Final = 14  # characters: "Courant 2016,"


def _same_sentence(part: Part, one: int, other: int) -> bool:
    begin, end = sorted((one, other))
    return end - begin <= FARTHEST and not part.sentences.breaks(begin, end)
