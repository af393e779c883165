"""Amounts that are no budget of the record: prices, losses, wishes, what others pay elsewhere."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern, word_starts
from aimf_scraper.rules.money.cues import cues
from aimf_scraper.rules.money.word_families import any_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from aimf_scraper.rules.money.amount import Amount
    from aimf_scraper.rules.money.context import Context
    from aimf_scraper.rules.money.cues import Excluded, Patterns

_HEAD_OF_LABEL: Final = 8  # "- Les recettes : 3 M€" are what they say
# the first sum of "passant de 31 à 74 millions" parts nothing
_BREAK: Final = re.compile(r".*(?:[.;\n]|[0-9](?![0-9,. ]{0,6}%|[0-9,.]{0,6} a \Z))", re.DOTALL)
_PER_HEAD: Final = re.compile(rf" ?(?:{any_word('for_each')}) (?:{any_word('head')})")
_CLOSE: Final = 70  # a cue reaches this far
_LEAST_EUR: Final = 20  # below, nothing is a budget
_SMALL_EUR: Final = 150  # below, only with a word of money given
_LARGE_EUR: Final = 800_000_000  # above, only with a project's own label
_STANDING_EUR: Final = 5_000_000
# "1 euro = 655,957 FCFA", "au taux de 1 USD pour 600 FCFA": a rate
_RATE: Final = Pattern(
    rf"(?:1(?<![0-9.,]1)|un(?<![0-9.,]un)) ?(?:{any_word('rated')})"
    rf"(?: (?:{any_word('rated_of')}))? ?(?:=|≈|:|{any_word('is_worth')}) ?(?:environ )?"
)


class _Rows(NamedTuple):
    """The cues by where they stand.

    ``small``: leading ones, below how many euros; ``sentence``, ``aside``: from how many on.
    """

    after: re.Pattern[str]
    leading: re.Pattern[str]
    small: tuple[tuple[int, re.Pattern[str]], ...]
    turn: re.Pattern[str]
    sentence: tuple[tuple[int, re.Pattern[str]], ...]
    aside: tuple[tuple[int, re.Pattern[str]], ...]
    wished: re.Pattern[str]
    decided: re.Pattern[str]


@cache
def _rows() -> _Rows:
    table = cues()
    where: dict[str, list[str]] = {"after": [], "leading": [], "wished": []}
    far: dict[str, dict[int, list[str]]] = {"sentence": {}, "aside": {}}
    small = []
    for row in table.excluded:
        if row.where in far:
            far[row.where].setdefault(row.from_eur, []).extend(row.patterns)
        elif row.below_eur is not None:
            small.append((row.below_eur, word_starts(row.patterns)))
        else:
            where[row.where] += row.patterns
    return _Rows(
        re.compile("|".join(where["after"])),
        word_starts(where["leading"]),
        tuple(small),
        re.compile("|".join(table.turn.patterns)),
        _by_size(far["sentence"]),
        _by_size(far["aside"]),
        word_starts(where["wished"]),
        word_starts(table.decided.patterns),
    )


def _by_size(far: dict[int, list[str]]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    return tuple((least, word_starts(words)) for least, words in sorted(far.items()))


@cache
def _kept(name: Literal["small", "given", "own", "large"]) -> re.Pattern[str]:
    words: Patterns = getattr(cues().kept, name)
    return word_starts(words)


@cache
def _standing() -> tuple[re.Pattern[str], ...]:
    table = cues().standing
    return tuple(map(word_starts, (table.every_year, table.invests, table.whole)))


def excluded_by(
    folded: str, amount: Amount, euros: Decimal, context: Context
) -> tuple[str, str] | None:
    """Return why *amount* is no budget and the line that says so, ``None`` where it may be one.

    A price, a rate, a loss, somebody else's billions. *euros*: its order of magnitude.
    """
    if _is_rate(folded, amount.start):
        return "a rate of exchange", ""
    if not _SMALL_EUR <= euros < _LARGE_EUR and _is_of_no_size(folded, euros, context):
        return "too small or too large, and no word of its own keeps it", ""
    rows = _rows()
    if rows.after.match(folded, amount.end, amount.end + _CLOSE) and not _is_given(folded, context):
        return _row(_AFTER_ROWS, lambda cue: cue.match(folded, amount.end, amount.end + _CLOSE))
    if _is_led_up_to(folded, euros, rows, context):
        return _row(_LEADING_ROWS, lambda cue: _is_led_by(cue, rows.turn, folded, context))
    for least, cue in rows.aside:
        if euros >= least and cue.search(folded, *context.sentence):
            return _row(_ASIDE_ROWS, lambda each: each.search(folded, *context.sentence))
    if _is_wished(folded, rows, context):
        start, end = context.sentence[0], context.before[1]
        return _row(_WISHED_ROWS, lambda each: each.search(folded, start, end))
    for least, cue in rows.sentence:
        if euros >= least and cue.search(folded, *context.sentence):
            if _kept("own").search(folded, *context.before):
                return None
            return _row(_SENTENCE_ROWS, lambda each: each.search(folded, *context.sentence))
    if euros >= _STANDING_EUR and _is_standing(folded, context):
        return "the site's standing sentence on every year's sum", cues().standing.read_at
    return None


def tells_of_others(folded: str, start: int, end: int) -> bool:
    """Return whether a sentence tells of another project's money: nothing in it is given here."""
    return _of_others().search(folded, start, end) is not None


@cache
def _of_others() -> re.Pattern[str]:
    return word_starts([words for row in cues().excluded if row.gifts for words in row.patterns])


_AFTER_ROWS: Final = "after"
_LEADING_ROWS: Final = "leading"
_SENTENCE_ROWS: Final = "sentence"
_ASIDE_ROWS: Final = "aside"
_WISHED_ROWS: Final = "wished"


def _row(where: str, holds: Callable[[re.Pattern[str]], object]) -> tuple[str, str]:
    """Return why and where it stands, of the first row at *where* that *holds*: asked of what is excluded only."""
    for row, pattern in _each_row(where):
        if holds(pattern):
            return row.why, row.read_at
    return "excluded by its words", ""


@cache
def _each_row(where: str) -> tuple[tuple[Excluded, re.Pattern[str]], ...]:
    compiled = (lambda words: re.compile("|".join(words))) if where == "after" else word_starts
    return tuple((row, compiled(row.patterns)) for row in cues().excluded if row.where == where)


def _is_rate(folded: str, at: int) -> bool:
    return _RATE.right_before(folded, at) is not None


def _is_wished(folded: str, rows: _Rows, context: Context) -> bool:
    """Tell a sum that the sentence only asks for or talks of, and of which nothing is decided."""
    start, end = context.sentence[0], context.before[1]
    cue = rows.wished.search(folded, start, end)
    return cue is not None and rows.decided.search(folded, cue.end(), end) is None


def _is_led_up_to(folded: str, euros: Decimal, rows: _Rows, context: Context) -> bool:
    """Tell whether a cue leads up to an amount of so many *euros*."""
    if _is_led_by(rows.leading, rows.turn, folded, context):
        return True
    for most, cue in rows.small:
        if euros < most and _is_led_by(cue, rows.turn, folded, context):
            return True
    return False


def _is_led_by(
    leading: re.Pattern[str], turn: re.Pattern[str], folded: str, context: Context
) -> bool:
    """Tell whether a cue leads up to the amount, with no word of turn between."""
    start, end = context.close
    if leading.search(folded, start, end) is None:  # most amounts, so asked first
        return False
    broken = _BREAK.match(folded, start, end)
    cue = leading.search(folded, broken.end() if broken else start, end)
    while cue:
        turned = turn.search(folded, cue.end(), end)
        if turned is None and not _is_label(folded, cue, end):
            return True
        cue = leading.search(folded, cue.end(), end)
    return False


def _is_label(folded: str, cue: re.Match[str], end: int) -> bool:
    """Tell a line's label that only holds the cue: "Amélioration des recettes : 150 000 €"."""
    if folded.find(":", cue.end(), end) == -1:
        return False
    first = max(0, cue.start() - _CLOSE)
    line = folded.rfind("\n", first, cue.start()) + 1
    opens = folded.rfind(". ", first, cue.start()) + 2
    return cue.start() - max(line, opens if opens > 1 else 0) > _HEAD_OF_LABEL


def _is_given(folded: str, context: Context) -> bool:
    """Tell a grant a head ("une bourse de 1 500 € par étudiant") from a price."""
    given = _kept("given").search(folded, *context.close)
    return bool(given and _PER_HEAD.match(folded, context.after[0]))


def _is_of_no_size(folded: str, euros: Decimal, context: Context) -> bool:
    """Tell whether a very small or a very large sum has no word of its own that keeps it."""
    if euros < _LEAST_EUR:
        return True
    if euros < _SMALL_EUR:
        return not _kept("small").search(folded, *context.before)
    return not _kept("large").search(folded, *context.close)


def _is_standing(folded: str, context: Context) -> bool:
    """Tell the site's "chaque année, près de 10 millions d'euros sont investis par l'AIMF"."""
    return all(words.search(folded, *context.sentence) for words in _standing())
