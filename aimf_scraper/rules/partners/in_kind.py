"""Help in kind: who lends a room or gives trucks is a partner; who gives money, a funder."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Literal

from aimf_scraper.rules.partners.word_families import any_word
from aimf_scraper.tables import Row, read_tsv

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.partners.cues import CueHit

#: Money, or help of which nothing tells that it is none.
_MONEY: Final = re.compile(rf"€|\$|%|\b(?:{any_word('money')})\b")
#: What is given begins so: "ses laboratoires", "quatre camions", "35 enseignants".
_THING: Final = re.compile(
    rf" (?:{any_word('given_to')})?(?:{any_word('counted')}|\d[\d ]{{0,8}}) ?[a-z]"
)
_REACH: Final = 90


@dataclass(frozen=True, slots=True)
class _Form(Row):
    key: ClassVar = ("form",)
    form: str
    side: Literal["subject", "agent"]


@cache
def _forms() -> dict[str, str]:
    table = read_tsv(Path(__file__).with_name("gift_verbs.tsv"), _Form)
    return {one.form: one.side for one in table}


def in_kind(part: Part, hit: CueHit) -> CueHit:
    """Return *hit* as a partner's where a thing and no money is given, else as it is.

    "prête ses locaux", "des tentes fournies par"; never where nothing is said to be given.
    """
    folded = part.folded
    side = _forms().get(folded[hit.start : hit.end])
    if side is None:
        return hit
    first, last = part.sentences.span(hit.start)
    if side == "subject":
        end = min(last, part.sentences.clause_end(hit.end), hit.end + _REACH)
        said = folded[hit.end : end]
        given = _THING.match(said) is not None
    else:
        said = folded[max(first, hit.start - _REACH) : hit.start]
        given = bool(said.strip())
    if not given or _MONEY.search(said):
        return hit
    return hit._replace(cue=replace(hit.cue, role="partner"))
