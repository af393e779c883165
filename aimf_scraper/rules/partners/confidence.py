"""How far the words around a mention make it a partner, and in what role."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.organisations.organisations import HOUSE, SHAPE, TOWN_HALL
from aimf_scraper.rules.partners.candidates import ACRONYM, MAYOR

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerRole
    from aimf_scraper.rules.organisations.organisations import OrganisationMention
    from aimf_scraper.rules.partners.cues import Cue, CueHit
    from aimf_scraper.rules.partners.weighing import Weigher

#: Below this a cue is too common to make a plain word or an unknown acronym an organisation.
_BARE_LEAST: Final = 0.7
#: How sure each way of knowing makes us.
SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
#: The page is the AIMF's own: what it tells of, the AIMF takes part in, unless it is only
#: said who its members are.
HOME: Final = "id:aimf"
#: Funds its own delegations in every country of the site: an expert body it is not.
_ALWAYS_FUNDING: Final = "id:ue"
_DIRECT: Final = frozenset({"before", "after"})
#: A verb this weak tells of a plan or of any deed at all.
_INTENT: Final = 0.68
#: Houses host and open; only a body finances, supports or brings.
_NO_HOUSE_DOES: Final = 0.9
_DEFINITE: Final = ("l'", "la ", "le ")
#: What an unknown name is worth by itself.
UNKNOWN: Final = "unsaid.unknown"
#: Less than this, no word of partnership elsewhere in the sentence helps.
_MAY_RISE: Final = 0.45
#: Words around that speak of a signature; a mayor named beside them has signed.
_SIGNED: Final = 0.78


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
        least = SURE["home.as_club" if seldom < 1 and best is None else "home"]
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
            return SURE["mayor.of_signed"], "partner"
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
        return SURE["unsaid.european_union"]
    if m.rule == TOWN_HALL:
        capital = m.as_written[0].isupper()
        return SURE["unsaid.town_hall" if capital else "unsaid.town_hall_in_small"]
    if m.rule in {SHAPE, HOUSE}:
        return SURE[UNKNOWN]
    return SURE.get(f"unsaid.{m.type}", 0.0)
