"""Mentions of one thing become one fact, with all of them as its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from aimf_scraper.records import Evidence
    from aimf_scraper.rules.engine.confidence import Score
    from aimf_scraper.rules.engine.mention import Mention

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Resolved(Generic[T]):
    """Everything that a document says of one thing, in reading order."""

    mentions: tuple[Mention[T], ...]

    @property
    def first(self) -> Mention[T]:
        return self.mentions[0]

    @property
    def score(self) -> Score:
        """How sure the surest mention is; of equals the first."""
        return max((one.score for one in self.mentions), key=lambda score: score.value)

    def evidence(self, repeat: str | None = None) -> tuple[Evidence, ...]:
        """Return the evidence of every mention; *repeat*: the rule that those behind the first are told by."""
        first, *others = (one.evidence for one in self.mentions)
        return (first, *(one._replace(rule=repeat) if repeat else one for one in others))


def resolve(
    mentions: Iterable[Mention[T]],
    identity: Callable[[T], Hashable],
    most: int | None = None,
) -> list[Resolved[T]]:
    """Return each thing once, in the order in which the things are first met.

    *identity*: what two values share that are one thing. Mentions with a score of 0 are left out.
    *most*: so many things at most; what is said again of them is kept.
    """
    things: dict[Hashable, list[Mention[T]]] = {}
    for one in mentions:
        if not one.score.value:
            continue
        key = identity(one.value)
        if key in things:
            things[key].append(one)
        elif most is None or len(things) < most:
            things[key] = [one]
    return [Resolved(tuple(said)) for said in things.values()]
