"""The database's partners brought together: at the end of each run, and after an import of corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aimf_scraper.corrections.fields import target_of
from aimf_scraper.corrections.quotes import normal
from aimf_scraper.resolving.bodies import Resolved, resolve
from aimf_scraper.resolving.clusters import Said
from aimf_scraper.resolving.units import Mention, Town, scope_of, units_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aimf_scraper.store import Store
    from aimf_scraper.store.body_tables import NamedPartner

Key = tuple[str, str]

BODY: Final = "body"


def settle_bodies(store: Store) -> Resolved:
    """Say of each partner of each record which body it is; return all of them.

    Run again, it changes nothing. What people said (``partners.body`` in the corrections) goes
    before every rule.
    """
    units = units_of(_mention(one) for one in store.named_partners())
    earlier = Resolved(tuple(store.bodies()), tuple(store.body_names()))
    found = resolve(units, earlier, _said(store))
    bodies = {one.id: one for one in found.bodies}
    of_name = {one.key: bodies[one.body] for one in found.names if one.body in bodies}
    told = [
        (one.record_id, one.position, body.id, body.ids)
        for one in store.named_partners()
        if (body := of_name[one.name, scope_of(_mention(one))]).id != one.body
        or body.ids != one.ids
    ]
    store.save_bodies(found.bodies, found.names, found.near, told)
    return found


def _mention(one: NamedPartner) -> Mention:
    towns = tuple(Town(*town) for town in one.towns)
    return Mention(
        *(one.record_id, one.position, one.name, one.type, one.written, one.countries), towns
    )


def _said(store: Store) -> dict[Key, Said]:
    """Return what people said of names: the last word counts, in the order of the file."""
    rows = [
        one.said
        for one in store.corrections()
        if one.state == "applied" and target_of(one.said["field"]).part == BODY
    ]
    if not rows:
        return {}
    wanted = {row["record_id"] for row in rows}
    partners: dict[str, list[NamedPartner]] = {}
    for one in store.named_partners():
        if one.record_id in wanted:
            partners.setdefault(one.record_id, []).append(one)
    said: dict[Key, Said] = {}
    for row in rows:
        target = target_of(row["field"])
        for one in _meant(partners.get(row["record_id"], []), row["as_written"], target.label):
            same_as = None if row["action"] == "reject" else row["value"] or None
            said[one.name, scope_of(_mention(one))] = Said(same_as, row["correction_id"])
    return said


def _meant(partners: list[NamedPartner], written: str, label: str | None) -> Iterator[NamedPartner]:
    for one in partners:
        names = {normal(name) for name in (*one.written, one.name)}
        if normal(written) in names and label in {None, one.name}:
            yield one
