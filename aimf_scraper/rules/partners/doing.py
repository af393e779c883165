"""What a body does, as the verb behind its name says: any deed at all, whatever the verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Final

from aimf_scraper.tables import Row, read_tsv

#: What a body will do or has done; verbs of saying and of being known are none of it.
_DEEDS: Final = re.compile(
    r"(?:(?: \([^()\n]{0,40}\))?, [^,.;:\n]{0,80}, | (?:\([^()\n]{0,40}\) )?)(?:y |en |l'|la |les? |lui |leur |s'|se )?"
    r"(?:(?!sera|seront|aura|auront|pourra|devra|saura|fera|feront|faudra|ira|comptera|compteront"
    r"|deviendra|restera|resteront|dira|verra|verront|connaitra|vivra|estimera|rappellera)"
    r"[a-z]{3,16}(?:ra|ront)|(?:a|ont) (?:[a-z]{4,14}ment )?"
    r"(?!declar|rappel|estim|salu|indiqu|soulign|affirm|precis|annonc|publi|reconn|class|inscri|alert|appel"
    r"|averti|not|observ|constat|ete |eu |vu |dit |pu |du |su |fait savoir|celebr|perdu|connu|compt|vecu"
    r"|souffert|subi|grandi|double|recu |expliqu|evoqu|mis en garde|denonc|demand|felicit|insist|regrett"
    r"|recommand|preconis|remerci|nomm|elu|design|chang|gard)[a-z]{2,14}(?:e|i|u|is|it))(?![a-z'-])"
)
#: What a body does to something: "monte les murs", "transporte gratuitement les décors".
_ACTS: Final = re.compile(
    r"(?:(?: \([^()\n]{0,40}\))?, [^,.;:\n]{0,80}, | (?:\([^()\n]{0,40}\) )?)(?:y |l'|la |les? |lui |leur )?"
    r"(?P<verb>[a-z]{3,16}(?:e|ent|it|issent|d|dent))(?: [a-z]{4,14}ment| a present| aussi| egalement| deja| [a-z]{3,12} apres [a-z]{3,12})?"
    r" (?:les? |la |l'|des |une? |du |ses |son |sa |leurs? |\d|deux |trois |quatre |cinq |dix |cent )"
)


@dataclass(frozen=True, slots=True)
class NoDeed(Row):
    """A line of ``no_deeds.tsv``."""

    key: ClassVar = ("verb",)
    verb: str


@cache
def no_deeds() -> frozenset[str]:
    """Return the forms of verbs that tell of no deed for a project: "compte", "dénonce"."""
    return frozenset(one.verb for one in read_tsv(Path(__file__).with_name("no_deeds.tsv"), NoDeed))


def has_done(folded: str, end: int) -> bool:
    """Return whether what ends at *end* is said to have done something, or to be about to."""
    return _DEEDS.match(folded, end) is not None


def acting(folded: str, end: int) -> tuple[int, int] | None:
    """Return the span of the verb by which what ends at *end* does something to something now."""
    acts = _ACTS.match(folded, end)
    if acts is None or acts["verb"] in no_deeds():
        return None
    return acts.span("verb")
