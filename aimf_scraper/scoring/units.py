"""What a label asks for, what a fact offers, and how names are compared."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aimf_scraper.records import Evidence

    #: a page's labels, or a record's facts, by field
    Labels = Mapping[str, Any]
    Facts = Mapping[str, Any]

_APART: Final = re.compile(r"[^a-z0-9]+")
_ARTICLE: Final = re.compile(r"^(?:l|le|la|les|un|une|du|de|des|d|de la|de l|aux?) (?=.)")


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing to find. What a kind does not use stays empty.

    ``said``: what its labels say of it besides (its role, say); two labels may say two things.
    """

    shown: str
    forms: frozenset[str] = frozenset()
    code: str | None = None
    amount: float | None = None
    start: str | None = None
    end: str | None = None
    said: Mapping[str, frozenset[str | None]] = field(default_factory=dict)

    def with_forms(self, other: Unit) -> Unit:
        """Return the thing as two labels of it say it together."""
        names = self.said.keys() | other.said.keys()
        none: frozenset[str | None] = frozenset()
        said = {name: self.said.get(name, none) | other.said.get(name, none) for name in names}
        return replace(self, forms=self.forms | other.forms, said=said)


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

    def unit(self, label: Any, beside: Labels | None = None, /) -> tuple[object, Unit]:
        """Return what a label names, and by what it is the same as another label's.

        *beside*: all labels of its page, by field.

        Raises:
            AttributeError, KeyError, TypeError, ValueError: it is no such label.
        """

    def found(self, fact: Any, beside: Facts | None = None, /) -> Iterator[Found]:
        """Yield what *fact* offers; *beside*: all facts of its record, by field."""
        ...

    def is_same(self, unit: Unit, found: Found) -> bool: ...


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


def judged(evidence: tuple[Evidence, ...], confidence: float) -> tuple[str, float]:
    return evidence[0].rule if evidence else "none", confidence
