"""Who hosts a meeting organises it; who hosts its guests need not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.partners.word_families import any_word, words_of

if TYPE_CHECKING:
    from aimf_scraper.rules.partners.cues import CueHit

#: "le congrès de l'AIMF, ", "la 9e édition du forum a été ": what is hosted stands in the same clause.
_EVENT: Final = Pattern(rf"(?<![a-z])(?:{any_word('event')})\b[^;:.\n]{{0,80}}")
_HOSTED: Final = frozenset(words_of("hosted"))


def is_hosted(folded: str, hit: CueHit) -> bool:
    """Return whether *hit* tells that a meeting is hosted: "le forum, accueilli par"."""
    return (
        folded[hit.start : hit.end] in _HOSTED
        and _EVENT.right_before(folded, hit.start) is not None
    )
