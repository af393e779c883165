"""How far the words around a mention make it a partner, and in what role."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.gazetteer.organisations import house_id
from aimf_scraper.rules.engine.confidence import Figures
from aimf_scraper.rules.organisations.organisations import HOUSE, SHAPE, TOWN_HALL
from aimf_scraper.rules.partners.acronyms import ACRONYM
from aimf_scraper.rules.partners.actors import ACTOR
from aimf_scraper.rules.partners.bare_names import STATE
from aimf_scraper.rules.partners.cues import deeds
from aimf_scraper.rules.partners.in_kind import in_kind
from aimf_scraper.rules.partners.natures import gives_by_nature, helps_to_pay, tells_of_money
from aimf_scraper.rules.partners.town_halls import MAYOR, SUPPORTS, TOWN

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerRole
    from aimf_scraper.rules.organisations.organisations import OrganisationMention
    from aimf_scraper.rules.partners.cues import Cue, CueHit
    from aimf_scraper.rules.partners.weighing import Weigher

#: Below this a cue is too common to make a plain word or an unknown acronym an organisation.
_BARE_LEAST: Final = 0.7
#: How sure each way of knowing makes us.
SURE: Final = Figures(Path(__file__).with_name("confidence.tsv"))
#: Funds its own delegations in every country of the site: an expert body it is not.
_ALWAYS_FUNDING: Final = "id:ue"
_DIRECT: Final = frozenset({"before", "after"})
#: A verb this weak tells of a plan or of any deed at all.
_INTENT: Final = 0.69
#: Houses host and open; only a body finances, supports or brings.
_NO_HOUSE_DOES: Final = 0.9
#: Found only where a deed is told.
_ACTING: Final = frozenset({ACTOR, TOWN})
_OF: Final = (" de", " du", " des", " d'")
_DEFINITE: Final = ("l'", "la ", "le ")
#: What an unknown name is worth by itself.
UNKNOWN: Final = "unsaid.unknown"
#: Less than this, no word of partnership elsewhere in the sentence helps.
_MAY_RISE: Final = 0.45
#: Words around that speak of a signature; a mayor named beside them has signed.
_SIGNED: Final = 0.78


def is_house(m: OrganisationMention) -> bool:
    """Return whether *m* is who publishes the site: what its pages tell of, it takes part in.

    Unless it is only said who its members are.
    """
    return m.key == f"id:{house_id()}"


class Weighed(NamedTuple):
    """A mention, how sure its words make us, and in what role.

    ``cue``: what decided; where none did, ``figure`` is what ``confidence.tsv`` calls the case.
    """

    mention: OrganisationMention
    weight: float
    role: PartnerRole = "partner"
    cue: CueHit | None = None
    figure: str = ""


def belief(
    m: OrganisationMention,
    cues: tuple[CueHit | None, ...],
    weigher: Weigher,
    first: int,
    *,
    accompanied: bool,
) -> Weighed:
    """Return how sure the cues of a mention make us, and the role they give it."""
    best, seldom, instead = _decisive(cues)
    if weigher.elsewhere.holds(m):
        return Weighed(m, 0.0)
    if instead is not None:
        return Weighed(m, 0.0, cue=instead)
    best = _deed_of(m, cues, best, seldom)
    if is_house(m):
        return _of_house(m, cues, best, seldom)
    if best is not None and _counts_for(m, best.cue, weigher, accompanied=accompanied):
        told = Weighed(m, best.cue.weight, best.cue.role, best)
    else:
        told = _unsaid_of(m, seldom, weigher, first)
    return as_it_is(told, first)


def as_it_is(told: Weighed, first: int) -> Weighed:
    """Return a body of which is only said that it takes part, as what it is: a bank pays.

    So is who helps another pay: "a financé l'étude avec le concours de la Région".
    """
    if told.role != "partner" or (told.cue is not None and told.cue.cue in _in_person()):
        return told
    m, cue = told.mention, told.cue
    if cue is not None and helps_to_pay(m.part, first, cue):
        return told._replace(role="funder")
    if gives_by_nature(m) and (cue is None or tells_of_money(m.part, m.start)):
        return told._replace(role="funder")
    return told


def _deed_of(
    m: OrganisationMention,
    cues: tuple[CueHit | None, ...],
    best: CueHit | None,
    seldom: CueHit | None,
) -> CueHit | None:
    """Return the surest cue as what the body itself does: who pays is a funder, who lends a room is none."""
    if best is None or _office_does(m, seldom, best):
        return None
    if best.cue.role == "partner" and _pays(cues):
        return best._replace(cue=replace(best.cue, role="funder"))
    return in_kind(m.part, best) if best.cue.role == "funder" else best


@cache
def _in_person() -> frozenset[Cue]:
    """Return the deeds that are a body's own, whatever it is: a bank that lends a room pays nothing."""
    return frozenset({deeds()["helps"], deeds()["does"]})


def _of_house(
    m: OrganisationMention,
    cues: tuple[CueHit | None, ...],
    best: CueHit | None,
    seldom: CueHit | None,
) -> Weighed:
    """Return how sure we are of who publishes the site: no cue is needed, and only a few words weaken it."""
    weakened = seldom is not None and seldom.cue.side != "says" and seldom.cue.weight < 1
    figure = "home.as_club" if weakened and best is None else "home"
    if best is not None and best.cue.weight >= SURE[figure]:
        return Weighed(m, best.cue.weight, best.cue.role, best)
    return Weighed(m, SURE[figure], _role_of_house(cues, best), None, figure)


def _counts_for(m: OrganisationMention, cue: Cue, weigher: Weigher, *, accompanied: bool) -> bool:
    """Return whether *cue* says something of such a mention: of a state or a bare name few do."""
    if _says_nothing_of(m, cue, accompanied=accompanied):
        return False
    if m.start in weigher.states and not _states_do(cue):
        return False
    if m.rule == STATE and cue.role != "funder":
        return False
    return cue.weight >= _BARE_LEAST or not m.bare or _does(m, cue)


def _unsaid_of(
    m: OrganisationMention, seldom: CueHit | None, weigher: Weigher, first: int
) -> Weighed:
    """Return how sure the name alone makes us, and words of partnership in its sentence."""
    rarely = seldom.cue.weight if seldom else 1.0
    if m.rule == MAYOR and rarely == 1:
        around = weigher.around(first)
        if around is not None and around.cue.weight >= _SIGNED:
            return Weighed(m, SURE["mayor.of_signed"], figure="mayor.of_signed")
    if m.bare:
        return Weighed(m, 0.0)
    figure = _unsaid(m)
    value = SURE.get(figure, 0.0)
    told = Weighed(m, value, figure=figure)
    if seldom is not None and rarely < value:
        told = Weighed(m, rarely, cue=seldom)
    if told.weight >= _MAY_RISE:
        around = weigher.around(first)
        if around is not None and around.cue.weight > told.weight:
            return Weighed(m, around.cue.weight, cue=around)
    return told


def _role_of_house(cues: tuple[CueHit | None, ...], best: CueHit | None) -> PartnerRole:
    """Return what the house does: its own congress it organises, whoever else comes."""
    if best is not None:
        return best.cue.role
    own = any(hit is not None and hit.cue.role == "organiser" for hit in cues)
    return "organiser" if own else "partner"


def _office_does(m: OrganisationMention, seldom: CueHit | None, deed: CueHit) -> bool:
    """Return whether an officer and not the body does it: "L'ambassadeur de France a reçu"."""
    if seldom is None or seldom.cue.side != "seldom" or deed.cue.side != "after":
        return False
    office = m.part.folded.endswith(_OF, seldom.start, seldom.end)
    return office and deed.cue.weight < SURE["deed.of_body"]


def _pays(cues: tuple[CueHit | None, ...]) -> bool:
    """Return whether a sum stands beside the name: "une aide de la Fondation Suez (60 000 euros)"."""
    paying = deeds()["paying"], deeds()["paid"]
    return any(hit is not None and hit.cue in paying for hit in cues)


def _decisive(
    cues: tuple[CueHit | None, ...],
) -> tuple[CueHit | None, CueHit | None, CueHit | None]:
    """Return the surest cue beside the name, the one that makes it seldom a partner, the one that forbids it."""
    best: CueHit | None = None
    seldom: CueHit | None = None
    for hit in cues:
        if hit is None:
            continue
        side = hit.cue.side
        if side == "instead":
            return best, seldom, hit
        if side in {"seldom", "says"} and (seldom is None or hit.cue.weight < seldom.cue.weight):
            seldom = hit
        elif side in _DIRECT and (best is None or hit.cue.weight > best.cue.weight):
            best = hit
    return best, seldom, None


def _says_nothing_of(m: OrganisationMention, cue: Cue, *, accompanied: bool) -> bool:
    """Return whether what *m* does is no partner's deed: a house opens, an expert body speaks."""
    if cue.side != "after":
        return False
    if m.rule == HOUSE and cue.weight < _NO_HOUSE_DOES:
        return True
    # an expert body does much that is no project: "le FMI a relevé ses prévisions"
    return m.type == "multilateral" and not accompanied and cue.weight <= _INTENT


def _states_do(cue: Cue) -> bool:
    """Return whether a state does what *cue* says: it pays and supports, other deeds are its people's."""
    return cue.side != "after" or cue.role == "funder" or cue.weight >= SUPPORTS


def _does(m: OrganisationMention, deed: Cue) -> bool:
    """Tell "l'USEK enverra ses étudiants": an acronym with an article that does something."""
    if deed.side != "after":
        return False
    return m.rule in _ACTING or (
        m.rule == ACRONYM and m.part.folded.endswith(_DEFINITE, 0, m.start)
    )


def _unsaid(m: OrganisationMention) -> str:
    """Return what ``confidence.tsv`` calls a mention without a word around it."""
    if m.key == _ALWAYS_FUNDING:
        return "unsaid.european_union"
    if m.rule == TOWN_HALL:
        return "unsaid.town_hall" if m.as_written[0].isupper() else "unsaid.town_hall_in_small"
    return UNKNOWN if m.rule in {SHAPE, HOUSE} else f"unsaid.{m.type}"
