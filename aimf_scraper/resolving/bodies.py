"""Bodies as the database keeps them: each with an id that stays, and the name that it goes by.

Each name has an id of its own from the night on which it was first met. A body goes by the id
of the name that was met first of all, and keeps it whatever joins it later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from aimf_scraper.gazetteer.organisation_ids import known_ids
from aimf_scraper.identifiers import NO_IDS
from aimf_scraper.resolving.clusters import clusters_of
from aimf_scraper.resolving.pairs import find_pairs
from aimf_scraper.store.body_tables import Body, BodyName, NearNames
from aimf_scraper.text.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aimf_scraper.resolving.clusters import Apart, Cluster, Said
    from aimf_scraper.resolving.units import Unit

Key = tuple[str, str]

_NO_SLUG: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_SLUG: Final = 80
#: So many pairs that were not joined are kept for a person, the likeliest.
_MOST_NEAR: Final = 500


@dataclass(frozen=True, slots=True)
class Resolved:
    """``names``: every name that was ever met. ``near``: pairs that a person may look at."""

    bodies: tuple[Body, ...] = ()
    names: tuple[BodyName, ...] = ()
    near: tuple[NearNames, ...] = ()


def resolve(
    units: Mapping[Key, Unit],
    earlier: Resolved = Resolved(),
    said: Mapping[Key, Said] | None = None,
) -> Resolved:
    """Return the bodies of *units*, with the ids that *earlier* gave; pure, the same for any order.

    A name of *earlier* that no record has any more keeps its id.
    """
    ordered = sorted(units.values(), key=lambda one: one.key)
    shown = {one.id: one.name for one in earlier.bodies}
    went_by = {one.key: shown[one.body] for one in earlier.names if one.body in shown}
    found, apart = clusters_of(ordered, find_pairs(ordered), said or {}, went_by)
    own = _own_names(ordered, earlier.names)
    ids = _ids(found, own)
    names = {one.key: one for cluster in found for one in _names(cluster, own, ids)}
    lost = [replace(one, records=0) for one in earlier.names if one.key not in names]
    bodies = (_body(ids[one.first.key], one) for one in found)
    return Resolved(
        tuple(sorted(bodies, key=lambda one: one.id)),
        tuple(sorted([*names.values(), *lost], key=lambda one: one.number)),
        tuple(_near(apart, ids)),
    )


def _own_names(units: Sequence[Unit], earlier: Sequence[BodyName]) -> dict[Key, BodyName]:
    """Return each name with the number and the id that are its own, new ones where it has none.

    Of those met on one night, those that records name most come first.
    """
    own = {one.key: one for one in earlier}
    taken = {one.id for one in earlier}
    number = max((one.number for one in earlier), default=0)
    new = [one for one in units if one.key not in own]
    for unit in sorted(new, key=lambda one: (one.authority is None, -one.records, one.key)):
        number += 1
        identity = _new_id(unit, taken)
        taken.add(identity)
        own[unit.key] = BodyName(number, identity, *unit.key, body=identity)
    return own


def _new_id(unit: Unit, taken: set[str]) -> str:
    known = unit.authority.id if unit.authority and not unit.authority.is_added else None
    slug = known or _NO_SLUG.sub("-", fold(unit.name)).strip("-")[:_LONGEST_SLUG].strip("-")
    identity = base = f"body:{slug or 'name'}"
    count = 1
    while identity in taken:
        count += 1
        identity = f"{base}-{count}"
    return identity


def _ids(clusters: Sequence[Cluster], own: Mapping[Key, BodyName]) -> dict[Key, str]:
    """Return the id of each name's body.

    It is one that a name of the body went by before, the oldest; where a body fell in two, the
    part with the name whose own id it is keeps it.
    """
    owner = {one.id: one for one in own.values()}
    claimed_by_owner = {
        own[unit.key].id: at for at, cluster in enumerate(clusters) for unit in cluster.units
    }
    ids: dict[Key, str] = {}
    given: set[str] = set()
    ordered = sorted(
        enumerate(clusters), key=lambda one: min(own[unit.key].number for unit in one[1].units)
    )
    for at, cluster in ordered:
        mine = [own[unit.key] for unit in cluster.units]
        options = sorted(
            {one.body for one in mine} | {one.id for one in mine},
            key=lambda identity: owner[identity].number,
        )
        chosen = next(
            one for one in options if one not in given and claimed_by_owner.get(one, at) == at
        )
        given.add(chosen)
        ids |= dict.fromkeys((unit.key for unit in cluster.units), chosen)
    return ids


def _names(
    cluster: Cluster, own: Mapping[Key, BodyName], ids: Mapping[Key, str]
) -> Iterator[BodyName]:
    for unit in cluster.units:
        told = cluster.reasons.get(unit.key)
        name = replace(own[unit.key], body=ids[unit.key], records=unit.records)
        if told is None:
            yield replace(name, same_as=None, rule=None, why=None, score=None)
        else:
            yield replace(
                name, same_as=told.same_as, rule=told.rule, why=told.why, score=told.score
            )


def _body(identity: str, cluster: Cluster) -> Body:
    first = cluster.first
    known = known_ids().get(first.authority.id, NO_IDS) if first.authority else NO_IDS
    others = (known.wikidata, known.ror, known.iati)
    return Body(identity, first.name, first.type, _scope(cluster), *others)


def _scope(cluster: Cluster) -> str | None:
    return max((one.scope for one in cluster.units), default="") or None


def _near(apart: Sequence[Apart], ids: Mapping[Key, str]) -> Iterator[NearNames]:
    """Yield what is near and was not joined: once for each two bodies, the likeliest first."""
    seen: set[tuple[str, ...]] = set()
    for pair in sorted(apart, key=lambda one: (-one.score, one.one.key, one.other.key)):
        bodies = tuple(sorted((ids[pair.one.key], ids[pair.other.key])))
        if bodies in seen or len(seen) == _MOST_NEAR:
            continue
        seen.add(bodies)
        yield NearNames(
            *(pair.one.name, ids[pair.one.key], pair.other.name, ids[pair.other.key]),
            *(pair.rule, pair.why, pair.score),
        )
