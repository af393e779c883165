"""Agreements that tie two sides: "un jumelage lie Kara à la ville de Metz", "un accord entre Kara et la ville de Metz"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.partners.word_families import any_word, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aimf_scraper.rules.partners.cues import CueHit

_AGREEMENT: Final = Pattern(rf"\b(?:{any_word('agreement', 'of_towns')})\b[^.;:\n]{{0,50}}")
#: The same, with no other thing between: "le contrat prévoit une piste entre Kara et la ville de Lomé" ties none.
_NOTHING_ELSE: Final = Pattern(
    rf"\b(?:{any_word('agreement', 'of_towns')})\b(?:(?! une? | la | les? (?!\d)| l'| des | du (?!\d))[^.;:\n]){{0,50}}"
)
#: What only towns conclude as towns.
_OF_TOWNS: Final = Pattern(rf"\b(?:{any_word('of_towns')})\b[^.;:\n]{{0,50}}")
#: "lie depuis 1998 ", "unit depuis dix ans ".
_SINCE: Final = Pattern(rf" (?:{any_word('since')})")
_TIES: Final = words_of("ties")
_BETWEEN: Final = "entre"


class Tie(NamedTuple):
    """Words that tie what follows ``end``. ``of_towns``: towns are meant by their bare names; ``to``: "à" joins the sides."""

    end: int
    of_towns: bool
    to: bool


def is_tie(folded: str, hit: CueHit) -> bool:
    """Return whether *hit* ties the sides of an agreement that stands before it."""
    if not folded.startswith(_TIES, hit.start):
        return False
    between = folded.startswith(_BETWEEN, hit.start)
    agreement = _AGREEMENT if between else _NOTHING_ELSE
    return agreement.right_before(folded, hit.start) is not None


def ties_of(folded: str, leading: Iterable[CueHit]) -> list[Tie]:
    """Return where the sides of agreements begin, in reading order."""
    found: dict[int, Tie] = {}
    for hit in leading:
        if hit.cue.side != "before" or not folded.startswith(_TIES, hit.start):
            continue
        if _NOTHING_ELSE.right_before(folded, hit.start) is None:
            continue
        since = _SINCE.right_after(folded, hit.end)
        of_towns = _OF_TOWNS.right_before(folded, hit.start) is not None
        to = not folded.startswith(_BETWEEN, hit.start)
        found[hit.end] = Tie(since.end() if since else hit.end, of_towns, to)
    return list(found.values())
