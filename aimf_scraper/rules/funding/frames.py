"""What verbs tell of giving: who does it, who it is done by, what is given to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.funding.items import begins_with, ends_with
from aimf_scraper.rules.funding.lexicon import singles
from aimf_scraper.rules.funding.passives import PassiveReading

if TYPE_CHECKING:
    from aimf_scraper.rules.funding.groups import Group, LedBy
    from aimf_scraper.rules.funding.heads import VerbHead

ACTIVE: Final = "funding.active"
INVERTED: Final = "funding.inverted"
RECEIVED: Final = "funding.received"
#: Words between a sum and the verb whose subject it is.
_SUBJECT_REACH: Final = 6
#: What may part a clause from the verb that opens it.
_CLAUSE_MARKS: Final = frozenset({".", ":", ";", "-", "–", "•"})


class VerbReading(PassiveReading):
    """Reads the verbs of one sentence."""

    def read_verb(self, verb: VerbHead, left: int, right: int, last: Group | None) -> Group | None:
        """Read *verb* between *left* and *right*; return its subject, which the next may share."""
        if verb.line.frame == "none" or not verb.given:
            self._leave(verb, left, right)
            return None
        if verb.line.frame == "come":
            self.came(verb, left, right)
            return None
        if verb.line.frame == "go":
            self.went(verb, left, right)
            return None
        raised = verb.voice == "active" and self._is_raised(verb, right)
        if raised or verb.line.frame in {"receive", "borrow"}:
            return self._received(verb, left, right, last)
        if verb.voice == "passive":
            self._passive(verb, left, right)
            return None
        return self._active(verb, left, right, last)

    def _leave(self, verb: VerbHead, left: int, right: int) -> None:
        """Let nobody take what is only asked for, or refused."""
        first = left if verb.voice == "passive" else verb.first
        self.taken.update(
            i for i in range(first, right) if self.items[i].kind == "sum" or i >= verb.first
        )

    def _active(self, verb: VerbHead, left: int, right: int, last: Group | None) -> Group | None:
        asked = ends_with(self.items, verb.first, "whom")
        subject = None if asked else self._subject(verb, left, last)
        rule = ACTIVE
        if subject is None and (asked or self._opens(verb, left)):
            subject = self.first_led(("none",), verb.last, right)
            if asked and subject is not None and not subject.closed:
                subject = subject.only_first()  # "que lui alloue la Ville, l'ONG X creuse"
            rule = INVERTED
        amount = self.sum_after(verb.first, verb.last)  # "prend 9 000 € à sa charge"
        if amount is None:
            amount = self.sum_after(verb.last, right)
            if amount is not None and self._is_of_the_next(verb, subject, amount):
                amount = None
        if (
            amount is not None
            and amount >= verb.last
            and verb.line.money != "no"
            and not self._is_share(verb, amount)
        ):
            amount = None
        if subject is not None and amount is None and not asked:
            # such as "les 9 000 € que la Ville verse"
            opening = self.items[max(left, subject.opens - 1) : subject.first]
            asked = any(one.word in singles("whom") for one in opening)
        if asked and amount is None:
            amount = self.sum_before(left, verb.first)
        receiver = self._receiver(verb, right, subject)
        if receiver is not None and verb.line.receiver == "to":
            given = receiver.opens if amount is None else min(amount, receiver.opens)
            if self.is_contract(verb.last, given):
                return subject  # "la Ville confie les travaux à l'entreprise X"
        if (
            verb.line.money == "no"
            and amount is None
            and not self.speaks_of_money(verb.last, right)
        ):
            return subject
        subject = self.in_turn(subject, verb.last, right)
        self.give(subject, receiver, amount, self._telling(rule, verb, verb.first, amount, right))
        if amount is not None:
            self._go_on(verb, amount, right, receiver)
            self._share_out(verb, amount, right, subject)
        return subject

    def _go_on(self, verb: VerbHead, amount: int, right: int, receiver: Group | None) -> None:
        """Read "…, Y 20 000 € et Z 5 000 €" behind what a verb says of X."""
        for group in self.led(("none", "for"), amount, right):
            share = group.shares[-1]
            if share is not None:
                self.give(
                    group, receiver, None, self._telling(ACTIVE, verb, group.first, share, right)
                )

    def _share_out(self, verb: VerbHead, amount: int, right: int, giver: Group | None) -> None:
        """Read "… et 30 000 à Z" behind "X verse 50 000 € à Y"."""
        for at in range(amount + 1, right):
            if self.items[at].kind != "sum" or at in self.taken:
                continue
            joined = ends_with(self.items, at, "joins") or self.items[at - 1].word in {",", ";"}
            aimed = begins_with(self.items, at + 1, "to") or begins_with(self.items, at + 1, "for")
            if joined and aimed:
                behind = self.led(("to",), at, right)
                getter = next((one for one in behind if one.opens == at + 1), None)
                self.give(giver, getter, at, self._telling(ACTIVE, verb, verb.first, at, right))

    def _is_of_the_next(self, verb: VerbHead, subject: Group | None, amount: int) -> bool:
        """Return whether another giver stands before *amount*: "A paie la moitié, B un quart, soit 9 000 €"."""
        for group in self.led(("none",), verb.last, amount):
            before = self.items[group.opens - 1]
            joined = before.word == "," or before.word in singles("joins")
            if group is not subject and joined and not self.are_places(group):
                return True
        return False

    def _is_share(self, verb: VerbHead, amount: int) -> bool:
        """Return whether a sum behind "finance" is what is given, and not what all of it costs."""
        whole = any(
            verb.last <= one.first < amount and one.line.frame == "whole" for one in self.nouns
        )
        between = self.items[verb.last : amount]
        if whole or self.is_fraction(verb.last, amount):
            return False
        straight = all(one.word in singles("article") for one in between)
        return straight or self.is_measured(amount) or self._is_worth(verb, amount)

    def _is_worth(self, verb: VerbHead, amount: int) -> bool:
        """Return whether a sum is what a thing is worth that is paid: "prend en charge le mur, estimé à"."""
        if verb.line.money != "yes" or not ends_with(self.items, amount, "valued"):
            return False
        return self.first_that("project", verb.last, amount) is None

    def _received(self, verb: VerbHead, left: int, right: int, last: Group | None) -> Group | None:
        leads: tuple[LedBy, ...] = ("from", "by")
        if verb.voice == "passive":
            receiver = self.first_led(("by",), verb.last, right)
            leads = ("from", "of")
            amount = self.sum_before(left, verb.first) or self.sum_after(verb.last, right)
        else:
            receiver = self._subject(verb, left, last)
            amount = self.sum_after(verb.last, right)
        borrowed = verb.line.frame == "borrow"
        provider = self.first_led((*leads, "to") if borrowed else leads, verb.last, right)
        if provider is None:
            behind = self.led(("of",), verb.last, right)
            provider = next(
                (
                    one
                    for one in behind
                    if one.opens == verb.last or self.is_of_money(one, verb.last)
                ),
                None,
            )
        if provider is not None and self._is_of_a_part(provider, amount):
            return receiver  # "obtient 12 M$ : 6 M$ de A et 6 M$ de B": the parts are told
        if self.is_contract(verb.last, right if amount is None else amount):
            return receiver  # "remporte le marché, de 3 M€"
        if amount is None and provider is not None:
            amount = next((one for one in provider.shares if one is not None), None)
        if (
            verb.line.money == "no"
            and amount is None
            and not self.speaks_of_money(verb.last, right)
        ):
            return receiver
        self.give(provider, receiver, amount, self._telling(RECEIVED, verb, left, amount, right))
        return receiver

    def _is_of_a_part(self, provider: Group, amount: int | None) -> bool:
        """Return whether another sum than *amount* stands right before who gives: it is theirs."""
        before = provider.opens - 1
        return amount is not None and before > amount and self.items[before].kind == "sum"

    def _is_raised(self, verb: VerbHead, right: int) -> bool:
        """Return whether the money comes from others: "mobilise 2 M€ auprès de la banque"."""
        amount = self.sum_after(verb.last, right)
        start = verb.last if amount is None else amount
        near = self.first_that("from", start, min(right, start + _SUBJECT_REACH))
        return near is not None and all(one.word != "," for one in self.items[start:near])
