"""Words that bend a number: "près de", "plus de", "jusqu'à", "environ"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import ClassVar, Final, Literal

from aimf_scraper.records import Approximation
from aimf_scraper.tables import Row, read_tsv

_TAIL: Final = 4
_ARTICLES: Final = ("d'", "de ", "des ", "les ")
_MAY_BEND: Final = frozenset(" (~+<>≈±")


@dataclass(frozen=True, slots=True)
class _Words(Row):
    """A line of ``approximations.tsv``."""

    key: ClassVar = ("phrase",)
    phrase: str
    means: Approximation
    side: Literal["before", "after", "both"]


@cache
def _words() -> tuple[_Words, ...]:
    return read_tsv(Path(__file__).with_name("approximations.tsv"), _Words)


@cache
def _before() -> dict[str, tuple[tuple[str, Approximation], ...]]:
    """Return the phrases that stand before a number, by their tails, longest first."""
    found: dict[str, dict[str, Approximation]] = {}
    for one in _words():
        if one.side != "after":
            found.setdefault(one.phrase[-_TAIL:], {})[one.phrase] = one.means
    return {
        last: tuple(sorted(means.items(), key=lambda one: (-len(one[0]), one[0])))
        for last, means in found.items()
    }


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Approximation]]:
    means = {one.phrase: one.means for one in _words() if one.side != "before"}
    words = "|".join(map(re.escape, sorted(means, key=lambda phrase: (-len(phrase), phrase))))
    # "50 000 USD (env. 30 millions FCFA)": what bends the next sum bends not this one.
    return re.compile(rf"[ ]?[(]?({words})(?![a-z0-9])(?![ ]?[0-9])[)]?"), means


@lru_cache(maxsize=2048)  # few words stand right behind a number
def _may_begin(next_three: str) -> bool:
    """Return whether a phrase may stand right behind a number: after most there is none."""
    if next_three[:1] not in _MAY_BEND:
        return False
    opening = next_three.removeprefix(" ").removeprefix("(")
    return any(each.startswith(opening) or opening.startswith(each) for each in _after()[1])


def around(folded: str, start: int, end: int) -> tuple[Approximation | None, int, int]:
    """Return what bends the number at ``start:end``, and the span with its words.

    >>> around("soit plus d'un million", 12, 22)
    ('over', 5, 22)
    """
    found = _ending(folded, start)
    if found is None and folded.endswith(_ARTICLES, 0, start):  # plus d'un, environ les trois
        article = next(one for one in _ARTICLES if folded.endswith(one, 0, start))
        found = _ending(folded, start - len(article))
    if found:
        return found[0], found[1], end
    if _may_begin(folded[end : end + 3]):
        pattern, means = _after()
        after = pattern.match(folded, end)
        if after:
            return means[after[1]], start, after.end()
    return None, start, end


def _ending(folded: str, end: int) -> tuple[Approximation, int] | None:
    """Return what the phrase that ends at *end* means, and where it begins."""
    if end and folded[end - 1] == " ":
        end -= 1
    for phrase, means in _phrases(folded[end - _TAIL if end > _TAIL else 0 : end]):
        start = end - len(phrase)
        if start < 0 or not folded.startswith(phrase, start):
            continue
        if not (start and folded[start - 1].isalnum() and phrase[0].isalnum()):
            return means, start
    return None


@lru_cache(maxsize=2048)  # few words stand right before a number
def _phrases(tail: str) -> tuple[tuple[str, Approximation], ...]:
    """Return the phrases that may end as *tail* does: none, most often."""
    phrases = _before()
    keys = (tail, tail[-3:], tail[-1:])  # "+/-" and "~" are shorter than a tail
    return tuple(phrase for key in keys for phrase in phrases.get(key, ()))
