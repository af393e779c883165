"""How sure a text makes us that an organisation it names is a partner.

Names that "et", commas and brackets join are weighed together: what is said
of one is said of all.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.partner_cues import Cue, CueHit

if TYPE_CHECKING:
    from aimf_scraper.records import PartnerRole
    from aimf_scraper.rules.organisations import OrganisationMention

_JOINED: Final = re.compile(
    r"(?:[ ]?\([^()\n]{0,60}\))?[^\S\n]*[ ,;/&+()«»\"-]*"
    r"(?:(?:[ld]'|(?:et|ainsi|que|puis|ou|de|du|des|la|les?|a|aux?|par|avec|ses|leurs|partenaires"
    r"|autres|notamment|dont|enfin|entre|ong|associations?|societe|entreprise|collectif)"
    r"(?![^\W_]))[ ,;/&+()«»'\"-]*){0,6}"
)
#: A list that "et" has closed is over; a comma after it opens the main clause.
_CLOSES: Final = re.compile(r"\b(?:et|ainsi que)\b")
_ARTICLES: Final = re.compile(
    r"[\s:,(«\"-]*(?:(?:[ld]'|(?:la|les?|une?|des?|du|son|sa|ses|leurs?|deux|trois|quatre|plusieurs"
    r"|nombreux|autres|notamment|dont|ong|grands?|grandes?|partenaires?|bailleurs?|associations?"
    r"|institutions?|collectivites?|cooperations?|villes|ville|decentralisees?|francaises?"
    r"|societe|[a-z]{2,12}(?:ale|aux|aise|aine|ienne|oise)s?|commune|mairie|municipalite|region|etat|membres?|fondateurs?|fonds|nos|notre|principaux|principal)(?![^\W_]))[\s:,(«'\"-]*){0,8}"
)
_VERB_AFTER: Final = re.compile(
    r"[\s)»\"-]*(?:\([^()]{0,60}\)\s*)?(?:,[^,.;:\n]{0,80},\s*|, )?"
    r"(?:(?:[lds]'|(?:a|ont|va|vont|vient|viennent|de|qui|y|en|les?|la|se|aussi|egalement|deja"
    r"|ensuite|ainsi|conjointement|ensemble|tous|toutes|deux|elles?|ils?|ne|avait|avaient|aura"
    r"|auront|est|sont|souhaite|souhaitent|lui|leur|pour|sa|part|depuis|\d{4}|officiellement"
    r"|notamment|toujours|etroitement|fortement|doit|doivent|peut|peuvent)(?![^\W_]))[\s',]*){0,6}"
)
_VERB_FOLLOWS: Final = re.compile(
    r" (?!et\b|ainsi\b|de\b|du\b|des\b|ou\b|puis\b|pour\b|a\b(?! ))[a-z]"
)
_BY: Final = re.compile(r"(?<=[,;)%]) ?(?:et )?par\b|\bet (?:aussi |egalement )?par\b")
_HAVING: Final = re.compile(
    r"\b(?:a|ont|avait|avaient|aura|auront|ayant|s'est|se sont|se seront)\b"
)
#: "1,2 million d'euros de l'UE", "à 20 % par la Métropole", "18 de l'UE": who pays follows the sum.
_SUM_OF: Final = re.compile(
    r"(?:€|\beuros?|\bfcfa|\bcfa|\bdollars|\bdirhams|\bariary|%|\bmillions|\bmilliards|\bsubvention"
    r"|(?<![\d.,])\d{1,3}(?:,\d{1,3})?) (?:venant |provenant |apportes? )?(?:de |par |du |des |d')"
    r"(?:la |les? |l')?\Z"
)
_LINK: Final = re.compile(r"\bd[eu']|\bpar ")
_SUM: Final = Cue("before", "funder", 0.9)
_SUM_REACH: Final = 48
_UNITS: Final = ("€", "%", "euro", "cfa", "dollars", "dirhams", "ariary")
_CURRENCY: Final = re.compile("|".join(_UNITS))
_PARTICIPLE: Final = ("é", "ée", "és", "ées", "soutenu", "conclu", "mis", "pris")
_SENTENCE_END: Final = re.compile(
    r"[\n.!?…](?:(?<=\n)|(?<![.\s][A-ZÀ-Ý].)(?<!\bM.)(?<!\bMme.)(?<!\bDr.)(?<!\bSt.)"
    r"(?:\s?[»\")])?(?=\s{1,4}[^\sa-zà-ÿ]))"
)
_UPPER_RUN: Final = re.compile(r"(?<![\w-])[A-Z][A-Z&-]{1,10}[A-Z](?![\w-])")
_NAMES_A_THING: Final = (
    r"(?:projets?|programmes?|plans?|logiciel|initiative|label|norme|outil|concours|prix|demarche"
    r"|methode|strategie|appel|reseau)\s(?:[a-z']{{1,12}}\s){{0,3}}[«\"(]?\s?{}\b"
)
#: Two names this far apart are not joined, whatever stands between.
_GAP_MOST: Final = 120
_AROUND_MOST: Final = 500
_REACH_BEFORE: Final = 70
_REACH_AFTER: Final = 130


class Weight(NamedTuple):
    """``cue`` is the phrase that decided, for the rule's name: its side."""

    value: float
    role: PartnerRole
    direct: bool


def groups_of(folded: str, mentions: list[OrganisationMention]) -> list[list[OrganisationMention]]:
    """Return *mentions* of one part in runs that only conjunctions join.

    "Avec l'appui de l'AIMF et du SIAAP, la commune de Nikki rénove": the comma
    after a closed list, or before what a verb follows, begins another run.
    """
    groups: list[list[OrganisationMention]] = []
    closed = False
    for m in mentions:
        between = None
        if groups and m.start - groups[-1][-1].end <= _GAP_MOST:
            between = _JOINED.fullmatch(folded, groups[-1][-1].end, m.start)
        if between is None:
            groups.append([m])
            closed = False
            continue
        closes = _CLOSES.search(between[0]) is not None
        by_comma = "," in between[0] and not closes
        if by_comma and (closed or _VERB_FOLLOWS.match(folded, m.end)):
            groups.append([m])
            closed = False
        else:
            groups[-1].append(m)
            closed = closed or closes
    return groups


class Weigher:
    """Weighs the groups of one part by the cues in it."""

    def __init__(self, text: str, folded: str, hits: list[CueHit]) -> None:
        self._text = text
        self._folded = folded
        self._money = any(unit in folded for unit in _UNITS)
        self._cuts = [m.end() for m in _SENTENCE_END.finditer(text)]
        self._ending = sorted(
            (h for h in hits if h.cue.side in {"before", "never", "seldom"}), key=lambda h: h.end
        )
        self._ends = [h.end for h in self._ending]
        self._starting = sorted(
            (h for h in hits if h.cue.side in {"after", "instead"}), key=lambda h: h.start
        )
        self._starts = [h.start for h in self._starting]
        self._around = sorted((h for h in hits if h.cue.side == "around"), key=lambda h: h.start)
        self._around_starts = [h.start for h in self._around]

    def before(self, start: int) -> CueHit | None:
        """Return the longest phrase that stands right before *start*."""
        floor = max(self._sentence_start(start), start - _REACH_BEFORE)
        best = None
        for at in range(bisect_left(self._ends, floor), len(self._ending)):
            hit = self._ending[at]
            if hit.end > start:
                break
            if (best is None or hit.end - hit.start >= best.end - best.start) and (
                _ARTICLES.fullmatch(self._folded, hit.end, start)
            ):
                best = hit
        if best is None or best.cue.weight < _SUM.weight:
            paid = self._sum_before(start)
            if paid is not None:
                return paid
        if best is not None and self._folded[best.start : best.end] == "par":
            return self._repeated(best) or best
        return best

    def _sum_before(self, start: int) -> CueHit | None:
        """Return the sum that *start* is said to pay, where the sentence speaks of money."""
        if not self._money or _LINK.search(self._folded, max(0, start - 7), start) is None:
            return None
        first = max(self._sentence_start(start), start - _AROUND_MOST)
        paid = _SUM_OF.search(self._folded[max(first, start - _SUM_REACH) : start])
        if paid is None or not _CURRENCY.search(self._folded, first, start):
            return None
        return CueHit(start, start, _SUM)

    def _repeated(self, by: CueHit) -> CueHit | None:
        """Return the cue whose "par" *by* says again: "financé par X à 60 % et par Y"."""
        if not _BY.search(self._folded, max(0, by.start - 4), by.end):
            return None
        first = max(self._sentence_start(by.start), by.start - _AROUND_MOST)
        nearby = self._ending[bisect_left(self._ends, first) : bisect_left(self._ends, by.start)]
        earlier = [
            hit
            for hit in nearby
            if first <= hit.start
            and hit.cue.side == "before"
            and len(self._folded[hit.start : hit.end]) > len(" par")
            and self._folded.endswith(" par", hit.start, hit.end)
        ]
        return max(earlier, key=lambda hit: hit.start, default=None)

    def after(self, end: int) -> CueHit | None:
        """Return the surest verb that what ends at *end* is the subject of."""
        limit = min(self._sentence_end(end), end + _REACH_AFTER)
        best = None
        for at in range(bisect_left(self._starts, end), len(self._starting)):
            hit = self._starting[at]
            if hit.start > limit:
                break
            between = _VERB_AFTER.fullmatch(self._folded, end, hit.start)
            surer = best is None or hit.cue.weight > best.cue.weight
            if between and surer and self._active(hit, between[0]):
                best = hit
        return best

    def around(self, start: int) -> CueHit | None:
        """Return the surest word of partnership in the sentence of *start*."""
        first = max(self._sentence_start(start), start - _AROUND_MOST)
        last = min(self._sentence_end(start), start + _AROUND_MOST)
        best = None
        for at in range(bisect_left(self._around_starts, first), len(self._around)):
            hit = self._around[at]
            if hit.start >= last:
                break
            if best is None or hit.cue.weight > best.cue.weight:
                best = hit
        return best

    def _active(self, hit: CueHit, between: str) -> bool:
        """Tell "Lausanne a financé" from "le projet de Lausanne, financé par"."""
        if self._folded.startswith(" par ", hit.end):
            return False
        written = self._text[hit.start : hit.end].lower()
        if not written.endswith(_PARTICIPLE) or " " in written.rstrip():
            return True
        return _HAVING.search(between) is not None

    def _sentence_start(self, at: int) -> int:
        index = bisect_left(self._cuts, at + 1) - 1
        return self._cuts[index] if index >= 0 else 0

    def _sentence_end(self, at: int) -> int:
        index = bisect_left(self._cuts, at + 1)
        return self._cuts[index] if index < len(self._cuts) else len(self._folded)
