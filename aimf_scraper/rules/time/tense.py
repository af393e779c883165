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
#: As far as a date's verb stands from it.
_REACH: Final = 160
#: Words that end as a verb of the future does and are none.
_NO_VERB: Final = frozenset({"opéra", "caméra", "sahara", "et cetera", "extra", "ultra", "contra"})


@dataclass(frozen=True, slots=True)
class _Verb(Row):
    """A line of ``tenses.tsv``."""

    tense: Tense
    pattern: Annotated[str, Regex()]


@cache
def _patterns() -> tuple[tuple[Tense, re.Pattern[str]], ...]:
    table = read_tsv(Path(__file__).with_name("tenses.tsv"), _Verb)
    tenses: tuple[Tense, ...] = ("past", "future")
    return tuple(
        (tense, re.compile("|".join(rf"(?<!\w)(?:{v.pattern})" for v in table if v.tense == tense)))
        for tense in tenses
    )


def tense_of(part: Part, start: int, end: int) -> Tense | None:
    """Return the tense of the verb nearest to the date at *start:end*, in its sentence."""
    first, last = part.sentences.span(start)
    first, last = max(first, start - _REACH), min(last, end + _REACH)
    written = part.text[first:last].lower()
    if len(written) != last - first:  # a letter that lower case makes two of
        return None
    nearest: tuple[int, Tense] | None = None
    for tense, pattern in _patterns():
        for m in pattern.finditer(written):
            if m[0] in _NO_VERB:
                continue
            at = first + m.start()
            apart = start - (first + m.end()) if at < start else at - end
            if apart >= 0 and (nearest is None or apart < nearest[0]):
                nearest = apart, tense
    return nearest[1] if nearest else None
