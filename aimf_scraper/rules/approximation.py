"""Words that bend a number: "près de", "plus de", "jusqu'à", "environ"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from aimf_scraper.rules import tables

if TYPE_CHECKING:
    from aimf_scraper.records import Approximation

_REACH: Final = 26  # the longest phrase and what may stand between it and the number


@cache
def _phrases(side: str) -> tuple[re.Pattern[str], dict[str, Approximation]]:
    means = {
        phrase: cast("Approximation", meaning)
        for phrase, meaning, where in tables.rows("approximations")
        if where in {side, "both"}
    }
    ordered = sorted(means, key=lambda phrase: (-len(phrase), phrase))
    words = "|".join(map(re.escape, ordered))
    if side == "before":
        # An article may stand between the two: plus d'un, environ les trois.
        return re.compile(rf"(?<![a-z0-9])({words})[ ]?(?:d'|de |des |les )?$"), means
    return re.compile(rf"[ ]?[(]?({words})(?![a-z0-9])[)]?"), means


def around(folded: str, start: int, end: int) -> tuple[Approximation | None, int, int]:
    """Return what bends the number at ``start:end``, and the span with its words.

    >>> around("soit plus d'un million", 12, 22)
    ('over', 5, 22)
    """
    pattern, means = _phrases("before")
    left = max(0, start - _REACH)
    before = pattern.search(folded[left:start])
    if before:
        return means[before[1]], left + before.start(), end
    pattern, means = _phrases("after")
    after = pattern.match(folded, end)
    if after:
        return means[after[1]], start, after.end()
    return None, start, end
