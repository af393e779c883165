"""Who gives on a page that tells whom one body has chosen to help: "60 000 € reviennent à X".

Only where sentences of the page tell of a choice (a call, a jury), and one body alone stands in them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from aimf_scraper.rules.contributions.told import SURE
from aimf_scraper.rules.engine.patterns import word_starts
from aimf_scraper.rules.partners.partners import find_partners
from aimf_scraper.tables import Row, read_tsv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.contributions.told import Told
    from aimf_scraper.rules.engine.document import Doc

_FIGURE = "most.only_giver"


@dataclass(frozen=True, slots=True)
class AwardWord(Row):
    """A line of ``award_words.tsv``."""

    key: ClassVar = ("word",)
    word: str


@cache
def _awards() -> re.Pattern[str]:
    table = read_tsv(Path(__file__).with_name("award_words.tsv"), AwardWord)
    return word_starts(
        [
            re.escape(one.word.rstrip("*")) + ("[a-z]{0,3}" if one.word.endswith("*") else r"\b")
            for one in table
        ]
    )


def with_only_giver(doc: Doc, told: Sequence[Told]) -> list[Told]:
    """Return *told*, those of which nobody says who gives with the page's one giver."""
    if all(one.fact.provider for one in told):
        return list(told)
    getters = {one.fact.receiver for one in told}
    givers = _who_chooses(doc) - getters
    if not givers:
        return list(told)
    if len(givers) > 1:
        givers &= {one.fact.provider for one in told} | {
            one.name for one in doc.get(find_partners) if one.role == "funder"
        }
    if len(givers) != 1:
        return list(told)
    (giver,) = givers
    return [_with(one, giver) for one in told]


def _who_chooses(doc: Doc) -> set[str | None]:
    """Return the partners that stand in the sentences which tell of the choice."""
    chosen: set[tuple[str, int, int]] = set()
    for part in doc.parts:
        for match in _awards().finditer(part.folded):
            chosen.add((part.source, *part.sentences.span(match.start())))
    return {
        one.name
        for one in doc.get(find_partners)
        for each in one.evidence
        for source, start, end in chosen
        if each.source == source and each.start is not None and start <= each.start < end
    }


def _with(one: Told, giver: str | None) -> Told:
    fact = one.fact
    if fact.provider is not None or fact.receiver in (None, giver) or fact.joint:
        return one
    sure = min(SURE[_FIGURE], fact.confidence)
    by = _FIGURE if sure < SURE[one.by] else one.by
    return one._replace(fact=replace(fact, provider=giver, confidence=sure), by=by)
