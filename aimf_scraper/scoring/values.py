"""Kinds of facts that are held against labels by a name, a code, a sum, a count or a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aimf_scraper.records import TEXT_SOURCES
from aimf_scraper.scoring.units import Found, Unit, judged, names_of, normal, number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.records import Budget, Country, DateFact
    from aimf_scraper.scoring.units import Facts, Labels


@dataclass(frozen=True, slots=True)
class ByName:
    """By one of its names. ``code``: the field that parts what has the same name."""

    code: str | None = None
    counted: bool = False
    repeated: bool = False

    def unit(self, label: Any, _beside: Labels | None = None) -> tuple[object, Unit]:
        canonical = str(label.get("canonical") or label["name"])
        code = label.get(self.code) if self.code else None
        forms = names_of(canonical, label.get("name") or canonical)
        return (normal(canonical), code), Unit(canonical, forms=forms, code=code)

    def found(self, fact: Any, _beside: Facts | None = None) -> Iterator[Found]:
        code = getattr(fact, self.code) if self.code else None
        yield Found(
            f"{fact.name} ({code or '?'})" if self.code else fact.name,
            *judged(fact.evidence, fact.confidence),
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

    def unit(self, label: Any, _beside: Labels | None = None) -> tuple[object, Unit]:
        return label, Unit(str(label), code=str(label))

    def found(self, fact: Country, _beside: Facts | None = None) -> Iterator[Found]:
        read = tuple(e for e in fact.evidence if e.source in TEXT_SOURCES)
        if read:
            yield Found(fact.code, *judged(read, fact.confidence), code=fact.code)

    def is_same(self, unit: Unit, found: Found) -> bool:
        return unit.code == found.code


@dataclass(frozen=True, slots=True)
class BySum:
    """By amount and currency, the equivalents of a sum one by one."""

    counted: bool = True
    repeated: bool = False

    def unit(self, label: Any, _beside: Labels | None = None) -> tuple[object, Unit]:
        amount, currency = number_of(label["amount"]), str(label["currency"])
        return (amount, currency), Unit(f"{amount} {currency}", amount=amount, code=currency)

    def found(self, fact: Budget, _beside: Facts | None = None) -> Iterator[Found]:
        amounts = tuple(a for a in (fact.amount, fact.amount_max) if a is not None)
        yield Found(
            f"{fact.as_written} = {fact.amount} {fact.currency}",
            *judged(fact.evidence, fact.confidence),
            code=fact.currency,
            amounts=amounts,
        )
        for again in fact.equivalents:
            yield Found(
                f"{again.as_written} = {again.amount} {again.currency}",
                *judged(again.evidence, fact.confidence),
                code=again.currency,
                amounts=(again.amount,),
            )

    def is_same(self, unit: Unit, found: Found) -> bool:
        return unit.code == found.code and unit.amount in found.amounts


@dataclass(frozen=True, slots=True)
class ByCount:
    """By a number, and the word of what is counted where the label has one.

    ``number``: the field that holds it; ``word``: the field that says of what.
    """

    number: str
    word: str | None = None
    counted: bool = False
    repeated: bool = False

    def unit(self, label: Any, _beside: Labels | None = None) -> tuple[object, Unit]:
        amount = number_of(label[self.number])
        word = label.get(self.word) if self.word else None
        forms = frozenset({normal(str(word))} - {""}) if word else frozenset()
        return (amount, forms), Unit(" ".join([str(amount), *forms]), forms=forms, amount=amount)

    def found(self, fact: Any, _beside: Facts | None = None) -> Iterator[Found]:
        quote = fact.evidence[0].quote if fact.evidence else "no quote"
        yield Found(
            f"{quote} = {getattr(fact, self.number)}",
            *judged(fact.evidence, fact.confidence),
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

    def unit(self, label: Any, _beside: Labels | None = None) -> tuple[object, Unit]:
        start, end, text = label.get("start"), label.get("end"), label.get("text") or ""
        shown = " / ".join(part for part in (start, end) if part) or text
        unit = Unit(shown, forms=frozenset({normal(text)} - {""}), start=start, end=end)
        return (start, end) if start else unit.forms, unit

    def found(self, fact: DateFact, _beside: Facts | None = None) -> Iterator[Found]:
        yield Found(
            f"{fact.as_written} = {fact.edtf}",
            *judged(fact.evidence, fact.confidence),
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
