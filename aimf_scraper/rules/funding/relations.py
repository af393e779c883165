"""Who gives what to whom in a sentence: verbs, nouns and sums with the names that they link.

What a name or a sum means is the caller's; here they are spans with a key.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.funding.frames import VerbReading
from aimf_scraper.rules.funding.items import begins_with, ends_with, items_of
from aimf_scraper.rules.funding.lexicon import nouns
from aimf_scraper.rules.funding.reading import NEAR, Gift, Telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimf_scraper.rules.engine.document import Part
    from aimf_scraper.rules.funding.groups import Group
    from aimf_scraper.rules.funding.heads import NounHead
    from aimf_scraper.rules.funding.items import Span

NOUN: Final = "funding.noun"
OF_SUM: Final = "funding.of_sum"
BESIDE: Final = "funding.beside"
LABEL: Final = "funding.label"
#: More names than this in one sentence are a list of members, and no one's gifts; so is a longer one.
_MOST_NAMES: Final = 40
_LONGEST: Final = 3000
#: What stands between a sum and how it is given: "7 M€ de prêt", "3 M€ en don".
_OF_A_KIND: Final = frozenset({"de", "en"})
_TWO_KINDS: Final = 2


def read_gifts(
    part: Part, names: Sequence[Span], sums: Sequence[Span], told: Sequence[int]
) -> list[Gift]:
    """Return the gifts of *part*, sentence by sentence; never raises.

    *names* and *sums* are in reading order; *told*: where ``lexicon.anchors`` stand.
    """
    found: list[Gift] = []
    past = 0
    starts = [one.start for one in names]
    of_sums = [one.start for one in sums]
    for one in names:
        if one.start < past:
            continue
        start, end = part.sentences.span(one.start)
        start, end = _with_list(part, start, end, names)
        past = end
        within = names[bisect_left(starts, start) : bisect_left(starts, end)]
        if len(within) > _MOST_NAMES or end - start > _LONGEST:
            continue
        amounts = sums[bisect_left(of_sums, start) : bisect_left(of_sums, end)]
        if not amounts and bisect_left(told, start) == bisect_left(told, end):
            continue
        found += _Sentence(items_of(part.text, start, end, within, amounts)).gifts()
    return found


def _with_list(part: Part, start: int, end: int, names: Sequence[Span]) -> tuple[int, int]:
    """Return the sentence with the label on the line above it, and the names on lines of their own."""
    text = part.text
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    if not start or text[start - 1] != "\n" or not _is_label(text[above : start - 1]):
        return start, end
    whole = {one.start: one.end for one in names}
    while end < len(text) and whole.get(end) == part.sentences.end(end):
        end = part.sentences.span(end)[1]
    return above, end


def _is_label(line: str) -> bool:
    """Return whether a line is nothing but a label of who gives."""
    words = line.strip().rstrip(" :").lower()
    first = words.split(maxsplit=1)[0] if words else ""
    return any(
        one.line.side == "label" and words in one.line.forms for one in nouns().get(first, ())
    )


class _Sentence(VerbReading):
    """Reads verbs, nouns and sums of one sentence, in this order."""

    def gifts(self) -> list[Gift]:
        if not self.sums and not self.nouns and all(one.line.money == "no" for one in self.verbs):
            return []  # nothing here speaks of money
        last: Group | None = None
        for n, verb in enumerate(self.verbs):
            left = self.verbs[n - 1].last if n else 0
            right = self.verbs[n + 1].first if n + 1 < len(self.verbs) else len(self.items)
            last = self.read_verb(verb, left, right, last)
        for noun in self.nouns:
            self._noun(noun)
        self._of_sums()
        self._beside()
        return [part for gift in self.found for part in self._in_parts(gift)]

    def _in_parts(self, gift: Gift) -> list[Gift]:
        """Read "apporte 10 M€, dont 7 M€ de prêt et 3 M€ de don" as two gifts."""
        if gift.sum is None or gift.provider is None or gift.joint:
            return [gift]
        at = next((i for i, one in enumerate(self.items) if one.span is gift.sum), None)
        told = [] if at is None else self._parts_behind(at)
        if len({noun.line.instrument for _, noun in told}) < _TWO_KINDS:
            return [gift]
        return [
            gift._replace(
                sum=self.items[i].span,
                instrument=noun.line.instrument,
                end=max(gift.end, self.items[noun.last - 1].end),
            )
            for i, noun in told
        ]

    def _parts_behind(self, at: int) -> list[tuple[int, NounHead]]:
        """Return the sums of which "dont" says behind the one at *at* how they are given, and the nouns."""
        start = at + 1
        start += start < len(self.items) and self.items[start].word in {",", "("}
        if not begins_with(self.items, start, "part"):
            return []
        stop = min((one.first for one in self.verbs if one.first > at), default=len(self.items))
        nouns_at = {one.first: one for one in self.nouns if one.line.instrument}
        sums = (i for i in range(start, stop) if self.items[i].kind == "sum")
        return [
            (i, nouns_at[i + 2])
            for i in sums
            if i + 2 in nouns_at and self.items[i + 1].word in _OF_A_KIND
        ]

    def _noun(self, noun: NounHead) -> None:
        line = noun.line
        if line.side == "label" or (line.frame == "give" and self._is_label(noun)):
            self._label(noun)
            return
        if line.side != "of" or noun.first in self.taken:
            return
        right = self.next_head(noun.last)
        near = [
            one
            for one in self.led(("of", "by", "from"), noun.last, right)
            if not self.are_places(one) and self.is_of_noun(one, noun)
        ]
        if not near:
            return
        owner = near[0]
        shared = any(one is not None for one in owner.shares)
        amount = None if shared else self._sum_of_noun(noun, right)
        if line.frame == "support" and amount is None and not shared:
            return
        telling = Telling(NOUN, self.instrument_said(noun.first, right) or line.instrument, noun)
        if line.frame == "borrow" and owner.lead == "of":
            self.give(None, owner, amount, telling)  # "l'emprunt de la Ville"
            return
        receiver = self.first_led(("to", "favour"), owner.last, min(right, owner.last + NEAR))
        self.give(owner, receiver, amount, telling)

    def _sum_of_noun(self, noun: NounHead, right: int) -> int | None:
        """Return the sum of "subvention de 3 M€" or of "3 M€ de subvention"."""
        before = noun.first - 2
        if before >= 0 and self.items[before].kind == "sum" and before not in self.taken:
            return before if ends_with(self.items, noun.first, "of") == 1 else None
        return self.sum_after(noun.last, right)

    def _label(self, noun: NounHead) -> None:
        """Read "Financeurs : UE (2 M€), AFD"."""
        if not (self._is_label(noun) or (noun.first <= 1 and self._line_ends(noun))):
            return
        for group in self.led(("none", "by"), noun.last, len(self.items)):
            self.give(group, None, None, Telling(LABEL, noun.line.instrument, noun))

    def _is_label(self, noun: NounHead) -> bool:
        """Return whether *noun* stands at the head of its sentence, a colon behind it."""
        return noun.first <= 1 and [one.word for one in self.items[noun.last : noun.last + 1]] == [
            ":"
        ]

    def _line_ends(self, noun: NounHead) -> bool:
        """Return whether a name begins the line below the label."""
        at = noun.last
        return at < len(self.items) and self.items[at].kind == "name"

    def _of_sums(self) -> None:
        """Read "19 M$ du ministère et 2 M$ de la Ville"."""
        for at in self.sums:
            if at in self.taken:
                continue
            for group in self.groups:
                if group.lead not in {"of", "by", "from"} or self.are_places(group):
                    continue
                if group.opens == at + 1 and group.first not in self.taken:
                    self.give(
                        group, None, at, Telling(OF_SUM, self.instrument_said(at, group.last), None)
                    )
                    break

    def _beside(self) -> None:
        """Read "SIAAP (20 000 €)" of whom the text says elsewhere that it pays."""
        if not self.sums:
            return
        for group in self.groups:
            if group.lead not in {"none", "by", "with"}:
                continue
            if group.first in self.taken:
                continue
            behind = self.items[group.last].word if group.last < len(self.items) else "."
            if group.lead == "with" and behind == ",":
                continue  # "mené avec X, 300 000 €": the sum is the line's
            pays = [i for i in group.members if (span := self.items[i].span) and span.pays]
            if len(pays) == len(group.members):
                said = self.instrument_said(max(0, group.opens - 1), group.first)
                self.give(group.with_shares(), None, None, Telling(BESIDE, said))
