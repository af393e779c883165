"""How each public set counts a text, a title and a day."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN: Final = re.compile(r"\w+")
_SHINGLE_TOKENS: Final = 4
#: A title cut shorter than this says nothing: "News" begins many.
_MIN_TITLE_CHARS: Final = 10


class Overlap(NamedTuple):
    """Of one page: shares of what was found rightly, found too much, and missed."""

    both: float
    too_much: float
    missed: float

    @property
    def precision(self) -> float | None:
        """``None`` where nothing was found though something should be: it has no precision."""
        if self.too_much == self.missed == 0:
            return 1.0
        found = self.both + self.too_much
        return self.both / found if found else None

    @property
    def recall(self) -> float | None:
        if self.too_much == self.missed == 0:
            return 1.0
        wanted = self.both + self.missed
        return self.both / wanted if wanted else None

    @property
    def f1(self) -> float:
        total = 2 * self.both + self.too_much + self.missed
        return 2 * self.both / total if total else 1.0


class Rates(NamedTuple):
    precision: float
    recall: float
    f1: float
    accuracy: float | None = None


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words, as article-extraction-benchmark's evaluate.py makes them."""
    tokens = _TOKEN.findall(text)
    last = max(1, len(tokens) - _SHINGLE_TOKENS + 1)
    runs = (tuple(tokens[start : start + _SHINGLE_TOKENS]) for start in range(last))
    return Counter(run for run in runs if run)


def words(text: str) -> Counter[str]:
    return Counter(_TOKEN.findall(text.lower()))


def overlap(wanted: Counter[object], found: Counter[object]) -> Overlap:
    """Return the page's shares: each page weighs the same, however long."""
    both = (wanted & found).total()
    counts = (both, found.total() - both, wanted.total() - both)
    whole = sum(counts)
    return Overlap(*(count / whole for count in counts)) if whole else Overlap(0, 0, 0)


def mean_rates(pages: Sequence[Overlap]) -> Rates:
    """Return the means over the pages and the F1 of these means, as evaluate.py does."""
    precisions = [rate for page in pages if (rate := page.precision) is not None]
    recalls = [rate for page in pages if (rate := page.recall) is not None]
    precision = statistics.mean(precisions) if precisions else 0.0
    recall = statistics.mean(recalls) if recalls else 0.0
    return Rates(precision, recall, _harmonic(precision, recall))


class Passages(NamedTuple):
    """Of one page: passages rightly found, wrongly found, missed, rightly left out."""

    found: int
    let_in: int
    lost: int
    kept_out: int


def passages(holds: Iterable[str], lacks: Iterable[str], text: str) -> Passages:
    """Count as trafilatura's eval_common.py: white space is one blank, the rest to the letter."""
    flat = _flat(text)
    held = [_flat(one) in flat for one in holds]
    let_in = [_flat(one) in flat for one in lacks]
    return Passages(sum(held), sum(let_in), held.count(False), let_in.count(False))


def passage_rates(pages: Iterable[Passages]) -> Rates:
    found, let_in, lost, kept_out = (sum(column) for column in zip(*pages, strict=True))
    precision = found / (found + let_in) if found + let_in else 0.0
    recall = found / (found + lost) if found + lost else 0.0
    accuracy = (found + kept_out) / (found + let_in + lost + kept_out)
    return Rates(precision, recall, _harmonic(precision, recall), accuracy)


def same_title(wanted: str, got: str) -> bool:
    """Return whether one title is the other, or the other with the site's name at an end."""
    one, two = _letters(wanted), _letters(got)
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    at_an_end = long.startswith(short) or long.endswith(short)
    return len(short) >= _MIN_TITLE_CHARS and at_an_end


def day_verdict(wanted: str, got: str) -> str:
    """Return ``right``, ``wrong``, ``missing``, ``invented`` or ``rightly none``."""
    if not wanted:
        return "invented" if got else "rightly none"
    if not got:
        return "missing"
    return "right" if got == wanted else "wrong"


def _harmonic(one: float, two: float) -> float:
    return 2 * one * two / (one + two) if one + two else 0.0


def _flat(text: str) -> str:
    return " ".join(text.split())


def _letters(title: str) -> str:
    return "".join(_TOKEN.findall(unicodedata.normalize("NFKC", title).casefold()))
