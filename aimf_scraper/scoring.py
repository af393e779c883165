"""When a found fact is a labelled one: names folded, values equal.

A ``Scoring`` says it for one kind of fact: what there is to find in a label,
what a found fact offers, and when the two are the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from aimf_scraper.records import TEXT_SOURCES
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import Budget, Contribution, Country, DateFact, Evidence

_APART: Final = re.compile(r"[^a-z0-9]+")
_ARTICLE: Final = re.compile(r"^(?:l|le|la|les|un|une|du|de|des|d|de la|de l|aux?) (?=.)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to find. What a kind does not use stays empty."""

    shown: str
    forms: frozenset[str] = frozenset()
    code: str | None = None
    amount: float | None = None
    start: str | None = None
    end: str | None = None

    def with_forms(self, other: Unit) -> Unit:
        return replace(self, forms=self.forms | other.forms)


class Found(NamedTuple):
    """One found fact, as far as scoring asks: one budget gives one an amount."""

    shown: str
    rule: str
    confidence: float
    forms: frozenset[str] = frozenset()
    code: str | None = None
    amounts: tuple[float, ...] = ()
    start: str | None = None
    end: str | None = None
    undated: bool = False


class Scoring(Protocol):
    """How facts of one kind are held against labels.

    ``counted``: labels of the same value are several things to find.
    ``repeated``: several facts may meet one label, and all of them be right.
    """

    @property
    def counted(self) -> bool: ...

    @property
    def repeated(self) -> bool: ...

    def unit(self, label: Any) -> tuple[object, Unit]:
        """Return what a label names, and by what it is the same as another label's.

        Raises:
            AttributeError, KeyError, TypeError, ValueError: it is no such label.
        """

    def found(self, fact: Any) -> Iterator[Found]: ...

    def is_same(self, unit: Unit, found: Found) -> bool: ...


@dataclass(frozen=True, slots=True)
class ByName:
    """By one of its names. ``code``: the field that parts what has the same name."""

    code: str | None = None
    counted: bool = False
    repeated: bool = False

    def unit(self, label: Any) -> tuple[object, Unit]:
        canonical = str(label.get("canonical") or label["name"])
        code = label.get(self.code) if self.code else None
        forms = names_of(canonical, label.get("name") or canonical)
        return (normal(canonical), code), Unit(canonical, forms=forms, code=code)

    def found(self, fact: Any) -> Iterator[Found]:
        code = getattr(fact, self.code) if self.code else None
        yield Found(
            f"{fact.name} ({code or '?'})" if self.code else fact.name,
            *_judged(fact.evidence, fact.confidence),
            forms=names_of(fact.name, fact.as_written, *(one.quote for one in fact.evidence)),
            code=code,
        )

    def is_same(self, unit: Unit, found: Found) -> bool:
        if None not in (unit.code, found.code) and unit.code != found.code:
            return False
        return bool(unit.forms & found.forms)


@dataclass(frozen=True, slots=True)
class ByCode:
    """By its code. Only what a text names counts: the labels know nothing of markup."""

    counted: bool = False
    repeated: bool = False

    def unit(self, label: Any) -> tuple[object, Unit]:
        return label, Unit(str(label), code=str(label))

    def found(self, fact: Country) -> Iterator[Found]:
        read = tuple(e for e in fact.evidence if e.source in TEXT_SOURCES)
        if read:
            yield Found(fact.code, *_judged(read, fact.confidence), code=fact.code)

    def is_same(self, unit: Unit, found: Found) -> bool:
        return unit.code == found.code


@dataclass(frozen=True, slots=True)
class BySum:
    """By amount and currency, the equivalents of a sum one by one."""

    counted: bool = True
    repeated: bool = False

    def unit(self, label: Any) -> tuple[object, Unit]:
        amount, currency = number_of(label["amount"]), str(label["currency"])
        return (amount, currency), Unit(f"{amount} {currency}", amount=amount, code=currency)

    def found(self, fact: Budget) -> Iterator[Found]:
        amounts = tuple(a for a in (fact.amount, fact.amount_max) if a is not None)
        yield Found(
            f"{fact.as_written} = {fact.amount} {fact.currency}",
            *_judged(fact.evidence, fact.confidence),
            code=fact.currency,
            amounts=amounts,
        )
        for again in fact.equivalents:
            yield Found(
                f"{again.as_written} = {again.amount} {again.currency}",
                *_judged(again.evidence, fact.confidence),
                code=again.currency,
                amounts=(again.amount,),
            )

    def is_same(self, unit: Unit, found: Found) -> bool:
        return unit.code == found.code and unit.amount in found.amounts


@dataclass(frozen=True, slots=True)
class ByGift:
    """By who gives and who gets, as far as the label tells, and by the sum."""

    counted: bool = False
    repeated: bool = False

    def unit(self, label: Any) -> tuple[object, Unit]:
        names = {side: label.get(side) for side in ("provider", "receiver")}
        if not any(names.values()):
            raise ValueError("a contribution has a provider or a receiver")
        amount = None if label.get("amount") is None else number_of(label["amount"])
        currency = None if amount is None else str(label["currency"])
        forms = _sides(names["provider"], names["receiver"])
        shown = f"{names['provider'] or '?'} → {names['receiver'] or '?'}"
        return (forms, amount, currency), Unit(
            f"{shown} {'' if amount is None else amount} {currency or ''}".strip(),
            forms=forms,
            code=currency,
            amount=amount,
        )

    def found(self, fact: Contribution) -> Iterator[Found]:
        yield Found(
            f"{fact.provider or '?'} → {fact.receiver or '?'} {fact.amount} {fact.currency}",
            *_judged(fact.evidence, fact.confidence),
            forms=_sides(fact.provider, fact.receiver),
            code=fact.currency,
            amounts=tuple(one for one in (fact.amount, fact.amount_max) if one is not None),
        )

    def is_same(self, unit: Unit, found: Found) -> bool:
        """Return whether who gives what is alike; a receiver that the label leaves out is free."""
        sides = {form.partition(">")[0] for form in unit.forms}
        for side in sides:
            told = {form for form in unit.forms if form.startswith(f"{side}>")}
            if not told & found.forms:
                return False
        if unit.amount is None:
            return not found.amounts
        return unit.code == found.code and unit.amount in found.amounts


def _sides(provider: str | None, receiver: str | None) -> frozenset[str]:
    """Return the names of who gives and who gets, told apart."""
    sides = (("gives", provider), ("gets", receiver))
    return frozenset(f"{side}>{name}" for side, one in sides if one for name in names_of(one))


@dataclass(frozen=True, slots=True)
class ByCount:
    """By a number, and the word of what is counted where the label has one.

    ``number``: the field that holds it; ``word``: the field that says of what.
    """

    number: str
    word: str | None = None
    counted: bool = False
    repeated: bool = False

    def unit(self, label: Any) -> tuple[object, Unit]:
        amount = number_of(label[self.number])
        word = label.get(self.word) if self.word else None
        forms = frozenset({normal(str(word))} - {""}) if word else frozenset()
        return (amount, forms), Unit(" ".join([str(amount), *forms]), forms=forms, amount=amount)

    def found(self, fact: Any) -> Iterator[Found]:
        quote = fact.evidence[0].quote if fact.evidence else "no quote"
        yield Found(
            f"{quote} = {getattr(fact, self.number)}",
            *_judged(fact.evidence, fact.confidence),
            forms=frozenset({normal(getattr(fact, self.word))}) if self.word else frozenset(),
            amounts=(getattr(fact, self.number),),
        )

    def is_same(self, unit: Unit, found: Found) -> bool:
        """Return whether the numbers are equal and the label's word stands among the found ones."""
        words = {word for form in found.forms for word in form.split()}
        return unit.amount in found.amounts and all(
            words.issuperset(form.split()) for form in unit.forms
        )


@dataclass(frozen=True, slots=True)
class ByDay:
    """By start and end at the precision stated; where no year is, by the words."""

    counted: bool = False
    #: One day may be the start of one thing and the end of another.
    repeated: bool = True

    def unit(self, label: Any) -> tuple[object, Unit]:
        start, end, text = label.get("start"), label.get("end"), label.get("text") or ""
        shown = " / ".join(part for part in (start, end) if part) or text
        unit = Unit(shown, forms=frozenset({normal(text)} - {""}), start=start, end=end)
        return (start, end) if start else unit.forms, unit

    def found(self, fact: DateFact) -> Iterator[Found]:
        yield Found(
            f"{fact.as_written} = {fact.edtf}",
            *_judged(fact.evidence, fact.confidence),
            forms=frozenset({normal(fact.as_written)} - {""}),
            start=fact.start,
            end=fact.end,
            undated=fact.edtf.startswith("XXXX"),
        )

    def is_same(self, unit: Unit, found: Found) -> bool:
        if unit.start is not None:
            return unit.start == found.start and unit.end in (None, found.end)
        return any(
            label == written or (len(written) > 3 and written in label) or label in written
            for label in unit.forms
            for written in found.forms
        ) or (found.undated and not unit.forms)


def normal(name: str) -> str:
    """Return *name* without case, accents and punctuation.

    >>> normal("L’Agence de l’eau Seine-Normandie")
    'l agence de l eau seine normandie'
    """
    return _APART.sub(" ", fold(name)).strip()


def names_of(*names: str) -> frozenset[str]:
    """Return the *names* as they are compared: normal, with and without an article."""
    plain = [normal(name) for name in names]
    return frozenset(name for one in plain for name in (one, _ARTICLE.sub("", one)) if name)


def number_of(value: Any) -> int | float:
    """Return *value*, a label's number; raises TypeError where it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("an amount is a number")
    return value


def _judged(evidence: tuple[Evidence, ...], confidence: float) -> tuple[str, float]:
    return evidence[0].rule if evidence else "none", confidence
