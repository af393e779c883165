"""Long stretches in words: "les années cinquante", "au XVIIIe siècle"."""

from __future__ import annotations

from typing import Final

from aimf_scraper.rules.numbers import words
from aimf_scraper.rules.time.edtf import When
from aimf_scraper.rules.time.expressions import expression
from aimf_scraper.rules.time.in_figures import Span
from aimf_scraper.rules.time.words import CENTURY

_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_EARLIEST: Final = 16  # before 1500, as with years, what is told is history
_LATEST: Final = 20  # "les villes du XXIe siècle" dates nothing
_ORDINAL: Final = "ieme"


def in_words(folded: str, at: int) -> Span | None:
    """Return the decade or the century whose word stands at *at*, ``None`` where none does."""
    if folded.startswith(CENTURY, at):
        return _century(folded, at)
    decade = expression("decade_in_words").right_after(folded, at)
    if decade is None:
        return None
    tens = words.value(decade["tens"].replace(" ", "-"))
    if tens is None:
        return None
    return Span(at, at, decade.end(), When(1900 + int(tens), decade=True), "dates.decade")


def _century(folded: str, at: int) -> Span | None:
    m = expression("century").right_before(folded, at)
    end = at + len(CENTURY)
    if m is None or expression("before_christ").right_after(folded, end):
        return None
    number = _roman(m["roman"]) if m["roman"] else int(m["figures"] or 0) or _in_words(m["words"])
    if not _EARLIEST <= number <= _LATEST or expression("earlier_century").right_before(
        folded, m.start()
    ):
        return None
    return Span(m.start(), m.start(), end, When(100 * (number - 1), century=True), "dates.century")


def _roman(written: str) -> int:
    values = [_ROMAN[letter] for letter in written]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def _in_words(written: str) -> int:
    """Return the number of "dix-huitième"; 0 where it is none."""
    stem = written.removesuffix(_ORDINAL)
    for ending in ("", "e", "s"):
        for whole in (stem + ending, stem.removesuffix("u") + ending, stem.removesuffix("v") + "f"):
            if (value := words.value(whole)) is not None:
                return int(value)
    return 0
