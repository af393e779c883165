"""What follows of all pairs together: bodies, each a set of names. What two identifiers part is never one."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from aimf_scraper.resolving.names import compared
from aimf_scraper.resolving.pairs import LEAST, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from aimf_scraper.resolving.units import Unit

Key = tuple[str, str]

_BY_HAND: Final = 2.0


class Said(NamedTuple):
    """What a person said of a name. ``same_as``: the name of its body; ``None``: it is a body of its own."""

    same_as: str | None
    correction_id: str


class Reason(NamedTuple):
    """Why a name is of its body: by which other name of it."""

    same_as: str
    rule: str
    why: str
    score: float


@dataclass(slots=True)
class Cluster:
    """Names of one body. ``reasons``: of all but ``first``, by name and scope."""

    first: Unit
    units: list[Unit]
    reasons: dict[Key, Reason] = field(default_factory=dict)


class Apart(NamedTuple):
    """Two names that are near one another and were not joined, and why."""

    one: Unit
    other: Unit
    rule: str
    why: str
    score: float


class _Identity:
    """What tells the body of a set of names from others: of each sort, it can have one."""

    def __init__(self, unit: Unit) -> None:
        self._told: dict[str, set[str | None]] = {
            "identifiers in the authority file": {unit.authority.id} if unit.authority else set(),
            "towns or countries": {unit.scope or None} - {None},
            "legal forms": {unit.compared.legal_form} - {None},
            "sorts of body": {unit.hall.head if unit.hall else "no town hall"},
        }

    def parted_from(self, other: _Identity) -> str | None:
        """Return what parts the two, ``None`` where nothing does."""
        for what, mine in self._told.items():
            theirs = other._told[what]
            if mine and theirs and mine != theirs:
                return what
        return None

    def take(self, other: _Identity) -> None:
        for what, theirs in other._told.items():
            self._told[what] = self._told[what] | theirs


class _Joining:
    """Sets of names that grow together."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._of = {one.key: one.key for one in units}
        self._members = {one.key: [one] for one in units}
        self._identity = {one.key: _Identity(one) for one in units}
        self._links: dict[Key, list[tuple[Unit, Pair]]] = defaultdict(list)

    def join(self, pair: Pair, *, force: bool = False) -> str | None:
        """Make one of the two sets of *pair*; return what parts them, where something does."""
        one, other = self._of[pair.one.key], self._of[pair.other.key]
        if one == other:
            return None
        parted = self._identity[one].parted_from(self._identity[other])
        if parted is not None and not force:
            return parted
        one, other = min(one, other), max(one, other)
        for unit in self._members[other]:
            self._of[unit.key] = one
        self._members[one] += self._members.pop(other)
        self._identity[one].take(self._identity.pop(other))
        self._links[pair.one.key].append((pair.other, pair))
        self._links[pair.other.key].append((pair.one, pair))
        return None

    def is_one(self, one: Unit, other: Unit) -> bool:
        return self._of[one.key] == self._of[other.key]

    def clusters(self, earlier: Mapping[Key, str]) -> Iterator[Cluster]:
        for members in self._members.values():
            wrong = {
                pair.wrong.key
                for one in members
                for _, pair in self._links[one.key]
                if pair.wrong is not None
            }
            first = min(members, key=lambda one: _rank(one, one.key in wrong, earlier))
            cluster = Cluster(first, sorted(members, key=lambda one: one.key))
            waiting, seen = deque([first]), {first.key}
            while waiting:
                near = waiting.popleft()
                for unit, pair in self._links[near.key]:
                    if unit.key not in seen:
                        seen.add(unit.key)
                        told = Reason(near.name, pair.rule, pair.why, min(1.0, pair.score))
                        cluster.reasons[unit.key] = told
                        waiting.append(unit)
            yield cluster


def _rank(unit: Unit, is_wrong: bool, earlier: Mapping[Key, str]) -> tuple[object, ...]:
    """Return how fit a name is to stand for its body, the fittest first."""
    name = unit.name
    shouted = name.isupper() and unit.short is None
    return (
        unit.authority is None,
        is_wrong,
        unit.short is not None,
        shouted,
        unit.compared.bracket is not None or name.endswith(".") or name[:1].islower(),
        -sum(char.isalpha() and not char.isascii() for char in name),
        earlier.get(unit.key) != name,
        -unit.records,
        unit.key,
    )


def clusters_of(
    units: Sequence[Unit],
    pairs: Iterable[Pair],
    said: Mapping[Key, Said],
    earlier: Mapping[Key, str],
) -> tuple[list[Cluster], list[Apart]]:
    """Return the bodies, and the pairs that may be looked at.

    Args:
        units: every name, sorted.
        pairs: the surest first.
        said: what people said, by name and scope; it goes before every rule.
        earlier: by name and scope, the name that stood for the body until now.
    """
    joining = _Joining(units)
    for pair in _by_hand(units, said):
        joining.join(pair, force=True)
    apart: list[Apart] = []
    for pair in pairs:
        if pair.one.key in said or pair.other.key in said:
            continue
        parted = "" if pair.score < LEAST else joining.join(pair)
        if parted is not None:
            why = f"{pair.why}; kept apart by two {parted}" if parted else pair.why
            apart.append(Apart(pair.one, pair.other, pair.rule, why, pair.score))
    doubtful = [one for one in apart if not joining.is_one(one.one, one.other)]
    return sorted(joining.clusters(earlier), key=lambda one: one.first.key), doubtful


def _by_hand(units: Sequence[Unit], said: Mapping[Key, Said]) -> Iterator[Pair]:
    by_key: dict[str, list[Unit]] = defaultdict(list)
    for one in units:
        by_key[compared(one.name).key].append(one)
    for one in units:
        told = said.get(one.key)
        if told is None or told.same_as is None:
            continue
        named = [other for other in by_key[compared(told.same_as).key] if other.key != one.key]
        same_scope = [other for other in named if other.scope == one.scope] or named
        for other in same_scope[:1]:
            why = f"a person said so (correction {told.correction_id})"
            yield Pair(one, other, "by_hand", why, _BY_HAND)
