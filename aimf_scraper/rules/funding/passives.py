"""What passive verbs tell of giving: "50 000 € versés par A et 30 000 € par B"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.funding.clauses import ClauseReading
from aimf_scraper.rules.funding.lexicon import participle_endings, singles

if TYPE_CHECKING:
    from aimf_scraper.rules.funding.groups import Group
    from aimf_scraper.rules.funding.heads import VerbHead

PASSIVE: Final = "funding.passive"
WENT: Final = "funding.went"
#: Words between a sum and the verb whose subject it is.
_SUBJECT_REACH: Final = 6


class PassiveReading(ClauseReading):
    """Reads the passive verbs of one sentence."""

    def _passive(self, verb: VerbHead, left: int, right: int) -> None:
        providers = self._agents(verb, right)
        if not providers and verb.line.money == "no":
            near = self.first_led(("of", "from"), verb.last, right)
            if near and near.opens == verb.last and not self.are_places(near):
                providers = [near]
        first = providers[0] if providers else None
        shared = any(share is not None for one in providers for share in one.shares)
        amount = None
        if not shared and len(providers) < 2:
            amount = self._sum_of_passive(verb, left, right, first)
        if not providers and self._goes_to(verb, left, right):
            return
        unsaid = verb.line.money == "no" and amount is None and not shared
        if unsaid and not self.speaks_of_money(left, right):
            return
        if verb.line.receiver == "to" and self.is_contract(left, verb.first):
            return  # "le marché, de 8 M€, a été attribué à l'entreprise X": it is paid for its work
        receiver = None
        if verb.line.receiver == "object":
            subject = self._subject(verb, left, None)
            receiver = subject if subject and subject.last == verb.first else None
        elif verb.line.receiver == "to":
            receiver = self.first_led(("to", "favour"), verb.last, right)
            if receiver and any(one.word == "," for one in self.items[verb.last : receiver.opens]):
                receiver = None
            receiver = receiver or self.first_led(("to", "favour"), left, verb.first)
        telling = self._telling(PASSIVE, verb, left, amount, right)
        if len(providers) == 1:
            providers = [one for one in (self.in_turn(first, verb.last, right),) if one]
        for provider in providers:
            self.give(provider, receiver, amount, telling)
        if not providers:
            self.give(None, receiver, amount, telling)

    def _goes_to(self, verb: VerbHead, left: int, right: int) -> bool:
        """Read whom "…, remise à X" behind a gift hands it to; return whether it is such a gift's."""
        receiver = self.first_led(("to",), verb.last, right)
        if receiver is None or receiver.opens != verb.last or len(receiver.members) != 1:
            return False
        if verb.line.receiver != "to" or not self.found:
            return False
        last = self.found[-1]
        before = self.items[left : verb.first]
        if last.receiver is not None or last.provider is None or last.end < self.items[left].start:
            return False
        if len(before) > _SUBJECT_REACH or not any(one.word == "," for one in before):
            return False
        span = self.items[receiver.members[0]].span
        if span is None or span.key == last.provider.key:
            return False
        self.found[-1] = last._replace(receiver=span, end=span.end)
        self.taken.update(receiver.members)
        return True

    def _sum_of_passive(
        self, verb: VerbHead, left: int, right: int, provider: Group | None
    ) -> int | None:
        """Return what is given: the subject, or what is said behind: "financé à hauteur de 2 M€"."""
        behind = self.sum_after(verb.last, right)
        if behind is not None and not self._is_behind(verb, behind):
            behind = None
        before = self.sum_before(left, verb.first)
        if before is not None and provider is None and not self._is_right_before(before, verb):
            before = None
        if verb.line.money == "no" and not self._is_part(verb, provider):
            return behind if before is None else before
        if behind is not None:
            return behind
        if self._is_part(verb, provider):
            return None
        one_of_many = verb.line.money == "part" and (provider is None or len(provider.members) < 2)
        return None if one_of_many else before

    def _is_part(self, verb: VerbHead, provider: Group | None) -> bool:
        """Return whether only a part is said to come from *provider*: "payée aux trois quarts par"."""
        return provider is not None and self.is_fraction(verb.last, provider.first)

    def _is_right_before(self, amount: int, verb: VerbHead) -> bool:
        """Return whether a sum is the subject of *verb*, and not that of another one before it."""
        between = self.items[amount + 1 : verb.first]
        return len(between) <= _SUBJECT_REACH and not any(
            one.word in singles("joins") or one.word.isdigit() for one in between
        )

    def _is_behind(self, verb: VerbHead, amount: int) -> bool:
        """Return whether a sum behind a passive verb is what is given: no other gift stands between."""
        others = any(verb.last <= one.first < amount for one in self.nouns)
        share = any(one.word in singles("part") for one in self.items[verb.last : amount])
        return not others and not share and self.is_measured(amount)

    def _agents(self, verb: VerbHead, right: int) -> list[Group]:
        """Return who does what *verb* says: "financé à 80 % par A et à 20 % par B"."""
        found: list[Group] = []
        for group in self.led(("by",), verb.last, right):
            start = found[-1].last if found else verb.last
            if self._has_own_sum(group, start):
                break
            between = range(start, group.opens)
            if found and not all(self._is_share_word(i) for i in between):
                break
            if not found and self._is_of_another_verb(between):
                break
            found.append(group)
        return found

    def _has_own_sum(self, group: Group, start: int) -> bool:
        """Return whether a sum leads up to *group*, the next of a list: "… et 35 000 € par B"."""
        at = group.opens - 1
        if at <= start or self.items[at].kind != "sum":
            return False
        while at > start and self.items[at - 1].word in singles("of") | singles("article"):
            at -= 1
        before = self.items[at - 1].word
        return before in {",", ";"} or before in singles("joins")

    def came(self, verb: VerbHead, left: int, right: int) -> None:
        """Read "400 000 € viennent de l'AFD" and "l'argent, 9 000 €, provient de la Ville"."""
        amount = self.sum_before(left, verb.first)
        behind = self.led(("of", "from"), verb.last, right)
        provider = next((one for one in behind if one.opens == verb.last), None)
        if provider is None or self.are_places(provider):
            return
        said = (
            self.speaks_of_money(left, verb.first)
            if amount is None
            else self._is_right_before(amount, verb)
        )
        if said:
            self.give(provider, None, amount, self._telling(PASSIVE, verb, left, amount, right))

    def went(self, verb: VerbHead, left: int, right: int) -> None:
        """Read "60 000 € reviennent à X": a sum that goes to X; what is left to pay is none."""
        amount = self.sum_before(left, verb.first)
        if amount is None or not self._is_right_before(amount, verb):
            return
        if self.first_that("remainder", left, verb.first) is not None or self.is_contract(
            left, verb.first
        ):
            return
        near = self.led(("to",), verb.first, right)
        receiver = next((one for one in near if one.opens < verb.last), None)
        if receiver is not None:
            self.give(None, receiver, amount, self._telling(WENT, verb, left, amount, right))

    def _is_share_word(self, at: int) -> bool:
        word = self.items[at].word
        return not word.isalpha() or any(
            word in singles(says) for says in ("joins", "measures", "to")
        )

    def _is_of_another_verb(self, between: range) -> bool:
        """Return whether "par" belongs to another verb: "financé dans le cadre d'un accord signé par"."""
        if not between or not self.items[between[-1]].word.endswith(participle_endings()):
            return False
        return not all(self.items[i].word in {*singles("joins"), ","} for i in between[:-1])
