"""Who pays though only its part is told: bodies whose trade it is, and who helps another pay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from aimf_scraper.rules.partners.word_families import any_word
from aimf_scraper.tables import Row, read_tsv
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.organisations.mention import OrganisationMention
    from aimf_scraper.rules.partners.cues import CueHit


@dataclass(frozen=True, slots=True)
class NatureLine(Row):
    """A line of ``natures.tsv``."""

    key: ClassVar = ("word",)
    word: str
    side: Literal["begins", "is"]


@cache
def _natures() -> tuple[frozenset[str], tuple[str, ...]]:
    table = read_tsv(Path(__file__).with_name("natures.tsv"), NatureLine)
    whole = frozenset(one.word for one in table if one.side == "is")
    return whole, tuple(one.word for one in table if one.side == "begins")


def gives_by_nature(m: OrganisationMention) -> bool:
    """Return whether to give is what *m* is there for: "la Banque africaine de développement"."""
    whole, beginnings = _natures()
    name = fold(m.name).replace("\u2019", "'")
    return name in whole or any(name.startswith(one) and _ends(name, one) for one in beginnings)


def _ends(name: str, begun: str) -> bool:
    return not name[len(begun) : len(begun) + 1].isalnum()


#: "avec l'aide de", "grâce au concours de": help that is money where the verb before it pays.
_HELP: Final = re.compile(rf"(?:{any_word('help_with_money')})\b")
_PAYS: Final = re.compile(rf"\b(?:{any_word('pays_with')})\b")
_CLAUSE_MOST: Final = 200
_MONEY: Final = re.compile(rf"€|\$|\b(?:{any_word('financed')})\b")
_SENTENCE_MOST: Final = 600


def tells_of_money(part: Part, at: int) -> bool:
    """Return whether the sentence of *at* speaks of money: "une convention de financement"."""
    start, end = part.sentences.span(at)
    return (
        _MONEY.search(part.folded, max(start, at - _SENTENCE_MOST), min(end, at + _SENTENCE_MOST))
        is not None
    )


def helps_to_pay(part: Part, first: int, cue: CueHit) -> bool:
    """Return whether *cue* tells of help in paying: "a financé les travaux avec l'aide de"."""
    if cue.end > first or _HELP.match(part.folded, cue.start) is None:
        return False
    start = max(part.sentences.span(cue.start)[0], cue.start - _CLAUSE_MOST)
    return _PAYS.search(part.folded, start, cue.start) is not None
