"""Which phrases and anchors the two automata look for: the one place that knows engine and kinds.

Places, organisations, cues and heads of names are 33,000 phrases.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer import gazetteer
from aimf_scraper.gazetteer.organisations import authority
from aimf_scraper.rules.beneficiaries import beneficiaries
from aimf_scraper.rules.cities import cues as city_cues
from aimf_scraper.rules.engine.document import Doc
from aimf_scraper.rules.engine.phrases import AnchorMatcher, Family, PhraseMatcher
from aimf_scraper.rules.funding import lexicon
from aimf_scraper.rules.money import unit_lists
from aimf_scraper.rules.numbers import words as number_words
from aimf_scraper.rules.organisations import head_nouns, municipalities
from aimf_scraper.rules.partners import cues as partner_cues
from aimf_scraper.rules.status import status
from aimf_scraper.rules.time import relative
from aimf_scraper.rules.time import words as date_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from aimf_scraper.gazetteer.organisations import Authority
    from aimf_scraper.rules.engine.document import Document, Part, PhraseMatch

_ANCHORS: Final[dict[str, Callable[[], tuple[str, ...]]]] = {
    "month": date_words.month_stems,
    "relative": relative.anchors,
    "year_words": date_words.year_anchors,
    "number": number_words.anchors,
    "unit": unit_lists.anchors,
    "giving": lexicon.anchors,
}


@lru_cache(maxsize=2)  # with aliases and without
def _phrases(known: Authority) -> PhraseMatcher:
    return PhraseMatcher(
        {
            "places": Family(gazetteer().forms, spaced=True),
            "organisations": Family(known.keys),
            "partner_cues": Family(partner_cues.phrases),
            "town_halls": Family(municipalities.heads),
            "organisation_heads": Family(head_nouns.every_head),
            "beneficiary_cues": Family(beneficiaries.cue_index().stems, whole_words=False),
            "status_cues": Family(status.cue_index().stems, whole_words=False),
            "city_cues": Family(city_cues.cue_index().stems, whole_words=False),
        }
    )


@cache
def _anchors() -> AnchorMatcher:
    return AnchorMatcher({name: anchors() for name, anchors in _ANCHORS.items()})


class _Matchers:
    """The matchers of every family, made when first asked for."""

    def phrases_in(self, part: Part) -> dict[str, list[PhraseMatch]]:
        return _phrases(authority()).find_in(part.folded)

    def anchors_in(self, part: Part) -> dict[str, list[int]]:
        return _anchors().find_in(part)


MATCHERS: Final = _Matchers()


def open_document(document: Document) -> Doc:
    """Return *document* as every rule reads it."""
    return Doc(document, MATCHERS)
