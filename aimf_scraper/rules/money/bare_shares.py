"""Sums without their unit, where what leads up to them ties them to a sum that has one.

"La Ville de Paris donne 200 000 euros et la Ville de Genève 100 000", "l'Ademe en a réglé 25 000",
"142 000 francs, contre 66 500 en 2000". The unit is that of the sum right before in the sentence,
or, behind "en" and "y", the only one of the sentences before; else there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.context import FARTHEST
from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.money.amount import Amount
from aimf_scraper.rules.money.amounts import SCALE
from aimf_scraper.rules.money.word_families import any_word
from aimf_scraper.rules.numbers import figures, residue
from aimf_scraper.rules.organisations.organisations import find_organisations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aimf_scraper.rules.engine.document import Doc, Part
    from aimf_scraper.rules.numbers.figures import Number

_LEAST: Final = 1000  # a smaller figure in a list counts something else
_SENTENCES_NEAR: Final = 4
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}")
_HELPED: Final = rf"(?:{any_word('has_of_it')})?(?:(?:{any_word('adverb_of_it')}) )?"
_MEASURED: Final = rf"(?:(?:{any_word('measured_out')}) ?)?(?:(?:{any_word('about_before')}))?"
#: "en a réglé ", "y ajoute ": of or to the sum that was told before.
OF_IT: Final = Pattern(
    rf"(?<![a-z])(?:en|y) {_HELPED}(?:{any_word('gave_of_it')})[a-z]{{0,5}} "
    rf"(?:(?:{any_word('adverb_of_it')}) )?{_MEASURED}"
)
_BEFORE_IT: Final = Pattern(rf"[ ]?[,(]? ?(?:{any_word('was_before')}) {_MEASURED}")
_SAME_CLAUSE: Final = re.compile(r"[^.;:!?()\n0-9]{0,60}")
#: What may follow a sum that leaves its unit out: what makes no other thing of the figure.
_GOES_ON: Final = re.compile(
    rf"[ ]?(?:[.,;:)]|\Z|\n)|[ ](?:{any_word('behind_a_bare_sum')})(?![a-z])"
)
_ARTICLE: Final = r"(?:la |le |les |l')?"
_JOINT: Final = rf"[ ]?(?:[,;]|(?:,? ?)(?<![a-z])(?:{any_word('then')}|{any_word('joins_givers')}))[ ](?:(?:{any_word('then_too')}) )?"
#: A giver that no name is: "le gouvernement haïtien", "la commune".
_PLAIN_GIVER: Final = re.compile(
    rf"{_JOINT}{_ARTICLE}(?:{any_word('giver_head')})(?: [a-z-]{{4,20}})?(?:, [^,.;:()\n0-9]{{3,60}},)? {_MEASURED}"
)
_UP_TO_NAME: Final = re.compile(
    rf"{_JOINT}{_ARTICLE}(?:[a-z]{{3,14}} (?:de |du |des |d'))?{_ARTICLE}"
)
_BEHIND_NAME: Final = re.compile(
    rf"(?: ?\([^()\n]{{1,50}}\))?(?:, [^,.;:()\n0-9]{{3,60}},)? {_MEASURED}"
)


def find(
    doc: Doc, part: Part, found: Sequence[Number], stated: Sequence[tuple[int, int, str]]
) -> list[Amount]:
    """Return the plain figures of *part* that are such sums.

    *stated*: start, end and currency of the sums that have a unit, in reading order.
    """
    if not stated:
        return []
    folded = part.folded
    known = list(stated)
    shares: list[Amount] = []
    for number in found:
        start, end = number[:2]
        if number.spelled or end - start < 4 or start < known[0][1]:
            continue
        if not _GOES_ON.match(folded, end) or SCALE.match(folded, end):
            continue
        value = figures.value(folded, number)
        if value is None or value < _LEAST or _YEAR.fullmatch(folded, start, end):
            continue
        at = bisect_right(known, (start, end, ""))
        if known[at - 1][1] > start or residue.is_before(folded, start):
            continue
        currency = unit(doc, part, start, known)
        if currency is None:
            continue
        shares.append(Amount(start, end, value, None, currency, 0, "unit_left_out"))
        known.insert(at, (start, end, currency))
    return shares


def unit(doc: Doc, part: Part, at: int, stated: Sequence[tuple[int, int, str]]) -> str | None:
    """Return the currency of the sum at *at*, that leaves it out; ``None`` where nothing ties it to another."""
    before = stated[: bisect_left(stated, (at, 0, ""))]
    if not before:
        return None
    folded = part.folded
    last = before[-1]
    pronoun = OF_IT.right_before(folded, at)
    if pronoun is not None:
        near = part.sentences.around(at, _SENTENCES_NEAR)[0]
        units = {one[2] for one in before if one[0] >= near}
        return units.pop() if len(units) == 1 else None
    if at - last[1] > FARTHEST or part.sentences.breaks(last[1], at):
        return None
    was = _BEFORE_IT.right_before(folded, at, last[1])
    if was is not None and _SAME_CLAUSE.fullmatch(folded, last[1], was.start()):
        return last[2]
    return last[2] if is_next_giver(doc, part, last[1], at) else None


def is_next_giver(doc: Doc, part: Part, end: int, at: int) -> bool:
    """Return whether nothing but the next giver of a list stands between a sum's *end* and *at*."""
    folded = part.folded
    if _PLAIN_GIVER.fullmatch(folded, end, at):
        return True
    return any(
        _UP_TO_NAME.fullmatch(folded, end, start) and _BEHIND_NAME.fullmatch(folded, stop, at)
        for start, stop in _names(doc).get(part.source, ())
        if end < start and stop < at
    )


def _names(doc: Doc) -> Mapping[str, Sequence[tuple[int, int]]]:
    return doc.get(_names_by_part)


def _names_by_part(doc: Doc) -> dict[str, list[tuple[int, int]]]:
    """Return where each part names organisations."""
    by_part: dict[str, list[tuple[int, int]]] = {}
    for one in doc.get(find_organisations):
        by_part.setdefault(one.part.source, []).append((one.start, one.end))
    return by_part
