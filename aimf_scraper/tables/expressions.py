"""What a regular expression says of itself: how far it reaches, and how its matches begin."""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any, Final

#: A width that no bounded expression reaches.
ENDLESS: Final = 100_000
#: More ways to begin than this are as good as any.
_MOST_BEGINNINGS: Final = 256
_LONGEST_BEGINNING: Final = 16
_FEW: Final = 4
_TELLING: Final = 3

#: How a match begins, and whether what follows in the expression may lengthen it.
_Begun = tuple[str, bool]


@cache
def width(pattern: str, flags: int = 0) -> int:
    """Return the most characters that a match of *pattern* may have; ``ENDLESS`` or more: no bound.

    >>> width("ab{1,3}c?"), width("(?<=x)a(?=yz)"), width("a*") >= ENDLESS
    (5, 1, True)
    """
    return int(_parsed(pattern, flags).getwidth()[1])


@cache
def beginnings(pattern: str, flags: int = 0) -> tuple[str, ...]:
    r"""Return how the matches of *pattern* begin, sorted; an empty text among them: in any way.

    >>> beginnings("(?:co)?financ(?:e|ement)s?"), beginnings("bail(?!l)"), beginnings("[ld]'eau")
    (('cofinance', 'finance'), ('bail',), ("d'eau", "l'eau"))
    >>> beginnings("(?:de )?mil|[0-1]{2}"), beginnings(r"\w{3}"), beginnings("(?i:la)")
    (('0', '1', 'de mil', 'mil'), ('',), ('',))
    """
    if flags & re.IGNORECASE:
        return ("",)
    begun = {text for text, _ in _of_sequence(_parsed(pattern, flags))}
    if "" in begun or len(begun) > _MOST_BEGINNINGS:
        return ("",)
    # What begins with another of them is found by that one.
    return tuple(sorted(one for one in begun if not one.startswith(tuple(begun - {one}))))


def _parsed(pattern: str, flags: int) -> Any:
    # The standard library works all this out for itself and has no public name for it.
    parser: Any = importlib.import_module("re._parser")
    return parser.parse(pattern, flags)


def _of_sequence(items: Any) -> set[_Begun]:
    """Return how a sequence of parsed items begins."""
    begun: set[_Begun] = {("", True)}
    for name, argument in items:
        open_ones = [text for text, goes_on in begun if goes_on]
        if not open_ones:
            break
        added = _of_item(str(name), argument)
        if len(added) > _FEW and min(map(len, open_ones)) >= _TELLING:
            # "form[a-z]{1,4}" is told by "form"; 26 longer beginnings would say no more.
            added = {("", False)}
        longer = {
            ((text + more)[:_LONGEST_BEGINNING], goes_on and len(text + more) < _LONGEST_BEGINNING)
            for text in open_ones
            for more, goes_on in added
        }
        closed = {one for one in begun if not one[1]}
        if len(longer) + len(closed) > _MOST_BEGINNINGS:
            return closed | {(text, False) for text in open_ones}
        begun = longer | closed
    return begun


def _of_item(name: str, argument: Any) -> set[_Begun]:
    """Return how one parsed item of an expression begins."""
    if name == "LITERAL":
        return {(chr(argument), True)}
    if name == "IN":
        return _of_set(argument)
    if name in {"AT", "ASSERT", "ASSERT_NOT"}:
        return {("", True)}
    if name == "SUBPATTERN" and not argument[1] & re.IGNORECASE:
        return _of_sequence(argument[-1])
    if name == "ATOMIC_GROUP":
        return _of_sequence(argument)
    if name == "BRANCH":
        return {one for branch in argument[1] for one in _of_sequence(branch)}
    if name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
        least, most, repeated = argument
        once = _of_sequence(repeated)
        if (least, most) == (0, 1):
            return once | {("", True)}
        # The second time may begin otherwise: what is known ends behind the first.
        first = {(text, False) for text, _ in once}
        return first | {("", True)} if least == 0 else first
    return {("", False)}


def _of_set(members: Any) -> set[_Begun]:
    """Return the characters of a small set, nothing known of a large one."""
    found: set[_Begun] = set()
    for name, argument in members:
        if str(name) == "LITERAL":
            found.add((chr(argument), True))
        elif str(name) == "RANGE" and argument[1] - argument[0] < _MOST_BEGINNINGS:
            found |= {(chr(code), True) for code in range(argument[0], argument[1] + 1)}
        else:
            return {("", False)}
    return found
