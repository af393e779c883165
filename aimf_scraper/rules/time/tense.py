"""Whether what a date is told with lies behind the day of writing or ahead of it: ``tenses.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.time.expressions import written_out
from aimf_scraper.tables import Regex, Row, read_tsv

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part

Tense = Literal["past", "future"]
Kind = Literal["verb", "beside", "auxiliary", "word", "either"]


@dataclass(frozen=True, slots=True)
class _Verb(Row):
    """A line of ``tenses.tsv``."""

    tense: Literal["past", "future", "none"]
    kind: Kind
    pattern: Annotated[str, Regex()]


@cache
def _pattern(tense: str, kind: Kind) -> Pattern:
    table = read_tsv(Path(__file__).with_name("tenses.tsv"), _Verb)
    told = "|".join(verb.pattern for verb in table if (verb.tense, verb.kind) == (tense, kind))
    return Pattern(rf"(?<!\w)(?:{told}){written_out('to_the_date') if kind == 'beside' else ''}")


_TENSES: Final[tuple[Tense, ...]] = ("past", "future")


def tense_of(part: Part, start: int, end: int, *, day: bool = True) -> Tense | None:
    """Return the tense of the verb nearest to the date at *start:end* in its sentence, else of a word.

    A participle right before it tells of a *day*: "signé le 3 mai". Of a month it only contradicts:
    "le prix, remis en mai" is given every year, and "ouvert en mai, sera agrandi" lies behind.
    """
    first, last = part.context.sentence(start)
    last = max(last, end)
    written = part.text[first:last].lower()
    if len(written) != last - first:  # a letter that lower case makes two of
        return None
    date = start - first, end - first
    beside = _beside(written, part.text[first:last], date[0])
    if beside and day:
        return beside
    text = part.text[first:last]
    tense = _nearest(written, text, "verb", *date) or _nearest(written, text, "word", *date)
    return None if (beside, tense) == ("past", "future") else tense


def _beside(written: str, text: str, start: int) -> Tense | None:
    """Return the tense of the participle right before a date: "signé à Lomé le", "prévue le"."""
    if _pattern("future", "beside").right_before(written, start):
        return "future"
    if _pattern("none", "beside").right_before(written, start):
        return None
    found = _pattern("past", "beside").right_before(written, start)
    if found is None or (found.start() and text[found.start()].isupper()):  # "à Lomé le 5 mai"
        return None
    if _pattern("none", "auxiliary").right_before(written, found.start()):  # "sera livré le"
        return None
    return "past"


def _nearest(written: str, text: str, kind: Kind, start: int, end: int) -> Tense | None:
    nearest: tuple[int, Tense | None] | None = None
    for tense in _TENSES:
        for m in _pattern(tense, kind).regex.finditer(written):
            if kind == "verb" and _pattern("none", "verb").regex.fullmatch(m[0]):
                continue
            if m.start() and text[m.start()].isupper():  # "à Bujumbura" ends as a future does
                continue
            apart = start - m.end() if m.start() < start else m.start() - end
            if apart >= 0 and (nearest is None or apart < nearest[0]):
                either = kind == "verb" and _pattern("none", "either").regex.fullmatch(m[0])
                nearest = apart, None if either else tense
    return nearest[1] if nearest else None
