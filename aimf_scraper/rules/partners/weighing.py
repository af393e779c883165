"""How sure a text makes us that an organisation it names is a partner.

Names that "et", commas and brackets join are weighed together: what is said
of one is said of all.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.engine.patterns import Pattern
from aimf_scraper.rules.names.little_words import little_words
from aimf_scraper.rules.partners.between import kind_words
from aimf_scraper.rules.partners.cues import CueHit, cue_before, deeds, givers
from aimf_scraper.rules.partners.deed_verbs import deed_after
from aimf_scraper.rules.partners.denials import Denials
from aimf_scraper.rules.partners.doing import acting, by_staff, has_done
from aimf_scraper.rules.partners.elsewhere import Elsewhere
from aimf_scraper.rules.partners.hosting import is_hosted
from aimf_scraper.rules.partners.openings import OPENING_MOST, opens_with_deed
from aimf_scraper.rules.partners.sums import (
    gets_after,
    gets_before,
    link_before,
    speaks_of_money,
    sum_after,
    sum_before,
)
from aimf_scraper.rules.partners.ties import is_tie
from aimf_scraper.rules.partners.word_families import any_word, words_of

if TYPE_CHECKING:
    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.partners.cues import Cues

_ARTICLES: Final = re.compile(
    rf"[\s:,(«\"-]*(?:(?:{any_word('since')}),? (?:(?:a|au|aux|avec) )?)?"
    r"(?:(?:[ld]'|(?:[a-z]\.){2,6}|(?:"
    rf"{any_word('leads_to_name')}|{kind_words()}|{any_word('leads_behind_kind')})(?![^\W_]))[\s:,(«'\"-]*){{0,8}}"
)
_VERB_AFTER: Final = re.compile(
    r"[\s)»\"-]*(?:\([^()]{0,60}\)\s*)?(?:,[^,.;:\n]{0,80},\s*|, |(?:a|ont|avait|avaient),[^,;:\n]{2,60},\s)?"
    r"(?:(?:[lds]'|(?:\d{4}"
    rf"|{any_word('leads_to_verb')})(?![^\W_]))[\s',]*){{0,6}}"
)
_BY: Final = re.compile(
    rf"(?<=[,;)%]) ?(?:et )?par\b|(?<={any_word('rest_by')})par\b|\bet (?:{any_word('again')})?par\b"
)
_HAVING: Final = re.compile(rf"\b(?:{any_word('has')})\b")
_PARTICIPLE: Final = words_of("participle")
_PASSIVE: Final = re.compile(r"\S(?:[éiu]|ée|és|ées|is|ite?s?|ue|us|ues|erte?)\Z")
_AROUND_MOST: Final = 500
_APPOSED_MOST: Final = 9
_ARTICLE_ALONE: Final = frozenset({"", *words_of("article")})
_DETERMINER_REACH: Final = 12
_REACH_BEFORE: Final = 70
#: "mené par l'ONG": the word of kind says less than any phrase before it.
_KIND: Final = "ong"
_LITTLE: Final = 1
_REACH_AFTER: Final = 130
#: What mostly stands between a cue and a name, or between two names: no need to look closer.
_PLAIN_GAPS: Final = frozenset(("", " ", " : ", *words_of("plain_gap")))
#: "élaboré par", "numérisés par": who did it, whatever was done; verbs of saying are cues themselves.
_PARTICIPLE_BY: Final = Pattern(
    r"(?<![a-z])(?P<verb>[a-z'-]{2,20}(?:e|ee|es|ees|i|ie|ies|it|ite|its|ites|is|ise|ises|u|ue|us|ues))"
    rf"(?: (?:(?:{any_word('when')}) [a-z0-9 ]{{2,24}}|(?:{any_word('at_day')}) \d[a-z0-9 ]{{2,24}}|{any_word('on_the_spot')}))? "
)
#: "une école que bâtira l'Ordre": the subject follows its verb.
_VERB_FIRST: Final = Pattern(
    rf"(?<![a-z])qu(?:e |')(?!{any_word('no_inversion')})[a-z]{{3,14}}(?:ra|ront|ent|e) (?:la |les? |l')"
)
_THROUGH: Final = words_of("through")
_MAY_FOLLOW: Final = frozenset(" ,(:;")
#: A sentence or a line that ends with a name has no verb for it.
_NO_VERB_AFTER: Final = (".", "\n")


class Weigher:
    """Weighs the groups of one part by the cues in it."""

    def __init__(self, part: Part, cues: Cues, states: frozenset[int] = frozenset()) -> None:
        self.states = states
        self._text = part.text
        self._folded = part.folded
        self._leading = cues.leading
        self.elsewhere = Elsewhere(part, cues, states)
        self.denials = Denials(part, cues.denials)
        self._ends = [h.end for h in cues.leading]
        self._following = cues.following
        self._starts = [h.start for h in cues.following]
        self._partnership = cues.around
        self._sentences = part.sentences
        self._around: tuple[int, int, CueHit | None] = (0, 0, None)
        self._money = speaks_of_money(part.folded)

    def before(self, start: int, behind: int = 0) -> CueHit | None:
        """Return what stands right before *start* and says most: a phrase, a sum, or what grammar says.

        *behind*: where the name ends that stands before, and has its own words.
        """
        best, length = self._longest_before(start, behind)
        weight = best.cue.weight if best else 0.0
        if weight < deeds()["paid"].weight and self._money:
            paid = self._sum_before(start)
            if paid is not None:
                return paid
        if (best is None or best.cue.side == "seldom") and by_staff(self._folded, start):
            return CueHit(start, start, deeds()["done"])
        if best is None:
            return self._unsaid_before(start)
        if start in self.states and self._folded.startswith(_THROUGH, best.start):
            return None  # "distribués à travers la France"
        if weight < deeds()["agreed"].weight and is_tie(self._folded, best):
            return best._replace(cue=deeds()["agreed"])
        if is_hosted(self._folded, best):
            return best._replace(cue=deeds()["hosted"])
        if length == len("par") and self._folded.startswith("par", best.start):
            return self._repeated(best) or self._done(best) or best
        return best

    def _longest_before(self, start: int, behind: int) -> tuple[CueHit | None, int]:
        """Return the longest phrase that stands right before *start*, and what its length counts."""
        best = None
        length = 0
        floor = max(start - _REACH_BEFORE, behind)
        at = bisect_right(self._ends, start) - 1
        while at >= 0 and (end := self._ends[at]) >= floor:
            gap = self._folded[end:start]
            # What parts a nearer phrase from the name parts a farther one from it too.
            if gap not in _PLAIN_GAPS and ("\n" in gap or not _ARTICLES.fullmatch(gap)):
                break
            hit = self._leading[at]
            size = _LITTLE if self._folded.endswith(_KIND, hit.start, end) else end - hit.start
            if size > length:
                best, length = hit, size
            at -= 1
        return best, length

    def _unsaid_before(self, start: int) -> CueHit | None:
        """Return what grammar says where no phrase stands before the name."""
        gets = (
            gets_before(self._folded, start, self._sentence_start(start)) if self._money else None
        )
        if gets is not None:
            return gets
        if self._inverted(start):
            return CueHit(start, start, deeds()["inverted"])
        first = self._sentences.span(start)[0]
        if opens_with_deed(self._folded, self._following, self._starts, first, start):
            return CueHit(start, start, deeds()["opening"])
        return CueHit(start, start, deeds()["apposed"]) if self._apposed(start) else None

    def _apposed(self, start: int) -> bool:
        """Tell "Principal mécène du musée, la Fondation": the sentence begins with what the name is."""
        first = self._sentences.span(start)[0]
        if start - first > OPENING_MOST:
            return False
        clause, comma, article = self._folded[first:start].rpartition(",")
        words = clause.split()
        if not comma or article.strip() not in _ARTICLE_ALONE or len(words) > _APPOSED_MOST:
            return False
        return "," not in clause and not givers().isdisjoint(words[:2])

    def _inverted(self, start: int) -> bool:
        first = max(0, start - _VERB_FIRST.reach)
        return (
            self._folded.find("qu", first, start) >= 0  # told at a tenth of the cost
            and _VERB_FIRST.right_before(self._folded, start) is not None
        )

    def _done(self, by: CueHit) -> CueHit | None:
        """Return what is said to be done by whom *by* leads to."""
        done = _PARTICIPLE_BY.right_before(self._folded, by.start)
        if done is None or self._has_determiner(done.start()):
            return None  # "son périple par la province"
        return CueHit(done.start(), by.end, cue_before(f"{done['verb']} par") or deeds()["done"])

    def _has_determiner(self, at: int) -> bool:
        """Return whether the word at *at* is a noun: "son", "le" or the like stands before it."""
        clause = self._folded[max(0, at - _DETERMINER_REACH) : at]
        before = clause.rstrip(" '").rpartition("\n")[2].rpartition(" ")[2].rpartition("'")[2]
        return before in little_words("determiner")

    def _sum_before(self, start: int) -> CueHit | None:
        link = link_before(self._folded, start)
        if link is None:
            return None
        return sum_before(self._folded, start, link, self._sentence_start(start))

    def _repeated(self, by: CueHit) -> CueHit | None:
        """Return the cue whose "par" *by* says again: "financé par X à 60 % et par Y"."""
        if not _BY.search(self._folded, max(0, by.start - 7), by.end):
            return None
        first = self._sentence_start(by.start)
        at = bisect_left(self._ends, by.start) - 1
        while at >= 0 and self._ends[at] >= first:
            hit = self._leading[at]
            if (
                hit.cue.side == "before"
                and hit.start >= first
                and hit.end - hit.start > len(" par")
                and self._folded.endswith(" par", hit.start, hit.end)
            ):
                return hit
            at -= 1
        return None

    def after(self, end: int) -> CueHit | None:
        """Return the surest verb that what ends at *end* is the subject of."""
        if self._folded.startswith(_NO_VERB_AFTER, end):
            return None
        best = self._surest_after(end)
        if self._folded[end : end + 1] not in _MAY_FOLLOW:
            return best
        if best is None and self._money:
            paid = sum_after(self._folded, end) or gets_after(self._folded, end)
            if paid is not None:
                return paid
        told = deed_after(self._folded, end)
        if told is not None and (best is None or best.cue.weight < deeds()[told[0]].weight):
            return CueHit(told[1], told[2], deeds()[told[0]])
        if best is None and has_done(self._folded, end):
            return CueHit(end, end, deeds()["does"])
        return best

    def _surest_after(self, end: int) -> CueHit | None:
        """Return the surest verb among the phrases that reach back to *end*."""
        best = None
        weight = 0.0
        first = bisect_left(self._starts, end)
        for hit in self._following[first : bisect_right(self._starts, end + _REACH_AFTER, first)]:
            if hit.cue.weight <= weight:
                continue
            between = self._folded[end : hit.start]
            if "\n" in between:
                break
            if between != " " and not _VERB_AFTER.fullmatch(between):
                continue
            if self._active(hit, between):
                best, weight = hit, hit.cue.weight
        return best

    def acts(self, end: int) -> CueHit | None:
        """Return what a name nobody knows, which ends at *end*, is said to do now."""
        verb = acting(self._folded, end)
        return CueHit(*verb, deeds()["acts"]) if verb else None

    def around(self, start: int) -> CueHit | None:
        """Return the surest word of partnership in the sentence of *start*."""
        first, last, surest = self._around
        if not first <= start < last:
            first, last = self._sentences.span(start)
            words = self._partnership
            begin, end = bisect_left(words, (first,)), bisect_left(words, (last,))
            surest = max(words[begin:end], key=_weight, default=None)
            self._around = (first, last, surest)
        return surest

    def _active(self, hit: CueHit, between: str) -> bool:
        """Tell "Lausanne a financé" from "le projet de Lausanne, financé par"."""
        written = self._text[hit.start : hit.end].lower()
        # "financé par", but "en couvre la moitié par un don"
        if self._folded.startswith(" par ", hit.end) and (
            " " not in written or _PASSIVE.search(written)
        ):
            return False
        if not written.endswith(_PARTICIPLE) or " " in written.rstrip():
            return True
        return _HAVING.search(between) is not None

    def _sentence_start(self, at: int) -> int:
        """Return where the sentence of *at* begins, or the part of it that is looked at."""
        return max(self._sentences.span(at)[0], at - _AROUND_MOST)


def _weight(hit: CueHit) -> float:
    return hit.cue.weight
