"""What is left unread right beside a sum: "35 € 99", "1 M 200 000 €", "2 M€ et demi".

Where it would change the value, there is no sum: a gap is better than a wrong one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.money.cues import cues
from aimf_scraper.rules.numbers import residue

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.money.amount import Amount

#: Figures behind a currency that are no sum, count or year of their own: "1250€600", "35 € 99".
_FIGURES_BEHIND: Final = Pattern(
    r"(?:[0-9]{2,3}(?![0-9])|[ ](?!(?:19|20)[0-9]{2}(?![0-9 ]))[0-9]{2,3}(?:[ ][0-9]{3}){0,4})(?=[ ]?(?:[.,;:)!?\n]|\Z))"
)
#: A figure with its scale and no currency, right before: "1 M 200 000 €".
_SCALED_BEFORE: Final = Pattern(r"[0-9][ ]?(?:k|m|md|mds)[ ]?")
#: A number below zero.
_MINUS: Final = Pattern(r"(?<=[a-z:(][ ])[-−](?![ ])")
#: "lot 1 25 000 €": the number of something.
_SMALL: Final = Pattern(r"(?<![0-9.,'])[0-9]{1,2}[ ]")


@cache
def _behind() -> re.Pattern[str]:
    return re.compile("|".join(cues().residue.patterns))


def is_torn(part: Part, amount: Amount, numbered: Pattern) -> bool:
    """Return whether what stands beside *amount* makes it another one.

    *numbered*: what a small figure before a sum may be the number of ("lot").
    """
    folded, start, end = part.folded, amount.start, amount.end
    if _FIGURES_BEHIND.right_after(folded, end) or _behind().match(folded, end):
        return True
    if _MINUS.right_before(folded, start) or _SCALED_BEFORE.right_before(folded, start):
        return True
    if not residue.is_before(folded, start):
        return False
    small = _SMALL.right_before(folded, start)
    return small is None or numbered.right_before(folded, small.start()) is None
