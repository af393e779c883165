"""Whether what a date is told with lies behind the day of writing or ahead of it: ``tenses.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from aimf_scraper.tables import Regex, Row, read_tsv

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part

Tense = Literal["past", "future"]
Kind = Literal["verb", "beside", "word"]
#: As far as a date's verb stands from it.
_REACH: Final = 160
#: As far as a participle right before a date, and the place between them, reach.
_BESIDE: Final = 60
#: What may stand between "signé" and the date: "à Lomé", "officiellement", "le".
_TO_THE_DATE: Final = r"(?:,? (?:à|au|en|dans|par) [\w'’-]{2,20}| [a-zé]{3,14}ment)?,?(?: (?:le|les|du|au|en|ce|de))?[ ]?\Z"


@dataclass(frozen=True, slots=True)
class _Verb(Row):
    """A line of ``tenses.tsv``."""

    tense: Literal["past", "future", "none"]
    kind: Kind
    pattern: Annotated[str, Regex()]


@cache
def _pattern(tense: str, kind: Kind) -> re.Pattern[str]:
    table = read_tsv(Path(__file__).with_name("tenses.tsv"), _Verb)
    told = "|".join(verb.pattern for verb in table if (verb.tense, verb.kind) == (tense, kind))
    return re.compile(rf"(?<!\w)(?:{told}){_TO_THE_DATE if kind == 'beside' else ''}")


_TENSES: Final[tuple[Tense, ...]] = ("past", "future")


def tense_of(part: Part, start: int, end: int, *, day: bool = True) -> Tense | None:
    """Return the tense of the verb nearest to the date at *start:end* in its sentence, else of a word.

    A participle right before it counts for a *day* only: "le prix, remis en mai" is given every year.
    """
    first, last = part.sentences.span(start)
    first, last = max(first, start - _REACH), min(last, end + _REACH)
    written = part.text[first:last].lower()
    if len(written) != last - first:  # a letter that lower case makes two of
        return None
    date = start - first, end - first
    return (
        (_beside(written, date[0]) if day else None)
        or _nearest(written, "verb", *date)
        or _nearest(written, "word", *date)
    )


def _beside(written: str, start: int) -> Tense | None:
    """Return the tense of the participle right before a date: "signé à Lomé le", "prévue le"."""
    begin = max(0, start - _BESIDE)
    if _pattern("future", "beside").search(written, begin, start):
        return "future"
    if _pattern("none", "beside").search(written, begin, start):
        return None
    return "past" if _pattern("past", "beside").search(written, begin, start) else None


def _nearest(written: str, kind: Kind, start: int, end: int) -> Tense | None:
    nearest: tuple[int, Tense] | None = None
    for tense in _TENSES:
        for m in _pattern(tense, kind).finditer(written):
            if kind == "verb" and _pattern("none", "verb").fullmatch(m[0]):
                continue
            apart = start - m.end() if m.start() < start else m.start() - end
            if apart >= 0 and (nearest is None or apart < nearest[0]):
                nearest = apart, tense
    return nearest[1] if nearest else None
