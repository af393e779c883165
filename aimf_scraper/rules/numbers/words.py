"""Numbers written out in French words.

The spans are proposed here, from an anchor word on ("mille", "million",
"cent", "centaine" ...); the library text2num converts them, and is imported
when the first one is worth converting.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.context import FARTHEST
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.numbers.vocabulary import words_of, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.rules.numbers.vocabulary import Kind

_IN_A_NUMBER: Final[tuple[Kind, ...]] = (
    *("one", "unit", "teen", "ten", "hundred", "thousand", "scale", "joint", "half"),
)
_WORD: Final = re.compile(written(*_IN_A_NUMBER))
#: Articles, conjunctions and halves that also are words of numbers.
_NO_NUMBER_ALONE: Final = frozenset(words_of("one", "joint", "half"))
_ABOUT: Final = words_of("about")
# "semaine", "africaine": what stands before "aine" is another letter
_BEFORE_AINE: Final = frozenset(word[-5] for word in _ABOUT if word.endswith("aine"))
_ANCHORS: Final = ("mill", " mil ", " cent", "-cent", "aine", *words_of("ten", "teen"))
_TOKEN: Final = re.compile(r"[a-z]{1,20}")
_SPLIT: Final = re.compile(r"([ '-])")
_ARTICLES: Final = ("au ", "le ", "du ", "ce ")  # before "million": one of them
_COLLECTIVE: Final = re.compile(
    rf"(?:une? )?([a-z]{{5,12}})(?: d'| de |$)(?:(millier|{'|'.join(words_of('scale'))})s?)?"
)
_MIL: Final = re.compile(r"\bmil\b")
_LOWER_END: Final = Pattern(r"(?<![a-z-])([a-z]{2,12}) (?:a|ou) ")
_HALF: Final = re.compile(rf"(?:un |une )?demi[ -]({'|'.join(words_of('scale'))})")
_TENS: Final = {word: int(worth) for word, worth in words_of("scale").items()} | {"millier": 1_000}


#: What begins with the letter; all tens are one.
_ANCHOR_OF: Final = {"a": "aine", "m": "mill", " ": " cent", "-": " cent"}


def anchors() -> tuple[str, ...]:
    """Return the strings of which one stands in every number that is looked for."""
    return _ANCHORS


def spans(folded: str, places: Iterable[int], most: int) -> list[tuple[int, int]]:
    """Return where numbers in words stand in a folded text, at most *most* of them.

    *places*: where ``anchors`` stand, in reading order.

    Only numbers from ten on, and round ones ("une dizaine", "un millier"), are looked for: a sum
    or a crowd is never smaller.

    >>> text = "un million deux cent mille euros"
    >>> [text[a:b] for a, b in spans(text, [3, 15, 19], 9)]
    ['un million deux cent mille']
    """
    found: list[tuple[int, int]] = []
    past = dict.fromkeys(_ANCHORS, 0)
    for at in places:
        anchor = _ANCHOR_OF.get(folded[at], "vingt")
        # "3 millions", "3,5 millions": the figure's multiplier, most often
        figure = anchor == "mill" and folded[max(0, at - 2)].isdecimal()
        if figure or at < past[anchor]:
            continue
        span = _around(folded, at, anchor)
        if span:
            found.append(span)
            past[anchor] = span[1]
            if len(found) == most:
                break
    return _apart(sorted(found))


def _apart(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for span in found:
        if kept and span[0] < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(kept[-1][1], span[1]))
        else:
            kept.append(span)
    return kept


def _around(folded: str, at: int, anchor: str) -> tuple[int, int] | None:
    """Return the run of number words around an anchor, or ``None``."""
    if anchor == "aine":
        return _collective(folded, at) if folded[at - 1 : at] in _BEFORE_AINE else None
    at += anchor[0] in " -"
    if anchor == "mill" and folded.startswith("un millier ", max(0, at - 3)):
        return at - 3, at + len("millier")
    token = _TOKEN.match(folded, at)
    if token is None or not _WORD.fullmatch(token[0]) or (at and folded[at - 1].isalnum()):
        return None
    start = _backwards(folded, at)
    end = _forwards(folded, token.end())
    first = folded[start:end].split(" ", maxsplit=1)[0].rstrip("s")
    if first in words_of("scale"):  # "3 millions": the figure's multiplier
        if " " in folded[start:end] and folded.endswith(_ARTICLES, 0, start):
            return start, end  # "s'ajoutent au million deux cent mille euros"
        if folded[start - 2 : start - 1].isdecimal() and " " in folded[start:end]:
            return folded.index(" ", start) + 1, end  # "2 millions cinq cent mille"
        return _collective(folded, start - 6) if folded[start - 6 : start - 2] == "aine" else None
    return start, end


def _backwards(folded: str, start: int) -> int:
    """Return where the run of number words that goes on at *start* begins."""
    floor = max(0, start - FARTHEST)
    line = folded.rfind("\n", floor, start) + 1
    cut = floor > 0 and not line  # the first piece may be half a word
    pieces = _SPLIT.split(folded[line or floor : start])
    at = start
    # pieces: word, separator, word, separator ... and "" where the run goes on
    for i in range(len(pieces) - 2, 0, -2):
        separator, word = pieces[i], pieces[i - 1]
        bracket = word.startswith("(")  # "350 000 euros (trois cent cinquante mille euros)"
        if bracket and separator != "'" and _WORD.fullmatch(word, 1):
            at -= len(separator) + len(word) - 1
            break
        if separator == "'" or not _WORD.fullmatch(word) or (i == 1 and cut):
            break
        at -= len(separator) + len(word)
    while folded.startswith("et ", at):
        at += 3
    return at


def _forwards(folded: str, end: int) -> int:
    limit = end + FARTHEST
    while end < limit and folded[end : end + 1] in {" ", "-"}:
        token = _TOKEN.match(folded, end + 1)
        if token is None or not _WORD.fullmatch(token[0]):
            break
        if token[0] == "et" and not folded.startswith(("demi", "un"), token.end() + 1):
            break
        end = token.end()
    return end


def _collective(folded: str, at: int) -> tuple[int, int] | None:
    """Return "une dizaine", "centaine de milliers" ... whose "aine" stands at *at*."""
    start = at
    while start and at - start < 12 and folded[start - 1].isalpha():
        start -= 1
    word = folded[start : at + 4]
    if word not in _ABOUT or folded[at + 4 : at + 5] == "s":
        return None
    if not folded.endswith("une ", 0, start):
        return None
    start -= 4
    match = _COLLECTIVE.match(folded, start)
    end = match.end() if match and match[2] else at + 4
    return start, end


def lower_end(folded: str, start: int, end: int, upper: Decimal) -> tuple[int, Decimal] | None:
    """Return where the lower end of the range up to the words at ``start:end`` begins, and what it is.

    "un à deux millions": the first word leaves out what the second has.

    >>> lower_end("de deux a trois mille", 10, 21, Decimal(3000))
    (3, Decimal('2000'))
    """
    lead = _LOWER_END.right_before(folded, start)
    first, _, scale = folded[start:end].partition(" ")
    low, high = (value(lead[1]), value(first)) if lead and scale else (None, None)
    if lead is None or not low or not high or low >= high or upper % high:
        return None
    return lead.start(), upper / high * low


def is_round(words: str) -> bool:
    """Return whether folded *words* say about how many: "une dizaine", "un millier".

    >>> is_round("une dizaine"), is_round("dix")
    (True, False)
    """
    return "aine" in words or "millier" in words


def is_number_word(word: str) -> bool:
    """Return whether a folded *word* is one of a number, from two on.

    >>> [is_number_word(word) for word in ("deux", "mille", "une", "et", "ville")]
    [True, True, False, False, False]
    """
    return word not in _NO_NUMBER_ALONE and _WORD.fullmatch(word) is not None


def ending(folded: str, end: int) -> int | None:
    """Return where the number words that end at *end* begin, ``None`` where none do."""
    end -= folded.endswith(" ", 0, end)
    window = folded[max(0, end - FARTHEST) : end] + " "
    start = end + 1 - len(window) + _backwards(window, len(window))
    return start if start < end else None


@lru_cache(maxsize=256)
def value(words: str) -> Decimal | None:
    """Return the number that folded *words* say, ``None`` where they say none.

    >>> [str(value(w)) for w in ("deux cents millions", "un million et demi",
    ...                          "une centaine de milliers", "et demi")]
    ['200000000', '1500000.0', '100000', 'None']
    """
    words = _MIL.sub("mille", words.replace("-", " ").strip())
    words = words.replace("cents mille", "cent mille")  # misspelt more often than not
    half = _HALF.fullmatch(words)
    if half:
        return Decimal(_TENS[half[1]]) / 2
    round_number = _COLLECTIVE.fullmatch(words)
    if round_number and round_number[1] in _ABOUT:
        return Decimal(int(_ABOUT[round_number[1]]) * _TENS.get(round_number[2] or "", 1))
    if words.startswith(tuple(f"{word} " for word in words_of("scale"))):
        words = f"un {words}"
    extra = Decimal(0)
    for ending in (" et demi", " et demie"):
        if words.endswith(ending):
            words = words.removesuffix(ending)
            unit = words.rsplit(" ", 1)[-1].rstrip("s")
            extra = Decimal("0.5") * _TENS.get(unit, 1)
    return _converted(words, extra)


def _converted(words: str, extra: Decimal) -> Decimal | None:
    from text_to_num import text2num  # noqa: PLC0415 (heavy, and rarely needed)

    try:
        return Decimal(text2num(words, "fr")) + extra
    except ValueError:  # the words stand side by side without making one number
        return None
