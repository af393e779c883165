"""A sentence while it is read for gifts: its names, sums and heads, what is taken, what is found."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.rules.funding.groups import groups_of
from aimf_scraper.rules.funding.heads import heads_of
from aimf_scraper.rules.funding.items import begins_with, ends_with
from aimf_scraper.rules.funding.lexicon import by_first, singles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aimf_scraper.records import Instrument
    from aimf_scraper.rules.funding.groups import Group, LedBy
    from aimf_scraper.rules.funding.heads import NounHead, VerbHead
    from aimf_scraper.rules.funding.items import Item, Span
    from aimf_scraper.rules.funding.lexicon import Link

#: A noun and whose it is may stand so many words apart: "une aide exceptionnelle de la Ville".
NEAR: Final = 4

#: "A 2 M€ et B 1 M€ sur fonds propres": said of the last alone.
_OF_THE_LAST: Final = frozenset({"own_funds", "in_kind"})


class Gift(NamedTuple):
    """A gift as a sentence says it, at ``start:end`` of its part; who and what by their spans.

    ``joint``: others named beside give the same sum with the provider. ``dative``: a pronoun
    says who gets it: "la Région lui verse".
    """

    provider: Span | None
    receiver: Span | None
    sum: Span | None
    joint: bool
    instrument: Instrument | None
    start: int
    end: int
    rule: str
    dative: bool = False


class Telling(NamedTuple):
    """How a gift is told: the rule, what is given, the words of giving."""

    rule: str
    instrument: Instrument | None = None
    head: VerbHead | NounHead | None = None


class Reading:
    """One sentence, read head by head; what a head has taken, no other takes again."""

    def __init__(self, items: list[Item]) -> None:
        self.items = items
        self.sums = [i for i, one in enumerate(items) if one.kind == "sum"]
        self.verbs, self.nouns = heads_of(items)
        self._words = {one.word for one in items}
        self.taken: set[int] = set()  # items that are names or sums
        self.found: list[Gift] = []

    @cached_property
    def groups(self) -> list[Group]:
        """The names that are listed together; few sentences speak of giving, and ask for them."""
        return groups_of(self.items)

    def led(self, leads: Iterable[LedBy], start: int, stop: int) -> Iterator[Group]:
        for one in self.groups:
            within = start <= one.opens and one.last <= stop
            if within and one.lead in leads and one.first not in self.taken:
                yield one

    def first_led(self, leads: Iterable[LedBy], start: int, stop: int) -> Group | None:
        return next(self.led(leads, start, stop), None)

    def sum_after(self, start: int, stop: int) -> int | None:
        free = (i for i in self.sums if start <= i < stop)
        return next((i for i in free if i not in self.taken), None)

    def first_that(self, says: Link, start: int, stop: int) -> int | None:
        """Return where between *start* and *stop* little words first say so."""
        if self._words.isdisjoint(by_first(says)):
            return None
        return next((at for at in range(start, stop) if begins_with(self.items, at, says)), None)

    def is_measured(self, amount: int) -> bool:
        """Return whether words lead up to a sum that measure out a share: "pour", "à hauteur de"."""
        before = self.items[amount - 1].word if amount else ""
        return before in {"(", ":", "-", "–"} or ends_with(self.items, amount, "measures") > 0

    def is_fraction(self, start: int, stop: int) -> bool:
        """Return whether words between say that only a part is given: "à 80 %", "aux trois quarts"."""
        return self.first_that("fraction", start, stop) is not None

    def in_turn(self, group: Group | None, start: int, stop: int) -> Group | None:
        """Return *group* with the sums that are each one's in turn: "respectivement 5 000 et 3 000 €"."""
        if group is None or self.first_that("in_turn", start, stop) is None:
            return group
        sums = [i for i in self.sums if start <= i < stop and i not in self.taken]
        if len(sums) != len(group.members):
            return group
        return group._replace(shares=tuple(sums))

    def sum_before(self, start: int, stop: int) -> int | None:
        free = (i for i in reversed(self.sums) if start <= i < stop)
        return next((i for i in free if i not in self.taken), None)

    def speaks_of_money(self, start: int, stop: int) -> bool:
        """Return whether a noun between, and in the same clause, speaks of money by itself."""
        stop = next((i for i in range(start, stop) if self.items[i].word == ";"), stop)
        said = {"give", "lend", "guarantee", "borrow"}
        return any(start <= one.first < stop and one.line.frame in said for one in self.nouns)

    def is_contract(self, start: int, stop: int) -> bool:
        """Return whether works are spoken of there, and no word of giving: who gets them is paid."""
        works = self.first_that("contract", start, stop)
        return works is not None and not self.speaks_of_money(start, stop)

    def instrument_said(self, start: int, stop: int) -> Instrument | None:
        """Return how it is given, as the nouns between say."""
        told = [one.line for one in self.nouns if start <= one.first < stop]
        told.sort(key=lambda line: line.side != "with")
        return next((line.instrument for line in told if line.instrument), None)

    def are_places(self, group: Group) -> bool:
        """Return whether all of *group* may be only where something happens."""
        return all((span := self.items[i].span) is not None and span.place for i in group.members)

    def is_of_money(self, group: Group, start: int) -> bool:
        """Return whether *group* stands right behind a sum or a noun of giving: it is theirs."""
        if self.are_places(group):
            return False
        before = range(max(start, group.opens - NEAR), group.opens)
        ends = {i + 1 for i in before if self.items[i].kind == "sum"}
        ends |= {one.last for one in self.nouns if one.last in before or one.last == group.opens}
        return bool(ends) and not any(
            self.items[i].kind == "name" for i in range(max(ends), group.opens)
        )

    def is_of_noun(self, group: Group, noun: NounHead) -> bool:
        """Return whether *group* is whose *noun* is: right behind it, or behind its sum."""
        sums = [i for i in range(noun.last, group.opens) if self.items[i].kind == "sum"]
        names = [i for i in range(noun.last, group.opens) if self.items[i].kind == "name"]
        return not names and group.opens - (sums[-1] + 1 if sums else noun.last) < NEAR

    def next_head(self, start: int) -> int:
        heads: list[VerbHead | NounHead] = [*self.verbs, *self.nouns]
        return min((one.first for one in heads if one.first >= start), default=len(self.items))

    def give(
        self,
        providers: Group | None,
        receivers: Group | None,
        amount: int | None,
        telling: Telling,
    ) -> None:
        """Take down a gift, one a giver."""
        givers = _pairs(providers)
        getters = _pairs(receivers) if receivers is not providers else []
        if not givers and not getters:
            return
        several = len(givers) > 1 or len(getters) > 1 or self._is_of_many(telling, amount)
        each = self._each(providers, amount) or self._each(receivers, amount)
        joint = several and not each
        nobody: list[tuple[int | None, int | None]] = [(None, None)]
        apart = len([own for _, own in givers if own is not None]) > 1
        for at, (giver, own) in enumerate(givers or nobody, 1):
            others = apart and at < len(givers) and telling.instrument in _OF_THE_LAST
            how = telling._replace(instrument=None) if others else telling
            for getter, gets in getters or nobody:
                share = own if own is not None else gets if gets is not None else amount
                together = joint and share is not None and own is None and gets is None
                self._take((giver, getter, share), how, joint=together)
        self.taken.update(i for i, _ in (*givers, *getters) if i is not None)

    def _has_pronoun(self, head: VerbHead | NounHead | None) -> bool:
        """Return whether the words of *head* hold a pronoun of who gets it."""
        if head is None:
            return False
        return any(one.word in singles("dative") for one in self.items[head.first : head.last])

    def _is_of_many(self, telling: Telling, amount: int | None) -> bool:
        """Return whether more give the sum than are known here: "ont apporté ensemble"."""
        if telling.head is None or amount is None:
            return False
        start, stop = sorted((telling.head.first, amount))
        return self.first_that("together", start, stop) is not None

    def _each(self, group: Group | None, amount: int | None) -> bool:
        """Return whether the sum is said to be that of each of *group*."""
        if group is None or amount is None:
            return False
        start, stop = sorted((group.first, amount))
        return any(one.word in singles("each") for one in self.items[start : stop + NEAR])

    def _take(
        self, who: tuple[int | None, int | None, int | None], telling: Telling, *, joint: bool
    ) -> None:
        """Take down one gift: the items of who gives, of who gets and of the sum."""
        told = [i for i in who if i is not None]
        told += [telling.head.first, telling.head.last - 1] if telling.head else []
        start = min(self.items[i].start for i in told)
        last = max(told)
        if any(one.word == "(" for one in self.items[min(told) : last]):
            last += self.items[last + 1 : last + 2][-1:] != [] and self.items[last + 1].word == ")"
        giver, getter, share = (None if i is None else self.items[i].span for i in who)
        self.found.append(
            Gift(
                giver,
                getter,
                share,
                joint,
                telling.instrument,
                start,
                self.items[last].end,
                telling.rule,
                dative=getter is None and self._has_pronoun(telling.head),
            )
        )
        if share is not None:  # also where it is said again in another currency
            self.taken.add(next(i for i in self.sums if self.items[i].span is share))
            self.taken.update(
                i
                for i in self.sums
                if (span := self.items[i].span)
                and span.key == share.key
                and span.again != share.again
            )


def _pairs(group: Group | None) -> list[tuple[int | None, int | None]]:
    return list(zip(group.members, group.shares, strict=True)) if group else []
