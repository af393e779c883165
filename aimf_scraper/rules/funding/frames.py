"""What verbs tell of giving: who does it, who it is done by, what is given to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.rules.funding.items import begins_with, ends_with
from aimf_scraper.rules.funding.lexicon import participle_endings, singles
from aimf_scraper.rules.funding.reading import Reading, Telling

if TYPE_CHECKING:
    from aimf_scraper.rules.funding.groups import Group, LedBy
    from aimf_scraper.rules.funding.heads import VerbHead

ACTIVE: Final = "funding.active"
PASSIVE: Final = "funding.passive"
INVERTED: Final = "funding.inverted"
RECEIVED: Final = "funding.received"
#: The ending of verbs that several do.
_MANY_DO: Final = "nt"
#: What may open words that are set off between a subject and its verb.
_SET_OFF: Final = frozenset({",", "(", "-", "–"})
#: Words between a sum and the verb whose subject it is.
_SUBJECT_REACH: Final = 6
#: What may part a clause from the verb that opens it.
_CLAUSE_MARKS: Final = frozenset({".", ":", ";", "-", "–", "•"})


class VerbReading(Reading):
    """Reads the verbs of one sentence."""

    def read_verb(self, verb: VerbHead, left: int, right: int, last: Group | None) -> Group | None:
        """Read *verb* between *left* and *right*; return its subject, which the next may share."""
        if verb.line.frame == "none" or not verb.given:
            self._leave(verb, left, right)
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
            rule = INVERTED
        amount = self.sum_after(verb.last, right)
        if amount is not None and verb.line.money != "no" and not self._is_share(verb, amount):
            amount = None
        if asked and amount is None:
            amount = self.sum_before(left, verb.first)
        receiver = self._receiver(verb, right, subject)
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

    def _is_share(self, verb: VerbHead, amount: int) -> bool:
        """Return whether a sum behind "finance" is what is given, and not what all of it costs."""
        whole = any(
            verb.last <= one.first < amount and one.line.frame == "whole" for one in self.nouns
        )
        between = self.items[verb.last : amount]
        if whole or self.is_fraction(verb.last, amount):
            return False
        straight = all(one.word in singles("article") for one in between)
        return straight or self.is_measured(amount)

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
        unsaid = verb.line.money == "no" and amount is None and not shared
        if unsaid and not self.speaks_of_money(left, right):
            return
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
            one.word in singles("joins") for one in between
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
            between = range(start, group.opens)
            if found and not all(self._is_share_word(i) for i in between):
                break
            if not found and self._is_of_another_verb(between):
                break
            found.append(group)
        return found

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

    def _is_raised(self, verb: VerbHead, right: int) -> bool:
        """Return whether the money comes from others: "mobilise 2 M€ auprès de la banque"."""
        amount = self.sum_after(verb.last, right)
        start = verb.last if amount is None else amount
        near = self.first_that("from", start, min(right, start + _SUBJECT_REACH))
        return near is not None and all(one.word != "," for one in self.items[start:near])

    def _subject(self, verb: VerbHead, left: int, last: Group | None) -> Group | None:
        """Return who does what *verb* says: the names before it that nothing leads up to."""
        size = ends_with(self.items, verb.first, "which")
        before = [one for one in self.groups if left <= one.first and one.last <= verb.first]
        if size:
            near = [one for one in before if verb.first - size - one.last <= 1]
            return self._antecedent(near[-1], verb) if near else None
        plain = [one for one in before if one.lead == "none" and one.first not in self.taken]
        if plain:
            return plain[-1] if self._leads_to(plain[-1].last, verb) else None
        word = self.items[verb.first - 1].word if verb.first else ""
        return last if word == "," or word in singles("joins") else None

    def _antecedent(self, group: Group, verb: VerbHead) -> Group:
        """Return whom "qui" means: all of *group*, or its last where the verb is of one."""
        many = any(one.word.endswith(_MANY_DO) for one in self.items[verb.first : verb.last])
        return group if many else group.only_last()

    def _leads_to(self, end: int, verb: VerbHead) -> bool:
        """Return whether what stands between a subject and its verb lets it be the subject.

        Nothing, words set off by commas or brackets, or another verb that "et" joins.
        """
        if end == verb.first:
            return True
        marks = {self.items[end].word, self.items[verb.first - 1].word}
        return self.items[end].word in _SET_OFF or bool(marks & singles("joins"))

    def _opens(self, verb: VerbHead, left: int) -> bool:
        """Return whether *verb* stands first in its clause: its subject follows."""
        return verb.first == left or self.items[verb.first - 1].word in {
            ".",
            ":",
            ";",
            "-",
            "–",
            "•",
        }

    def _receiver(self, verb: VerbHead, right: int, subject: Group | None) -> Group | None:
        favoured = self.first_led(("favour",), verb.last, right)
        if verb.line.receiver == "to":
            return self.first_led(("to",), verb.last, right) or favoured
        if verb.line.receiver == "object":
            near = self.first_led(("none",), verb.last, right)
            if near is not None and near is not subject and near.opens == verb.last:
                return near
        return favoured

    def _telling(
        self, rule: str, verb: VerbHead, start: int, amount: int | None, right: int
    ) -> Telling:
        """Return how *verb* gives: words up to the next name behind the sum say so, or the verb does."""
        behind = max(verb.last, amount + 1 if amount is not None else 0)
        stop = min((one.opens for one in self.groups if one.opens >= behind), default=right)
        apart = self.first_that("part", behind, right)
        said = self.instrument_said(start, min(stop, right if apart is None else apart))
        return Telling(rule, said or verb.line.instrument, verb)
