"""How far the words around a mention make it a partner, and in what role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.organisations.organisations import HOUSE, SHAPE, TOWN_HALL
from aimf_scraper.rules.partners.candidates import ACRONYM, MAYOR

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerRole
    from aimf_scraper.rules.organisations.organisations import OrganisationMention
    from aimf_scraper.rules.partners.cues import Cue, CueHit
    from aimf_scraper.rules.partners.weighing import Weigher

#: Below this a cue is too common to make a plain word or an unknown acronym an organisation.
_BARE_LEAST: Final = 0.7
#: The page is the AIMF's own: what it tells of, the AIMF takes part in, unless it is only
#: said who its members are.
HOME: Final = "id:aimf"
_HOME_WEIGHT: Final = 0.92
_HOME_AS_CLUB: Final = 0.6
#: What is known of an organisation when no word around it says anything.
_UNSAID: Final[dict[str, float]] = {
    "network": 0.6,
    "ngo": 0.6,
    "foundation": 0.6,
    "public": 0.6,
    "company": 0.5,
    "local_government": 0.5,
    "academic": 0.5,
}
#: Funds its own delegations in every country of the site: an expert body it is not.
_ALWAYS_FUNDING: Final = "id:ue"
_DIRECT: Final = frozenset({"before", "after"})
#: A verb this weak tells of a plan or of any deed at all.
_INTENT: Final = 0.68
#: Houses host and open; only a body finances, supports or brings.
_NO_HOUSE_DOES: Final = 0.9
_DEFINITE: Final = ("l'", "la ", "le ")
#: What an unknown name is worth by itself.
UNKNOWN: Final = 0.4
#: Less than this, no word of partnership elsewhere in the sentence helps.
_MAY_RISE: Final = 0.45
#: Words around that speak of a signature; a mayor named beside them has signed.
_SIGNED: Final = 0.78
_MAYOR_OF_SIGNED: Final = 0.55


def belief(
    m: OrganisationMention,
    cues: tuple[CueHit | None, ...],
    weigher: Weigher,
    first: int,
    *,
    accompanied: bool,
) -> tuple[float, PartnerRole]:
    """Return how sure the cues of a mention make us, and the role they give it."""
    best: Cue | None = None
    seldom = 1.0
    for hit in cues:
        if hit is None:
            continue
        cue = hit.cue
        side = cue.side
        if side == "instead":
            return 0.0, "partner"
        if side == "seldom":
            seldom = min(seldom, cue.weight)
        elif side in _DIRECT and (best is None or cue.weight > best.weight):
            best = cue
    if m.key == HOME:
        least = _HOME_AS_CLUB if seldom < 1 and best is None else _HOME_WEIGHT
        return max(least, best.weight if best else 0.0), best.role if best else "partner"
    if (
        m.rule == HOUSE
        and best is not None
        and best.side == "after"
        and best.weight < _NO_HOUSE_DOES
    ):
        best = None
    if (
        m.type == "multilateral"
        and not accompanied
        and best is not None
        and best.side == "after"
        and best.weight <= _INTENT
    ):
        best = None  # an expert body does much that is no project: "le FMI a relevé ses prévisions"
    if best is not None and (best.weight >= _BARE_LEAST or not m.bare or _does(m, best)):
        return best.weight, best.role
    if m.rule == MAYOR and seldom == 1:
        around = weigher.around(first)
        if around is not None and around.weight >= _SIGNED:
            return _MAYOR_OF_SIGNED, "partner"
    if m.bare:
        return 0.0, "partner"
    value = min(_unsaid(m), seldom)
    if value >= _MAY_RISE:
        around = weigher.around(first)
        value = max(value, around.weight) if around else value
    return value, "partner"


def _does(m: OrganisationMention, deed: Cue) -> bool:
    """Tell "l'USEK enverra ses étudiants": an acronym with an article that does something."""
    return (
        m.rule == ACRONYM and deed.side == "after" and m.part.folded.endswith(_DEFINITE, 0, m.start)
    )


def _unsaid(m: OrganisationMention) -> float:
    """Return what is known of a mention without a word around it."""
    if m.key == _ALWAYS_FUNDING:
        return 0.7
    if m.rule == TOWN_HALL:
        return 0.6 if m.as_written[0].isupper() else 0.45
    if m.rule in {SHAPE, HOUSE}:
        return UNKNOWN
    return _UNSAID.get(m.type, 0.0)
